"""The second factor: one sign-in without it, then it is required."""

import pytest
from django.test import Client

from accounts.models import User
from core.models import Protokolleintrag
from netzwerke.actions import rolle_geben
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk
from tests.accounts.helpers import anmelden, bestaetigt, fuehrt_app

pytestmark = pytest.mark.usefixtures("seitenbaum")
EINRICHTEN = "/konto/2fa/totp/activate/"
WORTE = "Bei der nächsten Anmeldung richten Sie ihn zuerst ein"


def signed_in(user: User) -> Client:
    client = Client()
    anmelden(client, bestaetigt(user))
    return client


def reached(client: Client, path: str = "/mein/") -> str:
    """ "" for the page itself, else where it leads; the page says what is missing, or does not."""
    response = client.get(path)
    return response.get("Location", "") or ("told" if WORTE in response.content.decode() else "open")


@pytest.mark.parametrize("name", ["ada", "guel", "superuser"])
def test_the_first_session_is_open_and_says_what_is_missing_the_next_is_not(
    name: str, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(name)
    first = signed_in(user)
    assert [reached(first), reached(first), reached(first, "/cms/")] == ["told", "told", EINRICHTEN]
    second = signed_in(user)
    assert [reached(second), reached(second, "/en/mein/")] == [EINRICHTEN, "/en" + EINRICHTEN]
    assert reached(first) == "told"


def test_looking_again_and_again_uses_the_grace_once(ada: User) -> None:
    client = signed_in(ada)
    for _ in range(3):
        reached(client)
    assert Protokolleintrag.objects.filter(aktion="konto.frist_zweiter_faktor").count() == 1


def test_whoever_becomes_leitung_while_signed_in_may_go_on_and_is_told(
    netzwerk_a: Netzwerk, ben: User
) -> None:
    client = signed_in(ben)
    assert reached(client) == "open"
    rolle_geben(netzwerk_a, an=ben, rolle=Rolle.LEITUNG)
    assert [reached(client), reached(client, "/cms/")] == ["told", EINRICHTEN]


def test_with_the_factor_all_is_open(ada: User) -> None:
    client = signed_in(ada)
    fuehrt_app(ada)
    assert [reached(client), reached(client, "/cms/")] == ["open", "open"]


def test_taking_the_factor_away_closes_the_personal_area(ada: User) -> None:
    fuehrt_app(ada)
    client = Client()
    client.force_login(ada)
    ada.authenticator_set.all().delete()
    assert reached(client) == EINRICHTEN


def test_those_who_need_none_are_not_told(ben: User) -> None:
    assert [reached(signed_in(ben)), reached(signed_in(ben))] == ["open", "open"]
    assert not Protokolleintrag.objects.filter(aktion="konto.frist_zweiter_faktor").exists()
