"""The figures and examples of the start page, from the data of the day."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone

from core import contentversion
from core.fragments import fragment
from netzwerke import facetten, schema
from netzwerke.enums import Netzwerkstatus
from netzwerke.filter import Auswahl
from netzwerke.gesicht import FARBEN
from netzwerke.karten import karten
from netzwerke.verzeichnis import Verzeichnisindex, Zeile, verzeichnisindex

BEISPIELE = 6


def uebersicht(request: HttpRequest) -> dict[str, Any]:
    index = verzeichnisindex()
    figures, oldest, examples = kennwerte(contentversion.current("netzwerke"))
    return {
        "zahlen": figures,
        "aeltestes": oldest,
        "schema": fragment("home.schema", lambda: schema_zeichnung(index)),
        "karten": karten(examples),
        "themen": facetten.haeufigste("schwerpunkt", index, 8),
        "heute": timezone.localdate(),
    }


@lru_cache(maxsize=1)
def kennwerte(version: str) -> tuple[dict[str, int], Zeile | None, list[Zeile]]:
    """What is counted and chosen over all networks, once per content version."""
    index = verzeichnisindex()
    return zahlen(index), aeltestes(index), beispiele(index)


def schema_zeichnung(index: Verzeichnisindex) -> str:
    address = reverse("netzwerke:verzeichnis")
    werte = facetten.schema_werte(Auswahl(), index, index.oeffentlich, address)
    return get_template("components/schema.html").render(schema.zeichnung(werte))


def oeffentliche(index: Verzeichnisindex) -> list[Zeile]:
    return index.geordnet(index.oeffentlich, "geaendert", 0, len(index.zeilen))


def zahlen(index: Verzeichnisindex) -> dict[str, int]:
    rows = oeffentliche(index)
    berlin = sum(1 for row in rows if row.in_berlin)
    regions = index.zaehlen("region", {}, index.oeffentlich)
    return {
        "netzwerke": len(rows),
        "berlin": berlin,
        "umland": len(rows) - berlin,
        "bezirke": sum(1 for key in FARBEN if regions.get(key)),
        "landkreise": sum(1 for key, n in regions.items() if n and key not in FARBEN),
        "schwerpunkte": sum(1 for n in index.zaehlen("schwerpunkt", {}, index.oeffentlich).values() if n),
        "beendet": sum(1 for row in rows if row.status == Netzwerkstatus.BEENDET),
    }


def aeltestes(index: Verzeichnisindex) -> Zeile | None:
    known = (row for row in oeffentliche(index) if row.gruendungsjahr)
    return min(known, key=lambda row: (row.gruendungsjahr, row.name), default=None)


def beispiele(index: Verzeichnisindex) -> list[Zeile]:
    """Active networks from different regions, those with the most members first: no favourites."""
    rows = index.geordnet(index.oeffentlich, "mitglieder", 0, len(index.zeilen))
    found: dict[str, Zeile] = {}
    for row in rows:
        if row.status == "aktiv":
            found.setdefault(row.hauptregion, row)
    return sorted(found.values(), key=lambda row: -(row.mitglieder or 0))[:BEISPIELE]
