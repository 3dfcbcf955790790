"""Nobody keeps a copy of an answer below personal addresses, the one that leads a visitor away included."""

import re

import pytest
from django.test import Client

from accounts.models import User
from mitglieder.actions.einladung import einladen
from mitglieder.einladungen import adresse_von
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk
from tests.berechtigungen.routen import patterns

pytestmark = pytest.mark.usefixtures("seitenbaum")


def personal_paths() -> list[str]:
    """Every address below /mein/, with something in place of its arguments."""
    found = [pattern for pattern in set(patterns()) if pattern.startswith("mein/")]
    return sorted("/" + re.sub(r"<int:\w+>", "1", re.sub(r"<(slug|str):\w+>", "x", p)) for p in found)


def kept(client: Client, path: str) -> bool:
    return "no-store" not in client.get(path).get("Cache-Control", "")


def test_a_visitor_who_is_led_to_sign_in_leaves_no_copy(client: Client, netzwerk_a: Netzwerk) -> None:
    paths = [path for path in personal_paths() if client.get(path).status_code == 302]
    assert len(paths) > 20
    assert [path for path in paths if kept(client, path)] == []


def test_an_invitation_that_leads_elsewhere_leaves_no_copy(
    client: Client, netzwerk_a: Netzwerk, ada: User, eva: User
) -> None:
    invited = einladen(netzwerk_a, person=ada, email=eva.email, rolle=Rolle.MITGLIED)
    path = "/" + adresse_von(invited).split("/", 3)[3] + "konto/"
    assert client.get(path).status_code == 302
    assert [kept(client, path), kept(client, "/einladung/kaputt/konto/")] == [False, False]
