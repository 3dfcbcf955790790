"""The personal area: what it costs for every role, and how parts share what they ask for."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Count
from django.test import Client
from django.utils import timezone

from accounts.models import User
from mitglieder import blick as blicke
from mitglieder import offen
from mitglieder.blick import Blick, einmal, netzwerke, zugehoerige
from mitglieder.enums import Antragsart, Patenschaftszustand
from mitglieder.models import (
    Aenderungswunsch,
    Antrag,
    Beitrittsanfrage,
    Bestaetigungsrunde,
    Einladung,
    Patenschaft,
)
from mitglieder.offen import Offen, je_netzwerk, offen_fuer
from netzwerke.actions import rolle_geben
from netzwerke.enums import Netzwerkstatus, Rolle
from netzwerke.models import Netzwerk
from tests.factories import MitgliedschaftFactory, NetzwerkFactory, UserFactory
from tests.mitglieder.helpers import angemeldet, eingereicht, fresh

pytestmark = pytest.mark.django_db


def waiting_at(netzwerk: Netzwerk) -> None:
    """Of every kind of thing that waits at a network, one."""
    Bestaetigungsrunde.objects.create(netzwerk=netzwerk)
    Aenderungswunsch.objects.create(netzwerk=netzwerk, teil="text", text="Neu")
    Beitrittsanfrage.objects.create(netzwerk=netzwerk, person=UserFactory(), satz="Bitte")
    Patenschaft.objects.create(netzwerk=netzwerk, pate=NetzwerkFactory(), satz="Wir helfen")
    asked = eingereicht(UserFactory(), NetzwerkFactory(), gefragt=[netzwerk.pk])
    assert asked.zustand == "eingereicht"


def waiting_for(person: User) -> None:
    """What a person has going on without any role."""
    Einladung.objects.create(netzwerk=NetzwerkFactory(), email=person.email)
    Beitrittsanfrage.objects.create(netzwerk=NetzwerkFactory(), person=person, satz="Bitte")
    eingereicht(person, NetzwerkFactory())


def scene(person: User, rolle: Rolle | None, count: int) -> None:
    """`count` of everything: own networks where all kinds of things wait, and as many that nobody leads."""
    Antrag.objects.create(art=Antragsart.AUFNAHME, person=person, daten={"name": "Neu"})
    for _ in range(count):
        waiting_for(person)
        waiting_at(NetzwerkFactory())
        NetzwerkFactory(status=Netzwerkstatus.RUHT)
        if rolle is None:
            continue
        netzwerk = NetzwerkFactory()
        rolle_geben(netzwerk, an=person, rolle=rolle)
        soon = timezone.localdate() + timedelta(days=20)
        MitgliedschaftFactory(netzwerk=netzwerk, rolle=Rolle.LEITUNG, bis=soon)
        waiting_at(netzwerk)
        agreed = {"satz": "Ja", "zustand": Patenschaftszustand.ANGENOMMEN}
        Patenschaft.objects.create(netzwerk=netzwerk, pate=NetzwerkFactory(), **agreed)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("name", "rolle", "queries"),
    [
        ("eva", None, 8),
        ("dana", None, 10),
        ("eva", Rolle.MITGLIED, 9),
        ("eva", Rolle.REDAKTION, 9),
        ("eva", Rolle.LEITUNG, 12),
        ("guel", None, 12),
        ("guel", Rolle.LEITUNG, 13),
        ("superuser", None, 12),
    ],
)
def test_the_start_page_costs_the_same_few_queries_however_much_waits(
    name: str,
    rolle: Rolle | None,
    queries: int,
    count: int,
    request: pytest.FixtureRequest,
    django_assert_num_queries: Any,
) -> None:
    person = request.getfixturevalue(name)
    scene(person, rolle, count)
    client = angemeldet(person)
    client.get("/mein/")  # warms the index of networks
    with django_assert_num_queries(queries):
        assert client.get("/mein/").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("name", "rolle", "each", "once"),
    [
        ("eva", None, 1, 1),  # an invitation, and the draft
        ("eva", Rolle.MITGLIED, 1, 1),
        ("eva", Rolle.REDAKTION, 2, 1),  # and a wish
        # check, term, wish, offer, request to vouch, request to join
        ("eva", Rolle.LEITUNG, 7, 1),
        # wish, offer and two requests to join at networks without anybody; the queue of applications
        ("guel", None, 5, 2),
        ("guel", Rolle.LEITUNG, 11, 2),
    ],
)
def test_what_waits_is_seen_by_those_whose_business_it_is(
    name: str, rolle: Rolle | None, each: int, once: int, count: int, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(name)
    scene(person, rolle, count)
    shown, more = offen_fuer(Blick(fresh(person)))
    assert (len(shown) + more, len(shown)) == (each * count + once, min(5, each * count + once))


def test_the_office_stands_in_where_nobody_who_can_sign_in_holds_the_role(guel: User) -> None:
    netzwerk = NetzwerkFactory(kurzname="Hafen")
    Aenderungswunsch.objects.create(netzwerk=netzwerk, teil="text", text="Neu")
    seat = MitgliedschaftFactory(netzwerk=netzwerk, rolle=Rolle.REDAKTION)

    def titles() -> list[str]:
        return [punkt.titel for punkt in offen_fuer(Blick(fresh(guel)))[0]]

    assert titles() == []
    User.objects.filter(pk=seat.person_id).update(is_active=False)
    assert titles() == ["Änderungswünsche zu Hafen: 1"]


def test_ones_own_networks_come_first_with_the_roles_of_today(ada: User, netzwerk_a: Netzwerk) -> None:
    first = NetzwerkFactory(kurzname="Aal")
    MitgliedschaftFactory(person=ada, netzwerk=first)
    rolle_geben(netzwerk_a, an=ada, rolle=Rolle.REDAKTION)
    MitgliedschaftFactory(person=ada, rolle=Rolle.LEITUNG, beendet=timezone.now())
    found = [(row.pk, [rolle.rolle for rolle in rollen]) for row, rollen in zugehoerige(Blick(fresh(ada)))]
    assert found == [(first.pk, ["mitglied"]), (netzwerk_a.pk, ["leitung", "redaktion"])]


def test_networks_where_the_office_stands_in_come_by_name_after_its_own(guel: User) -> None:
    rows = [NetzwerkFactory(kurzname=name) for name in ("Zoo", "Aal", "Hafen")]
    for row in rows:
        Aenderungswunsch.objects.create(netzwerk=row, teil="text", text="Neu")
    assert [row.kurzname for row in netzwerke(Blick(fresh(guel)))] == ["Aal", "Hafen", "Zoo"]
    rolle_geben(rows[0], an=guel, rolle=Rolle.REDAKTION)
    assert [row.kurzname for row in netzwerke(Blick(fresh(guel)))] == ["Zoo", "Aal", "Hafen"]


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a test registers is gone afterwards."""
    monkeypatch.setattr(offen, "_quellen", list(offen._quellen))
    kept = list(blicke.spalten)
    yield
    blicke.spalten[:] = kept


def test_a_room_above_counts_its_rows_without_a_query_of_its_own(
    rooms: None, ada: User, netzwerk_a: Netzwerk, adas: Client, django_assert_num_queries: Any
) -> None:
    adas.get("/mein/")

    @je_netzwerk(lambda: Einladung.objects.offen(), rollen=[Rolle.LEITUNG], wert=Count("pk"))
    def eingeladene(netzwerk: Netzwerk, anzahl: int) -> Offen:
        return Offen(f"{netzwerk.kurzname}: {anzahl}", "/", "Ansehen")

    for number in range(2):
        Einladung.objects.create(netzwerk=netzwerk_a, email=f"{number}@example.org")
    with django_assert_num_queries(12):
        assert "Netzwerk A: 2" in adas.get("/mein/").content.decode()


@pytest.fixture
def adas(ada: User) -> Client:
    return angemeldet(ada)


def test_a_look_up_is_made_once_in_a_look_and_anew_in_the_next(eva: User) -> None:
    asked: list[User] = []

    @einmal
    def nachschlagen(blick: Blick) -> int:
        asked.append(blick.person)
        return len(asked)

    first, second = Blick(eva), Blick(eva)
    assert [nachschlagen(first), nachschlagen(first), nachschlagen(second)] == [1, 1, 2]


def test_without_networks_nothing_is_asked_about_them(eva: User, django_assert_num_queries: Any) -> None:
    person = fresh(eva)
    assert (person.rollen, person.is_office) == ({}, False)
    with django_assert_num_queries(0):
        assert netzwerke(Blick(person)) == []
