"""Who hosts next, and why: derived from the list, the answers and the events, never kept by hand.

Who never hosted comes first, in the order of joining the list; then whose last visit is longest ago. A no, or
no answer, is passed over until the round is over: until somebody says yes, or until nobody else is left.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from mitglieder.actions.firmenbriefe import ansprechpersonen
from mitglieder.beitritt import leitungen
from veranstaltungen.enums import Fragestand, Gastgeberlage
from veranstaltungen.models import Gastgeberreihe, Reihengastgeber
from veranstaltungen.zeit import tag

MOST_HOSTS = 100  # on one list; a page shows them all


@dataclass(frozen=True)
class Stelle:
    """A possible host in its place; the row comes from `mit_lage`."""

    gastgeber: Any
    lage: Gastgeberlage

    @property
    def frei(self) -> bool:
        return self.lage == Gastgeberlage.FREI

    @property
    def satz(self) -> str:
        """How it stands, for its line in the list."""
        row = self.gastgeber
        if self.lage == Gastgeberlage.GEFRAGT:
            return _("Ist gefragt, Antwort bis %(tag)s.") % {"tag": am(row.gefragt_bis)}
        if self.lage == Gastgeberlage.ZUGESAGT:
            return _("Hat zugesagt für %(tag)s.") % {"tag": tag(row.kommt)}
        if self.lage == Gastgeberlage.PAUSIERT:
            return _("Pausiert bis %(tag)s.") % {"tag": am(row.pausiert_bis)}
        if self.lage == Gastgeberlage.UNERREICHBAR:
            return ohne_antwortende(row)
        if self.lage == Gastgeberlage.ABGESAGT:
            return _("Hat diesmal abgesagt und ist in der nächsten Runde wieder dabei.")
        if self.lage == Gastgeberlage.VERFALLEN:
            return _("Hat diesmal nicht geantwortet und ist in der nächsten Runde wieder dabei.")
        return zuletzt(row)


def zuletzt(row: Any) -> str:
    if row.zuletzt:
        return _("Zuletzt dran am %(tag)s.") % {"tag": am(row.zuletzt)}
    return _("Noch nie dran, auf der Liste seit %(tag)s.") % {"tag": am(row.seit)}


def ohne_antwortende(row: Any) -> str:
    if row.unternehmen_id:
        return _("Noch spricht hier niemand für das Unternehmen. Laden Sie eine Ansprechperson ein.")
    return _("Dieses Netzwerk hat noch keine Leitung, die antworten könnte.")


def am(moment: Any) -> str:
    """A day in words, of a day or of a moment."""
    day = timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
    return date_format(day, "DATE_FORMAT")


def stellen(reihe: Gastgeberreihe) -> list[Stelle]:
    """The whole list in its order: a fixed number of queries."""
    began = reihe.fragen.filter(stand=Fragestand.ZUGESAGT).aggregate(am=Max("erledigt"))["am"]
    rows = reihe.gastgeber.dabei().mit_lage().order_by("pk")[:MOST_HOSTS]
    return geordnet([Stelle(row, lage(row, began)) for row in rows])


def lage(row: Any, began: datetime | None) -> Gastgeberlage:
    """`began` is when the round began, None for the first one."""
    if row.gefragt_bis:
        return Gastgeberlage.GEFRAGT
    if row.kommt:
        return Gastgeberlage.ZUGESAGT
    if row.pausiert_bis and row.pausiert_bis >= timezone.localdate():
        return Gastgeberlage.PAUSIERT
    if not row.erreichbar:
        return Gastgeberlage.UNERREICHBAR
    if row.nein_am and (began is None or row.nein_am > began):
        return Gastgeberlage(row.nein_stand)
    return Gastgeberlage.FREI


def geordnet(rows: list[Stelle]) -> list[Stelle]:
    def rang(stelle: Stelle) -> tuple[bool, datetime, int]:
        row = stelle.gastgeber
        return (row.zuletzt is not None, row.zuletzt or row.seit, row.pk)

    return sorted(rows, key=rang)


def naechste(rows: list[Stelle]) -> Stelle | None:
    """Who is to be asked now. When all have said no, the round begins anew with whose answer is oldest."""
    if free := [stelle for stelle in rows if stelle.frei]:
        return free[0]
    no = [stelle for stelle in rows if stelle.lage.value in Fragestand.ohne_zusage()]
    return min(no, key=lambda stelle: stelle.gastgeber.nein_am, default=None)


def warum(stelle: Stelle) -> str:
    """Why it is this one's turn, in a sentence or two."""
    row = stelle.gastgeber
    facts = {"name": row.name, "seit": am(row.zuletzt or row.seit)}
    if not stelle.frei:
        return (
            _(
                "Alle, die jetzt gefragt werden können, haben in dieser Runde abgesagt oder nicht "
                "geantwortet. Die nächste Runde beginnt mit %(name)s: Diese Antwort ist am längsten her."
            )
            % facts
        )
    if row.zuletzt:
        return (
            _(
                "Alle, die jetzt gefragt werden können, waren schon einmal dran. "
                "Bei %(name)s ist es am längsten her: %(seit)s."
            )
            % facts
        )
    return (
        _(
            "Wer noch nie dran war, kommt zuerst. Davon steht %(name)s am längsten auf der Liste: "
            "seit %(seit)s."
        )
        % facts
    )


def antwortende(gastgeber: Reihengastgeber) -> list[User]:
    """Who may answer for a host: those who speak for the firm, or who lead the other network."""
    if gastgeber.unternehmen:
        return ansprechpersonen(gastgeber.unternehmen)
    return list(leitungen(gastgeber.netzwerk)) if gastgeber.netzwerk else []


def darf_antworten(gastgeber: Reihengastgeber, person: Any) -> bool:
    """Asked at every look and every act: a seat or an office may have ended meanwhile."""
    still = Reihengastgeber.objects.dabei().filter(pk=gastgeber.pk).exists()
    return still and any(one.pk == person.pk for one in antwortende(gastgeber))
