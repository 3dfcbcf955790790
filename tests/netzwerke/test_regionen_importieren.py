"""Official boundaries: taken when they fit, refused as a whole with one sentence when they do not."""

import json
import math
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import shapely
from django.core.management import CommandError, call_command
from shapely.geometry import shape

from core.models import Protokolleintrag
from netzwerke import grenzen
from netzwerke.models import Region
from tests.factories import RegionFactory

pytestmark = pytest.mark.django_db
WEST = [[13.40, 52.40], [13.50, 52.40], [13.50, 52.50], [13.40, 52.50], [13.40, 52.40]]
OST = [[13.50, 52.40], [13.60, 52.40], [13.60, 52.50], [13.50, 52.50], [13.50, 52.40]]


@pytest.fixture(autouse=True)
def regionen(db: None) -> None:
    RegionFactory(schluessel="neukoelln", name="Neukölln", lat=52.45, lon=13.45)
    RegionFactory(schluessel="oststadt", name="Oststadt", art="kreisfreie_stadt", lat=52.45, lon=13.55)
    RegionFactory(schluessel="ot-britz", name="Britz", art="ortsteil", lat=52.45, lon=13.45)


def feature(name: str, coordinates: Any, art: str = "Polygon", key: str = "name") -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {key: name},
        "geometry": {"type": art, "coordinates": coordinates},
    }


def sammlung(*features: dict[str, Any], **angaben: Any) -> dict[str, Any]:
    kopf = {"type": "FeatureCollection", "quellenvermerk": "Amt X 2025"}
    return {**kopf, "features": list(features), **angaben}


def schreiben(ordner: Path, inhalt: Any) -> Path:
    pfad = ordner / "grenzen.geojson"
    pfad.write_text(inhalt if isinstance(inhalt, str) else json.dumps(inhalt), encoding="utf-8")
    return pfad


def aufruf(pfad: Path, **options: Any) -> str:
    out = StringIO()
    call_command("regionen_importieren", str(pfad), stdout=out, **options)
    return out.getvalue()


def test_boundaries_come_with_their_source_and_are_noted(tmp_path: Path) -> None:
    datei = schreiben(tmp_path, sammlung(feature("Neukölln", [WEST]), feature("Oststadt", [OST])))
    assert aufruf(datei) == "Grenzen übernommen: 2\n"
    for row in Region.objects.obere():
        assert row.geometrie["type"] == "Polygon"
        assert row.grenze_quelle == "Amt X 2025"
        assert shape(row.geometrie).is_valid
    entry = Protokolleintrag.objects.get(aktion="regionen.importieren")
    assert entry.angaben == {
        "datei": "grenzen.geojson", "quelle": "Amt X 2025", "regionen": ["neukoelln", "oststadt"],
    }  # fmt: skip


@pytest.mark.parametrize("key", ["name", "NAME", "GEN", "Gemeinde_name", "BEZNAME", "namgem"])
def test_the_name_may_stand_under_any_usual_key_and_is_folded(tmp_path: Path, key: str) -> None:
    datei = schreiben(tmp_path, sammlung(feature(" NEUKOELLN ", [WEST], key=key)))
    assert aufruf(datei) == "Grenzen übernommen: 1\n"
    assert Region.objects.get(schluessel="neukoelln").geometrie is not None


def test_other_places_of_the_file_are_left_out(tmp_path: Path) -> None:
    features = feature("Britz", [WEST]), feature("München", [OST]), feature("Neukölln", [WEST])
    assert aufruf(schreiben(tmp_path, sammlung(*features))) == "Grenzen übernommen: 1\n"
    assert Region.objects.get(schluessel="ot-britz").geometrie is None


def test_a_source_on_the_command_line_wins(tmp_path: Path) -> None:
    datei = schreiben(tmp_path, sammlung(feature("Neukölln", [WEST])))
    aufruf(datei, quelle="Amt Y 2026")
    assert Region.objects.get(schluessel="neukoelln").grenze_quelle == "Amt Y 2026"


def test_a_wgs84_crs_member_of_an_old_file_is_accepted(tmp_path: Path) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    datei = schreiben(tmp_path, sammlung(feature("Neukölln", [WEST]), crs=crs))
    assert aufruf(datei) == "Grenzen übernommen: 1\n"


def test_several_parts_and_heights_are_understood(tmp_path: Path) -> None:
    flach = [[lon, lat, 34.5] for lon, lat in WEST]
    insel = [[[13.3, 52.4], [13.35, 52.4], [13.35, 52.45], [13.3, 52.4]]]
    aufruf(schreiben(tmp_path, sammlung(feature("Neukölln", [[flach], insel], "MultiPolygon"))))
    geometrie = Region.objects.get(schluessel="neukoelln").geometrie
    assert geometrie["type"] == "MultiPolygon"
    assert {len(point) for ring in geometrie["coordinates"] for point in ring[0]} == {2}


def test_neighbours_keep_one_border_when_it_is_simplified(tmp_path: Path) -> None:
    """Where three meet, the border bends so little that Neukölln alone would drop that corner."""
    RegionFactory(schluessel="suedstadt", name="Südstadt", art="kreisfreie_stadt", lat=52.425, lon=13.55)
    bumps = [[13.50 + (0.0001 if i % 2 else 0), 52.40 + i * 0.0001] for i in range(1001)]
    west = [[13.40, 52.40], *bumps, [13.40, 52.50], [13.40, 52.40]]
    nord = [[13.60, 52.50], *bumps[:498:-1], [13.60, bumps[499][1]], [13.60, 52.50]]
    sued = [[13.60, bumps[499][1]], *bumps[499::-1], [13.60, 52.40], [13.60, bumps[499][1]]]
    names = {"Neukölln": west, "Oststadt": nord, "Südstadt": sued}
    aufruf(schreiben(tmp_path, sammlung(*(feature(name, [ring]) for name, ring in names.items()))))
    areas = [shape(row.geometrie) for row in Region.objects.obere()]
    assert len(areas) == 3
    assert shapely.coverage_is_valid(areas)  # every common border is the same line on both sides
    assert shapely.union_all(areas).area == pytest.approx(0.02)
    assert sum(len(area.exterior.coords) for area in areas) < 200  # of more than 2,000


def test_what_was_left_out_is_named(tmp_path: Path) -> None:
    out, trouble = StringIO(), StringIO()
    features = (
        feature("Britz", [WEST]),
        feature("München", [OST]),
        feature("Neukölln", [WEST]),
        feature("", [OST]),
    )
    call_command(
        "regionen_importieren", str(schreiben(tmp_path, sammlung(*features))), stdout=out, stderr=trouble
    )
    assert out.getvalue() == "Grenzen übernommen: 1\n"
    assert trouble.getvalue().splitlines() == [
        "In der Datei, aber hier nicht bekannt: (ohne Namen), Britz, München",
        "Weiter ohne Grenze: Oststadt",
    ]


def test_many_names_are_counted_from_the_thirtieth_on(tmp_path: Path) -> None:
    trouble = StringIO()
    features = [feature(f"Ort {i:02}", [OST]) for i in range(32)]
    pfad = schreiben(tmp_path, sammlung(*features, feature("Neukölln", [WEST]), feature("Oststadt", [OST])))
    call_command("regionen_importieren", str(pfad), stdout=StringIO(), stderr=trouble)
    assert trouble.getvalue().endswith("Ort 28, Ort 29 und 2 weitere\n")


def test_a_ring_that_crosses_itself_is_refused_by_name(tmp_path: Path) -> None:
    schleife = [[13.40, 52.40], [13.50, 52.50], [13.50, 52.40], [13.40, 52.50], [13.40, 52.40]]
    with pytest.raises(CommandError, match=r"„Neukölln“ kreuzt sich selbst, und zwar bei 13\.45, 52\.45"):
        aufruf(schreiben(tmp_path, sammlung(feature("Neukölln", [schleife]))))
    assert Region.objects.get(schluessel="neukoelln").geometrie is None


def test_a_ring_that_touches_itself_is_mended(tmp_path: Path) -> None:
    spitze = [13.45, 52.40]
    ring = [[13.40, 52.40], spitze, [13.44, 52.45], [13.46, 52.45], spitze, [13.50, 52.40], [13.50, 52.50],
            [13.40, 52.50], [13.40, 52.40]]  # fmt: skip
    aufruf(schreiben(tmp_path, sammlung(feature("Neukölln", [ring]))))
    assert shape(Region.objects.get(schluessel="neukoelln").geometrie).is_valid


def verschoben(dx: float, dy: float, ring: list[list[float]] = WEST) -> list[list[float]]:
    return [[lon + dx, lat + dy] for lon, lat in ring]


GUT = feature("Oststadt", [OST])
UTM = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25833"}}
LINIE = feature("Neukölln", WEST, "LineString")
UMRECHNEN = "bitte in WGS 84 (EPSG:4326) umrechnen."
GRAD = f"Die Koordinaten von „Neukölln“ sind keine Länge und Breite in Grad; {UMRECHNEN}"
FLACH = [[13.4, 52.4], [13.5, 52.5], [13.4, 52.4], [13.4, 52.4]]
UNENDLICH = json.dumps(sammlung(feature("Neukölln", [WEST]))).replace("52.5]", "1e999]")
ABLEHNUNGEN: dict[str, tuple[Any, str]] = {
    "not JSON": ("{", "Die Datei ist kein gültiges JSON."),
    "nested without end": ("[" * 100_000, "Die Datei ist kein gültiges JSON."),
    "a list": ([], "Die Datei ist keine GeoJSON-FeatureCollection."),
    "one feature": (GUT, "Die Datei ist keine GeoJSON-FeatureCollection."),
    "features that are none": (
        {**sammlung(), "features": [3]},
        "Die Datei ist keine GeoJSON-FeatureCollection.",
    ),
    "foreign CRS": (
        sammlung(GUT, crs=UTM),
        f"Das Bezugssystem „urn:ogc:def:crs:EPSG::25833“ wird nicht gelesen; {UMRECHNEN}",
    ),
    "metres": (sammlung(GUT, feature("Neukölln", [verschoben(390_000, 5_800_000)])), GRAD),
    "swapped": (sammlung(GUT, feature("Neukölln", [[[lat, lon] for lon, lat in WEST]])), GRAD),
    "NaN": ('{"type":"FeatureCollection","features":[NaN]}', "Die Datei enthält NaN statt einer Zahl."),
    "Infinity": (
        '{"type":"FeatureCollection","features":[-Infinity]}',
        "Die Datei enthält -Infinity statt einer Zahl.",
    ),
    "hidden infinity": (UNENDLICH, "Die Grenze von „Neukölln“ ist leer oder enthält keine Zahlen."),
    "a line": (sammlung(GUT, LINIE), "„Neukölln“ hat keine Fläche (Polygon oder MultiPolygon)."),
    "a list for a kind": (
        sammlung(GUT, {**LINIE, "geometry": {"type": ["Polygon"], "coordinates": []}}),
        "„Neukölln“ hat keine Fläche (Polygon oder MultiPolygon).",
    ),
    "no geometry": (
        sammlung(GUT, {**LINIE, "geometry": None}),
        "„Neukölln“ hat keine Fläche (Polygon oder MultiPolygon).",
    ),
    "words for numbers": (
        sammlung(GUT, feature("Neukölln", [["a", "b"]])),
        "Die Grenze von „Neukölln“ ist unlesbar.",
    ),
    "nothing in it": (
        sammlung(GUT, feature("Neukölln", [])),
        "Die Grenze von „Neukölln“ ist leer oder enthält keine Zahlen.",
    ),
    "no area": (
        sammlung(GUT, feature("Neukölln", [FLACH])),
        "Die Grenze von „Neukölln“ umschließt keine Fläche.",
    ),
    "no match": (
        sammlung(feature("Atlantis", [WEST])),
        "Kein Name passt zu einem Bezirk, Landkreis oder einer kreisfreien Stadt.",
    ),
    "twice": (
        sammlung(feature("Neukölln", [WEST]), feature("neukoelln", [OST])),
        "„Neukölln“ kommt zweimal vor.",
    ),
    "far away": (
        sammlung(GUT, feature("Neukölln", [verschoben(-3, 0)])),
        "Die Grenze von „Neukölln“ liegt 203 km von der bekannten Mitte entfernt.",
    ),
    "no source": (
        sammlung(GUT, quellenvermerk=" "),
        "Es fehlt der Quellenvermerk; bitte mit --quelle angeben.",
    ),
    "long source": (
        sammlung(GUT, quellenvermerk="x" * 201),
        "Der Quellenvermerk ist länger als 200 Zeichen.",
    ),
}


def abgelehnt(pfad: Path) -> str:
    with pytest.raises(CommandError) as caught:
        aufruf(pfad)
    assert not Region.objects.filter(geometrie__isnull=False).exists()
    assert not Protokolleintrag.objects.exists()
    name, _, sentence = str(caught.value).partition(": ")
    assert name == pfad.name
    return sentence


@pytest.mark.parametrize("fall", ABLEHNUNGEN)
def test_a_file_that_does_not_fit_is_refused_with_one_sentence(tmp_path: Path, fall: str) -> None:
    inhalt, satz = ABLEHNUNGEN[fall]
    assert abgelehnt(schreiben(tmp_path, inhalt)) == satz


def quadrat(km2: float) -> list[list[float]]:
    """A square around the middle of the regions here, of this size."""
    lat = math.sqrt(km2) / 111.2 / 2
    lon = lat / math.cos(math.radians(52.5))
    corners = [(-lon, -lat), (lon, -lat), (lon, lat), (-lon, lat), (-lon, -lat)]
    return [[13.45 + x, 52.45 + y] for x, y in corners]


@pytest.mark.parametrize(
    ("art", "label", "least"),
    [("bezirk", "Bezirk", 10), ("kreisfreie_stadt", "kreisfreie Stadt", 30), ("landkreis", "Landkreis", 200)],
)
def test_a_region_that_is_far_too_small_is_refused_with_its_size(
    tmp_path: Path, art: str, label: str, least: int
) -> None:
    Region.objects.filter(schluessel="neukoelln").update(art=art)
    for km2, shown in ((0.04, "0,0"), (least - 0.2, f"{least - 1},8")):
        datei = schreiben(tmp_path, sammlung(GUT, feature("Neukölln", [quadrat(km2)])))
        assert abgelehnt(datei) == (
            f"Die Grenze von „Neukölln“ umschließt nur {shown} km²; nötig sind mindestens {least} km² "
            f"({label}). Enthält die Datei das ganze Gebiet?"
        )
    datei = schreiben(tmp_path, sammlung(feature("Neukölln", [quadrat(least + 0.2)])))
    assert aufruf(datei) == "Grenzen übernommen: 1\n"


def test_the_parts_of_a_region_count_together(tmp_path: Path) -> None:
    teile = [[verschoben(dx, 0, quadrat(6))] for dx in (-0.05, 0.05)]
    datei = schreiben(tmp_path, sammlung(feature("Neukölln", teile, "MultiPolygon")))
    assert aufruf(datei) == "Grenzen übernommen: 1\n"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert abgelehnt(tmp_path / "fehlt.geojson") == "Die Datei ist nicht lesbar."


def test_a_device_that_never_ends_is_refused() -> None:
    assert abgelehnt(Path("/dev/zero")) == "Die Datei ist größer als 20 MB."


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    pfad = tmp_path / "bild.geojson"
    pfad.write_bytes(b"\x89PNG\xff\x00")
    assert abgelehnt(pfad) == "Die Datei ist kein gültiges JSON."


def zu_gross(pfad: Path) -> None:
    with pfad.open("r+b") as file:
        file.truncate(grenzen.MOST_BYTES + 1)


def zu_genau(pfad: Path) -> None:
    ring = [[13.4 + 0.1 * i / 200_000, 52.4] for i in range(200_000)] + [[13.45, 52.5], [13.4, 52.4]]
    pfad.write_text(json.dumps(sammlung(feature("Neukölln", [ring]))), encoding="utf-8")


@pytest.mark.parametrize(
    ("aendern", "satz"),
    [
        (zu_gross, "Die Datei ist größer als 20 MB."),
        (zu_genau, "Die Grenzen haben mehr als 200.000 Eckpunkte."),
    ],
)
def test_a_file_that_is_too_big_is_refused(
    tmp_path: Path, aendern: Callable[[Path], None], satz: str
) -> None:
    pfad = schreiben(tmp_path, sammlung(GUT))
    aendern(pfad)
    assert abgelehnt(pfad) == satz
