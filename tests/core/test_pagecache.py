"""The page cache: what it answers, what it must never keep, and what leads past it."""

import gzip
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache, caches
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from core import pagecache
from core.pagecache import PAGES
from netzwerke.models import Netzwerk, Region, Schwerpunkt
from tests.factories import GroessenangabeFactory, NetzwerkFactory, SchwerpunktFactory

pytestmark = pytest.mark.django_db(transaction=True)

API = "/api/v1/netzwerke"
KARTE = "/netzwerke/karte.json"
FEED = "/netzwerke/feed.atom"
PATHS = [API, KARTE, FEED, "/api/v1/netzwerke/netzwerk-a", "/netzwerke/export.csv", "/netzwerke/grenzen.json"]


@pytest.fixture(autouse=True)
def cached(settings: Any) -> None:
    settings.PAGE_CACHE_ENABLED = True


@pytest.fixture
def netzwerk() -> Netzwerk:
    topic = SchwerpunktFactory()
    return NetzwerkFactory(
        name="Netzwerk A e. V.", kurzname="Netzwerk A", slug="netzwerk-a", schwerpunkte=[topic]
    )


def pages_stored() -> int:
    return len(caches[PAGES]._list_cache_files())


@pytest.mark.parametrize("path", PATHS)
def test_the_second_answer_needs_no_database(
    path: str, netzwerk: Netzwerk, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = client.get(path)
    with django_assert_num_queries(0):
        second = client.get(path)
    assert (first.status_code, second.status_code) == (200, 200)
    assert second.content == first.content
    headers = {k: v for k, v in first.items() if k != "X-Request-ID"}
    assert {k: v for k, v in second.items() if k != "X-Request-ID"} == headers
    assert first["X-Request-ID"] != second["X-Request-ID"]
    assert first["Cache-Control"] == "public, no-cache"
    assert not first.cookies
    assert not second.cookies


@pytest.mark.parametrize("path", PATHS)
def test_an_unchanged_page_costs_a_304(path: str, netzwerk: Netzwerk, client: Client) -> None:
    page = client.get(path)
    again = client.get(path, headers={"If-None-Match": page["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == page["ETag"]
    assert again["Cache-Control"] == "public, no-cache"
    weak = client.get(path, headers={"If-None-Match": f'"other", W/{page["ETag"]}'})
    assert weak.status_code == 304
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_tag_belongs_to_the_page_and_outlives_the_stored_copy(netzwerk: Netzwerk, client: Client) -> None:
    for encoding in ("", "gzip"):
        headers = {"Accept-Encoding": encoding}
        before = client.get(API, headers=headers)["ETag"]
        cache.clear()
        assert client.get(API, headers=headers)["ETag"] == before


def rename(netzwerk: Netzwerk) -> None:
    Netzwerk.objects.filter(pk=netzwerk.pk).update(kurzname="Umbenannt", name="Umbenannt e. V.")


CHANGES: dict[str, tuple[str, Callable[[Netzwerk], Any], str]] = {
    "network name on the map": (KARTE, rename, "Umbenannt"),
    "network name in the API": (API, rename, "Umbenannt"),
    "network name in the feed": (FEED, rename, "Umbenannt"),
    "new network": (KARTE, lambda n: NetzwerkFactory(kurzname="Ganz neu"), "Ganz neu"),
    "figure": (API, lambda n: GroessenangabeFactory(netzwerk=n, wert=4711), "4711"),
    "topic key": (API, lambda n: Schwerpunkt.objects.update(schluessel="umbenannt"), "umbenannt"),
    "region name": (FEED, lambda n: Region.objects.update(name="Neuer Bezirk"), "Neuer Bezirk"),
    "region of the API": (API, lambda n: Region.objects.update(schluessel="anders"), "anders"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_that_shows_is_seen_at_once(change: str, netzwerk: Netzwerk, client: Client) -> None:
    path, write, expected = CHANGES[change]
    before = client.get(path)
    assert expected not in before.content.decode()
    write(netzwerk)
    after = client.get(path, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert expected in after.content.decode()


def test_an_unpublished_network_is_gone_at_once(netzwerk: Netzwerk, client: Client) -> None:
    client.get("/api/v1/netzwerke/netzwerk-a")
    Netzwerk.objects.update(sichtbarkeit=10)
    assert client.get("/api/v1/netzwerke/netzwerk-a").status_code == 404


def test_each_language_is_a_page_of_its_own(netzwerk: Netzwerk, client: Client) -> None:
    german, english = client.get(FEED), client.get("/en/netzwerke/feed.atom")
    assert (german["Content-Language"], english["Content-Language"]) == ("de", "en")
    assert client.get(FEED).content == german.content != english.content


def test_a_browser_language_makes_no_difference(netzwerk: Netzwerk, client: Client) -> None:
    german = client.get(FEED)
    assert client.get(FEED, headers={"Accept-Language": "en"}).content == german.content


def test_a_signed_in_person_gets_a_private_page_that_is_never_kept(
    netzwerk: Netzwerk, client: Client, eva: User
) -> None:
    client.force_login(eva)
    for path in (API, KARTE, FEED):
        response = client.get(path)
        assert response["Cache-Control"] == "private, no-store"
        assert "ETag" not in response
    assert pages_stored() == 0


def test_a_signed_in_person_never_gets_the_stored_page(
    netzwerk: Netzwerk, client: Client, superuser: User
) -> None:
    hidden = NetzwerkFactory(unveroeffentlicht=True, kurzname="Geheim")
    assert hidden.kurzname not in client.get(KARTE).content.decode()
    client.force_login(superuser)
    assert hidden.kurzname in client.get(KARTE).content.decode()
    client.logout()
    assert hidden.kurzname not in client.get(KARTE).content.decode()


@pytest.mark.parametrize("cookie", ["session", "messages"])
def test_requests_with_personal_cookies_are_never_kept(
    cookie: str, netzwerk: Netzwerk, client: Client
) -> None:
    client.cookies[cookie] = "irgendwas"
    assert client.get(API).status_code == 200
    assert pages_stored() == 0


def test_requests_with_credentials_are_never_kept(netzwerk: Netzwerk, client: Client) -> None:
    client.get(API, headers={"Authorization": "Bearer x"})
    assert pages_stored() == 0


def test_an_answer_that_sets_a_cookie_is_never_kept() -> None:
    response = HttpResponse("x")
    response.page_cache = True  # type: ignore[attr-defined]  # as a view does it
    assert pagecache.is_storable(response)
    response.set_cookie("a", "b")
    assert not pagecache.is_storable(response)


def test_writing_requests_pass_by(netzwerk: Netzwerk, client: Client) -> None:
    client.get(KARTE)
    assert client.post(KARTE).status_code == 405


def test_long_foreign_questions_are_answered_but_not_kept(netzwerk: Netzwerk, client: Client) -> None:
    assert client.get(FEED + "?utm=" + "x" * 296).status_code == 200
    assert pages_stored() == 1
    assert client.get(FEED + "?utm=" + "x" * 297).status_code == 200
    assert pages_stored() == 1


def test_errors_are_not_kept(client: Client) -> None:
    assert client.get("/api/v1/netzwerke/gibt-es-nicht").status_code == 404
    assert client.get(API + "?anzahl=1000").status_code == 422
    assert pages_stored() == 0


def test_head_has_the_headers_of_get_without_the_body(netzwerk: Netzwerk, client: Client) -> None:
    head = client.head(KARTE)
    page = client.get(KARTE)
    assert head.content == b""
    assert {k: v for k, v in head.items() if k != "X-Request-ID"} == {
        k: v for k, v in page.items() if k != "X-Request-ID"
    }
    assert pages_stored() == 1


def test_the_compressed_and_the_plain_page_are_kept_apart(client: Client) -> None:
    NetzwerkFactory.create_batch(12)
    zipped = client.get(KARTE, headers={"Accept-Encoding": "gzip, br"})
    plain = client.get(KARTE)
    again = client.get(KARTE, headers={"Accept-Encoding": "gzip"})
    assert (zipped["Content-Encoding"], plain.get("Content-Encoding")) == ("gzip", None)
    assert gzip.decompress(again.content) == plain.content
    assert again.content == zipped.content
    assert zipped["ETag"] != plain["ETag"]
    assert "Accept-Encoding" in zipped["Vary"]


def test_hosts_and_schemes_are_kept_apart(netzwerk: Netzwerk, client: Client) -> None:
    for extra in ({"HTTP_HOST": "localhost"}, {"HTTP_HOST": "127.0.0.1"}, {"secure": True}):
        client.get(API, **extra)  # type: ignore[arg-type]  # as a view does it
    assert pages_stored() == 3


def test_links_in_the_feed_never_come_from_the_request(
    netzwerk: Netzwerk, client: Client, settings: Any
) -> None:
    settings.BASE_URL = "https://netzwerke.example.org"
    body = client.get(FEED, HTTP_HOST="127.0.0.1").content.decode()
    assert 'href="https://netzwerke.example.org/netzwerke/netzwerk-a/"' in body
    assert 'href="https://netzwerke.example.org/netzwerke/feed.atom"' in body
    assert "127.0.0.1" not in body


def test_switched_off_nothing_is_kept_and_the_tag_still_works(
    netzwerk: Netzwerk, client: Client, settings: Any
) -> None:
    settings.PAGE_CACHE_ENABLED = False
    tag = client.get(API)["ETag"]
    assert pages_stored() == 0
    assert client.get(API, headers={"If-None-Match": tag}).status_code == 304


def test_a_fragment_and_the_whole_page_are_kept_apart(rf: Any) -> None:
    whole = pagecache.page_key(rf.get("/netzwerke/"))
    partial = pagecache.page_key(rf.get("/netzwerke/", headers={"HX-Request-Type": "partial"}))
    assert whole != partial
