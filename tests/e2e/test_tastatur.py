"""What visitors do by keyboard: menus, filters, suggestions."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE

pytestmark = pytest.mark.browser
Oeffnen = Callable[..., Page]


# --- Keyboard ------------------------------------------------------------------------------------------


def focused(page: Page) -> str:
    return page.evaluate(
        "document.activeElement.id || document.activeElement.value || document.activeElement.tagName"
    )


def test_the_first_key_offers_to_skip_the_menus(oeffnen: Oeffnen) -> None:
    page = oeffnen("/netzwerke/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert focused(page) == "inhalt"


@pytest.mark.parametrize("path", ["/netzwerke/", "/netzwerke/?ansicht=karte"])
def test_before_the_filters_a_key_leads_past_them(path: str, oeffnen: Oeffnen) -> None:
    page = oeffnen(path)
    link = page.get_by_role("link", name="Filter überspringen")
    expect(link).to_have_css("clip-path", "inset(50%)")
    page.locator(".directory-head :is(a, button)").last.focus()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(link).to_have_css("clip-path", "none")
    expect(link).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    assert focused(page) == "treffer"
    page.keyboard.press("Tab")
    expect(page.locator(".results :focus")).to_have_count(1)


def test_where_the_filters_are_a_sheet_there_is_nothing_to_skip(oeffnen: Oeffnen) -> None:
    page = oeffnen("/netzwerke/", viewport=PHONE)
    expect(page.get_by_text("Filter überspringen")).to_be_hidden()


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(oeffnen: Oeffnen) -> None:
    page = oeffnen("/", viewport=PHONE)
    button, menu = page.get_by_role("button", name="Menü"), page.locator("#menu")
    expect(menu).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#menu') !== null")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()


def test_links_of_a_closed_menu_get_no_focus(oeffnen: Oeffnen) -> None:
    page = oeffnen("/", viewport=PHONE)
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('#menu') === null")


def test_a_filter_chosen_by_space_keeps_the_focus(oeffnen: Oeffnen) -> None:
    page = oeffnen("/netzwerke/")
    page.get_by_label("Lichtenberg").focus()
    page.keyboard.press("Space")
    expect(page.locator("#treffer")).to_have_text(re.compile(r" von 40 "))
    expect(page.get_by_label("Lichtenberg")).to_be_focused()
    assert page.url.endswith("?region=lichtenberg")


def test_a_filter_behind_more_stays_open_and_focused(oeffnen: Oeffnen) -> None:
    page = oeffnen("/netzwerke/")
    page.locator("#mehr-schwerpunkt > summary").click()
    box = page.locator("#mehr-schwerpunkt input").first
    value = box.get_attribute("value")
    box.focus()
    page.keyboard.press("Space")
    expect(page.locator("#treffer")).to_have_text(re.compile(r" von 40 "))
    assert focused(page) == value


def test_suggestions_are_walked_by_arrows_and_closed_by_escape(oeffnen: Oeffnen) -> None:
    page = oeffnen("/suche/")
    box, options = page.get_by_role("combobox"), page.get_by_role("option")
    box.press_sequentially("Großbeeren")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("Großbeeren")


def test_a_chosen_suggestion_opens_its_page(oeffnen: Oeffnen) -> None:
    page = oeffnen("/suche/")
    page.get_by_role("combobox").press_sequentially("Großbeerenstr")
    expect(page.get_by_role("option").first).to_contain_text("Großbeerenstraße")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/netzwerke/grossbeerenstrasse/$"))
