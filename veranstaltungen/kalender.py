"""The calendar as one reader sees it: what an address asks for, as a list or a month."""

import calendar
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import F
from django.utils import timezone

from core.i18n import active
from netzwerke.models import Netzwerk
from search.queries import objekt_ids
from veranstaltungen import ics
from veranstaltungen.filter import Kalenderauswahl, dieser_monat
from veranstaltungen.kalenderindex import Eintrag, Kalenderindex, kalenderindex
from veranstaltungen.models import Belegung, Termin

PAGE_SIZE = 20
MOST_IN_FEED = 1_000
ABSTAND = timedelta(hours=2)  # between two events that somebody could still go to one after the other
MOST_RIVALS = 5
IN_A_CELL = 3  # dates of one day that the month shows by name


class Tag(NamedTuple):
    """A day of the month's grid: keys of the dates shown by name; how many more there are, and where."""

    datum: date
    im_monat: bool
    termine: tuple[int, ...]
    mehr: int
    adresse: str


class Kalender:
    def __init__(self, query: Any, user: Any) -> None:
        self.user = user
        self.index: Kalenderindex = kalenderindex()
        self.auswahl = Kalenderauswahl.aus(query, self.index)

    @cached_property
    def sichtbar(self) -> int:
        """What the reader sees and the question finds, whenever it is."""
        mask = self.index.sichtbar_fuer(self.user)
        if self.auswahl.q:
            pks = objekt_ids("veranstaltung", self.auswahl.q, user=self.user, sprache=active())
            mask &= self.index.maske_der_veranstaltungen(pks or ())
        return mask

    @cached_property
    def frei(self) -> int:
        """What one can get a place for now."""
        return self.index.anmeldbar(timezone.now()) & ~self.index.maske_der(volle())

    @cached_property
    def kommend(self) -> int:
        coming = self.sichtbar & self.index.ab(timezone.now())
        if self.auswahl.tag:
            coming &= self.index.je_tag.get(self.auswahl.tag, 0)
        return coming & self.frei if self.auswahl.frei else coming

    @cached_property
    def treffer(self) -> int:
        return self.index.gewaehlt(self.auswahl.werte, self.kommend)

    @property
    def anzahl(self) -> int:
        return self.treffer.bit_count()

    @property
    def gesamt(self) -> int:
        """All that come, without any filter."""
        return (self.index.sichtbar_fuer(self.user) & self.index.ab(timezone.now())).bit_count()

    def seite(self, number: int) -> list[Eintrag]:
        pks = self.index.schluessel(self.treffer, (number - 1) * PAGE_SIZE, number * PAGE_SIZE)
        return [self.index.eintraege[self.index.stelle[pk]] for pk in pks]

    def fuer_feed(self) -> list[int]:
        """Those of the last weeks as well, so that what was cancelled reaches those who have it. Whether
        places are free is no question of a feed: dates would come and go with it."""
        since = timezone.now() - ics.LOOKS_BACK
        mask = self.index.gewaehlt(self.auswahl.werte, self.sichtbar & self.index.ab(since))
        return self.index.schluessel(mask, 0, MOST_IN_FEED)

    @property
    def monat(self) -> date:
        return self.auswahl.monat or dieser_monat()

    def wochen(self) -> list[list[Tag]]:
        """The month in weeks from Monday to Sunday, with the days around it that fill them."""
        mask = self.index.gewaehlt(self.auswahl.werte, self.sichtbar)
        if self.auswahl.frei:
            mask &= self.frei
        weeks = calendar.Calendar().monthdatescalendar(self.monat.year, self.monat.month)

        def tag(day: date) -> Tag:
            bits = mask & self.index.je_tag.get(day, 0)
            shown = tuple(self.index.schluessel(bits, 0, IN_A_CELL))
            more = bits.bit_count() - len(shown)
            address = self.auswahl.adresse(tag=day, ansicht="liste") if more else ""
            return Tag(day, day.month == self.monat.month, shown, more, address)

        return [[tag(day) for day in week] for week in weeks]


def volle() -> Iterable[int]:
    """Keys of dates without a place left, whenever they were: an index of its own knows them."""
    rows = Belegung.objects.filter(plaetze__isnull=False, belegt__gte=F("plaetze"))
    return rows.values_list("termin", flat=True)


def in_reihe(pks: Iterable[int]) -> list[Termin]:
    rows = Termin.objects.filter(pk__in=list(pks)).mit_allem()
    return list(rows.order_by("beginn", "pk"))


def naechste(netzwerk: Netzwerk, user: Any, most: int = 3) -> list[Termin]:
    """The next dates of one network, for its profile."""
    index = kalenderindex()
    mask = index.sichtbar_fuer(user) & index.ab(timezone.now()) & index.gastgeber.get(netzwerk.pk, 0)
    return in_reihe(index.schluessel(mask, 0, most))


def zur_gleichen_zeit(termine: list[Termin], user: Any) -> list[tuple[Termin, list[Termin]]]:
    """Each date with what competes for its guests: other events of that day which it overlaps, in its own
    district first. Three queries, however many there are."""
    index = kalenderindex()
    seen = index.sichtbar_fuer(user)
    rivals = {termin.pk: konkurrenz(index, seen, termin) for termin in termine if not termin.ist_abgesagt}
    rows = {row.pk: row for row in in_reihe({pk for pks in rivals.values() for pk in pks})}
    found = []
    for termin in termine:
        others = [rows[pk] for pk in rivals.get(termin.pk, ()) if pk in rows]
        others = [row for row in others if not row.ist_abgesagt]
        others.sort(key=lambda row: bezirk(row) != bezirk(termin))  # stable: else in the order of time
        found.append((termin, others[:MOST_RIVALS]))
    return found


def konkurrenz(index: Kalenderindex, seen: int, termin: Termin) -> list[int]:
    day = seen & index.je_tag.get(timezone.localdate(termin.beginn), 0)
    mine = termin.veranstaltung_id
    rows = [index.eintraege[index.stelle[pk]] for pk in index.schluessel(day)]
    early, late = termin.beginn - ABSTAND, termin.ende + ABSTAND
    return [row.pk for row in rows if row.veranstaltung != mine and row.beginn < late and row.ende > early]


def bezirk(termin: Termin) -> int:
    region = termin.veranstaltung.region
    return region.uebergeordnet_id or region.pk
