"""The read API: public data, bounded, the same for everyone."""

from typing import Any

import pytest
from django.test import Client

from netzwerke import verzeichnis
from netzwerke.enums import Groessenklasse, Netzwerkstatus, Netzwerktyp
from netzwerke.export import SPALTEN
from netzwerke.models import FruehererName, Netzwerk
from netzwerke.verzeichnis import FACETTEN
from search.actions import indexieren
from tests.factories import GroessenangabeFactory, NetzwerkFactory, RegionFactory, SchwerpunktFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/netzwerke"


@pytest.fixture
def netzwerk() -> Netzwerk:
    topic = SchwerpunktFactory()
    row = NetzwerkFactory(name="Netzwerk A e. V.", kurzname="A", slug="netzwerk-a", schwerpunkte=[topic],
                          quelle="https://example.org/1\nhttps://example.org/2")  # fmt: skip
    FruehererName.objects.create(netzwerk=row, name="Verein A", bis_jahr=2015)
    GroessenangabeFactory(netzwerk=row, jahr=2019, wert=30)
    GroessenangabeFactory(netzwerk=row, jahr=2021, wert=50, quelle="https://example.org/zahl")
    return row


def test_a_network_is_told_with_source_year_and_licence(netzwerk: Netzwerk, client: Client) -> None:
    body = client.get(f"{URL}/netzwerk-a").json()
    assert set(body) == {*SPALTEN, "kennzahlen"}
    assert body == {
        "slug": "netzwerk-a", "name": "Netzwerk A e. V.", "kurzname": "A",
        "fruehere_namen": [{"name": "Verein A", "bis_jahr": 2015}], "typ": "standortnetzwerk",
        "rechtsform": "e. V.", "gruendungsjahr": 2010, "endejahr": None, "status": "aktiv",
        "gebiet": "Gewerbegebiet Beispielstraße", "regionen": ["lichtenberg"], "lat": 52.527, "lon": 13.496,
        "genauigkeit": "ungefähr", "schwerpunkte": ["fachkraefte"], "mitglieder": 50, "mitglieder_zusatz": None, "mitglieder_jahr": 2021,
        "mitglieder_quelle": "https://example.org/zahl", "beschaeftigte": None, "beschaeftigte_zusatz": None, "beschaeftigte_jahr": None,
        "beschaeftigte_bezug": None, "beschaeftigte_quelle": None, "webseite": None, "bestaetigt_am": None,
        "kennzahlen": [
            {"art": "mitglieder", "jahr": 2019, "wert": 30, "zusatz": None, "bezug": None,
             "quelle": "https://example.org/zahl"},
            {"art": "mitglieder", "jahr": 2021, "wert": 50, "zusatz": None, "bezug": None,
             "quelle": "https://example.org/zahl"},
        ],
        "hinweis": None, "quelle": ["https://example.org/1", "https://example.org/2"], "stand": 2024,
        "url": "http://localhost:8000/netzwerke/netzwerk-a/", "lizenz": "CC BY 4.0",
    }  # fmt: skip


def test_the_list_counts_pages_and_names_its_licence(client: Client) -> None:
    for name in ("C", "A", "B"):
        NetzwerkFactory(kurzname=name)
    body = client.get(URL, {"ab": 1, "anzahl": 1}).json()
    assert (body["anzahl"], body["ab"], body["lizenz"]) == (3, 1, "CC BY 4.0")
    assert [row["kurzname"] for row in body["netzwerke"]] == ["B"]
    assert client.get(URL, {"ab": 1_000_000}).json()["netzwerke"] == []


def test_an_empty_directory_is_an_empty_list(client: Client) -> None:
    assert client.get(URL).json()["netzwerke"] == []


def test_filters_work_as_in_the_directory(netzwerk: Netzwerk, client: Client) -> None:
    pankow = RegionFactory(schluessel="pankow", name="Pankow")
    NetzwerkFactory(kurzname="P", hauptregion=pankow, typ="geschaeftsstrasse")
    for query, expected in (
        ("region=pankow", ["P"]),
        ("region=pankow&region=lichtenberg", ["A", "P"]),
        ("region=pankow&typ=standortnetzwerk", []),
        ("schwerpunkt=fachkraefte", ["A"]),
        ("region=", ["A", "P"]),
        ("groesse=31-100", ["A"]),
        ("groesse=bis-30", []),
    ):
        rows = client.get(f"{URL}?{query}").json()["netzwerke"]
        assert [row["kurzname"] for row in rows] == expected, query


@pytest.mark.parametrize(
    "query", ["anzahl=1000", "anzahl=0", "anzahl=-1", "ab=-1", "ab=1000001", "anzahl=x", "ab=1e9"]
)
def test_a_value_out_of_bounds_is_explained_in_json(query: str, client: Client) -> None:
    response = client.get(f"{URL}?{query}")
    assert (response.status_code, response["Content-Type"]) == (422, "application/json; charset=utf-8")
    (mistake,) = response.json()["detail"]
    assert mistake["loc"] == ["query", query.split("=")[0]]
    assert mistake["msg"] in {"Keine ganze Zahl.", "Mindestens 0.", "Mindestens 1.", "Höchstens 100.",
                              "Höchstens 1000000."}  # fmt: skip


def test_words_are_searched_as_in_the_directory(client: Client) -> None:
    for name in ("Alpha Verein", "Beta Verein", "Alpha Verborgen"):
        fields = {"unveroeffentlicht": True} if "Verborgen" in name else {}
        indexieren("netzwerk", [NetzwerkFactory(name=name, kurzname=name, **fields).pk])
    for query, expected in (
        ("alpha", ["Alpha Verein"]),
        ("verein beta", ["Beta Verein"]),
        ("?", []),
        ("gamma", []),
    ):
        rows = client.get(URL, {"q": query}).json()["netzwerke"]
        assert [row["kurzname"] for row in rows] == expected, query
        exported = client.get("/netzwerke/export.json", {"q": query}).json()["netzwerke"]
        assert [row["kurzname"] for row in exported] == expected, query


@pytest.mark.parametrize("facette", FACETTEN)
def test_a_value_that_does_not_exist_is_named_with_those_that_do(
    facette: str, netzwerk: Netzwerk, client: Client
) -> None:
    response = client.get(f"{URL}?{facette}=gibtesnicht&{facette}=")
    (mistake,) = response.json()["detail"]
    known = ", ".join(sorted(verzeichnis.bekannte_werte()[facette]))
    assert response.status_code == 422
    assert mistake["loc"] == ["query", facette]
    assert mistake["msg"] == f"Unbekannt: gibtesnicht. Erlaubt: {known}."


BEKANNT = {
    URL: "ab, anzahl, groesse, q, region, schwerpunkt, status, typ",
    f"{URL}/netzwerk-a": "keiner",
    f"{URL}/fehlt": "keiner",
}


@pytest.mark.parametrize("path", BEKANNT)
def test_a_parameter_that_does_not_exist_is_named_with_those_that_do(
    path: str, netzwerk: Netzwerk, client: Client
) -> None:
    response = client.get(f"{path}?bezirk=mitte&Region=mitte&bezirk=")
    assert (response.status_code, response["Content-Type"]) == (422, "application/json; charset=utf-8")
    assert response.json() == {
        "detail": [
            {
                "type": "unbekannter_parameter",
                "loc": ["query", name],
                "msg": f"Unbekannter Parameter: {name}. Bekannt: {BEKANNT[path]}.",
            }
            for name in ("bezirk", "Region")
        ]
    }


def test_a_flood_of_unknown_parameters_gets_a_short_answer(client: Client) -> None:
    query = "&".join(f"x{i}" for i in range(500))
    assert len(client.get(f"{URL}?{query}").json()["detail"]) == 20


def test_a_region_without_a_network_is_an_empty_answer_and_no_mistake(
    netzwerk: Netzwerk, client: Client
) -> None:
    RegionFactory(schluessel="spandau", name="Spandau")
    assert client.get(f"{URL}?region=spandau").json()["netzwerke"] == []


def test_a_missing_network_is_a_json_404(client: Client) -> None:
    response = client.get(f"{URL}/fehlt")
    assert (response.status_code, response.json()) == (404, {"detail": "Dieses Netzwerk gibt es nicht."})


@pytest.mark.parametrize("step", [10, 20, 30])
def test_an_unpublished_network_does_not_exist_here_for_anybody(
    step: int, netzwerk: Netzwerk, client: Client, superuser: Any
) -> None:
    Netzwerk.objects.filter(pk=netzwerk.pk).update(sichtbarkeit=step)
    for user in (None, superuser):
        if user:
            client.force_login(user)
        assert "netzwerk-a" not in [row["slug"] for row in client.get(URL).json()["netzwerke"]]
        assert client.get(f"{URL}/{netzwerk.slug}").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", [URL, f"{URL}/netzwerk-a"])
def test_nobody_writes_here(method: str, path: str, client: Client, superuser: Any) -> None:
    assert getattr(client, method)(path).status_code == 405
    client.force_login(superuser)
    assert getattr(client, method)(path).status_code == 405


def test_a_page_has_a_tag(netzwerk: Netzwerk, client: Client) -> None:
    for path in (URL, f"{URL}/netzwerk-a"):
        response = client.get(path)
        assert response["Cache-Control"] == "public, no-cache"
        assert client.get(path, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_other_origins_get_no_permission(netzwerk: Netzwerk, client: Client) -> None:
    response = client.get(URL, headers={"Origin": "https://fremd.example.org"})
    assert [name for name in response.headers if name.lower().startswith("access-control")] == []


def test_the_description_names_every_path_and_no_way_to_write(client: Client) -> None:
    body = client.get("/api/v1/openapi.json").json()
    assert body["openapi"].startswith("3.")
    assert {path: list(methods) for path, methods in body["paths"].items()} == {
        URL: ["get"],
        URL + "/{slug}": ["get"],
        "/api/v1/unternehmen": ["get"],
        "/api/v1/unternehmen/{slug}": ["get"],
    }
    assert client.get("/api/v1/docs", follow=True).status_code == 404


def test_refusals_are_described_for_every_path(client: Client) -> None:
    body = client.get("/api/v1/openapi.json").json()
    for path in (URL, URL + "/{slug}"):
        answer = body["paths"][path]["get"]["responses"]["422"]
        assert answer["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Refused"}
    mistake = body["components"]["schemas"]["Mistake"]
    assert list(mistake["properties"]) == ["type", "loc", "msg"]


def test_every_filter_is_described_with_its_values(client: Client) -> None:
    rows = client.get("/api/v1/openapi.json").json()["paths"][URL]["get"]["parameters"]
    described = {row["name"]: row["schema"].get("items", {}).get("enum") for row in rows}
    assert described == {
        "q": None, "region": None, "schwerpunkt": None, "ab": None, "anzahl": None,
        "typ": Netzwerktyp.values, "status": Netzwerkstatus.values, "groesse": Groessenklasse.values,
    }  # fmt: skip
    assert [row["name"] for row in rows if not row.get("description")] == ["ab", "anzahl"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_few_queries(
    count: int, client: Client, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        NetzwerkFactory(schwerpunkte=[SchwerpunktFactory()])
    client.get(URL)
    with django_assert_num_queries(5):
        client.get(URL)


@pytest.mark.parametrize(
    "query", ["ab=%D9%A1", "region=" + "&region=".join(["x"] * 200), "typ=%27%3B--", "status=&status="]
)
def test_junk_is_passed_over(query: str, netzwerk: Netzwerk, client: Client) -> None:
    assert client.get(f"{URL}?{query}").status_code in {200, 422}


@pytest.mark.parametrize("query", ["{x}=1", "region={x}", "ab={x}"])
def test_braces_are_named_as_they_were_sent(query: str, client: Client) -> None:
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 422
    assert response.json()["detail"][0]["msg"].startswith(("Unbekannt", "Keine ganze Zahl."))


@pytest.mark.parametrize("path", [URL, f"{URL}/netzwerk-a", f"{URL}/fehlt", f"{URL}?region=gibtesnicht"])
def test_head_says_what_get_would(path: str, netzwerk: Netzwerk, client: Client) -> None:
    get, head = client.get(path), client.head(path)
    assert (head.status_code, head.content) == (get.status_code, b"")
    assert [head.get(name) for name in ("ETag", "Content-Type", "Cache-Control")] == [
        get.get(name) for name in ("ETag", "Content-Type", "Cache-Control")
    ]
