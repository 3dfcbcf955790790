"""What visitors do: find networks on a phone, by keyboard, without scripts, on the map, on paper."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.browser
Oeffnen = Callable[..., Page]

LICHTENBERG = "/netzwerke/?region=lichtenberg&schwerpunkt=fachkraefte"


def names(page: Page) -> list[str]:
    return [name.replace("\u00ad", "") for name in page.locator("ul.cards h3").all_inner_texts()]


def count(page: Page) -> str:
    return page.locator("#treffer").inner_text()


# --- Apprenticeship in Lichtenberg --------------------------------------------------------------------


def test_apprenticeship_in_lichtenberg_is_found_on_a_phone(oeffnen: Oeffnen) -> None:
    page = oeffnen("/", viewport=PHONE, has_touch=True)
    page.get_by_role("button", name="Menü").click()
    page.locator("#menu").get_by_role("link", name="Netzwerke", exact=True).click()
    before = count(page)
    page.get_by_role("button", name="Filtern").click()
    page.get_by_label("Lichtenberg").check()
    page.get_by_label("Fachkräfte & Ausbildung").check()
    page.get_by_role("button", name=re.compile(r"Netzwerke? anzeigen$")).click()
    expect(page.locator("#treffer")).to_have_text(re.compile(r"^\d+ von 40 Netzwerken$"))
    expect(page.locator("#filter")).to_be_hidden()
    found = names(page)
    assert count(page) == f"{len(found)} von 40 Netzwerken"
    assert page.url.endswith(LICHTENBERG)

    shared = oeffnen(page.url, viewport=PHONE)
    assert (names(shared), count(shared)) == (found, count(page))

    page.go_back()
    expect(page.locator("#treffer")).to_have_text(before)
    assert page.url.endswith("/netzwerke/")
    expect(page.get_by_label("Lichtenberg")).not_to_be_checked()


@pytest.mark.parametrize(
    ("path", "button", "menu"), [("/", "Menü", "#menu"), ("/netzwerke/", "Filtern", "#filter")]
)
def test_nobody_walks_on_behind_an_open_menu(path: str, button: str, menu: str, oeffnen: Oeffnen) -> None:
    page = oeffnen(path, viewport=PHONE)
    page.get_by_role("button", name=button).press("Enter")
    expect(page.locator(menu)).to_be_visible()
    last = page.locator(f"{menu} :is(a, button, input, summary):visible").last
    last.focus()
    expect(page.locator(menu)).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(menu)).to_be_hidden()
    expect(page.locator(":focus")).to_be_in_viewport()


def test_typing_what_one_looks_for_finds_the_same_place(oeffnen: Oeffnen) -> None:
    page = oeffnen("/netzwerke/", viewport=PHONE)
    page.get_by_label("Netzwerke durchsuchen").fill("Ausbildung Lichtenberg")
    page.get_by_role("button", name="Suchen").click()
    expect(page.locator("#treffer")).to_have_text(re.compile(r" von 40 "))
    assert "Herzbergstraße" in names(page)
    expect(page).to_have_url(re.compile(r"/netzwerke/\?q=Ausbildung\+Lichtenberg$"))


@pytest.mark.parametrize("scripts", [True, False])
def test_a_search_keeps_the_filters_and_the_order(scripts: bool, oeffnen: Oeffnen) -> None:
    page = oeffnen(f"{LICHTENBERG}&sort=mitglieder", java_script_enabled=scripts)
    page.get_by_label("Netzwerke durchsuchen").fill("herz")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"[?&]q=herz"))
    for kept in ("region=lichtenberg", "schwerpunkt=fachkraefte", "sort=mitglieder"):
        assert kept in page.url
    expect(page.get_by_role("link", name="„herz“")).to_be_visible()


def test_a_search_keeps_a_filter_that_was_chosen_in_place(oeffnen: Oeffnen) -> None:
    page = oeffnen("/netzwerke/?region=pankow")
    page.get_by_label("Lichtenberg").check()
    expect(page).to_have_url(re.compile(r"region=lichtenberg"))
    page.get_by_role("link", name="Auswahl aufheben: Pankow").click()
    expect(page).to_have_url(re.compile(r"\?region=lichtenberg$"))
    page.get_by_label("Netzwerke durchsuchen").fill("herz")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/netzwerke/\?q=herz&region=lichtenberg$"))


def test_taking_the_question_away_empties_its_field(oeffnen: Oeffnen) -> None:
    page = oeffnen("/netzwerke/?q=herz")
    page.get_by_role("link", name="„herz“").click()
    expect(page.get_by_label("Netzwerke durchsuchen")).to_have_value("")
    page.get_by_label("Lichtenberg").check()
    expect(page).to_have_url(re.compile(r"/netzwerke/\?region=lichtenberg$"))


def test_the_same_works_without_scripts(oeffnen: Oeffnen) -> None:
    page = oeffnen("/netzwerke/", java_script_enabled=False)
    page.get_by_label("Lichtenberg").check()
    page.get_by_label("Fachkräfte & Ausbildung").check()
    page.get_by_role("button", name="Auswahl anzeigen").click()
    assert page.url.endswith(LICHTENBERG)
    without = (names(page), count(page))
    quick = oeffnen(LICHTENBERG)
    assert (names(quick), count(quick)) == without


def test_sorting_without_scripts_has_a_button_of_its_own(oeffnen: Oeffnen) -> None:
    page = oeffnen("/netzwerke/", java_script_enabled=False)
    page.get_by_label("Sortiert nach").select_option("mitglieder")
    page.get_by_role("button", name="Sortieren").click()
    assert page.url.endswith("/netzwerke/?sort=mitglieder")


# --- Map, language, paper -----------------------------------------------------------------------------


def test_the_map_shows_the_same_networks_as_its_list(oeffnen: Oeffnen) -> None:
    page = oeffnen("/netzwerke/?region=lichtenberg")
    cards = page.locator("ul.cards h3 a")
    listed = sorted(card.get_attribute("href") or "" for card in cards.all())
    page.get_by_role("link", name="Karte").click()
    points = page.locator("#karte path.leaflet-interactive")
    expect(points.first).to_be_visible()
    expect(points).to_have_count(len(listed))
    shown = page.locator(".map-list a").all()
    assert sorted(link.get_attribute("href") or "" for link in shown) == listed
    assert len({point.get_attribute("aria-label") for point in points.all()}) == len(listed)
    named = page.locator("#karte").get_by_role("button", name="Herzbergstraße")
    expect(named).to_have_attribute("aria-label", re.compile(r", Standortnetzwerk$"))
    full = [link.inner_text().replace("\u00ad", "") for link in shown]
    points.first.click()
    link = page.locator(".leaflet-popup a").last
    expect(page.locator(".leaflet-popup-content a")).to_have_text(re.compile("|".join(map(re.escape, full))))
    assert link is not None


def test_on_a_phone_signs_of_the_schematic_have_a_key(oeffnen: Oeffnen) -> None:
    page = oeffnen("/netzwerke/?ansicht=karte", viewport=PHONE)
    expect(page.get_by_role("link", name=re.compile(r"^\d+ TS Tempelhof-Schöneberg$"))).to_be_visible()
    page.get_by_text("Was die Kürzel bedeuten").click()
    expect(page.locator(".schema-key div", has_text="MOL")).to_contain_text("Oderland")


def test_the_sheet_counts_hits_while_one_chooses(oeffnen: Oeffnen) -> None:
    page = oeffnen("/netzwerke/", viewport=PHONE)
    page.get_by_role("button", name="Filtern", exact=True).click()
    page.get_by_role("checkbox", name=re.compile("^Lichtenberg")).check()
    page.get_by_role("checkbox", name=re.compile("^Pankow")).check()
    button = page.get_by_role("button", name="4 Netzwerke anzeigen")
    expect(button).to_be_visible()
    expect(page.get_by_role("checkbox", name=re.compile("^Pankow"))).to_be_focused()
    button.click()
    expect(page.locator("#treffer")).to_have_text("4 von 40 Netzwerken")


def test_a_sheet_without_scripts_promises_no_number(oeffnen: Oeffnen) -> None:
    page = oeffnen("/netzwerke/", viewport=PHONE, java_script_enabled=False)
    page.get_by_role("button", name="Filtern", exact=True).click()
    expect(page.get_by_role("button", name="Auswahl anzeigen")).to_be_visible()


def test_the_map_names_the_districts_and_the_owner_of_their_borders(oeffnen: Oeffnen) -> None:
    page = oeffnen("/netzwerke/?ansicht=karte")
    expect(page.locator(".map-label")).to_have_count(12)
    expect(page.locator(".leaflet-control-attribution")).to_contain_text("Amt für Statistik")
    licence = page.locator(".leaflet-control-attribution a[href*='/by/3.0/de']")
    expect(licence).to_have_text("creativecommons.org")


UEBERDECKT = """label => {
    const name = label.getBoundingClientRect();
    const free = ({left, right, top, bottom}) =>
        right <= name.left || left >= name.right || bottom <= name.top || top >= name.bottom;
    const points = [...document.querySelectorAll('#karte path.leaflet-interactive')];
    return points.filter(point => !free(point.getBoundingClientRect())).length;
}"""


def test_the_name_of_a_district_makes_room_for_its_networks(oeffnen: Oeffnen) -> None:
    page = oeffnen("/netzwerke/?ansicht=karte")
    for name in ("Mitte", "Lichtenberg", "Steglitz-Zehlendorf"):  # in the middle all of them cover one
        label = page.locator(".map-name").filter(has=page.get_by_text(name, exact=True))
        expect(label).to_be_visible()
        assert (name, label.evaluate(UEBERDECKT)) == (name, 0)


def test_on_a_phone_the_map_names_the_districts_by_the_signs_of_the_schematic(oeffnen: Oeffnen) -> None:
    page = oeffnen("/netzwerke/?ansicht=karte", viewport=PHONE)
    expect(page.locator(".map-label .short:visible")).to_have_count(12)
    expect(page.locator(".map-label .full:visible")).to_have_count(0)
    page.get_by_text("Was die Kürzel bedeuten").click()
    key = page.locator(".schema-key dt").all_inner_texts()
    assert sorted(page.locator(".map-label .short").all_inner_texts()) == sorted(key[:12])
    page.get_by_role("button", name="Hineinzoomen").click()
    expect(page.locator(".map-label .full:visible")).to_have_count(12)


def test_the_map_speaks_in_our_type(oeffnen: Oeffnen) -> None:
    page = oeffnen("/netzwerke/?ansicht=karte")
    page.locator("#karte path.leaflet-interactive").last.click()  # nothing lies above the last
    for part in ("control-zoom-in", "control-attribution", "popup-content", "popup-close-button"):
        expect(page.locator(f".leaflet-{part}")).to_have_css("font-family", re.compile('^"Netzwerk Sans"'))


def test_the_schematic_filters_and_shows_what_is_chosen(oeffnen: Oeffnen) -> None:
    page = oeffnen("/netzwerke/?ansicht=karte")
    page.get_by_role("link", name=re.compile(r"^\d+ Lichtenberg$")).click()
    expect(page.locator("#treffer")).to_have_text(re.compile(r" von 40 "))
    expect(page.get_by_role("link", name=re.compile(r"^\d+ Lichtenberg$"))).to_have_attribute(
        "aria-current", "true"
    )
    expect(page.locator("#karte path.leaflet-interactive").first).to_be_visible()


@pytest.mark.parametrize(
    "path", ["/netzwerke/?region=lichtenberg", "/suche/?q=Ausbildung", "/netzwerke/finden/?ort=Wedding"]
)
def test_the_language_switch_keeps_the_place(path: str, oeffnen: Oeffnen) -> None:
    page = oeffnen(path)
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile(rf"/en{re.escape(path)}$"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="Deutsch").click()
    expect(page).to_have_url(re.compile(rf"[0-9]{re.escape(path)}$"))


def test_the_language_switch_keeps_a_filter_chosen_in_place(oeffnen: Oeffnen) -> None:
    page = oeffnen("/netzwerke/")
    page.get_by_label("Lichtenberg").check()
    expect(page).to_have_url(re.compile(r"region=lichtenberg$"))
    expect(page).to_have_title(re.compile(r"^Lichtenberg, "))
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile(r"/en/netzwerke/\?region=lichtenberg$"))


@pytest.mark.parametrize("path", ["/netzwerke/", "/netzwerke/grossbeerenstrasse/"])
def test_paper_shows_the_content_and_no_menus(path: str, oeffnen: Oeffnen) -> None:
    page = oeffnen(path, viewport={"width": 794, "height": 1123})
    page.emulate_media(media="print")
    for selector in ("#menu", ".nav-toggle", ".site-footer", "#filter", ".filter-toggle", ".searchbox"):
        for element in page.locator(selector).all():
            expect(element).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0


def test_a_profile_fits_on_two_sheets(oeffnen: Oeffnen) -> None:
    sheets = oeffnen("/netzwerke/motzener-strasse/").pdf(format="A4")
    assert len(re.findall(rb"/Type /Page\b", sheets)) == 2


def test_the_map_is_seen_at_once_and_the_schematic_follows(oeffnen: Oeffnen) -> None:
    page = oeffnen("/netzwerke/?ansicht=karte")
    expect(page.locator("#karte path.leaflet-interactive").first).to_be_visible()
    karte, schema = (page.locator(name).bounding_box() for name in ("#karte", "#schema"))
    assert karte
    assert schema
    assert karte["y"] < DESKTOP["height"] / 1.5
    assert schema["y"] > karte["y"] + karte["height"]


def test_a_page_of_the_server_itself_wears_our_styles(chromium: Browser, seite: str) -> None:
    page = chromium.new_page(base_url=seite, color_scheme="dark")
    answer = page.goto(f"/netzwerke/?q={'a' * 9000}")
    assert answer is not None
    assert answer.status == 414
    styles = page.evaluate(
        "[getComputedStyle(document.querySelector('h1')).fontFamily, getComputedStyle(document.body).backgroundColor]"
    )
    assert (styles[0].split(",")[0], styles[1]) == ('"Bricolage Grotesque"', "rgb(16, 24, 24)")
    assert page.evaluate("document.fonts.check('700 20px \"Bricolage Grotesque\"')")
    page.get_by_role("link", name="View all networks").click()
    assert page.url == f"{seite}/en/netzwerke/"
    page.close()


def test_paper_across_has_room_for_several_networks_in_a_row(oeffnen: Oeffnen) -> None:
    page = oeffnen("/netzwerke/", viewport={"width": 1123, "height": 794})
    page.emulate_media(media="print")
    rows = [card.bounding_box() for card in page.locator("ul.cards > li").all()[:3]]
    assert len({box["y"] for box in rows if box}) == 1
    expect(page.get_by_text("Ihr Netzwerk fehlt hier?")).to_be_hidden()


def test_who_wants_no_motion_gets_none(oeffnen: Oeffnen) -> None:
    page = oeffnen("/netzwerke/", reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    duration = "parseFloat(getComputedStyle(e).transitionDuration)"
    moving = f"[...document.querySelectorAll('*')].filter(e => {duration} > 0)"
    assert page.evaluate(f"{moving}.length") == 0


def test_the_dark_page_is_dark(oeffnen: Oeffnen) -> None:
    colours = [
        oeffnen("/", viewport=DESKTOP, color_scheme=scheme).evaluate(
            "getComputedStyle(document.body).backgroundColor"
        )
        for scheme in ("light", "dark")
    ]
    assert colours == ["rgb(246, 242, 234)", "rgb(16, 24, 24)"]
