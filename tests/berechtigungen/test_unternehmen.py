"""The pages of a firm, for all eight roles: without a seat there, with one, and speaking for it."""

from typing import Any

import pytest
from django.test import Client

from mitglieder.actions.firmen import aufnehmen
from mitglieder.actions.sitze import anbieten
from mitglieder.models import Unternehmen
from netzwerke.models import Netzwerk
from tests.berechtigungen.conftest import PERSONS
from tests.berechtigungen.matrix import ROLES, rows
from tests.berechtigungen.test_matrix import status
from tests.factories import NetzwerkFactory, UserFactory
from tests.mitglieder.firmenhilfen import SEITE, firma, mit_sitz

pytestmark = pytest.mark.django_db

# What each address shows, by GET; `{sitz}` is the seat of somebody else.
FAELLE = {
    "": "firm.view",
    "aendern/": "firm.edit",
    "logo/": "firm.edit",
    "sichtbarkeit/": "firm.edit",
    "aufloesen/": "firm.edit",
    "gastgeben/": "firm.edit",
    "netzwerke/drittes/austreten/": "firm.edit",
    "sitze/anbieten/": "firm.edit",
    "sitze/{sitz}/ansprechperson/": "firm.edit",
    "sitze/{sitz}/nehmen/": "firm.edit",
    "verlassen/": "firm.leave",
}
# Only by POST: what is answered to an empty one.
TATEN = {**{rest: row for rest, row in FAELLE.items() if rest}, "sitze/{angebot}/angebot/": "firm.edit"}
SEATS = ("none", "seat", "speaks")


@pytest.fixture
def unternehmen(db: None) -> Unternehmen:
    """Of somebody who is none of the cast, in a network that none of them belongs to."""
    founder = UserFactory()
    made = firma(founder)
    aufnehmen(made, NetzwerkFactory(slug="drittes"))
    mit_sitz(made, UserFactory())
    anbieten(made, person=founder, email="kim@example.org")
    return made


def path(unternehmen: Unternehmen, rest: str) -> str:
    facts = {
        "sitz": unternehmen.sitze.besetzt().filter(ansprechperson=False, person__first_name="Alex").get().pk,
        "angebot": unternehmen.sitze.angebote().get().pk,
    }
    return SEITE + rest.format(**facts)


def seated(request: pytest.FixtureRequest, unternehmen: Unternehmen, role: str, seat: str) -> None:
    if seat != "none" and (name := PERSONS[role]):
        mit_sitz(unternehmen, request.getfixturevalue(name), ansprechperson=seat == "speaks")


def expected(row: str, role: str, seat: str) -> str:
    """One's own is where one sits; to change it one speaks for it, else one is not entitled."""
    value = rows()[row][role]
    if value != "o":
        return value
    if seat == "none":
        return "N"
    return "F" if row == "firm.edit" and seat == "seat" else "y"


@pytest.mark.parametrize("seat", SEATS)
@pytest.mark.parametrize("role", ROLES)
def test_looking(
    role: str, seat: str, als: Any, unternehmen: Unternehmen, request: pytest.FixtureRequest
) -> None:
    paths = {rest: path(unternehmen, rest) for rest in FAELLE}
    seated(request, unternehmen, role, seat)
    client = als(role)
    found = {rest: status(client, paths[rest]) for rest in FAELLE}
    assert found == {rest: expected(row, role, seat) for rest, row in FAELLE.items()}


def answer(client: Client, where: str) -> str:
    """Who may is led on, asked once more, or asked to prove the identity."""
    code = client.post(where).status_code
    return {302: "y", 200: "y", 400: "y", 403: "F", 404: "N"}.get(code, str(code))


@pytest.mark.parametrize("seat", SEATS)
@pytest.mark.parametrize("rest", TATEN)
@pytest.mark.parametrize("role", ROLES)
def test_acting(
    role: str, rest: str, seat: str, als: Any, unternehmen: Unternehmen, request: pytest.FixtureRequest
) -> None:
    where = path(unternehmen, rest)
    seated(request, unternehmen, role, seat)
    assert answer(als(role), where) == expected(TATEN[rest], role, seat).replace("L", "F")


@pytest.mark.parametrize("role", ROLES)
def test_a_missing_firm_is_missing_for_everybody(role: str, als: Any, netzwerk_a: Netzwerk) -> None:
    client = als(role)
    for rest in ("", "aendern/", "sitze/anbieten/", "sitze/7/nehmen/", "netzwerke/netzwerk-a/austreten/"):
        assert status(client, SEITE + rest) == ("L" if role == "V" else "N")


@pytest.mark.parametrize("rest", ["aufloesen/", "sitze/{sitz}/ansprechperson/"])
def test_nothing_grave_happens_before_the_identity_is_proved(
    rest: str, als: Any, unternehmen: Unternehmen
) -> None:
    response = als("O").post(path(unternehmen, rest), {"verstanden": "ja"})
    assert response["Location"].startswith("/konto/reauthenticate/")
