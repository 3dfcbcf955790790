"""The inside of a network: its own, a foreign one and a missing one, for all eight roles."""

from typing import Any

import pytest
from django.test import Client

from netzwerke.actions import rolle_geben
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk
from tests.berechtigungen.matrix import ROLES, rows
from tests.berechtigungen.test_matrix import status
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

# What each address shows, by GET; `{person}` and `{rolle}` belong to the network asked for.
FAELLE = {
    "": "network_internal.view",
    "personen/": "network_internal.view",
    "personen/{person}/": "role_editor.grant",
    "personen/{person}/entfernen/": "membership.remove",
    "rollen/{rolle}/": "role_coordinator.grant",
    "rollen/{rolle}/beenden/": "role_coordinator.grant",
    "staffelstab/": "role_coordinator.grant",
    "zurueckgeben/": "role_coordinator.grant",
}
# What changes something, or gives a file: only by POST.
TATEN = {
    "personen/{person}/": "role_editor.grant",
    "personen/{person}/entfernen/": "membership.remove",
    "rollen/{rolle}/": "role_coordinator.grant",
    "rollen/{rolle}/beenden/": "role_coordinator.grant",
    "zurueckgeben/": "role_coordinator.grant",
    "staffelstab/haken/": "role_coordinator.grant",
    "staffelstab/buch.pdf": "role_coordinator.grant",
}
PROOF, DONE = "/konto/reauthenticate/", 302


def path_in(netzwerk: Netzwerk, rest: str) -> str:
    """The address, with a person of that network who is none of the cast."""
    rolle = rolle_geben(netzwerk, an=UserFactory(), rolle=Rolle.MITGLIED)
    return f"/mein/netzwerke/{netzwerk.slug}/{rest.format(person=rolle.person_id, rolle=rolle.pk)}"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("rest", FAELLE)
def test_one_s_own_network(rest: str, role: str, als: Any, netzwerk_a: Netzwerk) -> None:
    expected = rows()[FAELLE[rest]][role].replace("o", "y")
    assert status(als(role), path_in(netzwerk_a, rest)) == expected


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("rest", FAELLE)
def test_a_foreign_network(rest: str, role: str, als: Any, netzwerk_b: Netzwerk) -> None:
    expected = rows()[FAELLE[rest]][role].replace("o", "N")
    assert status(als(role), path_in(netzwerk_b, rest)) == expected


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("rest", FAELLE)
def test_a_missing_network_and_a_secret_one_look_alike(
    rest: str,
    role: str,
    als: Any,
    netzwerk_b: Netzwerk,
) -> None:
    client, path = als(role), path_in(netzwerk_b, rest)
    missing = status(client, path.replace(netzwerk_b.slug, "gibt-es-nicht"))
    assert missing == ("L" if role == "V" else "N")
    Netzwerk.objects.filter(pk=netzwerk_b.pk).update(sichtbarkeit=10)
    assert status(client, path) == ("y" if role in "OS" else missing)


@pytest.mark.parametrize("rest", ["personen/{person}/", "rollen/{rolle}/", "rollen/{rolle}/beenden/"])
def test_people_and_roles_of_another_network_are_missing(
    rest: str,
    als: Any,
    netzwerk_a: Netzwerk,
    netzwerk_b: Netzwerk,
) -> None:
    path = path_in(netzwerk_b, rest).replace(netzwerk_b.slug, netzwerk_a.slug)
    assert (status(als("C"), path), status(als("O"), path)) == ("N", "N")


def answer(client: Client, path: str) -> str:
    """As the matrix says it: who may is asked to prove the identity, or is led on."""
    response = client.post(path)
    return {DONE: "y", 200: "y", 403: "F", 404: "N"}.get(response.status_code, str(response.status_code))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("rest", TATEN)
def test_changing_one_s_own_and_a_foreign_network(
    rest: str,
    role: str,
    als: Any,
    netzwerk_a: Netzwerk,
    netzwerk_b: Netzwerk,
) -> None:
    client, row = als(role), rows()[TATEN[rest]][role].replace("L", "F")
    assert answer(client, path_in(netzwerk_a, rest)) == row.replace("o", "y")
    assert answer(client, path_in(netzwerk_b, rest)) == row.replace("o", "N")


@pytest.mark.parametrize("rest", [rest for rest in TATEN if "haken" not in rest])
def test_nothing_happens_before_the_identity_is_proved(
    rest: str,
    als: Any,
    netzwerk_a: Netzwerk,
) -> None:
    path = path_in(netzwerk_a, rest)
    response = als("C").post(path, {"rolle": "leitung", "von": "2026-01-01"})
    assert response["Location"].startswith(PROOF)


@pytest.mark.parametrize("role", ROLES)
def test_leaving_is_for_those_who_belong(
    role: str,
    als: Any,
    netzwerk_a: Netzwerk,
    netzwerk_b: Netzwerk,
) -> None:
    expected = {"V": "L", "M": "y", "E": "y", "C": "y"}.get(role, "N")
    client = als(role)
    assert status(client, "/mein/netzwerke/netzwerk-a/verlassen/") == expected
    assert status(client, "/mein/netzwerke/netzwerk-b/verlassen/") == expected.replace("y", "N")
