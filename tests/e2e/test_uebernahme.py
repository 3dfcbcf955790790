"""From the researched entry to the confirmed one: on a phone, by keyboard, with the proof from the mail."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from netzwerke.models import Netzwerk
from tests.accounts.helpers import bestaetigt, code
from tests.e2e.steps import barriers, press, prove, sign_in
from tests.factories import NetzwerkFactory
from tests.mitglieder.helpers import link_in

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("seitenbaum", "wurzelsammlung")]


def test_an_entry_is_taken_over_proved_by_mail_and_confirmed(tab: Page, eva: User) -> None:
    NetzwerkFactory(name="Alpha e. V.", kurzname="Alpha", slug="alpha", kontakt_email="post@alpha.example")
    bestaetigt(eva)
    tab.goto("/netzwerke/alpha/")
    press(tab, "Das ist unser Netzwerk", "link")
    tab.wait_for_url("**/netzwerke/alpha/uebernehmen/")
    assert barriers(tab) == []
    tab.get_by_role("main").get_by_role("link", name="Anmelden").click()
    sign_in(tab, eva)

    expect(tab.get_by_role("heading", name="Wer sind Sie?")).to_be_visible()
    assert barriers(tab) == []
    tab.get_by_label("Ihre Aufgabe im Netzwerk").focus()
    tab.keyboard.type("Vorsitz")
    tab.keyboard.press("Tab")
    tab.keyboard.type("Ich leite den Verein seit 2019.")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Space")
    press(tab, "Übernahme beantragen")
    expect(tab.get_by_text("Ihr Antrag ist eingegangen.")).to_be_visible()
    assert barriers(tab) == []

    tab.goto(link_in("uebernahme-nachweis"))
    assert barriers(tab) == []
    press(tab, "Ja, bestätigen")
    expect(tab.get_by_role("heading", name="Bestätigt")).to_be_visible()

    tab.goto("/mein/")
    press(tab, "Jetzt einrichten", "link")
    second_factor(tab)
    tab.goto("/mein/")
    first = tab.locator(".mein-offen li").first
    expect(first).to_contain_text("Prüfen Sie die Angaben zu Alpha")
    press(tab, tab.get_by_role("link", name="Angaben prüfen"))
    tab.wait_for_url("**/pruefen/")
    assert barriers(tab) == []
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
        prove(page)
    page.get_by_label("Code aus der App").fill(
        code(page.locator("#schluessel").inner_text().replace(" ", ""))
    )
    page.get_by_role("button", name="App einrichten").click()
    page.locator("#codes").wait_for()
