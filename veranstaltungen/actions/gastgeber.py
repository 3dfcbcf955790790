"""Hosting together: one network asks, the other agrees or not, and either may end it.

Who hosts as well may change the event and sees who comes, so nobody becomes a host without a yes of its own.
"""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from core.audit import festhalten
from core.refusal import RefusedError
from mitglieder.beitritt import leitungen
from netzwerke.enums import Netzwerkstatus
from netzwerke.models import Netzwerk
from notifications.nachrichten import benachrichtigen
from search.actions import indexieren
from veranstaltungen.actions.plaetze import gesperrt, nachruecken
from veranstaltungen.models import Gastgeberanfrage, Mitveranstalter, Veranstaltung

MOST_HOSTS = 12
ART = "mitveranstalten"


@transaction.atomic
def fragen(
    veranstaltung: Veranstaltung, netzwerk: Netzwerk, *, person: Any, kontingent: int | None = None
) -> Gastgeberanfrage:
    """Ask once; asked again, the first request stays with the newer number of places."""
    row = Veranstaltung.objects.select_for_update().get(pk=veranstaltung.pk)
    hosts = row.gastgebende_ids()
    if netzwerk.pk in hosts:
        raise RefusedError(_("%(name)s ist schon dabei.") % {"name": netzwerk.kurzname})
    if netzwerk.status == Netzwerkstatus.BEENDET:
        raise RefusedError(_("%(name)s gibt es nicht mehr.") % {"name": netzwerk.kurzname})
    if len(hosts) + row.anfragen.count() >= MOST_HOSTS:
        raise RefusedError(_("Mehr als zwölf Netzwerke können nicht gemeinsam einladen."))
    asked = list(leitungen(netzwerk))
    if not asked:
        raise RefusedError(
            _("%(name)s hat noch niemanden, der zusagen könnte.") % {"name": netzwerk.kurzname}
        )
    anfrage, made = Gastgeberanfrage.objects.update_or_create(
        veranstaltung=row, netzwerk=netzwerk, defaults={"kontingent": kontingent, "von": person}
    )
    if made:
        festhalten("gastgeber.fragen", person=person, objekt=row, netzwerk=netzwerk.pk)
        for mensch in asked:
            sagen(mensch, "bitte", anfrage, netzwerk, f"{anfrage.pk}")
    return anfrage


@transaction.atomic
def antworten(anfrage: Gastgeberanfrage, *, person: Any, ja: bool) -> None:
    """Agree or decline; answered already, nothing happens."""
    row = Veranstaltung.objects.select_for_update().get(pk=anfrage.veranstaltung_id)
    found = row.anfragen.filter(pk=anfrage.pk).select_related("netzwerk").first()
    if found is None:
        return
    if ja:
        Mitveranstalter.objects.create(
            veranstaltung=row, netzwerk=found.netzwerk, kontingent=found.kontingent
        )
    found.delete()
    festhalten(
        f"gastgeber.{'zusagen' if ja else 'absagen'}", person=person, objekt=row, netzwerk=found.netzwerk_id
    )
    for mensch in leitungen(row.netzwerk):
        sagen(mensch, "zusage" if ja else "absage", anfrage, row.netzwerk, f"{anfrage.pk}")
    if ja:
        indexieren("veranstaltung", [row.pk])


@transaction.atomic
def zuruecknehmen(anfrage: Gastgeberanfrage, *, person: Any) -> None:
    """The host does not ask any more."""
    if Gastgeberanfrage.objects.filter(pk=anfrage.pk).delete()[0]:
        event, asked = anfrage.veranstaltung, anfrage.netzwerk_id
        festhalten("gastgeber.zuruecknehmen", person=person, objekt=event, netzwerk=asked)


@transaction.atomic
def beenden(beteiligung: Mitveranstalter, *, person: Any) -> None:
    """Hosting together ends; places that were kept are free for those who wait."""
    row = Veranstaltung.objects.select_for_update().get(pk=beteiligung.veranstaltung_id)
    if not row.beteiligungen.filter(pk=beteiligung.pk).delete()[0]:
        return
    festhalten("gastgeber.beenden", person=person, objekt=row, netzwerk=beteiligung.netzwerk_id)
    indexieren("veranstaltung", [row.pk])
    plaetze_neu_vergeben(row)


@transaction.atomic
def kontingent_setzen(beteiligung: Mitveranstalter, kontingent: int | None, *, person: Any) -> None:
    row = Veranstaltung.objects.select_for_update().get(pk=beteiligung.veranstaltung_id)
    if (
        row.beteiligungen.filter(pk=beteiligung.pk)
        .exclude(kontingent=kontingent)
        .update(kontingent=kontingent)
    ):
        festhalten("gastgeber.kontingent", person=person, objekt=row, netzwerk=beteiligung.netzwerk_id)
        plaetze_neu_vergeben(row)


def plaetze_neu_vergeben(veranstaltung: Veranstaltung) -> None:
    for termin in veranstaltung.termine.kommend():
        with gesperrt(termin) as hier:
            nachruecken(hier)


def sagen(mensch: Any, anlass: str, anfrage: Gastgeberanfrage, netzwerk: Netzwerk, stempel: str) -> None:
    """To a Leitung of `netzwerk`; the way leads to where it can be answered or seen."""
    dort = {"bitte": ("veranstaltungen:gastgeberanfragen", netzwerk.slug)}
    name, slug = dort.get(anlass, ("veranstaltungen:gastgeber", anfrage.veranstaltung.slug))
    benachrichtigen(
        mensch,
        ART,
        schluessel=f"gastgeber.{anlass}:{stempel}",
        vorlage=f"veranstaltungen/gastgeber_{anlass}",
        pfad=reverse(name, args=[slug]),
        kontext={"anfrage": anfrage, "veranstaltung": anfrage.veranstaltung, "netzwerk": netzwerk},
        bezug=f"netzwerk:{netzwerk.pk}",
    )
