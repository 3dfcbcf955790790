"""A firm offers itself as a host on its page in the personal area, and takes that back."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from mitglieder.models import Unternehmen
from netzwerke.models import Netzwerk
from tests.mitglieder.firmenhilfen import mit_sitz
from tests.veranstaltungen.reihenhilfen import (
    angemeldet,
    betreffe,
    betrieb,
    gast,
    namen,
    neue_reihe,
    seite,
    worte,
)
from veranstaltungen.actions import gastgeberfrage
from veranstaltungen.models import Gastgeberreihe, Reihengastgeber

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]
FIRMA = "/mein/unternehmen/werk/"
HIER = f"{FIRMA}gastgeben/"


@pytest.fixture
def reihe(netzwerk_a: Netzwerk, ada: User, rita: User) -> Gastgeberreihe:
    return neue_reihe(netzwerk_a)


@pytest.fixture
def werk(netzwerk_a: Netzwerk, eva: User) -> Unternehmen:
    return betrieb(netzwerk_a, "Werk", eva)


@pytest.fixture
def evas(eva: User) -> Client:
    return angemeldet(eva)


def test_an_offer_comes_on_the_list_and_the_network_hears_of_it_once(
    reihe: Gastgeberreihe, werk: Unternehmen, evas: Client, ada: User
) -> None:
    assert f'href="{HIER}"' in evas.get(FIRMA).content.decode()
    for _ in range(2):
        told = worte(evas.post(HIER, {"anbieten": "1", "reihe": reihe.pk}, follow=True))
        assert "Sie stehen auf der Liste." in told
    assert namen(reihe) == [("Werk", "frei")]
    assert "hat sich angeboten" in worte(angemeldet(ada).get(seite(reihe)))
    evas.post(HIER, {"zurueck": "1", "reihe": reihe.pk})
    assert namen(reihe) == []
    evas.post(HIER, {"anbieten": "1", "reihe": reihe.pk})
    assert betreffe() == [
        ("ada@example.org", "Werk würde bei „Unternehmensbesuch“ einladen"),
        ("rita@example.org", "Werk würde bei „Unternehmensbesuch“ einladen"),
    ]


def test_a_question_that_waits_stands_there_and_holds_the_place(
    reihe: Gastgeberreihe, werk: Unternehmen, eva: User, evas: Client
) -> None:
    evas.post(HIER, {"anbieten": "1", "reihe": reihe.pk})
    gastgeberfrage.fragen(Reihengastgeber.objects.get(), person=None)
    shown = evas.get(HIER).content.decode()
    assert "fragt, ob Sie bei „Unternehmensbesuch“ einladen" in shown
    way = shown.partition('href="/gastgeberfrage/')[2].partition('"')[0]
    assert evas.get(f"/gastgeberfrage/{way}").status_code == 200
    assert "wartet noch eine Frage" in worte(
        evas.post(HIER, {"zurueck": "1", "reihe": reihe.pk}, follow=True)
    )
    assert namen(reihe) == [("Werk", "gefragt")]


def test_a_firm_offers_itself_only_in_its_own_networks(
    reihe: Gastgeberreihe, netzwerk_b: Netzwerk, eva: User, evas: Client
) -> None:
    betrieb(netzwerk_b, "Werk", eva)
    assert HIER not in evas.get(FIRMA).content.decode()
    assert "Kein Netzwerk des Unternehmens führt" in worte(evas.get(HIER))
    for key in (reihe.pk, "x", "9" * 30, "", "\x00"):
        told = worte(evas.post(HIER, {"anbieten": "1", "reihe": key}, follow=True))
        assert "Diese Reihe gibt es nicht mehr." in told
    assert not Reihengastgeber.objects.exists()


def test_who_merely_sits_there_offers_nothing_and_strangers_find_nothing(
    reihe: Gastgeberreihe, werk: Unternehmen, ben: User, cem: User
) -> None:
    mit_sitz(werk, ben)
    for user, expected in ((ben, 403), (cem, 404)):
        client = angemeldet(user)
        assert client.get(HIER).status_code == expected
        assert client.post(HIER, {"anbieten": "1", "reihe": reihe.pk}).status_code == expected
    assert HIER not in angemeldet(ben).get(FIRMA).content.decode()
    assert not Reihengastgeber.objects.exists()


def test_the_office_sees_no_link_of_somebody_elses(
    reihe: Gastgeberreihe, werk: Unternehmen, evas: Client, guel: User
) -> None:
    evas.post(HIER, {"anbieten": "1", "reihe": reihe.pk})
    gastgeberfrage.fragen(Reihengastgeber.objects.get(), person=None)
    shown = angemeldet(guel).get(HIER)
    assert (shown.status_code, "/gastgeberfrage/" in shown.content.decode()) == (200, False)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_few_queries(
    count: int, werk: Unternehmen, netzwerk_a: Netzwerk, evas: Client, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        gast(neue_reihe(netzwerk_a, titel=f"Reihe {number}"), f"Hof{number}")
    evas.get(HIER)
    with django_assert_num_queries(10):
        evas.get(HIER)
