"""What machines read: sitemap, canonical and language links, JSON-LD, Open Graph, robots."""

import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import PageViewRestriction

from netzwerke.models import Region
from tests.factories import NetzwerkFactory, RegionFactory
from tests.oeffentlich.conftest import Welt

pytestmark = pytest.mark.django_db

BASE = settings.BASE_URL
FLAECHE = {"type": "Polygon", "coordinates": [[[13.3, 52.5], [13.4, 52.5], [13.4, 52.6], [13.3, 52.5]]]}
SPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def links(page: str, rel: str) -> list[tuple[str, ...]]:
    """[(hreflang, address)] of the alternates, or [(address,)] of the canonical link."""
    if rel == "canonical":
        return [(url,) for url in re.findall(r'<link rel="canonical" href="([^"]*)"', page)]
    return re.findall(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)"', page)


def meta(page: str) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:property|name)="([^"]*)" content="([^"]*)"', page))


def sitemap(client: Client) -> dict[str, dict[str, str]]:
    """{address: {language: address}}"""
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 — our own answer
    return {
        entry.findtext("s:loc", "", SPACES): {
            link.get("hreflang", ""): link.get("href", "") for link in entry.findall("x:link", SPACES)
        }
        for entry in root.findall("s:url", SPACES)
    }


def test_the_sitemap_names_every_public_page_in_its_languages(welt: Welt, client: Client) -> None:
    both = {
        "/": "/en/", "/netzwerke/": "/en/netzwerke/", "/impressum/": "/en/legal-notice/",
        "/netzwerke/alpha/": "/en/netzwerke/alpha/", "/netzwerke/beta/": "/en/netzwerke/beta/",
        "/netzwerke/gamma/": "/en/netzwerke/gamma/",
    }  # fmt: skip
    alternatives = [{"de": BASE + de, "x-default": BASE + de, "en": BASE + en} for de, en in both.items()]
    expected = {url: pair for pair in alternatives for url in pair.values()}
    assert sitemap(client) == expected


def test_a_restricted_page_is_not_in_the_sitemap(welt: Welt, client: Client) -> None:
    PageViewRestriction.objects.create(page=welt.impressum, restriction_type=PageViewRestriction.LOGIN)
    assert BASE + "/impressum/" not in sitemap(client)


def test_borders_carry_the_names_and_the_signs_of_the_schematic(welt: Welt, client: Client) -> None:
    Region.objects.filter(schluessel="mitte").update(geometrie=FLAECHE)
    RegionFactory(schluessel="elbe-elster", name="Elbe-Elster", art="landkreis", geometrie=FLAECHE)
    features = client.get("/netzwerke/grenzen.json").json()["features"]
    assert [f["properties"] for f in features if f["geometry"] == FLAECHE] == [
        {"name": "Elbe-Elster", "schluessel": "elbe-elster", "art": "landkreis", "kurz": ""},
        {"name": "Mitte", "schluessel": "mitte", "art": "bezirk", "kurz": "Mi"},
    ]


@pytest.mark.parametrize(
    ("german", "english"),
    [("/", "/en/"), ("/netzwerke/", "/en/netzwerke/"), ("/netzwerke/alpha/", "/en/netzwerke/alpha/"),
     ("/impressum/", "/en/legal-notice/")],
)  # fmt: skip
def test_a_page_names_its_address_and_its_translations(german: str, english: str, html: Any) -> None:
    for path in (german, english):
        page = html(path)
        assert links(page, "canonical") == [(BASE + path,)]
        assert links(page, "alternate") == [
            ("de", BASE + german), ("x-default", BASE + german), ("en", BASE + english),
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", None),
        ("/netzwerke/", None),
        ("/netzwerke/alpha/", None),
        ("/netzwerke/finden/", None),
        ("/netzwerke/?region=mitte", "noindex, follow"),
        ("/netzwerke/?q=Alpha", "noindex, follow"),
        ("/netzwerke/finden/?ort=Mitte", "noindex, follow"),
        ("/suche/", "noindex, follow"),
    ],
)
def test_selections_are_not_offered_to_search_engines(path: str, expected: str | None, html: Any) -> None:
    page = html(path)
    assert meta(page).get("robots") == expected
    named = [*links(page, "canonical"), *links(page, "alternate")]
    assert bool(named) == (expected is None), "what is kept out claims to be no other page"


def test_json_ld_holds_the_facts_of_the_profile(welt: Welt, html: Any) -> None:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html("/netzwerke/alpha/"), re.S)
    assert [json.loads(text) for text in found] == [
        {
            "@context": "https://schema.org",
            "@type": "Organization",
            "name": "Alpha Ausbildungsverbund e. V.",
            "alternateName": ["Alpha Verbund", "Omegaverein"],
            "description": "Der Verein am Wasser.",
            "url": "https://alpha.example.org/",
            "mainEntityOfPage": BASE + "/netzwerke/alpha/",
            "foundingDate": "2010",
            "areaServed": ["Lichtenberg", "Marzahn-Hellersdorf"],
            "knowsAbout": ["Fachkräfte & Ausbildung"],
            "email": "post@alpha.example.org",
            "location": {
                "@type": "Place",
                "name": "Beispielufer",
                "geo": {"@type": "GeoCoordinates", "latitude": 52.527, "longitude": 13.496},
            },
        }
    ]


def test_a_shared_profile_has_a_card_with_a_picture(welt: Welt, client: Client, html: Any) -> None:
    found = meta(html("/netzwerke/alpha/"))
    assert {
        name: found[name] for name in ("og:title", "og:url", "og:image", "og:image:alt", "twitter:card")
    } == {
        "og:title": "Alpha Ausbildungsverbund e. V.",
        "og:url": BASE + "/netzwerke/alpha/",
        "og:image": BASE + "/netzwerke/alpha/vorschaubild.png",
        "og:image:alt": "Alpha Ausbildungsverbund e. V.",
        "twitter:card": "summary_large_image",
    }
    picture = client.get("/netzwerke/alpha/vorschaubild.png")
    assert (picture["Content-Type"], picture.content[:4]) == ("image/png", b"\x89PNG")


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/", "Netzwerk der Netzwerke"), ("/netzwerke/", "Verzeichnis"), ("/impressum/", "Impressum"),
        ("/en/legal-notice/", "Legal notice"),
    ],
)  # fmt: skip
def test_every_other_page_is_shared_with_the_card_of_the_site(
    path: str, title: str, welt: Welt, client: Client, html: Any
) -> None:
    found, english = meta(html(path)), "/en" if path.startswith("/en/") else ""
    assert {
        name: found[name] for name in ("og:title", "og:url", "og:site_name", "og:image", "twitter:card")
    } == {
        "og:title": title,
        "og:url": BASE + path,
        "og:site_name": "Netzwerk der Netzwerke",
        "og:image": f"{BASE}{english}/netzwerke/vorschaubild.png",
        "twitter:card": "summary_large_image",
    }
    assert found["og:description"] != ""
    picture = client.get(f"{english}/netzwerke/vorschaubild.png")
    assert (picture["Content-Type"], picture.content[:4]) == ("image/png", b"\x89PNG")


def test_later_pages_of_the_directory_have_an_address_of_their_own(html: Any, welt: Welt) -> None:
    for _ in range(20):
        NetzwerkFactory(hauptregion=welt.alpha.hauptregion)
    for query, own in {
        "": "", "?seite=1": "", "?seite=2": "?seite=2", "?seite=9": "?seite=2", "?sort=name&seite=2": "?seite=2",
    }.items():  # fmt: skip
        assert links(html(f"/netzwerke/{query}"), "canonical") == [(f"{BASE}/netzwerke/{own}",)], query
