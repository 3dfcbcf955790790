"""Invited from a list and in with a passkey: on a phone, in German, with the keyboard."""

import pytest
from playwright.sync_api import Page

from accounts.models import User
from accounts.passkeys import beginnen
from mitglieder.actions.einladung import einladen
from mitglieder.einladungen import token_von
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from tests.accounts.helpers import bestaetigt, fuehrt_app, letzte_mail, pfad_aus
from tests.e2e.steps import barriers, fill, follow, has_passkeys, press, prove, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("seitenbaum")]
KIM = "kim@example.org"
LISTE = "E-Mail;Vorname;Nachname;Rolle\nkim@example.org;Kim;Neu;Leitung\nkim@example.org;Kim;Neu;Leitung\n"


@pytest.fixture
def link(netzwerk_a: Netzwerk, ada: User) -> str:
    einladung = einladen(netzwerk_a, person=ada, email=KIM, rolle=Rolle.MITGLIED, vorname="Kim")
    return f"/einladung/{token_von(einladung)}/"


def test_from_a_list_to_a_leitung_without_a_password(
    tab: Page, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User
) -> None:
    tab.goto("/konto/login/?next=/mein/netzwerke/netzwerk-a/einladen/")
    sign_in(tab, bestaetigt(ada), fuehrt_app(ada))
    upload = {"name": "liste.csv", "mimeType": "text/csv", "buffer": LISTE.encode()}
    tab.get_by_label("oder eine Datei hochladen").set_input_files(upload)  # type: ignore[arg-type]  # a file
    follow(tab, "Liste prüfen", "button")
    tab.get_by_text("steht schon weiter oben in der Liste").wait_for()
    follow(tab, "1 Einladung senden", "button")
    prove(tab)  # the list makes somebody a Leitung
    tab.get_by_text("Fertig: 1 Einladung ist unterwegs.").wait_for()

    tab.context.clear_cookies()  # Kim reads the mail on a phone of her own
    has_passkeys(tab)
    tab.goto(pfad_aus(letzte_mail(KIM)))
    found = barriers(tab)
    follow(tab, "Konto anlegen und annehmen")
    found += barriers(tab)
    follow(tab, "Mit Passkey, ohne Passwort", "button")
    found += barriers(tab)
    fill(tab, "Vorname", "")
    press(tab, "Mit Passkey annehmen")  # the browser asks for the name before the device is asked
    assert tab.evaluate("document.activeElement.name") == "first_name"
    fill(tab, "Vorname", "Kim")
    follow(tab, "Mit Passkey annehmen", "button")
    tab.get_by_text("Willkommen! Sie gehören jetzt zu Netzwerk A.").wait_for()
    assert len(tab.locator("#codes").inner_text().split()) == 10
    found += barriers(tab)
    follow(tab, "Ich habe sie gesichert")
    tab.get_by_role("heading", name="Guten Tag, Kim").wait_for()
    assert tab.get_by_text("zweiten Faktor").count() == 0
    found += barriers(tab)

    # Another network invites her too: she signs in on the way, and is back at the invitation.
    einladung = einladen(netzwerk_b, person=cem, email=KIM, rolle=Rolle.MITGLIED)
    tab.context.clear_cookies()
    tab.goto(f"/einladung/{token_von(einladung)}/")
    found += barriers(tab)
    follow(tab, "Anmelden und weiter")
    follow(tab, "Mit Passkey anmelden", "button")
    follow(tab, "Einladung annehmen", "button")
    tab.get_by_text("Willkommen! Sie gehören jetzt zu Netzwerk B.").wait_for()
    roles = Mitgliedschaft.objects.aktuell().filter(person__email=KIM).order_by("pk")
    assert [(row.netzwerk, row.rolle) for row in roles] == [(netzwerk_a, "leitung"), (netzwerk_b, "mitglied")]
    assert found == []


def test_a_device_that_says_no_is_told_and_the_password_is_near(tab: Page, link: str) -> None:
    has_passkeys(tab, isUserVerified=False)
    tab.goto(f"{link}konto/")
    follow(tab, "Mit Passkey, ohne Passwort", "button")
    fill(tab, "Nachname", "Neu")
    press(tab, "Mit Passkey annehmen")
    tab.get_by_role("alert").get_by_text("oder die Abfrage wurde abgebrochen").wait_for()
    found = barriers(tab)
    follow(tab, "Lieber mit Passwort")
    tab.get_by_label("Passwort", exact=True).wait_for()
    assert found == []


def test_a_browser_without_passkeys_is_told_of_other_ways(tab: Page, link: str) -> None:
    tab.add_init_script("delete window.PublicKeyCredential")
    tab.goto(f"{link}konto/")
    tab.get_by_role("button", name="Konto anlegen und annehmen").wait_for()
    assert tab.get_by_text("Passkey").locator("visible=true").count() == 0
    beginnen(KIM, sprache="de")
    for path, button in (
        (f"{link}passkey/", "Mit Passkey annehmen"),
        ("/konto/login/", "Mit Passkey anmelden"),
    ):
        tab.goto(path)
        tab.get_by_text("Dieser Browser kann hier keine Passkeys.").wait_for()
        assert tab.get_by_role("button", name=button).count() == 0
        assert barriers(tab) == []
