"""The calendar in memory: filters and counts over thousands of dates without asking the database for each.

Like the directory of networks: each value of a facet holds one integer whose bits say which dates have
it. It is built from a handful of queries once per content version and process. How many places are taken
does not stand in it, for that changes with every registration.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from core import contentversion
from core.rules import is_office
from core.visibility import lowest_step
from netzwerke.models import Netzwerk, Region, Schwerpunkt
from veranstaltungen.enums import Form, Terminstand, Zugang
from veranstaltungen.models import Format, Mitveranstalter, Termin, Veranstaltung

FACETTEN = ("bezirk", "netzwerk", "schwerpunkt", "format", "form", "zugang")
MOST_COUNTED = 200  # selections whose counts are kept
KEPT = timedelta(days=400)  # how far back one can leaf


class Eintrag(NamedTuple):
    pk: int
    beginn: datetime
    ende: datetime
    sichtbarkeit: int
    veranstaltung: int
    anmeldeschluss: datetime | None
    stand: str

    @property
    def schluss(self) -> datetime:
        """Until when one can register."""
        return min(self.anmeldeschluss or self.beginn, self.beginn)


@dataclass(frozen=True)
class Kalenderindex:
    """`eintraege` in the order of time; bit i of a mask stands for `eintraege[i]`."""

    eintraege: list[Eintrag]
    stelle: dict[int, int]  # primary key -> position
    bits: dict[str, dict[str, int]]
    stufen: dict[int, int]  # step of the ladder -> bits of what is seen from there
    gastgeber: dict[int, int]  # network -> bits
    laengste: timedelta  # of a date
    je_tag: dict[date, int] = field(default_factory=dict)
    je_veranstaltung: dict[int, list[Eintrag]] = field(default_factory=dict)
    gezaehlt: dict[tuple[str, int], dict[str, int]] = field(default_factory=dict)

    def sichtbar_fuer(self, user: Any) -> int:
        """Bits of what `user` sees of what is published."""
        if is_office(user):
            return (1 << len(self.eintraege)) - 1
        seen = self.stufen.get(lowest_step(user), 0)
        for network in user.netzwerk_ids if user.is_authenticated else ():
            seen |= self.gastgeber.get(network, 0)
        return seen

    def ab(self, moment: datetime) -> int:
        """Bits of what is not over then."""
        first = bisect_right(self.eintraege, moment - self.laengste, key=attrgetter("beginn"))
        begun = bisect_right(self.eintraege, moment, key=attrgetter("beginn"))
        later = (1 << len(self.eintraege)) - (1 << begun)
        return later | self.maske(i for i in range(first, begun) if self.eintraege[i].ende > moment)

    def anmeldbar(self, moment: datetime) -> int:
        """Bits of what one can still register for then, as far as the time says."""
        planned = Terminstand.GEPLANT
        return self.maske(
            i for i, row in enumerate(self.eintraege) if row.stand == planned and moment < row.schluss
        )

    def maske(self, positions: Iterable[int]) -> int:
        raw = bytearray(len(self.eintraege) // 8 + 1)
        for i in positions:
            raw[i >> 3] |= 1 << (i & 7)
        return int.from_bytes(raw, "little")

    def maske_der(self, primary_keys: Iterable[int]) -> int:
        """Bits of the dates with these keys; unknown ones are passed over."""
        return self.maske(self.stelle[pk] for pk in primary_keys if pk in self.stelle)

    def maske_der_veranstaltungen(self, primary_keys: Iterable[int]) -> int:
        wanted = set(primary_keys)
        return self.maske(i for i, row in enumerate(self.eintraege) if row.veranstaltung in wanted)

    def gewaehlt(self, werte: dict[str, tuple[str, ...]], maske: int, *, ohne: str = "") -> int:
        """Of each chosen facet at least one value, but for the facet `ohne`."""
        for facette, chosen in werte.items():
            if facette != ohne:
                some = 0
                for wert in chosen:
                    some |= self.bits[facette].get(wert, 0)
                maske &= some
        return maske

    def zaehlen(self, facette: str, werte: dict[str, tuple[str, ...]], maske: int) -> dict[str, int]:
        """How many dates each value would leave, given what is chosen in the other facets."""
        key = (facette, self.gewaehlt(werte, maske, ohne=facette))
        if key not in self.gezaehlt:  # thousands of networks are counted once per selection, not per visit
            if len(self.gezaehlt) >= MOST_COUNTED:
                self.gezaehlt.clear()
            self.gezaehlt[key] = {
                wert: (bits & key[1]).bit_count() for wert, bits in self.bits[facette].items()
            }
        return self.gezaehlt[key]

    def schluessel(self, maske: int, von: int = 0, bis: int | None = None) -> list[int]:
        """Primary keys in the order of time, from place `von` to before `bis`."""
        found: list[int] = []
        number = 0
        while maske:
            low = maske & -maske
            if number >= von:
                found.append(self.eintraege[low.bit_length() - 1].pk)
            number += 1
            if bis is not None and number >= bis:
                break
            maske ^= low
        return found


def kalenderindex() -> Kalenderindex:
    return build(contentversion.current("veranstaltungen"), contentversion.current("netzwerke"))


@lru_cache(maxsize=1)
def build(version: str, networks: str) -> Kalenderindex:
    since = timezone.now() - KEPT
    columns = (
        "pk", "beginn", "ende", "veranstaltung__sichtbarkeit", "veranstaltung", "anmeldeschluss", "stand",
    )  # fmt: skip
    dates = Termin.objects.filter(veranstaltung__in=Veranstaltung.objects.veroeffentlicht(), ende__gt=since)
    rows = [Eintrag(*row) for row in dates.order_by("beginn", "pk").values_list(*columns)]
    places: dict[int, list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        places[row.veranstaltung].append(i)
    positions = {row.pk: i for i, row in enumerate(rows)}
    longest = max((row.ende - row.beginn for row in rows), default=timedelta())
    index = Kalenderindex(rows, positions, {name: {} for name in FACETTEN}, {}, {}, longest)
    index.je_veranstaltung.update({pk: [rows[i] for i in found] for pk, found in places.items()})
    einordnen(index, places)
    for step in sorted({row.sichtbarkeit for row in rows} | {10, 20, 30, 40}):
        index.stufen[step] = index.maske(i for i, row in enumerate(rows) if row.sichtbarkeit >= step)
    nach_tagen(index)
    return index


def einordnen(index: Kalenderindex, places: dict[int, list[int]]) -> None:
    """The values of each event, and through them of its dates."""
    found: dict[str, dict[str, set[int]]] = {
        name: defaultdict(set, {wert: set() for wert in werte}) for name, werte in erlaubt().items()
    }
    hosts: dict[int, set[int]] = defaultdict(set)
    slugs = dict(Netzwerk.objects.values_list("pk", "slug"))
    regions = dict(Region.objects.values_list("pk", "schluessel"))
    above = dict(Region.objects.values_list("pk", "uebergeordnet"))
    events = Veranstaltung.objects.filter(pk__in=Veranstaltung.objects.veroeffentlicht().values("pk"))
    columns = ("pk", "netzwerk", "region", "format__schluessel", "form", "zugang")
    for pk, network, region, kind, form, zugang in events.values_list(*columns):
        here = places.get(pk, ())
        hosts[network].update(here)
        found["bezirk"][regions[above[region] or region]].update(here)
        for wert in ("vor-ort", "online") if form == Form.HYBRID else (form,):
            found["form"][wert].update(here)
        found["zugang"][zugang].update(here)
        if kind:
            found["format"][kind].update(here)
    for event, network in Mitveranstalter.objects.values_list("veranstaltung", "netzwerk"):
        hosts[network].update(places.get(event, ()))
    topics = Veranstaltung.schwerpunkte.through.objects
    for event, topic in topics.values_list("veranstaltung", "schwerpunkt__schluessel"):
        found["schwerpunkt"][topic].update(places.get(event, ()))
    for network, positions in hosts.items():
        index.gastgeber[network] = index.maske(positions)
        found["netzwerk"][slugs[network]].update(positions)
    for facette, werte in found.items():
        index.bits[facette].update({wert: index.maske(positions) for wert, positions in werte.items()})


def erlaubt() -> dict[str, list[str]]:
    """{facet: values one may ask for}, whether something takes place there or not: a subscription to a
    network without dates is empty."""
    return {
        "bezirk": list(Region.objects.obere().values_list("schluessel", flat=True)),
        "netzwerk": list(Netzwerk.objects.sichtbar_fuer(AnonymousUser()).values_list("slug", flat=True)),
        "schwerpunkt": list(Schwerpunkt.objects.values_list("schluessel", flat=True)),
        "format": list(Format.objects.values_list("schluessel", flat=True)),
        "form": [*Form.values],
        "zugang": [*Zugang.values],
    }


def nach_tagen(index: Kalenderindex) -> None:
    """On which days each date takes place; what lasts longer than a month stands on its first days only."""
    days: dict[date, set[int]] = defaultdict(set)
    for i, row in enumerate(index.eintraege):
        day = timezone.localdate(row.beginn)
        last = timezone.localdate(row.ende - timedelta(seconds=1))
        for number in range(min((last - day).days, 31) + 1):
            days[day + timedelta(days=number)].add(i)
    index.je_tag.update({day: index.maske(positions) for day, positions in days.items()})
