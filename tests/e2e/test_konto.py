"""Accounts in a real browser: app, passkey, and every page without a barrier."""

import os
from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.accounts.helpers import bestaetigt, code, fuehrt_app
from tests.accounts.test_seiten import SIGNED_IN, VISITOR, WITH_APP
from tests.factories import PASSWORT

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("seitenbaum")]
Scheme = Literal["light", "dark"]
WIDTHS = (320, 1280)
# The browser driver runs an event loop in this thread; the database is used between its calls only.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
# A virtual device in the browser that says yes to everything, as a finger on a sensor does.
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def tab(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A tab of the account pages at `localhost`, because passkeys belong to a host name."""
    url = live_server.url.replace("127.0.0.1", "localhost")
    context = chromium.new_context(base_url=url, locale="de-DE", viewport={"width": 360, "height": 740})
    trouble: list[str] = []
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.on("console", lambda m: trouble.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    yield page
    context.close()
    assert trouble == []


def sign_in(page: Page, user: User) -> None:
    page.goto("/konto/login/")
    page.get_by_label("E-Mail-Adresse").fill(user.email)
    page.get_by_label("Passwort", exact=True).fill(PASSWORT)
    page.get_by_role("button", name="Anmelden", exact=True).click()


def prove(page: Page) -> None:
    """Confirm with the password that it is still the same person."""
    page.goto("/konto/reauthenticate/?next=/konto/")
    page.get_by_label("Passwort", exact=True).fill(PASSWORT)
    page.get_by_role("button", name="Bestätigen", exact=True).click()


def test_an_app_and_a_passkey_are_set_up_and_open_the_account(tab: Page, eva: User) -> None:
    sign_in(tab, bestaetigt(eva))
    prove(tab)
    tab.goto("/konto/2fa/totp/activate/")
    secret = tab.locator("#schluessel").inner_text().replace(" ", "")
    tab.get_by_label("Code aus der App").fill("12")
    tab.get_by_role("button", name="App einrichten").click()
    assert tab.evaluate("document.activeElement.getAttribute('role')") == "alert"
    tab.get_by_label("Code aus der App").fill(code(secret))
    tab.get_by_role("button", name="App einrichten").click()
    assert len(tab.locator("#codes").inner_text().split()) == 10

    device = tab.context.new_cdp_session(tab)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    tab.goto("/konto/2fa/webauthn/add/")
    tab.get_by_role("button", name="Passkey hinzufügen").click()
    tab.get_by_text("Der Passkey ist hinzugefügt.").wait_for()

    tab.goto("/konto/logout/")
    tab.get_by_role("button", name="Abmelden").click()
    tab.goto("/konto/login/?next=/konto/email/")
    tab.get_by_role("button", name="Mit Passkey anmelden").click()
    tab.wait_for_url("**/konto/email/")


def test_the_code_of_the_app_is_asked_for(tab: Page, eva: User) -> None:
    secret = fuehrt_app(bestaetigt(eva))
    sign_in(tab, eva)
    tab.get_by_label("Code aus der App").fill(code(secret))
    tab.get_by_role("button", name="Anmelden", exact=True).click()
    tab.get_by_role("heading", name="Guten Tag, Eva").wait_for()


# German in every combination; English differs in its words only.
@pytest.mark.parametrize(
    ("prefix", "scheme", "widths"),
    [("", "light", WIDTHS), ("", "dark", WIDTHS), ("/en", "light", WIDTHS[:1]), ("/en", "dark", WIDTHS[1:])],
)
def test_no_account_page_has_a_barrier(
    prefix: str, scheme: Scheme, widths: tuple[int, ...], tab: Page, eva: User
) -> None:
    tab.emulate_media(color_scheme=scheme)
    bestaetigt(eva)
    found = barriers(tab, prefix, VISITOR, widths)
    sign_in(tab, eva)
    prove(tab)
    found += barriers(tab, prefix, SIGNED_IN, widths)
    fuehrt_app(eva)
    found += barriers(tab, prefix, WITH_APP, widths)
    assert found == []


def barriers(page: Page, prefix: str, paths: dict[str, str], widths: tuple[int, ...]) -> list[str]:
    found = []
    for path in paths:
        page.goto(f"{prefix}/konto/{path}")
        for width in widths:
            page.set_viewport_size({"width": width, "height": 800})
            results = Axe().run(page)
            wider = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            found += [f"{path} {width} {v['id']}" for v in results.response["violations"]]
            found += [f"{path} {width} is wider than the screen"] if wider else []
    return found
