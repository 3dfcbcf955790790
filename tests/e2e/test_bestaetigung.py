"""From the letter to the confirmed entry: German, on a phone, by keyboard, without login."""

import os
from collections.abc import Iterator
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from mitglieder.actions.jahresfrage import jahresfrage
from mitglieder.models import Aenderungswunsch
from netzwerke.models import Netzwerk
from notifications.models import Ausgangsmail

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("seitenbaum")]
# The browser driver runs an event loop in this thread; the database is used between its calls only.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
MOST_STOPS = 40  # focus stops of a page before its button; more would be a trap


@pytest.fixture
def phone(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    context = chromium.new_context(
        base_url=live_server.url, locale="de-DE", viewport={"width": 360, "height": 740}
    )
    trouble: list[str] = []
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.on("console", lambda m: trouble.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    yield page
    context.close()
    assert trouble == []


def link_of_the_letter() -> str:
    return "/bestaetigen/" + Ausgangsmail.objects.get().text.partition("/bestaetigen/")[2].split()[0]


def press(page: Page, words: str) -> None:
    """Go there with the tab key, and press it."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText").strip() == words:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"“{words}” is not reached with the tab key")


def barriers(page: Page) -> list[str]:
    found = [violation["id"] for violation in Axe().run(page).response["violations"]]
    wider = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*found, "wider than the screen"] if wider else found


def test_an_entry_is_confirmed_from_the_mail_by_keyboard(
    phone: Page, netzwerk_a: Netzwerk, ada: User
) -> None:
    Netzwerk.objects.update(bestaetigt_am=date(2020, 1, 1))
    jahresfrage()
    phone.goto(link_of_the_letter())
    phone.get_by_text("Gewerbegebiet Beispielstraße").wait_for()
    assert barriers(phone) == []

    press(phone, "Etwas hat sich geändert")
    phone.get_by_label("Texte und Bilder").focus()
    assert barriers(phone) == []
    press(phone, "Änderungen melden")
    phone.get_by_text("Schreiben Sie auf, was sich geändert hat").wait_for()
    phone.get_by_label("Texte und Bilder").focus()
    phone.keyboard.type("Ein neues Bild vom Hof")
    press(phone, "Änderungen melden")
    phone.get_by_text("Ihre Änderungen sind notiert").wait_for()

    press(phone, "Alles stimmt")
    phone.get_by_text("Danke. Der Eintrag ist bestätigt.").wait_for()
    phone.emulate_media(color_scheme="dark")
    assert barriers(phone) == []
    phone.goto("/netzwerke/netzwerk-a/")
    phone.get_by_text("durch die Leitung").wait_for()
    assert Netzwerk.objects.get().bestaetigt_am == timezone.localdate()
    assert Aenderungswunsch.objects.get().text == "Ein neues Bild vom Hof"
