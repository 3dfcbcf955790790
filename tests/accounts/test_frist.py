"""The second factor: one sign-in without it, then it is required."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core.models import Protokolleintrag
from netzwerke.actions import rolle_geben, rolle_nehmen
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk
from tests.accounts.helpers import anmelden, bestaetigt, fuehrt_app
from tests.factories import PASSWORT, UserFactory

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


def test_who_becomes_leitung_while_signed_in_takes_the_grace_then(netzwerk_a: Netzwerk, ben: User) -> None:
    """One session without the factor, not one and the next."""
    client = signed_in(ben)
    reached(client)
    assert not Protokolleintrag.objects.filter(aktion="konto.frist_zweiter_faktor").exists()
    rolle_geben(netzwerk_a, an=ben, rolle=Rolle.LEITUNG)
    assert [reached(client), reached(client)] == ["told", "told"]
    assert Protokolleintrag.objects.filter(aktion="konto.frist_zweiter_faktor").count() == 1
    assert reached(signed_in(ben)) == EINRICHTEN


def test_who_had_the_grace_before_gets_none_while_signed_in(netzwerk_a: Netzwerk, ben: User) -> None:
    role = rolle_geben(netzwerk_a, an=ben, rolle=Rolle.LEITUNG)
    reached(signed_in(ben))
    rolle_geben(netzwerk_a, an=UserFactory(), rolle=Rolle.LEITUNG)
    rolle_nehmen(role)
    client = signed_in(ben)
    assert reached(client) == "open"
    rolle_geben(netzwerk_a, an=ben, rolle=Rolle.LEITUNG)
    answer = client.get("/mein/")
    assert (answer["Location"], "no-store" in answer["Cache-Control"]) == (EINRICHTEN, True)


@pytest.mark.parametrize(("rolle", "factor", "given"), [
    ("leitung", False, False), ("leitung", True, True), ("redaktion", False, True),
])  # fmt: skip
def test_nobody_hands_the_leitung_on_without_the_factor(
    rolle: str, factor: bool, given: bool, netzwerk_a: Netzwerk, ada: User, ben: User
) -> None:
    if factor:
        fuehrt_app(ada)
    client = Client()
    client.force_login(ada)
    client.post("/konto/reauthenticate/", {"password": PASSWORT})
    invite = {"email": "kim@example.org", "rolle": rolle, "sprache": "de"}
    given_today = {"rolle": rolle, "von": timezone.localdate().isoformat()}
    words = "richten Sie bitte Ihren zweiten Faktor ein"
    invited = client.post("/mein/netzwerke/netzwerk-a/einladen/", invite)
    made = client.post(f"/mein/netzwerke/netzwerk-a/personen/{ben.pk}/", given_today)
    assert [words in page.content.decode() for page in (invited, made)] == [not given, not given]
    assert netzwerk_a.einladungen.count() == given
    assert ben.mitgliedschaften.filter(rolle=rolle).count() == given


@pytest.mark.parametrize("language", ["", "/en"])
def test_one_s_own_data_waits_for_no_factor_but_for_the_password(
    language: str, ada: User, seitenbaum: object
) -> None:
    signed_in(ada)
    client = signed_in(ada)
    session = client.session
    session.pop("account_authentication_methods")  # the proof of the sign-in is over
    session.save()
    assert reached(client) == EINRICHTEN
    own = [f"{language}/mein/daten/", f"{language}/mein/daten/loeschen/"]
    assert [client.get(path).status_code for path in own] == [200, 200]
    for act in ("auskunft", "loeschen"):
        answer = client.post(f"{language}/mein/daten/{act}/", {"verstanden": "ja"})
        assert answer["Location"].startswith(f"{language}/konto/reauthenticate/")
    assert User.objects.get(pk=ada.pk).is_active
    others = ["angaben/", "nachrichten/", "netzwerke/netzwerk-a/"]
    assert {reached(client, f"/mein/{path}") for path in others} == {EINRICHTEN}
