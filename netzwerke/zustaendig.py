"""Which network is there for my place? Found by district, quarter, town, Kiez or street name."""

import re
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Antwort:
    """`hier` works in the place itself, `bezirk` for its whole district; `naechste` are (km, row)."""

    ort: Region | None
    weitere_orte: list[Region]
    hier: list[Netzwerk]
    bezirk: list[Netzwerk]
    naechste: list[tuple[float, Zeile]]

    @property
    def gefunden(self) -> bool:
        return bool(self.hier or self.bezirk)


def orte(frage: str) -> list[Region]:
    """Places called like this, best first: the exact name before an alias before a beginning."""
    folded = " ".join(text.words(frage))
    if len(folded) < 2:
        return []
    ranked = [
        (rank, GROESSE[Regionsart(region.art)], region.name, region)
        for region, names in ortsverzeichnis(contentversion.current("netzwerke"))
        if (rank := closeness(folded, names)) is not None
    ]
    return [region for *_, region in sorted(ranked, key=lambda row: row[:3])][:6]


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


def closeness(folded: str, names: list[str]) -> int | None:
    if folded == names[0]:
        return 0
    if folded in names:
        return 1
    if any(name.startswith(folded) or f" {name} " in f" {folded} " for name in names if len(name) > 2):
        return 2
    return None


POSTLEITZAHL = re.compile(r"(?:D[- ]?)?[0-9]{5}(?:[ ,]+Berlin)?", re.IGNORECASE)


def ist_postleitzahl(frage: str) -> bool:
    """Whether nothing but a postcode was given; we keep none of them, and say so."""
    return POSTLEITZAHL.fullmatch(frage.strip()) is not None


def zustaendig(frage: str, *, user: Any) -> Antwort:
    """The answer for a place name; every part is empty when the place is not known."""
    strasse = in_strasse(frage, user)
    found = orte(frage)
    if not found:
        return Antwort(None, [], strasse, [], [])
    ort, *weitere = found
    here, district = netzwerke_in(ort, user)
    known = {netzwerk.pk for netzwerk in district}
    here = [n for n in vereint(strasse, here) if n.pk not in known]
    shown = known | {netzwerk.pk for netzwerk in here}
    return Antwort(ort, weitere, here, district, naechste(ort, ohne=shown))


def strassenname(frage: str) -> str:
    """Folded words without house number, with "str." written out: "Herzbergstr. 40"."""
    found = [word for word in text.words(frage) if not word[:1].isdigit()]
    return " ".join(re.sub(r"str$", "strasse", word) for word in found)


def in_strasse(frage: str, user: Any) -> list[Netzwerk]:
    """Networks whose area names the street or site itself: "Motzener Straße"."""
    wanted = strassenname(frage)
    if len(wanted) < 4:
        return []
    areas = gebietsverzeichnis(contentversion.current("netzwerke"))
    pks = [pk for pk, words in areas if f" {wanted} " in f" {words} "][:50]
    return list(Netzwerk.objects.sichtbar_fuer(user).filter(pk__in=pks).mit_angaben()[:5])


def netzwerke_in(ort: Region, user: Any) -> tuple[list[Netzwerk], list[Netzwerk]]:
    """(networks of the place, networks for its whole district)."""
    oben = ort.uebergeordnet or ort
    places = Q(regionen__in=[ort, oben]) | Q(regionen__uebergeordnet=ort)
    rows = Netzwerk.objects.sichtbar_fuer(user).lebendig().filter(places).distinct()
    rows = rows.mit_angaben()
    here, district = [], []
    for netzwerk in rows:
        if netzwerk.typ in BEZIRKSWEIT:
            district.append(netzwerk)
        elif ort == oben or ort in netzwerk.regionen.all():
            here.append(netzwerk)
    return here, district


def vereint(first: list[Netzwerk], second: list[Netzwerk]) -> list[Netzwerk]:
    return list({netzwerk.pk: netzwerk for netzwerk in (*first, *second)}.values())


def naechste(ort: Region, *, ohne: set[int]) -> list[tuple[float, Zeile]]:
    if ort.lat is None or ort.lon is None:
        return []
    rows = verzeichnisindex().umkreis(ort.lat, ort.lon)
    return [row for row in rows if row[1].pk not in ohne][:3]
