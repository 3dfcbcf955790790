"""Health, security contact, robots."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core import health
from core.i18n import in_every_language, language_of_path, path_in_language
from notifications.models import Ausgangsmail, Status
from tests.factories.mails import wartende_mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(guel: User) -> Client:
    """Somebody who may read the log: to strangers the parts are not named."""
    client = Client()
    client.force_login(guel)
    return client


def parts(client: Client) -> tuple[int, set[str]]:
    """(status, parts that are not well)."""
    response = client.get("/healthz")
    assert "no-store" in response["Cache-Control"]
    return response.status_code, {name for name, part in response.json()["parts"].items() if not part["ok"]}


@pytest.fixture
def alive() -> None:
    health.beat()


@pytest.mark.parametrize("path", ["/konto/login/", "/en/konto/login/"])
def test_what_is_too_large_is_told_and_not_read(path: str, client: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = client.post(path, "login=" + "x" * 200, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert "Teilen Sie eine lange Liste auf" in answer.content.decode()


def test_browsers_that_ask_for_an_icon_by_themselves_find_ours(client: Client) -> None:
    assert client.get("/favicon.ico")["Location"].startswith("/static/img/zeichen")


def test_all_is_well_with_a_living_worker(client: Client, alive: None) -> None:
    body = client.get("/healthz").json()
    assert body["status"] == "ok"
    assert set(body["parts"]) == {"database", "cache", "worker", "mail_queue"}
    assert parts(client) == (200, set())


def test_a_worker_that_never_ran_is_named(client: Client) -> None:
    assert parts(client) == (503, {"worker"})


def test_a_worker_that_fell_silent_is_named(client: Client, alive: None) -> None:
    for seconds, expected in ((119, (200, set())), (125, (503, {"worker"}))):
        with time_machine.travel(timezone.now() + timedelta(seconds=seconds), tick=False):
            assert parts(client) == expected


def test_mail_that_waits_too_long_is_named(client: Client, alive: None) -> None:
    mail = wartende_mail()
    for minutes, expected in ((29, (200, set())), (31, (503, {"mail_queue"}))):
        due = timezone.now() - timedelta(minutes=minutes)
        Ausgangsmail.objects.filter(pk=mail.pk).update(naechster_versuch=due)
        assert parts(client) == expected


def failed(mail: Ausgangsmail, **fields: Any) -> None:
    """Tried and failed some minutes ago, and to be tried again in an hour."""
    later = timezone.now() + timedelta(hours=1)
    Ausgangsmail.objects.filter(pk=mail.pk).update(versuche=4, naechster_versuch=later, **fields)


def test_mail_that_keeps_failing_is_named_though_its_next_try_lies_ahead(client: Client, alive: None) -> None:
    mail = wartende_mail()
    for minutes, expected in ((29, (200, set())), (31, (503, {"mail_queue"}))):
        failed(mail, angelegt=timezone.now() - timedelta(minutes=minutes))
        assert parts(client) == expected


def test_one_mailbox_that_does_not_answer_is_no_standstill(client: Client, alive: None) -> None:
    mail = wartende_mail()
    failed(mail, angelegt=timezone.now() - timedelta(hours=2))
    other = wartende_mail(empfaenger="b@example.org")
    for minutes, expected in ((29, (200, set())), (31, (503, {"mail_queue"}))):
        sent = timezone.now() - timedelta(minutes=minutes)
        Ausgangsmail.objects.filter(pk=other.pk).update(status=Status.GESENDET, gesendet=sent)
        assert parts(client) == expected


def test_mail_that_is_planned_for_later_does_not_wait(client: Client, alive: None) -> None:
    mail = wartende_mail()
    old, later = timezone.now() - timedelta(days=2), timezone.now() + timedelta(days=1)
    Ausgangsmail.objects.filter(pk=mail.pk).update(angelegt=old, naechster_versuch=later)
    assert parts(client) == (200, set())


def test_a_cache_that_keeps_nothing_is_named(client: Client, alive: None, settings: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert parts(client) == (503, {"cache", "worker"})


@pytest.mark.parametrize("name", [None, "eva", "ben", "rita", "ada", "dana", "guel", "superuser"])
def test_only_those_who_read_the_log_learn_which_part_it_is(
    name: str | None, request: pytest.FixtureRequest
) -> None:
    browser = Client()
    if name:
        browser.force_login(request.getfixturevalue(name))
    for status, word in ((503, "fehler"), (200, "ok")):
        response = browser.get("/healthz")
        body = response.json()
        named = "parts" in body
        assert (response.status_code, body["status"], named) == (status, word, name in {"guel", "superuser"})
        assert named or body == {"status": word}
        health.beat()


@pytest.mark.parametrize("part", ["database", "mail_queue"])
def test_a_failing_part_tells_no_secret(
    part: str, client: Client, alive: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError("password=geheim")

    monkeypatch.setitem(health.probes, part, broken)
    response = client.get("/healthz")
    assert response.status_code == 503
    expected = None if part == "database" else {"ok": False}  # without a database nobody is known
    assert response.json().get("parts", {}).get(part) == expected
    assert "geheim" not in response.content.decode()


def test_health_is_only_read(client: Client) -> None:
    assert client.post("/healthz").status_code == 405


def test_the_security_contact_is_published(client: Client, settings: Any) -> None:
    settings.SECURITY_CONTACT = "mailto:sicherheit@example.org"
    response = client.get("/.well-known/security.txt")
    lines = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert lines["Contact"] == "mailto:sicherheit@example.org"
    assert lines["Canonical"] == settings.BASE_URL + "/.well-known/security.txt"
    days = (datetime.fromisoformat(lines["Expires"]) - timezone.now()).days
    assert 170 < days < 366


def test_robots_are_kept_out_of_what_is_not_public(client: Client, settings: Any) -> None:
    text = client.get("/robots.txt").content.decode()
    assert text.splitlines()[0] == "User-agent: *"
    closed = [line.removeprefix("Disallow: ") for line in text.splitlines() if line.startswith("Disallow")]
    assert closed == [
        "/cms/", "/konto/", "/en/konto/", "/mein/", "/en/mein/", "/suche/", "/en/suche/",
    ]  # fmt: skip
    assert text.endswith(f"Sitemap: {settings.BASE_URL}/sitemap.xml\n")


@pytest.mark.parametrize(
    ("path", "language", "german", "english"),
    [
        ("/", "de", "/", "/en/"),
        ("/en/", "en", "/", "/en/"),
        ("/en", "en", "/", "/en/"),
        ("/suche/", "de", "/suche/", "/en/suche/"),
        ("/en/suche/", "en", "/suche/", "/en/suche/"),
        ("/england/", "de", "/england/", "/en/england/"),
    ],
)
def test_a_place_has_an_address_in_each_language(path: str, language: str, german: str, english: str) -> None:
    assert language_of_path(path) == language
    assert (path_in_language(path, "de"), path_in_language(path, "en")) == (german, english)


def test_a_third_language_needs_only_the_setting(client: Client, settings: Any) -> None:
    settings.LANGUAGES = [*settings.LANGUAGES, ("pl", "Polski")]
    assert in_every_language("/konto/") == ("/konto/", "/en/konto/", "/pl/konto/")
    assert "Disallow: /pl/konto/\n" in client.get("/robots.txt").content.decode()
    security = client.get("/.well-known/security.txt").content.decode()
    assert "Preferred-Languages: de, en, pl\n" in security


def test_the_sign_of_life_has_no_end(alive: None) -> None:
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        assert cache.get(health.HEARTBEAT_KEY) is not None
