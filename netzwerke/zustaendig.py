"""Which network is there for my place? Found by district, quarter, town, Kiez or street name."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum
from functools import lru_cache
from typing import Any

from django.db.models import Q

from core import contentversion, text
from netzwerke.enums import Netzwerktyp, Regionsart
from netzwerke.models import Netzwerk, Region
from netzwerke.verzeichnis import Zeile, verzeichnisindex

# These work for a whole district, not for one site in it.
BEZIRKSWEIT = {
    Netzwerktyp.BEZIRKSWIRTSCHAFTSKREIS,
    Netzwerktyp.REGIONALMANAGEMENT,
    Netzwerktyp.STANDORTMANAGEMENT,
    Netzwerktyp.THEMENBUENDNIS,
    Netzwerktyp.BRANCHENNETZWERK,
    Netzwerktyp.FLUGHAFENREGION,
    Netzwerktyp.KOMMUNALE_KOOPERATION,
}
MOST_SHOWN = 12  # networks in each list; the directory shows the others
MOST_PLACES = 6
STADT = "berlin"
# Words that half of all street names share: alone they name neither a street nor a place.
ALLERWELT = frozenset(
    "berlin strasse str platz allee weg damm ufer ring tor markt park hof kiez bezirk ortsteil "
    "gewerbegebiet stadt alt alte neu neue gross klein nord ost sued west am an der die das im in und".split()
)


@dataclass(frozen=True)
class Antwort:
    """`hier` works in the place itself, `bezirk` for its whole district; `naechste` are (km, row)."""

    ort: Region | None
    weitere_orte: list[Region]
    hier: list[Netzwerk]
    bezirk: list[Netzwerk]
    naechste: list[tuple[float, Zeile]]
    mehr: bool = False  # there are more networks than shown
    mehrdeutig: bool = False  # `weitere_orte` are called like this, and none of them more than another

    @property
    def gefunden(self) -> bool:
        return bool(self.hier or self.bezirk)

    @property
    def region(self) -> Region | None:
        """What the directory can be filtered by: the district or county."""
        return self.ort and (self.ort.uebergeordnet or self.ort)


def orte(frage: str) -> list[Region]:
    """Places called like this, best first."""
    return [region for _, region in kandidaten(frage)][:MOST_PLACES]


def kandidaten(frage: str) -> list[tuple["Naehe", Region]]:
    """(how close, place), closest first. Beside an exact name, half a word of another is no candidate."""
    folded = " ".join(text.words(frage))
    if len(folded) < 2:
        return []
    ranked = [
        (rank, GROESSE[Regionsart(region.art)], region.name, region)
        for region, names in ortsverzeichnis(contentversion.current("netzwerke"))
        if (rank := closeness(folded, names)) is not None
    ]
    ranked.sort(key=lambda row: row[:3])
    farthest = Naehe.GANZES_WORT if ranked and ranked[0][0] <= Naehe.ALIAS else Naehe.ANFANG
    return [(rank, region) for rank, *_, region in ranked if rank <= farthest]


def gemeint(frage: str, found: list[tuple["Naehe", Region]]) -> Region | None:
    """The one place that is meant: called exactly so, or the only one that comes close."""
    if not found:
        return None
    rank, first = found[0]
    only = len({region.name for _, region in found}) == 1 and not nur_allerwelt(frage)
    return first if only or rank <= Naehe.ALIAS else None


def nur_allerwelt(frage: str) -> bool:
    return ALLERWELT.issuperset(text.words(frage))


def ist_stadt(frage: str) -> bool:
    """Whether all of Berlin was asked for, which no single place answers."""
    return text.words(frage) == [STADT]


def aehnliche(frage: str) -> list[Region]:
    """Places whose name is much like the question, for those who mistyped it."""
    named: dict[str, list[Region]] = {}
    for region, names in ortsverzeichnis(contentversion.current("netzwerke")):
        for name in names:
            named.setdefault(name, []).append(region)
    close = get_close_matches(" ".join(text.words(frage)), named, n=3, cutoff=0.75)
    return list({region.pk: region for name in close for region in named[name]}.values())


@lru_cache(maxsize=1)
def ortsverzeichnis(version: str) -> list[tuple[Region, list[str]]]:
    """All places with their folded names, the proper one first; kept per content version."""
    return [
        (region, [" ".join(text.words(name)) for name in (region.name, *region.aliasse)])
        for region in Region.objects.select_related("uebergeordnet")
    ]


@lru_cache(maxsize=1)
def gebietsverzeichnis(version: str) -> list[tuple[int, str]]:
    """(network, folded words of its area and everyday name); kept per content version."""
    rows = Netzwerk.objects.lebendig().values_list("pk", "gebiet", "kurzname")
    return [(pk, " ".join(text.words(f"{gebiet} {name}"))) for pk, gebiet, name in rows]


# Of places with the same name the smaller one is meant: it says more.
GROESSE = {
    Regionsart.ORTSTEIL: 0,
    Regionsart.GEMEINDE: 0,
    Regionsart.KREISFREIE_STADT: 1,
    Regionsart.BEZIRK: 2,
    Regionsart.LANDKREIS: 2,
}


class Naehe(IntEnum):
    """How a place comes to be called like the question, closest first."""

    NAME = 0
    ALIAS = 1
    ENTHALTEN = 2  # the question names it among other words: "Berlin-Buch"
    GANZES_WORT = 3  # "Potsdam" for "Potsdam-Mittelmark", "Hohenschönhausen" for "Alt-Hohenschönhausen"
    ANFANG = 4  # "Potsdam" for "Potsdamer Platz"


def closeness(folded: str, names: list[str]) -> Naehe | None:
    if folded in names:
        return Naehe.NAME if folded == names[0] else Naehe.ALIAS
    if any(f" {name} " in f" {folded} " for name in names if len(name) > 2):
        return Naehe.ENTHALTEN
    if any(name.startswith(f"{folded} ") or name.endswith(f" {folded}") for name in names):
        return Naehe.GANZES_WORT
    if any(name.startswith(folded) for name in names):
        return Naehe.ANFANG
    return None


POSTLEITZAHL = re.compile(r"(?:D[- ]?)?[0-9]{5}(?:[ ,]+Berlin)?", re.IGNORECASE)


def ist_postleitzahl(frage: str) -> bool:
    """Whether nothing but a postcode was given; we keep none of them, and say so."""
    return POSTLEITZAHL.fullmatch(frage.strip()) is not None


def zustaendig(frage: str, *, user: Any) -> Antwort:
    """The answer for a place name; every part is empty when the place is not known."""
    strasse = in_strasse(frage, user)
    found = kandidaten(frage)
    ort = gemeint(frage, found)
    if ort is None:
        andere = [region for _, region in found][:MOST_PLACES]
        similar = andere or ([] if strasse else aehnliche(frage))
        return Antwort(None, similar, strasse, [], [], mehrdeutig=bool(andere))
    here, district = netzwerke_in(ort, user)
    shown = gezeigt(here[:MOST_SHOWN], district[:MOST_SHOWN])
    known = {*here, *district}
    return Antwort(
        ort,
        [region for _, region in found if region != ort][:MOST_PLACES],
        vereint([n for n in strasse if n.pk not in district], shown[0]),
        shown[1],
        naechste(ort, ohne=known.union(n.pk for n in strasse)),
        mehr=len(here) > MOST_SHOWN or len(district) > MOST_SHOWN,
    )


def strassenname(frage: str) -> str:
    """Folded words without house number, with "str." written out: "Herzbergstr. 40"."""
    found = [word for word in text.words(frage) if not word[:1].isdigit()]
    return " ".join(re.sub(r"str$", "strasse", word) for word in found)


def in_strasse(frage: str, user: Any) -> list[Netzwerk]:
    """Networks whose area names the street or site itself: "Motzener Straße"."""
    wanted = strassenname(frage)
    if len(wanted) < 4 or nur_allerwelt(wanted):
        return []
    areas = gebietsverzeichnis(contentversion.current("netzwerke"))
    pks = [pk for pk, words in areas if f" {wanted} " in f" {words} "][:50]
    return list(Netzwerk.objects.sichtbar_fuer(user).filter(pk__in=pks).mit_angaben()[:5])


def netzwerke_in(ort: Region, user: Any) -> tuple[list[int], list[int]]:
    """(networks of the place, networks for its whole district), as primary keys."""
    oben = ort.uebergeordnet or ort
    places = Q(regionen__in=[ort, oben]) | Q(regionen__uebergeordnet=ort)
    if ort != oben:
        places &= Q(typ__in=BEZIRKSWEIT) | Q(regionen=ort)
    rows = Netzwerk.objects.sichtbar_fuer(user).lebendig().filter(places).distinct()
    kinds = list(rows.values_list("pk", "typ"))
    district = [pk for pk, typ in kinds if typ in BEZIRKSWEIT]
    return [pk for pk, typ in kinds if typ not in BEZIRKSWEIT], district


def gezeigt(here: list[int], district: list[int]) -> tuple[list[Netzwerk], list[Netzwerk]]:
    """The networks of both lists as cards show them."""
    rows = Netzwerk.objects.filter(pk__in=[*here, *district]).mit_angaben().in_bulk()
    return [rows[pk] for pk in here if pk in rows], [rows[pk] for pk in district if pk in rows]


def vereint(first: list[Netzwerk], second: list[Netzwerk]) -> list[Netzwerk]:
    return list({netzwerk.pk: netzwerk for netzwerk in (*first, *second)}.values())


def naechste(ort: Region, *, ohne: set[int]) -> list[tuple[float, Zeile]]:
    if ort.lat is None or ort.lon is None:
        return []
    rows = verzeichnisindex().umkreis(ort.lat, ort.lon)
    return [row for row in rows if row[1].pk not in ohne][:3]
