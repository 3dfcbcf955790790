"""Official boundaries from a GeoJSON file: checked as a whole, then written to the regions.

Coordinates are WGS 84 degrees, as RFC 7946 asks; lengths are metres.
"""

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from django.db import transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from core.audit import festhalten
from core.text import fold
from netzwerke.enums import Regionsart
from netzwerke.geo import LON_SCALE, entfernung_km, flaeche_km2
from netzwerke.models import Region

MOST_BYTES = 20 * 1024 * 1024
MOST_VERTICES = 200_000
LON, LAT = (5.0, 16.0), (47.0, 56.0)  # Germany with a margin
WGS84 = {"urn:ogc:def:crs:ogc:1.3:crs84", "urn:ogc:def:crs:ogc::crs84", "epsg:4326",
         "urn:ogc:def:crs:epsg::4326"}  # fmt: skip
NAMEN = ("name", "NAME", "GEN", "Gemeinde_name", "BEZNAME", "namgem")
TOLERANCE = 20 / 111_200  # corners of less than 20 m × 20 m go; in degrees of latitude
DECIMALS = 5  # about 1 m
FARTHEST_KM = 30.0
# Far below the smallest there are (Friedrichshain-Kreuzberg 20 km², Frankfurt (Oder) 148,
# Oberspreewald-Lausitz 1,200), above what comes by mistake: a quarter, an exclave, a box around a label.
LEAST_KM2 = {Regionsart.BEZIRK: 10, Regionsart.KREISFREIE_STADT: 30, Regionsart.LANDKREIS: 200}
LONGEST_SOURCE = Region._meta.get_field("grenze_quelle").max_length or 200


class GrenzenError(Exception):
    """One sentence that says what is wrong with the file."""


@dataclass(frozen=True)
class Grenze:
    region: Region
    flaeche: BaseGeometry


@dataclass(frozen=True)
class Ergebnis:
    """What was written, and what the operator should know was not: names of the file, names of regions."""

    anzahl: int
    ausgelassen: list[str]
    ohne_grenze: list[str]


def importieren(pfad: Path, *, quelle: str = "", regionen: Iterable[Region] | None = None) -> Ergebnis:
    """Read, check, simplify and write. Raises GrenzenError.

    Without `regionen` every district and county may get the border that the file has for it.
    """
    inhalt = lesen(pfad)
    vermerk = quellenvermerk(inhalt, quelle)
    candidates = list(Region.objects.obere() if regionen is None else regionen)
    grenzen = zuordnen(inhalt["features"], candidates)
    einfach = vereinfachen([grenze.flaeche for grenze in grenzen])
    schreiben([Grenze(g.region, f) for g, f in zip(grenzen, einfach, strict=True)], vermerk, pfad.name)
    ohne = Region.objects.obere().filter(geometrie__isnull=True)
    return Ergebnis(
        len(grenzen), ausgelassene(inhalt["features"], candidates), list(ohne.values_list("name", flat=True))
    )


def ausgelassene(features: list[dict[str, Any]], regionen: Iterable[Region]) -> list[str]:
    """Names of the file that no region has; features without a name count as one."""
    known = {fold(region.name) for region in regionen}
    names = {name_von(feature) for feature in features}
    return sorted(name or _("(ohne Namen)") for name in names if fold(name) not in known)


def lesen(pfad: Path) -> dict[str, Any]:
    try:
        with pfad.open("rb") as datei:
            raw = datei.read(MOST_BYTES + 1)  # its size says nothing: it may be a device or a pipe
        if len(raw) > MOST_BYTES:
            raise GrenzenError(_("Die Datei ist größer als 20 MB."))
        inhalt = json.loads(raw.decode("utf-8-sig"), parse_constant=keine_zahl)
    except OSError:
        raise GrenzenError(_("Die Datei ist nicht lesbar.")) from None
    except (ValueError, RecursionError):
        raise GrenzenError(_("Die Datei ist kein gültiges JSON.")) from None
    aufbau_pruefen(inhalt)
    bezug_pruefen(inhalt.get("crs"))
    return inhalt


def keine_zahl(name: str) -> None:
    raise GrenzenError(_("Die Datei enthält %s statt einer Zahl.") % name)


def aufbau_pruefen(inhalt: Any) -> None:
    is_collection = isinstance(inhalt, dict) and inhalt.get("type") == "FeatureCollection"
    if not is_collection or not isinstance(inhalt.get("features"), list):
        raise GrenzenError(_("Die Datei ist keine GeoJSON-FeatureCollection."))
    if not all(isinstance(feature, dict) for feature in inhalt["features"]):
        raise GrenzenError(_("Die Datei ist keine GeoJSON-FeatureCollection."))


def bezug_pruefen(crs: Any) -> None:
    """Old files name a reference system; only degrees in WGS 84 can be read."""
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name") if isinstance(properties, dict) else crs)
    if name.lower() not in WGS84:
        raise GrenzenError(
            _("Das Bezugssystem „%s“ wird nicht gelesen; bitte in WGS 84 (EPSG:4326) umrechnen.") % name
        )


def quellenvermerk(inhalt: dict[str, Any], quelle: str) -> str:
    own = inhalt.get("quellenvermerk")
    vermerk = (quelle or (own if isinstance(own, str) else "")).strip()
    if not vermerk:
        raise GrenzenError(_("Es fehlt der Quellenvermerk; bitte mit --quelle angeben."))
    if len(vermerk) > LONGEST_SOURCE:
        raise GrenzenError(_("Der Quellenvermerk ist länger als %s Zeichen.") % LONGEST_SOURCE)
    return vermerk


def zuordnen(features: list[dict[str, Any]], regionen: Iterable[Region]) -> list[Grenze]:
    """Pair features with regions by name; features of other places are left out."""
    known = {fold(region.name): region for region in regionen}
    found: dict[str, dict[str, Any]] = {}
    for feature in features:
        key = fold(name_von(feature))
        if key in known and key in found:
            raise GrenzenError(_("„%s“ kommt zweimal vor.") % known[key].name)
        if key in known:
            found[key] = feature
    if not found:
        raise GrenzenError(_("Kein Name passt zu einem Bezirk, Landkreis oder einer kreisfreien Stadt."))
    ecken_pruefen(found.values())
    return [Grenze(known[key], flaeche(known[key], feature)) for key, feature in found.items()]


def name_von(feature: dict[str, Any]) -> str:
    properties = feature.get("properties")
    values = properties if isinstance(properties, dict) else {}
    return next((values[key].strip() for key in NAMEN if isinstance(values.get(key), str)), "")


def ecken_pruefen(features: Iterable[dict[str, Any]]) -> None:
    total = sum(ecken(f["geometry"].get("coordinates")) for f in features if is_object(f, "geometry"))
    if total > MOST_VERTICES:
        raise GrenzenError(_("Die Grenzen haben mehr als 200.000 Eckpunkte."))


def is_object(feature: dict[str, Any], key: str) -> bool:
    return isinstance(feature.get(key), dict)


def ecken(coordinates: Any, tiefe: int = 4) -> int:
    """How many positions nested lists hold; a MultiPolygon nests them four deep."""
    if not isinstance(coordinates, list) or not tiefe:
        return 0
    if coordinates and not isinstance(coordinates[0], list):
        return 1
    return sum(ecken(part, tiefe - 1) for part in coordinates)


def flaeche(region: Region, feature: dict[str, Any]) -> BaseGeometry:
    """The checked shape of one region, in two dimensions."""
    geometrie = feature["geometry"] if is_object(feature, "geometry") else {}
    if geometrie.get("type") not in ("Polygon", "MultiPolygon"):  # it may be a list, which no set takes
        raise GrenzenError(_("„%s“ hat keine Fläche (Polygon oder MultiPolygon).") % region.name)
    try:
        result = shapely.force_2d(shape(geometrie))
    except (ValueError, TypeError, KeyError, IndexError, shapely.errors.ShapelyError):
        raise GrenzenError(_("Die Grenze von „%s“ ist unlesbar.") % region.name) from None
    bereich_pruefen(region, result)
    lage_pruefen(region, result)
    return gueltig(region, result)


def bereich_pruefen(region: Region, result: BaseGeometry) -> None:
    if result.is_empty or not all(math.isfinite(value) for value in result.bounds):
        raise GrenzenError(_("Die Grenze von „%s“ ist leer oder enthält keine Zahlen.") % region.name)
    west, south, east, north = result.bounds
    if west < LON[0] or east > LON[1] or south < LAT[0] or north > LAT[1]:
        raise GrenzenError(
            _("Die Koordinaten von „%s“ sind keine Länge und Breite in Grad; "
              "bitte in WGS 84 (EPSG:4326) umrechnen.") % region.name
        )  # fmt: skip


def lage_pruefen(region: Region, result: BaseGeometry) -> None:
    if region.lat is None or region.lon is None:
        return
    centre = result.centroid
    distance = entfernung_km(region.lat, region.lon, centre.y, centre.x)
    if distance > FARTHEST_KM:
        raise GrenzenError(
            _("Die Grenze von „%(name)s“ liegt %(km)d km von der bekannten Mitte entfernt.")
            % {"name": region.name, "km": distance}
        )


def gueltig(region: Region, result: BaseGeometry) -> BaseGeometry:
    """Mend small faults such as a ring that touches itself; only areas may remain.

    What crosses itself is refused: no repair knows on which side of the crossing the district lies.
    """
    mended = result if result.is_valid else shapely.make_valid(result)
    parts = [part for part in teile(mended) if part.area > 0]
    if not parts:
        raise GrenzenError(_("Die Grenze von „%s“ umschließt keine Fläche.") % region.name)
    reason = shapely.is_valid_reason(result)
    if reason.startswith("Self-intersection"):
        raise GrenzenError(
            _("Die Grenze von „%(name)s“ kreuzt sich selbst, und zwar bei %(ort)s (Länge, Breite).")
            % {"name": region.name, "ort": ", ".join(reason.partition("[")[2].rstrip("]").split())}
        )
    groesse_pruefen(region, sum(part.area for part in parts))
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def groesse_pruefen(region: Region, square_degrees: float) -> None:
    km2, least = flaeche_km2(square_degrees), LEAST_KM2[Regionsart(region.art)]
    if km2 < least:
        raise GrenzenError(
            _("Die Grenze von „%(name)s“ umschließt nur %(km2)s km²; nötig sind mindestens %(least)d km² "
              "(%(art)s). Enthält die Datei das ganze Gebiet?")
            % {"name": region.name, "km2": number_format(round(km2, 1), 1), "least": least,
               "art": region.get_art_display()}
        )  # fmt: skip


def teile(geometrie: BaseGeometry) -> Iterator[BaseGeometry]:
    """The polygons in it, however deep they lie."""
    if geometrie.geom_type == "Polygon":
        yield geometrie
    for part in getattr(geometrie, "geoms", ()):
        yield from teile(part)


def vereinfachen(flaechen: list[BaseGeometry]) -> list[BaseGeometry]:
    """Simplify together, so that neighbours keep one common border."""
    squeezed = [shapely.transform(item, lambda xy: xy * [LON_SCALE, 1]) for item in flaechen]
    if shapely.coverage_is_valid(squeezed):
        simple = list(shapely.coverage_simplify(squeezed, TOLERANCE))
    else:
        simple = [shapely.simplify(item, TOLERANCE) for item in squeezed]
    return [gerundet(shapely.transform(item, lambda xy: xy / [LON_SCALE, 1])) for item in simple]


def gerundet(item: BaseGeometry) -> BaseGeometry:
    """Rounded to `DECIMALS`, outer rings anticlockwise as RFC 7946 asks."""
    return shapely.orient_polygons(shapely.transform(item, lambda xy: xy.round(DECIMALS)))


@transaction.atomic
def schreiben(grenzen: list[Grenze], vermerk: str, datei: str) -> None:
    for grenze in grenzen:
        grenze.region.geometrie = mapping(grenze.flaeche)
        grenze.region.grenze_quelle = vermerk
    Region.objects.bulk_update([g.region for g in grenzen], ["geometrie", "grenze_quelle"])
    keys = sorted(grenze.region.schluessel for grenze in grenzen)
    festhalten("regionen.importieren", datei=datei, quelle=vermerk, regionen=keys)
