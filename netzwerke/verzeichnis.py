"""The directory in memory: facets, counts and order for thousands of networks in microseconds.

Each facet value holds one integer whose bits say which networks have it; filtering is `&`, counting
is `bit_count`. The index is built from a handful of queries once per content version and process.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import QuerySet

from core import contentversion, text
from core.visibility import Sichtbarkeit
from netzwerke.enums import Groessenart, Groessenklasse, Netzwerkstatus, Netzwerktyp
from netzwerke.geo import entfernung_km
from netzwerke.models import Groessenangabe, Netzwerk, Region, Schwerpunkt

FACETTEN = ("region", "typ", "schwerpunkt", "status", "groesse")
SORTIERUNGEN = ("name", "gruendung", "mitglieder", "geaendert")


class Zeile(NamedTuple):
    """What lists, maps and neighbours need of a network without asking the database again."""

    pk: int
    slug: str
    kurzname: str
    name: str
    typ: str
    status: str
    gruendungsjahr: int | None
    sichtbarkeit: int
    lat: float
    lon: float
    geaendert: Any
    bestaetigt_am: date | None
    hauptregion: str
    in_berlin: bool
    mitglieder: int | None = None


@dataclass(frozen=True)
class Verzeichnisindex:
    """`bits[facet][value]` has bit i set when `zeilen[i]` has that value."""

    zeilen: list[Zeile]
    stelle: dict[int, int]  # primary key -> position
    bits: dict[str, dict[str, int]]
    ordnung: dict[str, list[int]]
    oeffentlich: int
    _nachbarn: dict[int, list[tuple[float, Zeile]]] = field(default_factory=dict)

    def maske(self, primary_keys: Iterable[int]) -> int:
        """Bits of the networks with these primary keys; unknown ones are passed over."""
        raw = bytearray(len(self.zeilen) // 8 + 1)
        for pk in primary_keys:
            if (i := self.stelle.get(pk)) is not None:
                raw[i >> 3] |= 1 << (i & 7)
        return int.from_bytes(raw, "little")

    def sichtbar_fuer(self, user: Any) -> int:
        if not user.is_authenticated:
            return self.oeffentlich
        return self.maske(Netzwerk.objects.sichtbar_fuer(user).values_list("pk", flat=True))

    def auswahl(self, werte: Mapping[str, Iterable[str]], maske: int, ohne: str = "") -> int:
        """Networks that have, in every chosen facet but `ohne`, at least one of the chosen values."""
        for facette, gewaehlt in werte.items():
            if gewaehlt and facette != ohne:
                treffer = 0
                for wert in gewaehlt:
                    treffer |= self.bits[facette].get(wert, 0)
                maske &= treffer
        return maske

    def zaehlen(self, facette: str, werte: Mapping[str, Iterable[str]], maske: int) -> dict[str, int]:
        """How many hits each value would leave, given what is chosen in the other facets."""
        auswahl = self.auswahl(werte, maske, ohne=facette)
        return {wert: (bits & auswahl).bit_count() for wert, bits in self.bits[facette].items()}

    def geordnet(self, maske: int, sortierung: str, von: int, anzahl: int) -> list[Zeile]:
        """`anzahl` rows of the selection in order, beginning with the `von`-th."""
        raw = maske.to_bytes(len(self.zeilen) // 8 + 1, "little")
        found: list[Zeile] = []
        for i in self.ordnung[sortierung]:
            if raw[i >> 3] >> (i & 7) & 1:
                if von:
                    von -= 1
                    continue
                found.append(self.zeilen[i])
                if len(found) == anzahl:
                    break
        return found

    def nachbarn(self, pk: int, anzahl: int = 4) -> list[tuple[float, Zeile]]:
        """The closest public networks that have not ended: (km, row), nearest first."""
        if pk not in self.stelle:  # made a moment ago
            return []
        if pk not in self._nachbarn:
            own = self.zeilen[self.stelle[pk]]
            self._nachbarn[pk] = self.umkreis(own.lat, own.lon, ohne=pk)
        return self._nachbarn[pk][:anzahl]

    def umkreis(self, lat: float, lon: float, ohne: int = 0) -> list[tuple[float, Zeile]]:
        """The ten closest public networks that have not ended, nearest first."""
        rows = (
            (entfernung_km(lat, lon, zeile.lat, zeile.lon), zeile)
            for zeile in self.zeilen
            if zeile.pk != ohne
            and zeile.status != "beendet"
            and zeile.sichtbarkeit == Sichtbarkeit.OEFFENTLICH
        )
        return sorted(rows, key=lambda row: (row[0], row[1].kurzname))[:10]


def verzeichnisindex() -> Verzeichnisindex:
    """The index of today's data; shared by all requests of this process."""
    return build(contentversion.current("netzwerke"))


@lru_cache(maxsize=1)
def build(version: str) -> Verzeichnisindex:
    members = letzte_mitgliederzahlen()
    zeilen = [zeile(row, members) for row in zeilen_query()]
    stelle = {row.pk: i for i, row in enumerate(zeilen)}
    index = Verzeichnisindex(zeilen, stelle, {}, ordnungen(zeilen), 0)
    index.bits.update(facettenbits(index))
    public = (z.pk for z in zeilen if z.sichtbarkeit == Sichtbarkeit.OEFFENTLICH)
    object.__setattr__(index, "oeffentlich", index.maske(public))
    return index


def zeilen_query() -> QuerySet[Netzwerk, tuple]:
    return Netzwerk.objects.values_list(
        "pk", "slug", "kurzname", "name", "typ", "status", "gruendungsjahr", "sichtbarkeit", "lat", "lon",
        "geaendert", "bestaetigt_am", "hauptregion__schluessel", "hauptregion__art",
    )  # fmt: skip


def zeile(row: tuple, members: dict[int, int]) -> Zeile:
    *fields, art = row
    berlin, size = art == "bezirk", members.get(row[0])
    return Zeile(*fields, in_berlin=berlin, mitglieder=size)  # type: ignore[misc]  # `fields` are all before


def letzte_mitgliederzahlen() -> dict[int, int]:
    rows = Groessenangabe.objects.filter(art=Groessenart.MITGLIEDER).order_by("jahr")
    return dict(rows.values_list("netzwerk_id", "wert"))  # the latest year wins


def ordnungen(zeilen: list[Zeile]) -> dict[str, list[int]]:
    """Positions in each order; unknown figures come last, names decide between equals."""
    positions = range(len(zeilen))
    by_name = sorted(positions, key=lambda i: (text.fold(zeilen[i].kurzname), zeilen[i].pk))
    return {
        "name": by_name,
        "gruendung": sorted(by_name, key=lambda i: zeilen[i].gruendungsjahr or 9999),
        "mitglieder": sorted(by_name, key=lambda i: -(zeilen[i].mitglieder or 0)),
        "geaendert": sorted(by_name, key=lambda i: zeilen[i].geaendert, reverse=True),
    }


def facettenbits(index: Verzeichnisindex) -> dict[str, dict[str, int]]:
    groups: dict[str, dict[str, list[int]]] = {
        facette: {wert: [] for wert in werte} for facette, werte in bekannte_werte().items()
    }
    for row in index.zeilen:
        klasse = Groessenklasse.von(row.mitglieder).value
        for facette, wert in (("typ", row.typ), ("status", row.status), ("groesse", klasse)):
            groups[facette].setdefault(wert, []).append(row.pk)
    for pk, wert in Netzwerk.schwerpunkte.through.objects.values_list(
        "netzwerk_id", "schwerpunkt__schluessel"
    ):
        groups["schwerpunkt"].setdefault(wert, []).append(pk)
    for pk, wert in netzwerk_regionen():
        groups["region"].setdefault(wert, []).append(pk)
    return {
        facette: {wert: index.maske(pks) for wert, pks in values.items()}
        for facette, values in groups.items()
    }


def bekannte_werte() -> dict[str, list[str]]:
    """{facet: all its values}: one that no network has is a filter without hits, not an unknown one."""
    return {
        "region": list(Region.objects.obere().values_list("schluessel", flat=True)),
        "typ": Netzwerktyp.values,
        "schwerpunkt": list(Schwerpunkt.objects.values_list("schluessel", flat=True)),
        "status": Netzwerkstatus.values,
        "groesse": Groessenklasse.values,
    }


def netzwerk_regionen() -> Iterable[tuple[int, str]]:
    """(network, district or county): a quarter counts for the district it lies in."""
    rows = Region.objects.values_list("pk", "schluessel", "uebergeordnet__schluessel")
    obere = {pk: above or own for pk, own, above in rows}
    pairs = Netzwerk.regionen.through.objects.values_list("netzwerk_id", "region_id")
    return {(pk, obere[region]) for pk, region in pairs}
