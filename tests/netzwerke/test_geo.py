"""Places and drawings: distances, the schematic, colours, monograms, the preview picture."""

import io
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from netzwerke import gesicht, schema
from netzwerke.geo import entfernung_km
from netzwerke.models import Netzwerk
from netzwerke.vorschaubild import zeichnen
from tests.factories import GroessenangabeFactory, NetzwerkFactory, RegionFactory

# --- Distances ---


@pytest.mark.parametrize(
    ("there", "km"),
    [
        ((52.5200, 13.4050), 0.0),
        ((52.3906, 13.0645), 27.2),
        ((52.4114, 13.5231), 14.5),
        ((52.6200, 13.4050), 11.1),
    ],
)
def test_distances_around_berlin_are_right_to_one_percent(there: tuple[float, float], km: float) -> None:
    assert entfernung_km(52.5200, 13.4050, *there) == pytest.approx(km, rel=0.01, abs=0.05)
    assert entfernung_km(*there, 52.5200, 13.4050) == entfernung_km(52.5200, 13.4050, *there)


# --- The schematic ---


def test_every_district_and_county_is_drawn_once() -> None:
    assert sorted(feld.schluessel for feld in schema.FELDER) == sorted(gesicht.FARBEN)
    assert len({halt.schluessel for halt in schema.HALTE}) == len(schema.HALTE) == 9
    cells = [wabe for feld in schema.FELDER for wabe in feld.waben]
    assert len(cells) == len(set(cells))


def test_the_drawing_stays_on_its_sheet() -> None:
    paths = [*(schema.pfad(feld) for feld in schema.FELDER), schema.ring()]
    numbers = [float(n) for path in paths for n in re.findall(r"-?\d+(?:\.\d+)?", path)]
    xs, ys = numbers[::2], numbers[1::2]
    assert min(xs) >= 0
    assert max(xs) <= schema.BREITE
    assert min(ys) >= 0
    assert max(ys) <= schema.HOEHE
    for halt in schema.HALTE:
        assert 0 < halt.x < schema.BREITE
        assert 0 < halt.y < schema.HOEHE


def test_a_region_shows_its_number_its_tint_and_its_link() -> None:
    drawn = {
        g.schluessel: g
        for g in schema.bezirke({"mitte": schema.Werte("Mitte", 7, "/netzwerke/?region=mitte", True)})
    }
    assert len(drawn) == 12
    mitte, pankow = drawn["mitte"], drawn["pankow"]
    assert (mitte.name, mitte.anzahl, mitte.url, mitte.aktiv, mitte.stufe) == (
        "Mitte",
        7,
        "/netzwerke/?region=mitte",
        True,
        4,
    )
    assert (pankow.anzahl, pankow.stufe, pankow.url) == (0, 0, "")


def test_name_and_number_of_a_district_stand_in_the_same_hexagon() -> None:
    drawn = {g.schluessel: g for g in schema.bezirke({})}
    for feld in schema.FELDER:
        (x, y), wo = schema.mitte(*feld.waben[0]), drawn[feld.schluessel].wo
        assert (wo.x, wo.zahl_x) == (x, x)
        assert y - schema.RADIUS / 2 < wo.zahl_y < wo.name_y < wo.kurz_y < y + schema.RADIUS / 2
    assert [line for _, line in drawn["tempelhof-schoeneberg"].zeilenhoehen] == ["Tempelhof-", "Schönebg."]


def test_the_label_of_the_locator_stays_in_the_picture() -> None:
    assert schema.lage(52.5, 13.4, "Mitte", "mitte").ort_x == schema.punkt(52.5, 13.4)[0]
    for lon in (12.8, 13.99):
        lage = schema.lage(52.5, lon, "Charlottenburg-Wilmersdorf", "")
        half = len(lage.ort) * schema.HALBE_LETTER
        assert lage.ort_x - half >= schema.SICHT_LINKS
        assert lage.ort_x + half <= schema.SICHT_RECHTS


@pytest.mark.parametrize(
    ("number", "depth"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (6, 3), (7, 4), (500, 4)]
)
def test_the_depth_of_the_tint(number: int, depth: int) -> None:
    (gebiet, *_) = schema.bezirke({"reinickendorf": schema.Werte("R", number, "")})
    assert gebiet.stufe == depth


def series(*pairs: tuple[int, int]) -> list[Any]:
    return [SimpleNamespace(jahr=year, wert=value) for year, value in pairs]


def test_a_line_needs_two_figures() -> None:
    assert schema.kurve([]) is None
    assert schema.kurve(series((2020, 5))) is None
    points = schema.kurve(series((2010, 10), (2015, 0), (2020, 20)))
    assert points is not None
    assert [(p["x"], p["y"]) for p in points] == [(24.0, 48.0), (160.0, 74.0), (296.0, 22.0)]


def test_a_series_of_zeros_is_a_flat_line() -> None:
    points = schema.kurve(series((2010, 0), (2020, 0)))
    assert points is not None
    assert {p["y"] for p in points} == {74.0}


# --- Colours and monograms ---


def contrast_with_white(colour: str) -> float:
    return 1.05 / (gesicht.leuchtdichte(colour) + 0.05)


@pytest.mark.parametrize("colour", [*gesicht.FARBEN.values(), gesicht.UMLAND])
def test_white_letters_are_readable_on_every_colour(colour: str) -> None:
    assert contrast_with_white(colour) >= 4.5


def test_every_district_has_a_colour_of_its_own() -> None:
    assert len(set(gesicht.FARBEN.values())) == len(gesicht.FARBEN) == 12
    assert gesicht.farbe("barnim") == gesicht.UMLAND


@pytest.mark.parametrize(
    ("brand", "shown"),
    [
        ("", "#1d4f7c"),
        ("#0B4F5C", "#0B4F5C"),
        ("#FFEE00", "#1d4f7c"),
        ("#747474", "#747474"),
        ("#808080", "#1d4f7c"),
    ],
)
def test_a_brand_colour_is_used_where_it_is_readable(brand: str, shown: str) -> None:
    assert gesicht.farbe("mitte", brand) == shown
    assert contrast_with_white(shown) >= 4.5


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Te-Damm", "TD"), ("Großbeerenstraße", "Gr"), ("Netzwerk Motzener Straße", "NM"), ("UKB", "UK"),
        ("Unternehmen am Wasser", "UW"), ("Öko Netz", "ÖN"), ("37 Grad", "3G"), ("e. V.", "?"), ("", "?"), ("&", "?"),
    ],
)  # fmt: skip
def test_monograms(name: str, letters: str) -> None:
    assert gesicht.monogramm(name) == letters


# --- The preview picture ---


@pytest.mark.parametrize(
    "name", ["A", "Unternehmensnetzwerk Großbeerenstraße", "Ä" * 60, "Wort " * 12, "日本"]
)
def test_the_preview_is_a_small_png_of_the_agreed_size(name: str, db: None) -> None:
    row = NetzwerkFactory(kurzname=name, hauptregion=RegionFactory())
    GroessenangabeFactory(netzwerk=row)
    picture = zeichnen(Netzwerk.objects.get(pk=row.pk))
    image = Image.open(io.BytesIO(picture))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(picture) < 60 * 1024


def test_the_preview_of_an_unpublished_network_is_not_there(client: Client, db: None) -> None:
    shown, hidden = NetzwerkFactory(), NetzwerkFactory(unveroeffentlicht=True)
    assert client.get(f"/netzwerke/{shown.slug}/vorschaubild.png")["Content-Type"] == "image/png"
    assert client.get(f"/netzwerke/{hidden.slug}/vorschaubild.png").status_code == 404
