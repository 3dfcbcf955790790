"""From the researched entry to the confirmed one: on a phone, by keyboard, with the proof from the mail."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from accounts.models import User
from netzwerke.models import Netzwerk
from tests.accounts.helpers import bestaetigt, code
from tests.e2e.test_konto import tab  # noqa: F401 — a fixture
from tests.factories import PASSWORT, NetzwerkFactory
from tests.mitglieder.helpers import link_in

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("seitenbaum", "wurzelsammlung")]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the database is used between the browser's calls


def press(page: Page, name: str, role: str = "button") -> None:
    """Reach a button or link with the Tab key alone, and press Enter."""
    target = page.get_by_role(role, name=name).first  # type: ignore[arg-type]  # a plain word
    for _ in range(120):
        if target.evaluate("element => element === document.activeElement"):
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} cannot be reached by keyboard")


def check(page: Page) -> None:
    """Nothing in the way of anybody, and no wider than the phone."""
    assert [violation["id"] for violation in Axe().run(page).response["violations"]] == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_an_entry_is_taken_over_proved_by_mail_and_confirmed(
    tab: Page,  # noqa: F811 — the fixture
    eva: User,
) -> None:
    NetzwerkFactory(name="Alpha e. V.", kurzname="Alpha", slug="alpha", kontakt_email="post@alpha.example")
    bestaetigt(eva)
    tab.goto("/netzwerke/alpha/")
    press(tab, "Das ist unser Netzwerk", "link")
    tab.get_by_label("E-Mail-Adresse").fill(eva.email)
    tab.get_by_label("Passwort", exact=True).fill(PASSWORT)
    tab.keyboard.press("Enter")

    expect(tab.get_by_role("heading", name="Wer sind Sie?")).to_be_visible()
    check(tab)
    tab.get_by_label("Ihre Aufgabe im Netzwerk").focus()
    tab.keyboard.type("Vorsitz")
    tab.keyboard.press("Tab")
    tab.keyboard.type("Ich leite den Verein seit 2019.")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Space")
    press(tab, "Übernahme beantragen")
    expect(tab.get_by_text("Ihr Antrag ist eingegangen.")).to_be_visible()
    check(tab)

    tab.goto(link_in("uebernahme-nachweis"))
    check(tab)
    press(tab, "Ja, bestätigen")
    expect(tab.get_by_role("heading", name="Bestätigt")).to_be_visible()

    tab.goto("/mein/")
    press(tab, "Jetzt einrichten", "link")
    second_factor(tab)
    tab.goto("/mein/")
    first = tab.locator(".mein-offen li").first
    expect(first).to_contain_text("Prüfen Sie die Angaben zu Alpha")
    press(tab, "Angaben prüfen", "link")
    tab.wait_for_url("**/pruefen/")
    check(tab)
    tab.get_by_label("Gebiet", exact=True).fill("Am neuen Hafen")
    press(tab, "Alles stimmt: bestätigen")
    expect(tab.get_by_text("Danke. Ihr Eintrag ist bestätigt.")).to_be_visible()
    assert Netzwerk.objects.get().bestaetigt_am is not None
    expect(tab.get_by_text("noch nicht bestätigt")).to_have_count(0)
    expect(tab.get_by_text("Am neuen Hafen").first).to_be_visible()


def second_factor(page: Page) -> None:
    """From the banner that every page of the personal area shows until it is done."""
    page.wait_for_url("**/konto/**")
    if "reauthenticate" in page.url:
        page.get_by_label("Passwort", exact=True).fill(PASSWORT)
        page.keyboard.press("Enter")
    page.get_by_label("Code aus der App").fill(
        code(page.locator("#schluessel").inner_text().replace(" ", ""))
    )
    page.get_by_role("button", name="App einrichten").click()
    page.locator("#codes").wait_for()
