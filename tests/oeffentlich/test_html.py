"""Every public page type in both languages is valid and sound HTML."""

import re
from typing import Any

import pytest
from django.test import Client, override_settings

from tests.oeffentlich.conftest import Welt
from tests.oeffentlich.pruefung import complaints, fragment_errors

pytestmark = pytest.mark.django_db

PAGES = {
    "home": "/",
    "directory": "/netzwerke/",
    "directory, filtered": "/netzwerke/?region=lichtenberg&q=Alpha&sort=mitglieder",
    "map": "/netzwerke/?ansicht=karte",
    "map, filtered": "/netzwerke/?ansicht=karte&region=mitte",
    "nothing found": "/netzwerke/?q=unauffindbar",
    "profile with everything": "/netzwerke/alpha/",
    "profile of an ended network": "/netzwerke/beta/",
    "profile of an unclear network": "/netzwerke/gamma/",
    "find, empty": "/netzwerke/finden/",
    "find, here": "/netzwerke/finden/?ort=Lichtenberg",
    "find, district only": "/netzwerke/finden/?ort=Wedding",
    "find, nothing here": "/netzwerke/finden/?ort=Gatow",
    "find, unknown": "/netzwerke/finden/?ort=Hintertupfing",
    "find, ambiguous": "/netzwerke/finden/?ort=Neudorf",
    "search, empty": "/suche/",
    "search": "/suche/?q=Alpha",
    "search, nothing found": "/suche/?q=unauffindbar",
    "firms, none yet": "/unternehmen/",
    "gallery": "/werkstatt/",
}


@override_settings(DEMO=True)
@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_the_page_is_valid_and_sound(page: str, language: str, html: Any) -> None:
    path = PAGES[page] if language == "de" else f"/en{PAGES[page]}"
    assert complaints(html(path), language) == []


@pytest.mark.parametrize(("path", "language"), [("/impressum/", "de"), ("/en/legal-notice/", "en")])
def test_a_content_page_is_valid_and_sound(path: str, language: str, html: Any) -> None:
    assert complaints(html(path), language) == []


@pytest.mark.parametrize(("path", "language"), [("/gibt-es-nicht/", "de"), ("/en/nothing-here/", "en")])
def test_an_error_page_is_valid_and_sound(path: str, language: str, welt: Welt, client: Client) -> None:
    assert complaints(client.get(path).content.decode(), language) == []


@pytest.mark.parametrize("query", ["", "?region=mitte", "?ansicht=karte", "?q=unauffindbar"])
def test_the_part_that_a_filter_swaps_is_valid(query: str, welt: Welt, client: Client) -> None:
    response = client.get(f"/netzwerke/{query}", headers={"HX-Request-Type": "partial"})
    assert fragment_errors(response.content.decode()) == []


@pytest.mark.parametrize("query", ["", "?region=mitte", "?q=Alpha&region=mitte"])
def test_the_part_that_a_filter_swaps_brings_the_title_of_the_whole_page(
    query: str, welt: Welt, client: Client
) -> None:
    whole = client.get(f"/netzwerke/{query}").content.decode()
    part = client.get(f"/netzwerke/{query}", headers={"HX-Request-Type": "partial"}).content.decode()
    titles = [re.findall(r"<title>(.*?)</title>", text) for text in (whole, part)]
    assert titles[0] == titles[1]
    assert len(titles[1]) == 1
