"""A lively network helps a quiet neighbour: it offers, the quiet one accepts or declines."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import OFFICE_GROUP, User
from core.audit import festhalten
from core.refusal import RefusedError
from core.signedlinks import absolute, make_token, read_token
from mitglieder.actions.jahresfrage import leitungen
from mitglieder.enums import Anfragezustand, darf_folgen
from mitglieder.models import Patenschaft
from mitglieder.ruhig import ist_ruhig
from netzwerke import actions as netzwerke
from netzwerke.models import Netzwerk
from notifications.nachrichten import benachrichtigen

LINK = "patenschaft"


@transaction.atomic
def anbieten(netzwerk: Netzwerk, *, pate: Netzwerk, person: Any, satz: str) -> Patenschaft:
    """`pate` offers its help; offered twice, the first offer stays."""
    netzwerk = netzwerke.gesperrt(netzwerk)
    if netzwerk == pate:
        raise RefusedError(_("Ein Netzwerk kann nicht sein eigener Pate sein."))
    vorher = Patenschaft.objects.laufend().filter(netzwerk=netzwerk, pate=pate).first()
    if vorher is not None:
        return vorher
    if not ist_ruhig(netzwerk):
        raise RefusedError(_("Dieses Netzwerk hat sich gerade gemeldet und braucht keine Hilfe mehr."))
    neu = Patenschaft.objects.create(netzwerk=netzwerk, pate=pate, person=person, satz=satz)
    festhalten("patenschaft.anbieten", person=person, objekt=netzwerk, pate=pate.pk)
    for mensch in entscheidende(netzwerk):
        token = make_token(LINK, patenschaft=neu.pk, person=mensch.pk)
        benachrichtigen(
            mensch, "patenschaft", schluessel=f"patenschaft:{neu.pk}:angebot",
            vorlage="mitglieder/patenschaft_angebot", pfad=reverse("mitglieder:patenschaften"),
            kontext={"patenschaft": neu, "link": absolute("mitglieder:patenschaft_mit_link", token)},
            bezug=f"netzwerk:{netzwerk.pk}",
        )  # fmt: skip
    return neu


def entscheidende(netzwerk: Netzwerk) -> list[Any]:
    """Its Leitung; where there is none, the office."""
    rows = leitungen().filter(netzwerk=netzwerk).select_related("person")
    leitende = list({row.person_id: row.person for row in rows}.values())
    return leitende or list(User.objects.filter(groups__name=OFFICE_GROUP, is_active=True))


def mit_link(token: str) -> tuple[Patenschaft, Any]:
    """The offer and who decides; raises `RefusedError` where the holder may not, or no longer."""
    facts = read_token(LINK, token)
    rows = Patenschaft.objects.select_related("netzwerk", "pate")
    patenschaft = rows.filter(pk=facts["patenschaft"]).first()
    found = entscheidende(patenschaft.netzwerk) if patenschaft else []
    person = next((mensch for mensch in found if mensch.pk == facts["person"]), None)
    if patenschaft is None or person is None:
        raise RefusedError(_("Darüber entscheidet inzwischen jemand anderes. Der Link gilt nicht mehr."))
    return patenschaft, person


@transaction.atomic
def entscheiden(patenschaft: Patenschaft, zustand: Anfragezustand, *, person: Any) -> Patenschaft:
    """Accept, decline or take back an offer; the same decision twice is one. Tells who offered."""
    row = Patenschaft.objects.select_for_update(of=("self",)).get(pk=patenschaft.pk)
    vorher = Anfragezustand(row.zustand)
    if vorher == zustand:
        return row
    if not darf_folgen(vorher, zustand):
        raise RefusedError(
            _("Über dieses Angebot ist schon entschieden: %(stand)s.") % {"stand": vorher.label}
        )
    row.zustand, row.entschieden = zustand, timezone.now()
    row.save(update_fields=["zustand", "entschieden"])
    festhalten(AKTION[zustand], person=person, objekt=row.netzwerk, pate=row.pate_id)
    if zustand != Anfragezustand.ZURUECKGEZOGEN:
        antwort_mitteilen(row)
    return row


AKTION = {
    Anfragezustand.ANGENOMMEN: "patenschaft.annehmen",
    Anfragezustand.ABGELEHNT: "patenschaft.ablehnen",
    Anfragezustand.ZURUECKGEZOGEN: "patenschaft.zurueckziehen",
}


def antwort_mitteilen(patenschaft: Patenschaft) -> None:
    for row in leitungen().filter(netzwerk=patenschaft.pate_id).select_related("person"):
        benachrichtigen(
            row.person, "patenschaft", schluessel=f"patenschaft:{patenschaft.pk}:antwort",
            vorlage="mitglieder/patenschaft_antwort", pfad=reverse("mitglieder:patenschaften"),
            kontext={"patenschaft": patenschaft, "link": absolute("mitglieder:patenschaften")},
            bezug=f"netzwerk:{patenschaft.pate_id}",
        )  # fmt: skip
