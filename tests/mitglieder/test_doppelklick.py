"""The same button twice is the button once, and whoever pressed it reads something sensible."""

import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from core.models import Protokolleintrag
from notifications.models import Ausgangsmail
from tests.abbild import abbild, unterschied
from tests.mitglieder.klicks import KLICKS, Klick

pytestmark = pytest.mark.usefixtures("seitenbaum", "wurzelsammlung", "outbox")
ANSWERS = {200, 409, 410}  # a page of ours that says how it stands


def pressed(client: Client, klick: Klick) -> int:
    return client.post(klick.pfad, klick.daten, follow=True).status_code


def told(klick: Klick) -> tuple[int, int]:
    """How often the log tells of it, and how many mails there are."""
    logged = Protokolleintrag.objects.filter(aktion=klick.log).count()
    return logged, Ausgangsmail.objects.count()


@pytest.mark.parametrize("name", KLICKS)
def test_a_second_click_changes_nothing(name: str) -> None:
    klick = KLICKS[name]()
    client, (logged, mails) = klick.client(), told(klick)
    assert pressed(client, klick) in ANSWERS
    assert told(klick) == (logged + 1, mails + klick.mails)
    once = abbild()
    assert pressed(client, klick) in ANSWERS
    assert unterschied(once, abbild()) == {}


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="a race needs a database with rows locked")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", KLICKS)
def test_two_clicks_at_once_are_one(name: str) -> None:
    klick = KLICKS[name]()
    client, (logged, mails) = klick.client(), told(klick)
    assert set(at_once(client, klick)) <= ANSWERS
    assert told(klick) == (logged + 1, mails + klick.mails)
    once = abbild()
    assert pressed(client, klick) in ANSWERS
    assert unterschied(once, abbild()) == {}


def at_once(client: Client, klick: Klick) -> list[int]:
    """Two requests of one browser in the same moment; how each was answered."""
    gate, answers = threading.Barrier(2), list[int]()

    def run(browser: Client) -> None:
        gate.wait()
        try:
            answers.append(pressed(browser, klick))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[same_session(client)]) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def same_session(client: Client) -> Client:
    twin: Any = Client(raise_request_exception=False)
    twin.cookies.load({name: morsel.value for name, morsel in client.cookies.items()})
    return twin
