"""From the letter to the confirmed entry: German, on a phone, by keyboard, without login."""

from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from accounts.models import User
from mitglieder.actions.jahresfrage import jahresfrage
from mitglieder.models import Aenderungswunsch
from netzwerke.models import Netzwerk
from tests.accounts.helpers import letzte_mail, pfad_aus
from tests.e2e.steps import barriers, press

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("seitenbaum")]


def test_an_entry_is_confirmed_from_the_mail_by_keyboard(tab: Page, netzwerk_a: Netzwerk, ada: User) -> None:
    Netzwerk.objects.update(bestaetigt_am=date(2020, 1, 1))
    jahresfrage()
    tab.goto(pfad_aus(letzte_mail(ada.email)))
    tab.get_by_text("Gewerbegebiet Beispielstraße").wait_for()
    assert barriers(tab) == []

    press(tab, "Etwas hat sich geändert", "link")
    tab.get_by_label("Texte und Bilder").focus()
    assert barriers(tab) == []
    press(tab, "Änderungen melden")
    tab.get_by_text("Schreiben Sie auf, was sich geändert hat").wait_for()
    tab.get_by_label("Texte und Bilder").focus()
    tab.keyboard.type("Ein neues Bild vom Hof")
    press(tab, "Änderungen melden")
    tab.get_by_text("Ihre Änderungen sind notiert").wait_for()

    press(tab, "Sonst stimmt alles")
    tab.get_by_text("Danke. Der Eintrag ist bestätigt.").wait_for()
    tab.emulate_media(color_scheme="dark")
    assert barriers(tab) == []
    tab.goto("/netzwerke/netzwerk-a/")
    tab.get_by_text("durch die Leitung").wait_for()
    assert Netzwerk.objects.get().bestaetigt_am == timezone.localdate()
    assert Aenderungswunsch.objects.get().text == "Ein neues Bild vom Hof"
