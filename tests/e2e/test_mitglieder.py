"""Coming to belong, in a real browser: on a phone, in German, with the keyboard."""

import pytest
from playwright.sync_api import Page

from accounts.models import User
from netzwerke.models import Mitgliedschaft, Netzwerk
from notifications.models import Ausgangsmail
from tests.accounts.helpers import bestaetigt, fuehrt_app, letzte_mail, pfad_aus
from tests.e2e.conftest import PHONE
from tests.e2e.steps import barriers, press, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("seitenbaum")]


def test_from_a_profile_by_an_answer_from_the_mail_to_the_first_visit(
    tab: Page, netzwerk_a: Netzwerk, ada: User, eva: User
) -> None:
    bestaetigt(eva)
    tab.goto("/netzwerke/netzwerk-a/")
    knopf = tab.get_by_role("link", name="Mitmachen", exact=True).bounding_box()
    assert knopf is not None
    assert knopf["y"] + knopf["height"] < PHONE["height"]  # seen without scrolling
    press(tab, "Mitmachen", "link")
    tab.wait_for_url("**/netzwerke/netzwerk-a/mitmachen/")
    assert barriers(tab) == []
    tab.get_by_role("main").get_by_role("link", name="Anmelden").click()
    sign_in(tab, eva)
    tab.wait_for_url("**/netzwerke/netzwerk-a/mitmachen/")
    assert barriers(tab) == []
    tab.get_by_label("Ein Satz zu Ihnen").fill("Ich leite eine Tischlerei um die Ecke.")
    press(tab, "Anfrage stellen")
    tab.get_by_role("heading", name="Ihre Anfrage wartet auf Antwort").wait_for()
    assert barriers(tab) == []

    tab.context.clear_cookies()  # the Leitung opens the mail on her own phone, signed in nowhere
    tab.goto(pfad_aus(letzte_mail(ada.email)))
    assert barriers(tab) == []
    press(tab, "Aufnehmen")
    tab.get_by_text("gehört jetzt dazu und bekommt eine Mail").wait_for()
    tab.get_by_text("hat die Anfrage am").wait_for()

    tab.goto(pfad_aus(letzte_mail(eva.email)))
    sign_in(tab, eva)
    tab.get_by_role("link", name="Netzwerk A e. V.").first.wait_for()
    assert barriers(tab) == []


def test_from_a_pasted_list_to_an_account(tab: Page, netzwerk_a: Netzwerk, ada: User) -> None:
    secret = fuehrt_app(bestaetigt(ada))
    tab.goto("/konto/login/?next=/mein/")
    sign_in(tab, ada, secret)
    press(tab, "Netzwerk A e. V.", "link")
    press(tab, "Einladen", "link")
    tab.get_by_role("heading", name="Menschen einladen").wait_for()
    assert barriers(tab) == []
    tab.get_by_label("Adressen einfügen").fill("Kim Neu <kim@example.org>\nkein-mail\nada@example.org")
    press(tab, "Liste prüfen")
    tab.get_by_text("keine gültige E-Mail-Adresse").wait_for()
    assert barriers(tab) == []
    assert Ausgangsmail.objects.filter(empfaenger="kim@example.org").count() == 0
    press(tab, "1 Einladung senden")
    tab.get_by_text("Fertig: 1 Einladung ist unterwegs.").wait_for()
    assert barriers(tab) == []

    tab.context.clear_cookies()
    tab.goto(pfad_aus(letzte_mail("kim@example.org")))
    assert barriers(tab) == []
    press(tab, "Konto anlegen und annehmen", "link")
    tab.wait_for_url("**/konto/")
    assert barriers(tab) == []
    tab.get_by_label("Passwort", exact=True).fill("vier-Woerter-ohne-Zusammenhang")
    tab.get_by_label("Passwort noch einmal").fill("vier-Woerter-ohne-Zusammenhang")
    press(tab, "Konto anlegen und annehmen")
    tab.get_by_text("Willkommen! Sie gehören jetzt zu Netzwerk A.").wait_for()
    tab.get_by_role("heading", name="Guten Tag, Kim").wait_for()
    assert barriers(tab) == []
    assert Mitgliedschaft.objects.filter(person__email="kim@example.org", netzwerk=netzwerk_a).count() == 1
