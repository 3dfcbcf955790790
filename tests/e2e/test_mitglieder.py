"""Coming to belong, in a real browser: on a phone, in German, with the keyboard."""

import os
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from netzwerke.models import Mitgliedschaft, Netzwerk
from notifications.models import Ausgangsmail
from tests.accounts.helpers import bestaetigt, code, fuehrt_app, pfad_aus
from tests.factories import PASSWORT

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("seitenbaum")]
# The browser driver runs an event loop in this thread; the database is used between its calls only.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def tab(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    context = chromium.new_context(base_url=live_server.url, locale="de-DE", viewport=PHONE)  # type: ignore[arg-type]  # a size
    page = context.new_page()
    page.set_default_timeout(20_000)
    trouble: list[str] = []
    page.on("console", lambda m: trouble.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    yield page
    context.close()
    assert trouble == []


def druecken(page: Page, name: str, role: str = "button", *, exact: bool = True) -> None:
    """Reach it with the Tab key, then press it; nobody needs a mouse."""
    target = page.get_by_role(role, name=name, exact=exact).first  # type: ignore[arg-type]  # one of two roles
    for _ in range(60):
        if target.evaluate("node => node === document.activeElement"):
            break
        page.keyboard.press("Tab")
    assert target.evaluate("node => node === document.activeElement"), f"{name} is not reached by keyboard"
    page.keyboard.press("Enter")


def anmelden(page: Page, user: User, secret: str = "") -> None:
    page.get_by_label("E-Mail-Adresse").fill(user.email)
    page.get_by_label("Passwort", exact=True).fill(PASSWORT)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    if secret:
        page.get_by_label("Code aus der App").fill(code(secret))
        page.get_by_role("button", name="Anmelden", exact=True).click()


def ohne_barriere(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    assert [v["id"] for v in Axe().run(page).response["violations"]] == [], page.url


def mail_an(person: str) -> str:
    mail = Ausgangsmail.objects.filter(empfaenger=person).order_by("pk").last()
    assert mail is not None
    return pfad_aus(mail)


def test_from_a_profile_by_an_answer_from_the_mail_to_the_first_visit(
    tab: Page, netzwerk_a: Netzwerk, ada: User, eva: User
) -> None:
    bestaetigt(eva)
    tab.goto("/netzwerke/netzwerk-a/")
    knopf = tab.get_by_role("link", name="Mitmachen", exact=True).bounding_box()
    assert knopf is not None
    assert knopf["y"] + knopf["height"] < PHONE["height"]  # seen without scrolling
    druecken(tab, "Mitmachen", "link")
    tab.wait_for_url("**/netzwerke/netzwerk-a/mitmachen/")
    ohne_barriere(tab)
    tab.get_by_role("main").get_by_role("link", name="Anmelden").click()
    anmelden(tab, eva)
    tab.wait_for_url("**/netzwerke/netzwerk-a/mitmachen/")
    ohne_barriere(tab)
    tab.get_by_label("Ein Satz zu Ihnen").fill("Ich leite eine Tischlerei um die Ecke.")
    druecken(tab, "Anfrage stellen")
    tab.get_by_role("heading", name="Ihre Anfrage wartet auf Antwort").wait_for()
    ohne_barriere(tab)

    tab.context.clear_cookies()  # the Leitung opens the mail on her own phone, signed in nowhere
    tab.goto(mail_an(ada.email))
    ohne_barriere(tab)
    druecken(tab, "Aufnehmen")
    tab.get_by_text("gehört jetzt dazu und bekommt eine Mail").wait_for()
    tab.get_by_text("hat die Anfrage am").wait_for()

    tab.goto(mail_an(eva.email))
    anmelden(tab, eva)
    tab.get_by_role("link", name="Netzwerk A e. V.").first.wait_for()
    ohne_barriere(tab)


def test_from_a_pasted_list_to_an_account(tab: Page, netzwerk_a: Netzwerk, ada: User) -> None:
    secret = fuehrt_app(bestaetigt(ada))
    tab.goto("/konto/login/?next=/mein/")
    anmelden(tab, ada, secret)
    druecken(tab, "Netzwerk A e. V.", "link")
    druecken(tab, "Einladen", "link")
    tab.get_by_role("heading", name="Menschen einladen").wait_for()
    ohne_barriere(tab)
    tab.get_by_label("Adressen einfügen").fill("Kim Neu <kim@example.org>\nkein-mail\nada@example.org")
    druecken(tab, "Liste prüfen")
    tab.get_by_text("keine gültige E-Mail-Adresse").wait_for()
    ohne_barriere(tab)
    assert Ausgangsmail.objects.filter(empfaenger="kim@example.org").count() == 0
    druecken(tab, "1 Einladung senden")
    tab.get_by_text("Fertig: 1 Einladung ist unterwegs.").wait_for()
    ohne_barriere(tab)

    tab.context.clear_cookies()
    tab.goto(mail_an("kim@example.org"))
    ohne_barriere(tab)
    druecken(tab, "Konto anlegen und annehmen", "link")
    tab.wait_for_url("**/konto/")
    ohne_barriere(tab)
    tab.get_by_label("Passwort", exact=True).fill("vier-Woerter-ohne-Zusammenhang")
    tab.get_by_label("Passwort noch einmal").fill("vier-Woerter-ohne-Zusammenhang")
    druecken(tab, "Konto anlegen und annehmen")
    tab.get_by_text("Willkommen! Sie gehören jetzt zu Netzwerk A.").wait_for()
    tab.get_by_role("heading", name="Guten Tag, Kim").wait_for()
    ohne_barriere(tab)
    assert Mitgliedschaft.objects.filter(person__email="kim@example.org", netzwerk=netzwerk_a).count() == 1
