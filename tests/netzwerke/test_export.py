"""Open data: four formats of the same records, safe to open."""

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook
from shapely.geometry import shape

from core.spreadsheets import cell
from netzwerke import export
from netzwerke.models import FruehererName, Netzwerk
from tests.factories import GroessenangabeFactory, NetzwerkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def netzwerke() -> list[Netzwerk]:
    rows = [NetzwerkFactory(kurzname=name, slug=name.lower()) for name in ("Alpha", "Beta")]
    GroessenangabeFactory(netzwerk=rows[0], jahr=2021, wert=50, quelle="https://example.org/zahl")
    NetzwerkFactory(kurzname="Geheim", slug="geheim", unveroeffentlicht=True)
    return rows


def records(client: Client, endung: str, query: str = "") -> list[dict[str, Any]]:
    """The records of any format, as flat dictionaries of what stands in the file."""
    body = client.get(f"/netzwerke/export.{endung}{query}").content
    if endung == "json":
        return json.loads(body)["netzwerke"]
    if endung == "geojson":
        return [feature["properties"] for feature in json.loads(body)["features"]]
    if endung == "csv":
        return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
    head, *rows = load_workbook(io.BytesIO(body))["Netzwerke"].values
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.parametrize("endung", export.FORMATE)
def test_every_record_has_licence_source_and_year(
    endung: str, netzwerke: list[Netzwerk], client: Client
) -> None:
    rows = records(client, endung)
    assert [row["slug"] for row in rows] == ["alpha", "beta"]
    for row in rows:
        assert row["lizenz"] == "CC BY 4.0"
        assert str(row["stand"]) == "2024"
        assert "https://example.org/quelle" in row["quelle"]
    assert (str(rows[0]["mitglieder"]), str(rows[0]["mitglieder_jahr"])) == ("50", "2021")
    assert rows[1]["mitglieder"] in {None, ""}, "unknown is never 0"


def test_former_names_are_given_out(netzwerke: list[Netzwerk], client: Client) -> None:
    FruehererName.objects.create(netzwerk=netzwerke[0], name="=Omega", bis_jahr=2015)
    FruehererName.objects.create(netzwerk=netzwerke[0], name="Psi")
    nested = [{"name": "=Omega", "bis_jahr": 2015}, {"name": "Psi", "bis_jahr": None}]
    for endung, expected, none in (
        ("json", nested, []), ("geojson", nested, []), ("csv", "'=Omega (bis 2015) | Psi", ""),
        ("xlsx", "'=Omega (bis 2015) | Psi", None),
    ):  # fmt: skip
        assert [row["fruehere_namen"] for row in records(client, endung)] == [expected, none], endung


def test_the_whole_series_is_given_out_with_year_source_and_qualifier(
    netzwerke: list[Netzwerk], client: Client
) -> None:
    GroessenangabeFactory(netzwerk=netzwerke[0], jahr=2015, wert=0, zusatz="rund", quelle="=Heft")
    older = {"art": "mitglieder", "jahr": 2015, "wert": 0, "zusatz": "rund", "bezug": None, "quelle": "=Heft"}
    newer = {**older, "jahr": 2021, "wert": 50, "zusatz": None, "quelle": "https://example.org/zahl"}
    for endung in ("json", "geojson"):
        assert [row["kennzahlen"] for row in records(client, endung)] == [[older, newer], []], endung
    body = client.get("/netzwerke/export.xlsx").content
    assert list(load_workbook(io.BytesIO(body))["Kennzahlen"].values) == [
        ("slug", "name", "art", "jahr", "wert", "zusatz", "bezug", "quelle", "lizenz"),
        ("alpha", netzwerke[0].name, "mitglieder", 2015, 0, "rund", None, "'=Heft", "CC BY 4.0"),
        (
            "alpha",
            netzwerke[0].name,
            "mitglieder",
            2021,
            50,
            None,
            None,
            "https://example.org/zahl",
            "CC BY 4.0",
        ),
    ]


@pytest.mark.parametrize("endung", export.FORMATE)
def test_the_unpublished_is_for_its_people_only(
    endung: str, netzwerke: list[Netzwerk], client: Client, guel: Any
) -> None:
    assert "geheim" not in [row["slug"] for row in records(client, endung)]
    client.force_login(guel)
    response = client.get(f"/netzwerke/export.{endung}")
    assert response["Cache-Control"] == "private, no-store"
    assert "geheim" in [row["slug"] for row in records(client, endung)]


@pytest.mark.parametrize("endung", export.FORMATE)
def test_the_file_has_a_name_and_a_licence(endung: str, netzwerke: list[Netzwerk], client: Client) -> None:
    response = client.get(f"/netzwerke/export.{endung}")
    assert response["Content-Disposition"].startswith('attachment; filename="netzwerke-20')
    assert response["Content-Disposition"].endswith(f'.{endung}"')
    assert response["Link"] == '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'


def test_an_unknown_format_is_not_there(client: Client) -> None:
    assert client.get("/netzwerke/export.exe").status_code == 404


def test_the_filter_holds_for_the_file(netzwerke: list[Netzwerk], client: Client) -> None:
    Netzwerk.objects.filter(slug="beta").update(typ="geschaeftsstrasse")
    assert [row["slug"] for row in records(client, "csv", "?typ=geschaeftsstrasse")] == ["beta"]


def test_a_german_excel_opens_the_csv(netzwerke: list[Netzwerk], client: Client) -> None:
    response = client.get("/netzwerke/export.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbfslug;name;")
    assert response.content.count(b"\r\n") == 3


RUNNABLE = ["=1+1", "+49 30", "-1", "@SUM(A1)", "\tx", "\rx", "\n=1", " =1+1", "＝1"]


@pytest.mark.parametrize("text", RUNNABLE)
def test_a_spreadsheet_runs_nothing(text: str, client: Client) -> None:
    assert cell(text) == f"'{text}"
    assert cell([text, "b"]) == f"'{text} | b"
    row = NetzwerkFactory()
    Netzwerk.objects.filter(pk=row.pk).update(gebiet=text)
    assert records(client, "csv")[0]["gebiet"] == f"'{text}"
    response = client.get("/netzwerke/export.xlsx")
    cells = [c for line in load_workbook(io.BytesIO(response.content))["Netzwerke"] for c in line]
    assert "f" not in {cell.data_type for cell in cells}


def test_plain_values_stay_as_they_are() -> None:
    values = ["a=b", 'Häuser; "Hof"', 5, -5, 1.5, None, [], ["a", "b"]]
    assert [cell(value) for value in values] == ["a=b", 'Häuser; "Hof"', 5, -5, 1.5, "", "", "a | b"]


def test_control_characters_do_not_break_a_file(client: Client) -> None:
    row = NetzwerkFactory()
    Netzwerk.objects.filter(pk=row.pk).update(gebiet="a\x0bb\x1b", hinweis="\x01=1")
    for endung in ("csv", "xlsx"):
        assert (records(client, endung)[0]["gebiet"], records(client, endung)[0]["hinweis"]) == ("ab", "'=1")
    assert client.get("/netzwerke/feed.atom").status_code == 200


def test_separators_and_quotes_survive_the_csv(client: Client) -> None:
    row = NetzwerkFactory()
    text = 'Häuser; "Hof"\nzweite Zeile'
    Netzwerk.objects.filter(pk=row.pk).update(hinweis=text)
    assert records(client, "csv")[0]["hinweis"] == text


def test_the_workbook_says_where_it_comes_from(netzwerke: list[Netzwerk], client: Client) -> None:
    book = load_workbook(io.BytesIO(client.get("/netzwerke/export.xlsx").content))
    assert book.sheetnames == ["Netzwerke", "Kennzahlen", "Quelle und Lizenz"]
    about = dict(book["Quelle und Lizenz"].values)
    assert (about["lizenz"], about["lizenz_url"]) == (export.LIZENZ, export.LIZENZ_URL)


def test_the_geojson_is_valid_and_lies_around_berlin(netzwerke: list[Netzwerk], client: Client) -> None:
    response = client.get("/netzwerke/export.geojson")
    assert response["Content-Type"] == "application/geo+json"
    body = response.json()
    assert (body["type"], body["lizenz"]) == ("FeatureCollection", "CC BY 4.0")
    for feature in body["features"]:
        point = shape(feature["geometry"])
        assert point.is_valid
        assert (point.x, point.y) == (13.496, 52.527)
        assert feature["id"] == feature["properties"]["slug"]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("endung", export.FORMATE)
def test_a_file_costs_the_same_few_queries(
    endung: str, count: int, client: Client, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        GroessenangabeFactory(netzwerk=NetzwerkFactory())
    client.get("/netzwerke/karte.json")
    with django_assert_num_queries(5):
        client.get(f"/netzwerke/export.{endung}")


@pytest.mark.parametrize("endung", export.FORMATE)
def test_an_unknown_filter_is_told_and_not_passed_over(endung: str, client: Client) -> None:
    NetzwerkFactory()
    response = client.get(f"/netzwerke/export.{endung}?region=foo&region=lichtenberg&status=x")
    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "Unbekannt bei „region“: foo. Erlaubt: lichtenberg.",
        "Unbekannt bei „status“: x. Erlaubt: aktiv, beendet, ruht, unklar.",
    ]
    assert client.get(f"/netzwerke/export.{endung}?region=lichtenberg&typ=").status_code == 200
