"""What the map in the browser is made of: points of networks, and boundaries."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from core import contentversion
from netzwerke import facetten, schema
from netzwerke.gesicht import farbe
from netzwerke.models import Region
from netzwerke.verzeichnis import Zeile

UMRISSE = Path(__file__).parent / "startdaten" / "brandenburg.geojson"


def punkte(zeilen: list[Zeile]) -> dict[str, Any]:
    """{"punkte": [[lat, lon, short name, slug, full name, type, region], …], "typen": {type: label},
    "regionen": {region: [label, colour]}}: a third of the size of GeoJSON."""
    rows = [[z.lat, z.lon, z.kurzname, z.slug, z.name, z.typ, z.hauptregion] for z in zeilen]
    typen, regionen = sorted({z.typ for z in zeilen}), sorted({z.hauptregion for z in zeilen})
    return {
        "punkte": rows,
        "typen": {typ: facetten.name_von("typ", typ) for typ in typen},
        "regionen": {key: [facetten.name_von("region", key), farbe(key)] for key in regionen},
    }


def grenzen() -> dict[str, Any]:
    """Boundaries as GeoJSON: what the operator imported, else the outlines that we ship."""
    return build(contentversion.current("netzwerke"))


@lru_cache(maxsize=1)
def build(version: str) -> dict[str, Any]:
    shipped = json.loads(UMRISSE.read_text(encoding="utf-8"))
    imported = Region.objects.obere().filter(geometrie__isnull=False)
    features: list[dict[str, Any]] = [
        {
            "type": "Feature",
            "geometry": region.geometrie,
            "properties": {
                "name": region.name,
                "schluessel": region.schluessel,
                "art": region.art,
                "kurz": schema.KUERZEL.get(region.schluessel, ""),
            },
        }
        for region in imported
    ]
    names = {feature["properties"]["name"] for feature in features}
    kept = [f for f in shipped["features"] if f["properties"]["name"] not in names]
    sources = {region.grenze_quelle for region in imported if region.grenze_quelle}
    notes = [shipped["quellenvermerk"], *sorted(sources)]
    return {
        "type": "FeatureCollection",
        "quellenvermerk": " · ".join(notes),
        "features": kept + features,
    }
