"""Going: on a phone, in German, with the keyboard, and what is said about it."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from netzwerke.models import Mitgliedschaft, Netzwerk
from tests.accounts.helpers import bestaetigt, fuehrt_app, letzte_mail
from tests.e2e.steps import barriers, follow, press, prove, sign_in
from tests.factories import PASSWORT

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("seitenbaum")]
HAKEN = "Ja, ich möchte mein Konto löschen."


def to_the_end(page: Page) -> list[str]:
    """From one's own data to the last button but one; what stood in the way."""
    press(page, "Alles in meinem Bereich")
    follow(page, page.get_by_role("link", name="Meine Daten"))
    found = barriers(page)
    follow(page, "Konto löschen …")
    found += barriers(page)
    press(page, "Konto endgültig löschen")  # not before it is understood
    expect(page.get_by_label(HAKEN)).to_be_focused()
    page.keyboard.press("Space")
    follow(page, "Konto endgültig löschen", "button")
    found += barriers(page)
    prove(page)
    return found


def test_an_account_ends_and_says_so(tab: Page, netzwerk_a: Netzwerk, ada: User, ben: User) -> None:
    tab.goto("/konto/login/?next=/mein/")
    sign_in(tab, bestaetigt(ben))
    found = to_the_end(tab)
    tab.get_by_role("status").get_by_text("Ihr Konto ist gelöscht.").wait_for()
    assert tab.url.endswith("/")
    found += barriers(tab)
    tab.get_by_role("button", name="Menü").click()
    tab.get_by_role("link", name="Anmelden", exact=True).wait_for()
    assert letzte_mail("ben@example.org").betreff == "Ihr Konto ist gelöscht"

    tab.goto("/mein/")
    tab.get_by_label("E-Mail-Adresse").fill("ben@example.org")
    tab.get_by_label("Passwort", exact=True).fill(PASSWORT)
    follow(tab, "Anmelden", "button")
    tab.get_by_text("E-Mail-Adresse und Passwort passen nicht zusammen.").wait_for()
    ben.refresh_from_db()
    assert (ben.is_active, str(ben)) == (False, "Gelöschtes Konto")
    assert [row.person for row in Mitgliedschaft.objects.aktuell().filter(netzwerk=netzwerk_a)] == [ada]
    assert found == []


def test_the_last_leitung_is_told_who_must_follow_first(
    tab: Page, netzwerk_a: Netzwerk, ada: User, trouble: list[str]
) -> None:
    tab.goto("/konto/login/?next=/mein/")
    sign_in(tab, bestaetigt(ada), fuehrt_app(ada))
    found = to_the_end(tab)
    tab.get_by_role("alert").get_by_text("Das ist die letzte Leitung.").wait_for()
    found += barriers(tab)
    assert [line.partition("status of ")[2] for line in trouble] == ["400 (Bad Request)"]
    trouble.clear()
    ada.refresh_from_db()
    assert ada.is_active
    assert found == []
