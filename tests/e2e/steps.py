"""What people do in a journey: go by the Tab key, press, sign in, prove who they are."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

from accounts.models import User
from tests.accounts.helpers import code
from tests.factories import PASSWORT

MOST_STOPS = 80  # focus stops on the way to a button; more would be a trap
# A virtual device in the browser that says yes to everything, as a finger on a sensor does.
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def press(page: Page, what: str | Locator, role: str = "button") -> None:
    """Reach a thing, or the first of that name, with the Tab key alone, and press Enter."""
    target = page.get_by_role(role, name=what, exact=True).first if isinstance(what, str) else what  # type: ignore[arg-type]  # a plain word
    target.wait_for()
    for _ in range(MOST_STOPS):
        if target.evaluate("element => element === document.activeElement"):
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{what} is not reached by keyboard")


def follow(page: Page, what: str | Locator, role: str = "link") -> None:
    """The same for what leads to another page."""
    with page.expect_navigation():
        press(page, what, role)


def fill(page: Page, label: str, text: str) -> None:
    page.get_by_label(label, exact=True).focus()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.press("Delete")
    page.keyboard.type(text)


def barriers(page: Page) -> list[str]:
    """What stands in the way of anybody: found by axe, or wider than the phone."""
    found = [violation["id"] for violation in Axe().run(page).response["violations"]]
    wider = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [f"{page.url} {what}" for what in (*found, *(["is wider than the screen"] if wider else []))]


def sign_in(page: Page, user: User, secret: str = "") -> None:
    """On the page of the login, where one was led or went to."""
    page.get_by_label("E-Mail-Adresse").fill(user.email)
    page.get_by_label("Passwort", exact=True).fill(PASSWORT)
    follow(page, "Anmelden", "button")
    if secret:
        page.get_by_label("Code aus der App").fill(code(secret))
        follow(page, "Anmelden", "button")


def prove(page: Page) -> None:
    """Confirm with the password that it is still the same person, where the page asks for it."""
    page.get_by_role("heading", name="Sind Sie es?").wait_for()
    page.get_by_label("Passwort", exact=True).fill(PASSWORT)
    follow(page, "Bestätigen", "button")


def has_passkeys(page: Page, **options: bool) -> None:
    """From now on the browser has a device for passkeys."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": {**DEVICE, **options}})
