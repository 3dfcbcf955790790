"""The directory page's filter: groups of values with their counts, ready to be shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from core import contentversion
from core.i18n import active
from netzwerke.enums import Groessenklasse, Netzwerkstatus, Netzwerktyp, Regionsart
from netzwerke.filter import Auswahl
from netzwerke.models import Region, Schwerpunkt
from netzwerke.schema import Werte
from netzwerke.verzeichnis import Verzeichnisindex

UEBERSCHRIFTEN = {
    "region": _("Bezirk oder Landkreis"),
    "schwerpunkt": _("Schwerpunkt"),
    "typ": _("Art"),
    "groesse": _("Größe"),
    "status": _("Status"),
}


class Wort(NamedTuple):
    schluessel: str
    name: str
    gruppe: str = ""


@dataclass(frozen=True)
class Option:
    wert: str
    name: str
    anzahl: int
    gewaehlt: bool


@dataclass(frozen=True)
class Facette:
    """`offen` are shown at once, `weitere` behind "more"."""

    schluessel: str
    titel: str
    offen: list[Option]
    weitere: list[Option]
    gewaehlt: int


def woerter() -> dict[str, list[Wort]]:
    """{facet: its values in order, named in the active language}."""
    return build(active(), contentversion.current("netzwerke"))


@lru_cache(maxsize=8)
def build(language: str, version: str) -> dict[str, list[Wort]]:
    regionen = sorted(Region.objects.obere(), key=lambda r: (r.art != Regionsart.BEZIRK, r.bezeichnung))
    return {
        "region": [Wort(r.schluessel, r.bezeichnung, r.art) for r in regionen],
        "schwerpunkt": [Wort(s.schluessel, s.bezeichnung) for s in Schwerpunkt.objects.all()],
        "typ": choices(Netzwerktyp.choices),
        "groesse": choices(Groessenklasse.choices),
        "status": choices(Netzwerkstatus.choices),
    }


def choices(pairs: Iterable[tuple[str, object]]) -> list[Wort]:
    return [Wort(value, str(label)) for value, label in pairs]


def bezirke() -> list[Wort]:
    return [wort for wort in woerter()["region"] if wort.gruppe == Regionsart.BEZIRK]


def name_von(facette: str, wert: str) -> str:
    return next((wort.name for wort in woerter()[facette] if wort.schluessel == wert), wert)


def facetten(auswahl: Auswahl, index: Verzeichnisindex, maske: int) -> list[Facette]:
    """All facets with counts for this selection; values that lead nowhere stand behind "more"."""
    return [facette(key, auswahl, index, maske) for key in UEBERSCHRIFTEN]


def facette(key: str, auswahl: Auswahl, index: Verzeichnisindex, maske: int) -> Facette:
    counts = index.zaehlen(key, auswahl.werte, maske)
    chosen = auswahl.werte.get(key, ())
    options = [
        Option(w.schluessel, w.name, counts.get(w.schluessel, 0), w.schluessel in chosen)
        for w in woerter()[key]
    ]
    always = {wort.schluessel for wort in bezirke()} if key == "region" else set()
    shown = [o for o in options if o.anzahl or o.gewaehlt or o.wert in always]
    if key == "schwerpunkt":
        shown = sorted(shown, key=lambda o: (not o.gewaehlt, -o.anzahl))[:8]
    rest = [o for o in options if o not in shown]
    return Facette(key, str(UEBERSCHRIFTEN[key]), shown, rest, len(chosen))


def schema_werte(auswahl: Auswahl, index: Verzeichnisindex, maske: int, adresse: str) -> dict[str, Werte]:
    """What the schematic shows: a click adds a region to the selection, or takes it away again."""
    counts = index.zaehlen("region", auswahl.werte, maske)
    chosen = auswahl.werte.get("region", ())
    return {
        wort.schluessel: Werte(
            wort.name,
            counts.get(wort.schluessel, 0),
            adresse + umgeschaltet(auswahl, wort.schluessel).query(),
            wort.schluessel in chosen,
        )
        for wort in woerter()["region"]
    }


def umgeschaltet(auswahl: Auswahl, region: str) -> Auswahl:
    chosen = auswahl.werte.get("region", ())
    if region in chosen:
        return auswahl.ohne("region", region)
    return auswahl.mit(werte={**auswahl.werte, "region": (*chosen, region)})


def haeufigste(facette: str, index: Verzeichnisindex, anzahl: int) -> list[Option]:
    """The values that most public networks have."""
    counts = index.zaehlen(facette, {}, index.oeffentlich)
    options = [Option(w.schluessel, w.name, counts.get(w.schluessel, 0), False) for w in woerter()[facette]]
    return sorted(options, key=lambda option: -option.anzahl)[:anzahl]
