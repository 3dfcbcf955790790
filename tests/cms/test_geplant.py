"""What has a time: the worker publishes it and takes it back, translations included."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, PageLogEntry

from accounts.models import User
from core import rounds
from home import geplant
from netzwerke.models import NetzwerkSeite
from search import queries
from tests.cms.conftest import Anmelden
from tests.cms.helpers import form_at

HOUR = timedelta(hours=1)


def in_the_field(moment: Any) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def publish(user: User, angemeldet: Anmelden, page: NetzwerkSeite, **fields: str) -> None:
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client = angemeldet(user)
    data = {**form_at(client, url), "action-publish": "1", **fields}
    assert client.post(url, data).status_code == 302


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(timezone.now()) as travelling:
        yield travelling


def test_a_page_is_published_at_its_time(
    angemeldet: Anmelden, ada: User, seite_a: NetzwerkSeite, clock: Any, client: Any
) -> None:
    seite_a.unpublish()
    publish(ada, angemeldet, seite_a, einleitung="Zukunft.", go_live_at=in_the_field(timezone.now() + HOUR))
    rounds.run()
    assert not NetzwerkSeite.objects.get().live
    assert geplant.ausfuehren() is False
    clock.shift(HOUR + timedelta(minutes=1))
    rounds.run()
    page = NetzwerkSeite.objects.get()
    assert (page.live, page.einleitung) == (True, "Zukunft.")
    assert "Zukunft." in client.get("/netzwerke/netzwerk-a/").content.decode()
    assert [t.titel for t in queries.suchen("Zukunft", user=ada, sprache="de").treffer] == [
        page.netzwerk.name
    ]
    assert geplant.ausfuehren() is False


def test_a_page_that_ends_takes_its_translations_along(
    angemeldet: Anmelden, ada: User, seite_a: NetzwerkSeite, clock: Any
) -> None:
    home = seite_a.get_parent().get_parent()
    english = Locale.objects.get(language_code="en")
    for above in (home, seite_a.get_parent()):
        above.specific.copy_for_translation(english)
    seite_a.copy_for_translation(english).save_revision().publish()
    publish(ada, angemeldet, seite_a, expire_at=in_the_field(timezone.now() + HOUR))
    assert NetzwerkSeite.objects.live().count() == 2
    clock.shift(HOUR + timedelta(minutes=1))
    rounds.run()
    assert NetzwerkSeite.objects.live().count() == 0
    assert PageLogEntry.objects.filter(action="wagtail.unpublish.scheduled").count() == 1


def test_a_look_that_fails_keeps_none_of_the_others(monkeypatch: Any, caplog: Any) -> None:
    def broken() -> None:
        raise RuntimeError("kaputt")

    seen: list[int] = []
    monkeypatch.setattr(rounds, "_looks", [broken, lambda: seen.append(1)])
    rounds.run()
    assert seen == [1]
    assert "broken failed" in caplog.text
