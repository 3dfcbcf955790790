"""Handing over a network, on a phone and by keyboard alone: give the Leitung, read the book, leave."""

import os
import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from tests.accounts.helpers import bestaetigt, code, fuehrt_app
from tests.factories import PASSWORT

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("seitenbaum")]
# The browser driver runs an event loop in this thread; the database is used between its calls only.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
INNEN = "/mein/netzwerke/netzwerk-a/"


@pytest.fixture
def tab(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    url = live_server.url.replace("127.0.0.1", "localhost")
    context = chromium.new_context(base_url=url, locale="de-DE", viewport={"width": 360, "height": 740})
    trouble: list[str] = []
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.on("console", lambda m: trouble.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    yield page
    context.close()
    assert trouble == []


def press(page: Page, target: Locator) -> None:
    """Reach it with the tab key, and press Enter."""
    target.wait_for()
    for _ in range(60):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"the tab key does not reach {target}")


def follow(page: Page, target: Locator) -> None:
    """The same for what leads to another page."""
    with page.expect_navigation():
        press(page, target)


def barriers(page: Page) -> list[str]:
    found = [violation["id"] for violation in Axe().run(page).response["violations"]]
    wider = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return found + (["wider than the screen"] if wider else [])


def sign_in(page: Page, user: User, secret: str) -> None:
    page.goto("/konto/login/")
    page.get_by_label("E-Mail-Adresse").fill(user.email)
    page.get_by_label("Passwort", exact=True).fill(PASSWORT)
    page.keyboard.press("Enter")
    page.get_by_label("Code aus der App").fill(code(secret))
    page.keyboard.press("Enter")
    page.wait_for_url("**/mein/")


def test_the_leitung_hands_over_and_leaves(tab: Page, netzwerk_a: Netzwerk, ada: User, ben: User) -> None:
    sign_in(tab, bestaetigt(ada), fuehrt_app(ada))
    found = barriers(tab)
    follow(tab, tab.get_by_role("link", name="Netzwerk A e. V.", exact=True))
    tab.wait_for_url(f"**{INNEN}")
    found += barriers(tab)

    follow(tab, tab.get_by_role("link", name="Netzwerk verlassen"))
    follow(tab, tab.get_by_role("button", name="Netzwerk verlassen"))
    tab.get_by_role("alert").get_by_text("Das ist die letzte Leitung.").wait_for()
    found += barriers(tab)
    follow(tab, tab.get_by_role("alert").get_by_role("link", name="Personen und Rollen"))
    found += barriers(tab)

    follow(tab, tab.get_by_role("link", name=re.compile(f"Verwalten.*{ben.get_full_name()}")))
    tab.get_by_label("Rolle", exact=True).select_option("leitung")
    tab.get_by_label("Amt", exact=False).last.fill("Vorsitz")
    found += barriers(tab)
    follow(tab, tab.get_by_role("button", name="Rolle geben"))
    tab.get_by_label("Passwort", exact=True).fill(PASSWORT)
    tab.keyboard.press("Enter")
    tab.get_by_text("Die Person hat eine Mail bekommen.").first.wait_for()
    assert tab.locator(".rolle b").all_inner_texts() == ["Vorsitz", "Mitglied"]

    tab.goto(INNEN)
    follow(tab, tab.get_by_role("link", name="Übergabe an Nachfolger:innen"))
    follow(tab, tab.get_by_role("button", name=re.compile("Abhaken.*Schlüssel und Räume")))
    tab.get_by_text("erledigt am").wait_for()
    found += barriers(tab)
    with tab.expect_download() as download:
        press(tab, tab.get_by_role("button", name="Handbuch als PDF laden"))
    assert download.value.suggested_filename == "staffelstab-netzwerk-a.pdf"

    tab.goto(f"{INNEN}verlassen/")
    follow(tab, tab.get_by_role("button", name="Netzwerk verlassen"))
    tab.get_by_text("Sie gehören nicht mehr zu Netzwerk A e. V.").wait_for()
    tab.get_by_text("Sie gehören noch zu keinem Netzwerk.").wait_for()
    assert found == []
    leads = Mitgliedschaft.objects.aktuell().filter(netzwerk=netzwerk_a, rolle=Rolle.LEITUNG)
    assert [row.person for row in leads] == [ben]
