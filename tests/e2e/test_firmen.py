"""A firm from the list of its network to the public, on a phone and with the keyboard."""

import re

import pytest
from playwright.sync_api import Page

from accounts.models import User
from core.visibility import Sichtbarkeit
from mitglieder.actions.firmen import im_register_erneuern
from mitglieder.models import Unternehmen
from netzwerke.models import Netzwerk
from tests.accounts.helpers import bestaetigt, fuehrt_app, letzte_mail, pfad_aus
from tests.e2e.steps import barriers, press, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("seitenbaum")]
INNEN = "/mein/netzwerke/netzwerk-a/unternehmen/"


def aufgenommen(tab: Page, ada: User) -> None:
    secret = fuehrt_app(bestaetigt(ada))
    tab.goto("/konto/login/?next=/mein/netzwerke/netzwerk-a/")
    sign_in(tab, ada, secret)
    press(tab, "Unternehmen", "link")
    tab.get_by_text("Noch ist kein Unternehmen eingetragen").wait_for()
    assert barriers(tab) == []
    press(tab, "Unternehmen aufnehmen", "link")
    tab.get_by_label("Name").fill("Tischlerei Beispiel")
    tab.get_by_label("Branche").select_option("C")
    assert barriers(tab) == []
    press(tab, "Unternehmen aufnehmen")
    tab.get_by_text("Tischlerei Beispiel ist aufgenommen.").wait_for()
    assert barriers(tab) == []


def angenommen(tab: Page) -> None:
    """The invited person makes an account by the link of the mail."""
    tab.context.clear_cookies()
    tab.goto(pfad_aus(letzte_mail("kim@example.org")))
    tab.get_by_text("Tischlerei Beispiel").wait_for()
    assert barriers(tab) == []
    press(tab, "Konto anlegen und annehmen", "link")
    tab.get_by_label("Passwort", exact=True).fill("vier-Woerter-ohne-Zusammenhang")
    tab.get_by_label("Passwort noch einmal").fill("vier-Woerter-ohne-Zusammenhang")
    press(tab, "Konto anlegen und annehmen")
    tab.get_by_text("Sie sprechen jetzt für Tischlerei Beispiel").wait_for()


def oeffentlich() -> None:
    Unternehmen.objects.update(sichtbarkeit=Sichtbarkeit.OEFFENTLICH)
    im_register_erneuern(Unternehmen.objects.get())


def test_from_the_list_of_a_network_to_the_public(tab: Page, netzwerk_a: Netzwerk, ada: User) -> None:
    aufgenommen(tab, ada)
    tab.get_by_label("E-Mail-Adresse").fill("kim@example.org")
    tab.get_by_label("Vorname").fill("Kim")
    tab.get_by_label("Nachname").fill("Neu")
    press(tab, "Einladung senden")
    tab.get_by_text("kim@example.org ist eingeladen.").wait_for()
    assert barriers(tab) == []
    angenommen(tab)
    tab.goto(INNEN)
    tab.get_by_role("link", name=re.compile("Tischlerei")).wait_for()
    assert barriers(tab) == []

    tab.context.clear_cookies()
    tab.goto("/unternehmen/")
    tab.get_by_text("Noch steht hier kein Unternehmen").wait_for()
    assert barriers(tab) == []
    oeffentlich()
    tab.goto("/unternehmen/")
    assert barriers(tab) == []
    press(tab, "Tischlerei Beispiel", "link")
    tab.get_by_role("heading", name="Steckbrief").wait_for()
    assert barriers(tab) == []
    press(tab, "Netzwerk A e. V.", "link")
    tab.get_by_role("heading", name="Unternehmen in diesem Netzwerk").wait_for()
    assert barriers(tab) == []
    tab.goto("/suche/?q=Tischlerei")
    tab.get_by_role("link", name="Tischlerei Beispiel").wait_for()
