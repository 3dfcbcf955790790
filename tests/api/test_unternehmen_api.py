"""The read API of firms: who agreed to be public, in the manner of networks."""

import pytest
from django.test import Client

from core.visibility import Sichtbarkeit
from mitglieder.actions.firmen import anlegen, aufnehmen
from mitglieder.enums import Branche
from mitglieder.models import Unternehmen
from netzwerke.models import Netzwerk

pytestmark = pytest.mark.django_db
URL = "/api/v1/unternehmen"


def firma(name: str, *netzwerke: Netzwerk, sichtbarkeit: int = Sichtbarkeit.OEFFENTLICH) -> Unternehmen:
    unternehmen = anlegen(person=None, name=name, branche=Branche.BAU, sichtbarkeit=sichtbarkeit)
    for netzwerk in netzwerke:
        aufnehmen(unternehmen, netzwerk)
    return unternehmen


def test_a_firm_is_told_with_its_public_networks(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, client: Client
) -> None:
    unternehmen = firma("Adler", netzwerk_a, netzwerk_b)
    Netzwerk.objects.filter(pk=netzwerk_b.pk).update(sichtbarkeit=Sichtbarkeit.NETZWERK)
    unternehmen.refresh_from_db()
    assert client.get(f"{URL}/adler").json() == {
        "slug": "adler", "name": "Adler", "branche": "F", "groessenklasse": None, "standort": None,
        "webseite": None, "bildet_aus": False, "ausbildung": None, "sucht": None, "bietet": None,
        "netzwerke": ["netzwerk-a"], "geaendert": unternehmen.geaendert.isoformat(timespec="seconds"),
        "url": "http://localhost:8000/unternehmen/adler/",
    }  # fmt: skip


def test_the_list_counts_each_once_pages_and_says_that_it_is_no_open_data(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, client: Client
) -> None:
    for name in ("Carl", "Adler", "Biber"):
        firma(name, netzwerk_a, netzwerk_b)
    body = client.get(URL, {"ab": 1, "anzahl": 1}).json()
    assert (body["anzahl"], body["ab"], [row["name"] for row in body["unternehmen"]]) == (3, 1, ["Biber"])
    assert "Keine freie Lizenz" in body["hinweis"]
    assert client.get(URL, {"anzahl": 101}).status_code == 422


@pytest.mark.parametrize("step", [Sichtbarkeit.NETZWERK, Sichtbarkeit.MITGLIEDER, Sichtbarkeit.VERWALTUNG])
def test_what_is_not_public_is_missing_for_everybody(
    step: Sichtbarkeit, netzwerk_a: Netzwerk, client: Client, superuser: object
) -> None:
    firma("Adler", netzwerk_a, sichtbarkeit=step)
    client.force_login(superuser)  # type: ignore[arg-type]  # the fixture is a user
    assert client.get(URL).json()["anzahl"] == 0
    assert client.get(f"{URL}/adler").status_code == 404


@pytest.mark.parametrize(
    ("query", "expected"),
    [("netzwerk=netzwerk-b", ["Biber"]), ("branche=F&q=Adler", ["Adler"]), ("ausbildung=ja", [])],
)
def test_filters_work_as_in_the_list(
    query: str, expected: list[str], netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, client: Client
) -> None:
    firma("Adler", netzwerk_a)
    firma("Biber", netzwerk_b)
    assert [row["name"] for row in client.get(f"{URL}?{query}").json()["unternehmen"]] == expected


@pytest.mark.parametrize("query", ["branche=Z", "groesse=riesig", "netzwerk=fehlt", "bezirk=nirgends"])
def test_a_program_is_told_of_a_value_that_does_not_exist(query: str, client: Client) -> None:
    answer = client.get(f"{URL}?{query}")
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["msg"].startswith("Unbekannt: ")


def test_an_unchanged_answer_costs_a_304(netzwerk_a: Netzwerk, client: Client, settings: object) -> None:
    firma("Adler", netzwerk_a)
    first = client.get(URL)
    assert client.get(URL, headers={"If-None-Match": first["ETag"]}).status_code == 304


@pytest.mark.parametrize("anzahl", [1, 3])
def test_three_firms_ask_as_often_as_one(
    anzahl: int, netzwerk_a: Netzwerk, client: Client, django_assert_num_queries: object
) -> None:
    for n in range(anzahl):
        firma(f"Firma {n}", netzwerk_a)
    client.get(URL)
    with django_assert_num_queries(3):  # type: ignore[operator]  # pytest-django's fixture
        client.get(f"{URL}?ab=0")
