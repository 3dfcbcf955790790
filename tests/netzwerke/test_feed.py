"""The feed of new and changed networks."""

from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from netzwerke import feeds
from netzwerke.models import Netzwerk
from tests.factories import NetzwerkFactory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def titles(client: Client, path: str = "/netzwerke/feed.atom") -> list[str | None]:
    root = ElementTree.fromstring(client.get(path).content)  # noqa: S314 — our own feed
    return [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]


def test_the_latest_change_comes_first_and_nothing_unpublished(client: Client) -> None:
    for name in ("Alpha", "Beta"):
        NetzwerkFactory(name=name)
    NetzwerkFactory(name="Geheim", unveroeffentlicht=True)
    assert titles(client) == ["Beta", "Alpha"]
    Netzwerk.objects.get(name="Alpha").save()
    assert titles(client) == ["Beta", "Alpha"], "only a change of content counts"


def test_the_feed_is_bounded(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "NEWEST", 2)
    NetzwerkFactory.create_batch(3)
    assert len(titles(client)) == 2


def test_the_english_feed_leads_to_english_pages(client: Client) -> None:
    NetzwerkFactory(slug="alpha")
    body = client.get("/en/netzwerke/feed.atom").content.decode()
    assert "http://localhost:8000/en/netzwerke/alpha/" in body
    assert "<id>tag:localhost,2026:en:alpha</id>" in body


def test_the_feed_follows_the_selection(client: Client) -> None:
    NetzwerkFactory(name="Alpha", typ="geschaeftsstrasse")
    NetzwerkFactory(name="Beta", typ="themenbuendnis")
    feed = client.get("/netzwerke/feed.atom?typ=themenbuendnis").content.decode()
    assert ("<title>Beta</title>" in feed, "<title>Alpha</title>" in feed) == (True, False)
    assert 'rel="self"' in feed
    assert "feed.atom?typ=themenbuendnis" in feed


def test_the_feed_names_its_author(client: Client) -> None:
    """RFC 4287 asks for one of the feed or of every entry."""
    assert (
        "<author><name>Netzwerk der Netzwerke</name></author>"
        in client.get("/netzwerke/feed.atom").content.decode()
    )


def test_an_empty_directory_has_an_empty_feed(client: Client) -> None:
    assert titles(client) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_feed_costs_one_query(count: int, client: Client, django_assert_num_queries: Any) -> None:
    NetzwerkFactory.create_batch(count)
    client.get("/netzwerke/feed.atom")  # warms the index of networks
    with django_assert_num_queries(1):
        client.get("/netzwerke/feed.atom")


def test_a_selection_that_does_not_exist_is_told(client: Client) -> None:
    NetzwerkFactory()
    assert client.get("/netzwerke/feed.atom?typ=unsinn").status_code == 400


def test_feeds_of_selections_are_told_apart(client: Client) -> None:
    NetzwerkFactory(typ="themenbuendnis")
    feed = client.get("/netzwerke/feed.atom?typ=themenbuendnis").content.decode()
    assert "<title>Netzwerk der Netzwerke: neu und geändert · Themenbündnis</title>" in feed
    assert "<id>http://localhost:8000/netzwerke/?typ=themenbuendnis</id>" in feed
