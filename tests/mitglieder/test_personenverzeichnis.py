"""The directory of people: what is shown is what was released, to those who may see it."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from core.models import Protokolleintrag
from core.visibility import Sichtbarkeit
from mitglieder.actions.person import angaben_speichern, einwilligung_zuruecknehmen
from mitglieder.models import Personenangaben
from netzwerke.actions import rolle_geben, rolle_nehmen
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from tests.factories import PASSWORT, UserFactory
from tests.factories.konten import mit_zweitem_faktor

pytestmark = pytest.mark.django_db
ENTRY = {"funktion": "Energie", "themen": "Abwärme", "telefon": "030 123456"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(mit_zweitem_faktor(user))
    return client


def page(user: User, query: str = "") -> str:
    return signed_in(user).get(f"/mein/personen/{query}").content.decode()


@pytest.mark.parametrize(
    ("released", "shown"),
    [
        ({}, []),
        ({"gelistet": True}, ["Ben", "Energie", "Abwärme"]),
        ({"gelistet": True, "email_zeigen": True}, ["Ben", "Energie", "Abwärme", "ben@example.org"]),
        ({"gelistet": True, "telefon_zeigen": True}, ["Ben", "Energie", "Abwärme", "030 123456"]),
        ({"email_zeigen": True, "telefon_zeigen": True}, []),
    ],
)
def test_only_what_is_released_is_shown(
    ben: User, cem: User, seitenbaum: object, released: dict[str, bool], shown: list[str]
) -> None:
    angaben_speichern(ben, **ENTRY, **released)
    text = page(cem)
    known = ("Ben", "Energie", "Abwärme", "ben@example.org", "030 123456")
    assert [word for word in known if word in text] == shown


def test_a_network_that_one_does_not_see_is_not_named_by_its_people(
    ben: User, cem: User, guel: User, netzwerk_a: Netzwerk, seitenbaum: object
) -> None:
    angaben_speichern(ben, **ENTRY, gelistet=True)
    assert ("Netzwerk A" in page(cem), "Ben" in page(cem, "?netzwerk=netzwerk-a")) == (True, True)
    Netzwerk.objects.filter(pk=netzwerk_a.pk).update(sichtbarkeit=Sichtbarkeit.NETZWERK)
    assert ("Ben" in page(cem), "Ben" in page(cem, "?netzwerk=netzwerk-a")) == (False, False)
    assert ("Netzwerk A" in page(guel), "Netzwerk A" in page(ben)) == (True, True)


def test_every_release_is_a_consent_with_its_words_and_taking_it_back_hides_it(ben: User) -> None:
    angaben_speichern(ben, **ENTRY, gelistet=True, email_zeigen=True)
    angaben_speichern(ben, **ENTRY, gelistet=True, email_zeigen=True)
    purposes = ben.einwilligungen.gueltig().values_list("zweck", flat=True)
    assert sorted(purposes) == ["email_zeigen", "personenverzeichnis"]
    assert einwilligung_zuruecknehmen(ben, "email_zeigen") is True
    assert einwilligung_zuruecknehmen(ben, "email_zeigen") is False
    entry = Personenangaben.objects.get(person=ben)
    assert (entry.gelistet, entry.email_zeigen) == (True, False)
    rows = ben.einwilligungen.order_by("zweck")
    assert [(row.zweck, row.widerrufen is None) for row in rows] == [
        ("email_zeigen", False),
        ("personenverzeichnis", True),
    ]


def test_taking_the_entry_back_takes_back_everything_in_it(ben: User) -> None:
    angaben_speichern(ben, **ENTRY, gelistet=True, email_zeigen=True, telefon_zeigen=True)
    einwilligung_zuruecknehmen(ben, "personenverzeichnis")
    assert list(ben.einwilligungen.gueltig()) == []
    entry = Personenangaben.objects.get(person=ben)
    assert (entry.gelistet, entry.email_zeigen, entry.telefon_zeigen) == (False, False, False)


def test_who_belongs_nowhere_any_more_is_not_listed(ben: User, cem: User, seitenbaum: object) -> None:
    angaben_speichern(ben, **ENTRY, gelistet=True)
    rolle_nehmen(Mitgliedschaft.objects.get(person=ben))
    assert "Energie" not in page(cem)


def test_a_locked_account_is_not_listed(ben: User, cem: User, seitenbaum: object) -> None:
    angaben_speichern(ben, **ENTRY, gelistet=True)
    User.objects.filter(pk=ben.pk).update(is_active=False)
    assert "Energie" not in page(cem)


@pytest.mark.parametrize(
    ("query", "found"),
    [("?q=energie", True), ("?q=ABW", True), ("?q=ben+abw", True), ("?q=ben+wasser", False),
     ("?netzwerk=netzwerk-a", True), ("?netzwerk=netzwerk-b", False), ("?seite=999", True),
     ("?seite=x", True), ("?q=" + "x" * 5000, False)],
)  # fmt: skip
def test_words_and_networks_find_people(
    ben: User, cem: User, seitenbaum: object, query: str, found: bool
) -> None:
    angaben_speichern(ben, **ENTRY, gelistet=True)
    assert ("Abwärme" in page(cem, query)) is found


def listed(netzwerk: Netzwerk, count: int) -> None:
    for _ in range(count):
        user = UserFactory()
        rolle_geben(netzwerk, an=user, rolle=Rolle.MITGLIED)
        angaben_speichern(user, **ENTRY, gelistet=True)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_queries_for_one_and_for_three(
    netzwerk_a: Netzwerk,
    cem: User,
    seitenbaum: object,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    listed(netzwerk_a, count)
    client = signed_in(cem)
    client.get("/mein/personen/")
    with django_assert_num_queries(11):
        client.get("/mein/personen/")


def reauthenticated(user: User) -> Client:
    client = signed_in(user)
    client.post("/konto/reauthenticate/", {"password": PASSWORT})
    return client


def test_the_export_asks_who_it_is_and_holds_what_the_list_shows(
    ben: User, guel: User, seitenbaum: object
) -> None:
    angaben_speichern(ben, funktion="=1+1", themen="", telefon="030 123456", gelistet=True)
    assert signed_in(guel).post("/mein/personen/export.csv").status_code == 302
    response = reauthenticated(guel).post("/mein/personen/export.csv")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert [row[1:] for row in rows[1:]] == [["'=1+1", "", "", "", "Netzwerk A"]]
    noted = Protokolleintrag.objects.get(aktion="personen.ausgeben")
    assert (noted.person, noted.angaben) == (guel, {"anzahl": 1})


@pytest.mark.parametrize("name", ["eva", "ben", "rita", "ada", "dana"])
def test_others_cannot_export(name: str, request: Any, seitenbaum: object) -> None:
    assert signed_in(request.getfixturevalue(name)).post("/mein/personen/export.csv").status_code == 403
