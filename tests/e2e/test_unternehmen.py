"""A firm comes to a network and goes again, on a phone and by keyboard: its people come and go with it."""

import pytest
from django.db import transaction
from playwright.sync_api import Page

from accounts.models import User
from mitglieder.actions.beitritt import annehmen
from mitglieder.models import Beitrittsanfrage
from netzwerke.models import Netzwerk
from tests.accounts.helpers import bestaetigt, letzte_mail, pfad_aus
from tests.e2e.steps import barriers, press, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("seitenbaum")]


def als(page: Page, user: User, path: str) -> None:
    page.context.clear_cookies()
    page.goto(f"/konto/login/?next={path}")
    sign_in(page, user)
    page.wait_for_url(f"**{path}")


def test_a_firm_joins_a_colleague_comes_in_and_goes_with_it(
    tab: Page, netzwerk_a: Netzwerk, ada: User, eva: User, dana: User
) -> None:
    for person in (eva, dana):
        bestaetigt(person)
    als(tab, eva, "/mein/unternehmen/")
    enter_firm(tab)
    ask_to_join(tab)
    with transaction.atomic():
        annehmen(Beitrittsanfrage.objects.get(), person=ada)
    tab.reload()
    offer_seat(tab, dana.email)
    take_seat(tab, dana)
    als(tab, eva, "/mein/unternehmen/werkstatt-beispiel/")
    leave_network(tab)
    als(tab, dana, "/mein/")
    tab.get_by_text("Sie gehören noch zu keinem Netzwerk.").wait_for()
    response = tab.request.get("/mein/netzwerke/netzwerk-a/personen/")
    assert response.status == 404


def enter_firm(tab: Page) -> None:
    assert barriers(tab) == []
    press(tab, "Unternehmen eintragen", "link")
    tab.get_by_role("heading", name="Unternehmen eintragen").wait_for()
    assert barriers(tab) == []
    tab.get_by_label("Name", exact=True).fill("Werkstatt Beispiel")
    tab.get_by_label("Branche").select_option("C")
    press(tab, "Unternehmen eintragen")
    tab.get_by_text("Werkstatt Beispiel ist eingetragen.").wait_for()
    assert barriers(tab) == []


def ask_to_join(tab: Page) -> None:
    press(tab, "Einem Netzwerk beitreten", "link")
    tab.get_by_role("heading", name="Netzwerk finden").wait_for()
    assert barriers(tab) == []
    tab.get_by_label("Netzwerk A e. V.").check()
    press(tab, "Weiter mit der Auswahl")
    tab.get_by_role("heading", name="Anfrage stellen").wait_for()
    tab.get_by_label("Ein Satz zu Ihnen").fill("Wir arbeiten um die Ecke.")
    assert tab.get_by_label("Werkstatt Beispiel").is_checked()
    assert barriers(tab) == []
    press(tab, "Anfrage stellen")
    tab.get_by_role("heading", name="Wartet auf Antwort").wait_for()
    assert barriers(tab) == []


def offer_seat(tab: Page, email: str) -> None:
    press(tab, "Sitz anbieten", "link")
    tab.get_by_role("heading", name="Sitz anbieten").wait_for()
    assert barriers(tab) == []
    tab.get_by_label("E-Mail-Adresse").fill(email)
    press(tab, "Sitz anbieten")
    tab.get_by_text("Das Angebot an dana@example.org ist unterwegs.").wait_for()
    assert barriers(tab) == []


def take_seat(tab: Page, dana: User) -> None:
    tab.context.clear_cookies()
    tab.goto(pfad_aus(letzte_mail(dana.email)))
    assert barriers(tab) == []
    press(tab, "Anmelden und weiter", "link")
    sign_in(tab, dana)
    tab.get_by_role("button", name="Sitz annehmen").wait_for()
    press(tab, "Sitz annehmen")
    tab.get_by_text("Willkommen! Sie sitzen jetzt für Werkstatt Beispiel.").wait_for()
    assert barriers(tab) == []
    tab.goto("/mein/netzwerke/netzwerk-a/personen/")
    tab.get_by_text("über Werkstatt Beispiel").first.wait_for()
    assert barriers(tab) == []


def leave_network(tab: Page) -> None:
    press(tab, tab.get_by_role("link", name="Austreten"))
    tab.get_by_text("Den Zugang verlieren:").wait_for()
    assert barriers(tab) == []
    press(tab, "Austreten")
    tab.get_by_text("Werkstatt Beispiel gehört nicht mehr zu Netzwerk A.").wait_for()
