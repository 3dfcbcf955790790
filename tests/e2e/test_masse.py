"""What every public page keeps to: no sideways scrolling, its weight on the wire, and axe."""

import json
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from home.startdaten.lesen import ORDNER
from tests.e2e.conftest import PHONE, watch

pytestmark = pytest.mark.browser
Oeffnen = Callable[..., Page]

PAGES = {
    "home": "/",
    "directory": "/netzwerke/",
    "directory, filtered": "/netzwerke/?region=lichtenberg&schwerpunkt=fachkraefte",
    "nothing found": "/netzwerke/?q=unauffindbar",
    "map": "/netzwerke/?ansicht=karte",
    "profile": "/netzwerke/grossbeerenstrasse/",
    "profile with a series": "/netzwerke/ag-city/",
    "find": "/netzwerke/finden/?ort=Marienfelde",
    "find, unknown": "/netzwerke/finden/?ort=Hintertupfing",
    "calendar, empty": "/veranstaltungen/",
    "month": "/veranstaltungen/?ansicht=monat&monat=2027-03",
    "search": "/suche/?q=Ausbildung",
    "search, nothing found": "/suche/?q=unauffindbar",
    "gallery": "/werkstatt/",
    "error": "/gibt-es-nicht/",
    "error of the server": f"/?q={'a' * 9000}",
}
CONTENT = {
    f"content: {slug['de']}": {"de": f"/{slug['de']}/", "en": f"/en/{slug['en']}/"}
    for spec in (json.loads(path.read_text(encoding="utf-8")) for path in sorted(ORDNER.glob("*.json")))
    if spec["art"] == "inhalt"
    for slug in [spec["felder"]["slug"]]
}
WIDTHS = (320, 360, 768, 1280, 1920)
KIB = 1024
AXE: dict[str, Any] = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


def address(name: str, language: str) -> str:
    """Content pages have an address of their own in each language."""
    if name in CONTENT:
        return CONTENT[name][language]
    return PAGES[name] if language == "de" else f"/en{PAGES[name]}"


def test_every_content_page_of_the_start_data_is_looked_at(seite: str) -> None:
    assert len(CONTENT) == 5
    for name in CONTENT:
        for language in ("de", "en"):
            with urllib.request.urlopen(seite + address(name, language), timeout=30) as answer:  # noqa: S310 — ours
                assert (answer.status, answer.url) == (200, seite + address(name, language))


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", [*PAGES, *CONTENT])
def test_no_page_scrolls_sideways(name: str, language: str, chromium: Browser, seite: str) -> None:
    """320 CSS pixels are also what 1280 pixels leave at 400 % zoom."""
    page = chromium.new_page(viewport={"width": 320, "height": 740}, base_url=seite)
    page.goto(address(name, language))
    too_wide = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        rest = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        too_wide |= {width: rest} if rest > 0 else {}
    page.close()
    assert too_wide == {}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", [*PAGES, *CONTENT])
def test_axe_finds_nothing(name: str, language: str, chromium: Browser, seite: str) -> None:
    """One load per page; the four combinations of width and colours are switched in place."""
    page = chromium.new_page(viewport={"width": 320, "height": 740}, base_url=seite)
    page.goto(address(name, language))
    if name == "map":
        page.locator("#karte path.leaflet-interactive").first.wait_for()
    found = []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # both are its literals
            found += [
                (width, scheme, violation["id"], [n["target"] for n in violation["nodes"]][:3])
                for violation in Axe().run(page, options=AXE).response["violations"]
            ]
    page.close()
    assert found == []


@pytest.mark.parametrize("what", ["menu", "filter"])
def test_axe_finds_nothing_in_an_open_sheet(what: str, oeffnen: Oeffnen) -> None:
    page = oeffnen("/netzwerke/", viewport=PHONE)
    page.locator(f"[popovertarget={what}]").first.click()
    page.locator(f"#{what}").wait_for()
    assert [v["id"] for v in Axe().run(page, options=AXE).response["violations"]] == []


def test_axe_finds_nothing_in_open_suggestions(oeffnen: Oeffnen) -> None:
    page = oeffnen("/suche/")
    page.get_by_role("combobox").press_sequentially("Großbeeren")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert [v["id"] for v in Axe().run(page, options=AXE).response["violations"]] == []


def transfers(chromium: Browser, url: str) -> dict[str, int]:
    """{address: bytes on the wire, headers included} of a first visit."""
    context = chromium.new_context(viewport=PHONE)
    page = context.new_page()
    trouble: list[str] = []
    watch(page, url.split("/", 3)[0] + "//" + url.split("/", 3)[2], trouble)
    network = context.new_cdp_session(page)
    urls: dict[str, str] = {}
    sizes: dict[str, int] = {}
    network.on("Network.requestWillBeSent", lambda e: urls.update({e["requestId"]: e["request"]["url"]}))
    network.on(
        "Network.loadingFinished", lambda e: sizes.update({urls[e["requestId"]]: int(e["encodedDataLength"])})
    )
    network.send("Network.enable")
    page.goto(url, wait_until="networkidle")
    context.close()
    assert trouble == []
    return {url: size for url, size in sizes.items() if not url.startswith("data:")}


def scripts(sizes: dict[str, int]) -> int:
    return sum(size for url, size in sizes.items() if url.split("?")[0].endswith(".js"))


@pytest.mark.parametrize(
    ("path", "kib", "requests"),
    [
        ("/", 150, 12),
        ("/netzwerke/", 150, 15),
        ("/netzwerke/grossbeerenstrasse/", 100, 12),
        ("/suche/?q=Ausbildung", 150, 12),
    ],
)
def test_a_first_visit_stays_light(path: str, kib: int, requests: int, chromium: Browser, seite: str) -> None:
    sizes = transfers(chromium, seite + path)
    assert min(sizes.values()) > 0
    assert sum(sizes.values()) <= kib * KIB, sizes
    assert len(sizes) <= requests, sorted(sizes)
    assert scripts(sizes) <= 25 * KIB


def test_the_map_library_comes_only_with_the_map(chromium: Browser, seite: str) -> None:
    def has_leaflet(path: str) -> bool:
        return any("leaflet" in url for url in transfers(chromium, seite + path))

    assert [has_leaflet("/netzwerke/"), has_leaflet("/netzwerke/?ansicht=karte")] == [False, True]
