"""What strangers try: guessing addresses, foreign targets, many attempts, old sessions."""

from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as project
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core.cache import FileCache
from notifications.models import Ausgangsmail
from tests.accounts.helpers import ANGABEN, anmelden, bestaetigt, fuehrt_app, letzte_mail
from tests.factories import PASSWORT

pytestmark = pytest.mark.usefixtures("seitenbaum")
FOREIGN = [
    "https://example.com/",
    "//example.com/",
    "/\\example.com",
    "javascript:alert(1)",
    "http:///example.com",
]


def answer(client: Client, path: str, data: dict[str, str]) -> tuple[Any, ...]:
    """What a stranger sees of a POST, and how many queries it took."""
    with CaptureQueriesContext(connection) as queries:
        response = client.post(path, data)
    page = response.content.decode().replace(data.get("login", data.get("email", "")), "ADRESSE")
    without_token = "".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)
    return response.status_code, response.get("Location"), without_token, len(queries)


def test_a_wrong_login_answers_the_same_for_known_and_unknown_addresses(eva: User) -> None:
    bestaetigt(eva)
    known = answer(Client(), "/konto/login/", {"login": eva.email, "password": "falsch"})
    unknown = answer(Client(), "/konto/login/", {"login": "niemand@example.org", "password": "falsch"})
    assert known[:3] == unknown[:3]
    assert abs(known[3] - unknown[3]) <= 3  # looking up three small rows; the hashing is the same


def test_a_reset_answers_the_same_and_writes_to_known_addresses_only(eva: User) -> None:
    bestaetigt(eva)
    known = answer(Client(), "/konto/password/reset/", {"email": eva.email})
    unknown = answer(Client(), "/konto/password/reset/", {"email": "niemand@example.org"})
    assert known[:3] == unknown[:3]
    assert [mail.empfaenger for mail in Ausgangsmail.objects.all()] == [eva.email]


def test_signing_up_with_a_known_address_answers_the_same_and_tells_its_owner(eva: User) -> None:
    bestaetigt(eva)
    new = answer(Client(), "/konto/signup/", ANGABEN)
    known = answer(Client(), "/konto/signup/", {**ANGABEN, "email": "EVA@example.org"})
    assert new[:3] == known[:3] == (302, "/konto/confirm-email/", "")
    mail = letzte_mail(eva.email)
    assert mail.betreff == "Sie haben schon ein Konto"
    assert "http://localhost:8000/konto/password/reset/" in mail.text
    assert User.objects.count() == 2


@pytest.mark.parametrize("target", FOREIGN)
def test_nobody_is_sent_to_a_foreign_site(target: str, client: Client, eva: User) -> None:
    bestaetigt(eva)
    assert anmelden(client, eva, next=target)["Location"] == "/mein/"
    assert client.get("/konto/login/", {"next": target})["Location"] == "/mein/"
    assert client.post("/konto/logout/", {"next": target})["Location"] == "/"
    assert client.get("/cms/login/", {"next": target})["Location"] == "/konto/login/"
    assert client.post("/konto/signup/", {**ANGABEN, "next": target})["Location"] == "/konto/confirm-email/"


def test_another_language_leads_on_in_that_language(client: Client, seitenbaum: object) -> None:
    page = client.get("/konto/login/", {"next": "/mein/daten/"}).content.decode()
    assert 'href="/en/konto/login/?next=/en/mein/daten/"' in page
    back = client.get("/en/konto/login/", {"next": "/en/mein/daten/"}).content.decode()
    assert 'href="/konto/login/?next=/mein/daten/"' in back


@pytest.mark.parametrize(("path", "target"), [("/konto/logout/", "/"), ("/en/konto/logout/", "/en/")])
def test_signing_out_keeps_the_language(path: str, target: str, client: Client, eva: User) -> None:
    client.force_login(eva)
    assert client.post(path)["Location"] == target


@pytest.mark.parametrize("email", ["=?utf-8?q?o=70fer?=@example.org", "=?UTF-8?B?b3BmZXI=?=@example.org"])
def test_another_spelling_of_a_mailbox_opens_no_account(email: str, client: Client) -> None:
    page = client.post("/konto/signup/", {**ANGABEN, "email": email})
    assert (page.status_code, "ohne Kodierung" in page.content.decode()) == (200, True)
    assert not User.objects.exists()


def test_a_target_of_ours_is_reached(client: Client, eva: User) -> None:
    assert anmelden(client, bestaetigt(eva), next="/konto/email/")["Location"] == "/konto/email/"


def test_many_attempts_are_stopped_with_a_page_of_ours(client: Client, eva: User) -> None:
    statuses = [anmelden(client, eva, "falsch").status_code for _ in range(31)]
    assert (statuses[29], statuses[30]) == (200, 429)
    page = client.post("/en/konto/login/", {"login": "a@example.org", "password": "x"})
    assert (page.status_code, '<html lang="en">' in page.content.decode()) == (429, True)


def test_even_the_right_password_waits_after_five_wrong_ones(client: Client, eva: User) -> None:
    bestaetigt(eva)
    for _ in range(5):
        anmelden(client, eva, "falsch")
    page = anmelden(Client(REMOTE_ADDR="10.0.0.9"), eva).content.decode()
    assert "Bitte warten Sie fünf Minuten" in page


def test_a_forged_sender_address_does_not_reset_the_limit(client: Client, eva: User) -> None:
    headers = [{"x-forwarded-for": f"10.0.0.{n}"} for n in range(31)]
    data = {"login": eva.email, "password": "falsch"}
    assert [client.post("/konto/login/", data, headers=h).status_code for h in headers][-1] == 429


def test_two_processes_count_in_the_same_cache(tmp_path: Path) -> None:
    one, other = FileCache(str(tmp_path), {}), FileCache(str(tmp_path), {})
    assert one.add("limit", [1]) is True
    assert other.add("limit", [2]) is False
    assert other.get("limit") == [1]


def test_the_cache_of_the_project_is_shared_between_processes() -> None:
    assert project.CACHES["default"]["BACKEND"] not in {
        "django.core.cache.backends.locmem.LocMemCache",
        "django.core.cache.backends.dummy.DummyCache",
    }


def begin(client: Client, user: User) -> None:
    fuehrt_app(user)
    client.force_login(user)


def test_a_privileged_session_ends_after_eight_hours_however_busy(client: Client, superuser: User) -> None:
    with time_machine.travel("2026-03-02 08:00Z", tick=False):
        begin(client, superuser)
    with time_machine.travel("2026-03-02 15:59Z", tick=False):
        assert client.get("/konto/").status_code == 200
    with time_machine.travel("2026-03-02 16:01Z", tick=False):
        assert client.get("/konto/").status_code == 302


def test_the_session_of_a_member_lasts_longer(client: Client, ben: User) -> None:
    with time_machine.travel("2026-03-02 08:00Z", tick=False):
        client.force_login(ben)
    with time_machine.travel("2026-03-03 08:00Z", tick=False):
        assert client.get("/konto/").status_code == 200


def test_a_privileged_session_of_unknown_age_is_ended(client: Client, ada: User) -> None:
    begin(client, ada)
    session = client.session
    del session["angemeldet_um"]
    session.save()
    assert client.get("/konto/").status_code == 302


def test_leading_people_to_their_second_factor_keeps_the_account_pages_open(
    client: Client, ada: User
) -> None:
    anmelden(client, bestaetigt(ada), PASSWORT)
    assert client.get("/cms/")["Location"] == "/konto/2fa/totp/activate/"
    assert client.get("/konto/").status_code == 200
