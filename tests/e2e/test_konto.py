"""Accounts in a real browser: app, passkey, and every page without a barrier."""

from typing import Literal

import pytest
from playwright.sync_api import Page

from accounts.models import User
from tests.accounts.helpers import bestaetigt, code, fuehrt_app
from tests.accounts.test_seiten import SIGNED_IN, VISITOR, WITH_APP
from tests.e2e.steps import barriers, has_passkeys, prove, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("seitenbaum")]
Scheme = Literal["light", "dark"]
WIDTHS = (320, 1280)
LOGIN = "/konto/login/"
PROOF = "/konto/reauthenticate/?next=/konto/"


def test_an_app_and_a_passkey_are_set_up_and_open_the_account(tab: Page, eva: User) -> None:
    tab.goto(LOGIN)
    sign_in(tab, bestaetigt(eva))
    tab.goto(PROOF)
    prove(tab)
    tab.goto("/konto/2fa/totp/activate/")
    secret = tab.locator("#schluessel").inner_text().replace(" ", "")
    tab.get_by_label("Code aus der App").fill("12")
    tab.get_by_role("button", name="App einrichten").click()
    assert tab.evaluate("document.activeElement.getAttribute('role')") == "alert"
    tab.get_by_label("Code aus der App").fill(code(secret))
    tab.get_by_role("button", name="App einrichten").click()
    assert len(tab.locator("#codes").inner_text().split()) == 10

    has_passkeys(tab)
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
    tab.goto(LOGIN)
    sign_in(tab, eva, secret)
    tab.get_by_role("heading", name="Guten Tag, Eva").wait_for()
    assert tab.url.endswith("/mein/")


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
    found = of_pages(tab, prefix, VISITOR, widths)
    tab.goto(LOGIN)
    sign_in(tab, eva)
    tab.goto(PROOF)
    prove(tab)
    found += of_pages(tab, prefix, SIGNED_IN, widths)
    fuehrt_app(eva)
    found += of_pages(tab, prefix, WITH_APP, widths)
    assert found == []


def of_pages(page: Page, prefix: str, paths: dict[str, str], widths: tuple[int, ...]) -> list[str]:
    found = []
    for path in paths:
        page.goto(f"{prefix}/konto/{path}")
        for width in widths:
            page.set_viewport_size({"width": width, "height": 800})
            found += [f"{width} {barrier}" for barrier in barriers(page)]
    return found
