"""A lively network helps a quiet neighbour: offered, accepted or declined, and ended by either."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from core.audit import festhalten
from core.refusal import RefusedError
from core.signedlinks import make_token, read_token
from mitglieder.actions.jahresfrage import leitungen
from mitglieder.enums import Patenschaftszustand, darf_folgen
from mitglieder.models import Patenschaft
from mitglieder.ruhig import ist_ruhig
from netzwerke import actions as netzwerke
from netzwerke.models import Netzwerk
from notifications.nachrichten import benachrichtigen

LINK = "patenschaft"
BETWEEN_OFFERS = timedelta(weeks=4)  # of one network to another; each writes to several people


@transaction.atomic
def anbieten(netzwerk: Netzwerk, *, pate: Netzwerk, person: Any, satz: str) -> Patenschaft:
    """`pate` offers its help; offered twice, the first offer stays."""
    netzwerk = netzwerke.gesperrt(netzwerk)
    if person not in sprechende(pate):
        raise RefusedError(_("Sie leiten %(name)s nicht mehr.") % {"name": pate.kurzname})
    if netzwerk == pate:
        raise RefusedError(_("Ein Netzwerk kann nicht sein eigener Pate sein."))
    vorher = Patenschaft.objects.laufend().filter(netzwerk=netzwerk, pate=pate).first()
    if vorher is not None:
        return vorher
    if not ist_ruhig(netzwerk):
        raise RefusedError(_("Dieses Netzwerk hat sich gerade gemeldet und braucht keine Hilfe mehr."))
    seit = timezone.now() - BETWEEN_OFFERS
    ohne_erfolg = (Patenschaftszustand.ZURUECKGEZOGEN, Patenschaftszustand.ABGELEHNT)
    vergeblich = Patenschaft.objects.filter(netzwerk=netzwerk, pate=pate, zustand__in=ohne_erfolg)
    if vergeblich.filter(angelegt__gt=seit).exists():
        raise RefusedError(
            _(
                "%(name)s hat Ihr Angebot in den letzten vier Wochen schon bekommen. "
                "Bitte warten Sie so lange."
            )
            % {"name": netzwerk.kurzname}
        )
    neu = Patenschaft.objects.create(netzwerk=netzwerk, pate=pate, person=person, satz=satz)
    festhalten("patenschaft.anbieten", person=person, objekt=netzwerk, pate=pate.pk)
    for mensch in entscheidende(netzwerk):
        token = make_token(LINK, patenschaft=neu.pk, person=mensch.pk)
        mitteilen(mensch, "angebot", neu, an=netzwerk, token=token)
    return neu


def entscheidende(netzwerk: Netzwerk) -> list[Any]:
    """Its Leitung; where there is none, the office."""
    return sprechende(netzwerk) or list(User.objects.geschaeftsstelle())


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
def entscheiden(patenschaft: Patenschaft, zustand: Patenschaftszustand, *, person: Any) -> Patenschaft:
    """Accept, decline or take back an offer; the same decision twice is one. Tells who offered."""
    row = Patenschaft.objects.select_for_update(of=("self",)).get(pk=patenschaft.pk)
    zurueck = zustand == Patenschaftszustand.ZURUECKGEZOGEN
    if person not in (sprechende(row.pate) if zurueck else entscheidende(row.netzwerk)):
        raise RefusedError(_("Darüber entscheidet inzwischen jemand anderes."))
    vorher = Patenschaftszustand(row.zustand)
    if vorher == zustand:
        return row
    if not darf_folgen(vorher, zustand):
        raise RefusedError(
            _("Über dieses Angebot ist schon entschieden: %(stand)s.") % {"stand": vorher.label}
        )
    row.zustand, row.entschieden = zustand, timezone.now()
    row.save(update_fields=["zustand", "entschieden"])
    festhalten(AKTION[zustand], person=person, objekt=row.netzwerk, pate=row.pate_id)
    if not zurueck:
        for mensch in sprechende(row.pate):
            mitteilen(mensch, "antwort", row, an=row.pate)
    return row


AKTION = {
    Patenschaftszustand.ANGENOMMEN: "patenschaft.annehmen",
    Patenschaftszustand.ABGELEHNT: "patenschaft.ablehnen",
    Patenschaftszustand.ZURUECKGEZOGEN: "patenschaft.zurueckziehen",
}


@transaction.atomic
def beenden(patenschaft: Patenschaft, *, person: Any, satz: str) -> Patenschaft:
    """End an agreement from either side, with a sentence; tells the other. Ended twice is ended once."""
    rows = Patenschaft.objects.mit_verwaist().select_related("netzwerk", "pate")
    row = rows.select_for_update(of=("self",)).get(pk=patenschaft.pk)
    if not person.has_perm("mitglieder.patenschaft_beenden", row):
        raise RefusedError(_("Diese Patenschaft beenden nur die Leitungen der beiden Netzwerke."))
    vorher = Patenschaftszustand(row.zustand)
    if vorher == Patenschaftszustand.BEENDET:
        return row
    if not darf_folgen(vorher, Patenschaftszustand.BEENDET):
        raise RefusedError(_("Diese Patenschaft gilt zurzeit nicht: %(stand)s.") % {"stand": vorher.label})
    row.zustand, row.beendet, row.abschied = Patenschaftszustand.BEENDET, timezone.now(), satz
    row.save(update_fields=["zustand", "beendet", "abschied"])
    festhalten("patenschaft.beenden", person=person, objekt=row.netzwerk, pate=row.pate_id)
    ende_mitteilen(row, person)
    return row


def ende_mitteilen(patenschaft: Patenschaft, person: Any) -> None:
    """To the side that did not end it; where nobody leads the quiet network, the office speaks for it."""
    if patenschaft.pate_id in person.geleitete_ids:
        von, an, leute = patenschaft.pate, patenschaft.netzwerk, entscheidende(patenschaft.netzwerk)
    else:
        von, an, leute = patenschaft.netzwerk, patenschaft.pate, sprechende(patenschaft.pate)
    for mensch in leute:
        if mensch != person:
            mitteilen(mensch, "ende", patenschaft, an=an, von=von)


def sprechende(netzwerk: Netzwerk) -> list[Any]:
    """Who leads a network, each once."""
    rows = leitungen().filter(netzwerk=netzwerk).select_related("person")
    return list({row.person_id: row.person for row in rows}.values())


def mitteilen(mensch: Any, anlass: str, patenschaft: Patenschaft, *, an: Netzwerk, **kontext: Any) -> None:
    """One letter to somebody who speaks for the network `an`; the key makes each occasion once."""
    with override(mensch.sprache):
        pfad = reverse("mitglieder:patenschaften")
    benachrichtigen(
        mensch, "patenschaft", schluessel=f"patenschaft:{patenschaft.pk}:{anlass}",
        vorlage=f"mitglieder/patenschaft_{anlass}", pfad=pfad, bezug=f"netzwerk:{an.pk}",
        kontext={"patenschaft": patenschaft, **kontext},
    )  # fmt: skip
