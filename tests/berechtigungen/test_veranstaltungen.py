"""Events and their participants, for all eight roles: public, for members, as a draft, one's own and foreign."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from core.visibility import Sichtbarkeit
from netzwerke.models import Netzwerk
from tests.berechtigungen.matrix import ROLES, rows
from tests.berechtigungen.test_matrix import status
from tests.factories.veranstaltungen import termin
from veranstaltungen.enums import Veranstaltungsstand, Zugang
from veranstaltungen.models import Termin

pytestmark = pytest.mark.django_db
Als = Callable[[str], Client]

LOOK = {"": "event_member.view", "{pk}/": "event_member.view", "{pk}/termin.ics": "event_member.view"}
HOST = {
    "": "event.edit",
    "aendern/": "event.edit",
    "termin/": "event.edit",
    "{pk}/aendern/": "event.set_capacity",
    "{pk}/absagen/": "event.edit",
    "fragen/": "event.edit",
    "gastgeber/": "event.edit",
    "unterlagen/": "event.edit",
    "{pk}/rueckblick/": "event.edit",
    "{pk}/rueckmeldungen/": "registration.list",
    "{pk}/nachricht/": "mass_mail.send",
    "{pk}/": "registration.list",
    "{pk}/ausgabe/": "registration.list",
    "{pk}/einlass/": "registration.list",
}


def date_of(netzwerk: Netzwerk, **fields: Any) -> Termin:
    return termin(netzwerk=netzwerk, **fields)


def path(hier: Termin, rest: str, before: str = "/veranstaltungen/") -> str:
    return f"{before}{hier.veranstaltung.slug}/{rest.format(pk=hier.pk)}"


def expected(row: str, role: str, *, own: bool) -> str:
    value = rows()[row][role]
    if not own and role in "EC" and value == "F":
        return "N"  # who hosts elsewhere need not know of it
    return value.replace("o", "y" if own else "N")


@pytest.mark.parametrize("rest", LOOK)
@pytest.mark.parametrize("role", ROLES)
def test_what_is_public_is_seen_by_all(role: str, rest: str, als: Als, netzwerk_a: Netzwerk) -> None:
    assert status(als(role), path(date_of(netzwerk_a), rest)) == "y"


@pytest.mark.parametrize("rest", LOOK)
@pytest.mark.parametrize("role", ROLES)
def test_what_is_for_members_is_seen_by_members_of_any_network(
    role: str, rest: str, als: Als, netzwerk_b: Netzwerk
) -> None:
    hier = date_of(netzwerk_b, sichtbarkeit=Sichtbarkeit.MITGLIEDER)
    found = status(als(role), path(hier, rest))
    wanted = expected(LOOK[rest], role, own=False)
    assert found == ("N" if wanted == "L" and rest.endswith("ics") else wanted)


@pytest.mark.parametrize(
    "hidden", [{"stand": Veranstaltungsstand.ENTWURF}, {"sichtbarkeit": Sichtbarkeit.NETZWERK}]
)
@pytest.mark.parametrize("role", ROLES)
def test_drafts_and_inner_events_of_others_are_missing(
    role: str, hidden: dict[str, Any], als: Als, netzwerk_b: Netzwerk
) -> None:
    assert status(als(role), path(date_of(netzwerk_b, **hidden), "")) == ("y" if role in "OS" else "N")


@pytest.mark.parametrize("role", ROLES)
def test_a_draft_of_ones_own_is_seen_by_those_who_write(role: str, als: Als, netzwerk_a: Netzwerk) -> None:
    hier = date_of(netzwerk_a, stand=Veranstaltungsstand.ENTWURF)
    assert status(als(role), path(hier, "")) == ("y" if role in "ECOS" else "N")


@pytest.mark.parametrize("rest", HOST)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("own", [True, False])
def test_hosts_and_the_office_manage(
    own: bool, role: str, rest: str, als: Als, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk
) -> None:
    hier = date_of(netzwerk_a if own else netzwerk_b)
    found = status(als(role), path(hier, rest, "/mein/veranstaltungen/"))
    assert found == expected(HOST[rest], role, own=own)


@pytest.mark.parametrize("rest", ["schritt/", "{pk}/einlass/", "{pk}/ausgabe/", "{pk}/0/abmelden/"])
@pytest.mark.parametrize("role", ROLES)
def test_nobody_else_changes_anything(role: str, rest: str, als: Als, netzwerk_b: Netzwerk) -> None:
    hier = date_of(netzwerk_b)
    answer = als(role).post(path(hier, rest, "/mein/veranstaltungen/"), {"loeschen": "1"})
    if role in "OS":
        assert answer.status_code in {200, 302, 404}
    else:
        assert answer.status_code == (403 if role == "V" else 404 if role in "EC" or "{pk}" in rest else 403)
    hier.refresh_from_db()


@pytest.mark.parametrize(
    ("zugang", "allowed"),
    [(Zugang.ALLE, "VRMECOAS"), (Zugang.MITGLIEDER, "MECOS"), (Zugang.NETZWERK, "MECOS")],
)
@pytest.mark.parametrize("role", ROLES)
def test_who_may_register(role: str, zugang: Zugang, allowed: str, als: Als, netzwerk_a: Netzwerk) -> None:
    found = status(als(role), path(date_of(netzwerk_a, zugang=zugang), "{pk}/anmelden/"))
    assert found == ("y" if role in allowed else "L" if role == "V" else "F")


@pytest.mark.parametrize("role", ROLES)
def test_what_is_for_another_network_only_takes_nobody_else(
    role: str, als: Als, netzwerk_b: Netzwerk
) -> None:
    found = status(als(role), path(date_of(netzwerk_b, zugang=Zugang.NETZWERK), "{pk}/anmelden/"))
    assert found == ("y" if role in "OS" else "L" if role == "V" else "F")
