"""A guest on a phone, by keyboard alone; the waiting list; a host from the form to the door."""

import base64
import io
from datetime import timedelta

import pytest
import qrcode
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from accounts.models import User
from netzwerke.models import Netzwerk
from tests.accounts.helpers import bestaetigt, fuehrt_app, letzte_mail, pfad_aus
from tests.e2e.conftest import PHONE
from tests.e2e.steps import barriers, fill, follow, press, sign_in
from tests.factories import UserFactory
from tests.factories.veranstaltungen import termin
from veranstaltungen import karten
from veranstaltungen.actions import anmeldung
from veranstaltungen.models import Anmeldung, Platz, Veranstaltung

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("seitenbaum")]


@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_of_the_calendar_have_no_barriers(language: str, tab: Page, netzwerk_a: Netzwerk) -> None:
    hier = termin(netzwerk=netzwerk_a, beschreibung="Absatz", barrierefreiheit="Aufzug")
    full = termin(1, netzwerk=netzwerk_a, in_tagen=3)
    anmeldung.anmelden(full, person=UserFactory())
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of two words
        for width in (320, 1280):
            tab.set_viewport_size({"width": width, "height": 800})
            for path in ("/veranstaltungen/", "/veranstaltungen/?ansicht=monat", "/veranstaltungen/?ansicht=karte", hier.get_absolute_url(),
                         full.get_absolute_url(), f"{full.get_absolute_url()}anmelden/"):  # fmt: skip
                tab.goto(f"{language}{path}")
                assert barriers(tab) == []


def test_a_guest_registers_by_keyboard_on_a_phone_and_moves_up(tab: Page, netzwerk_a: Netzwerk) -> None:
    tab.set_viewport_size(PHONE)  # type: ignore[arg-type]  # width and height
    hier = termin(1, netzwerk=netzwerk_a, plaetze_je_anmeldung=1)
    first = anmeldung.anmelden(hier, person=UserFactory())
    tab.goto("/veranstaltungen/")
    follow(tab, "Unter­neh­mer­früh­stück")
    follow(tab, "Auf die Warteliste")
    fill(tab, "Ihr Name", "Kim Gast")
    fill(tab, "E-Mail-Adresse", "kim@example.org")
    follow(tab, "Auf die Warteliste setzen", "button")
    expect(tab.get_by_role("heading", name="Sehen Sie in Ihr Postfach")).to_be_visible()
    tab.goto(pfad_aus(letzte_mail("kim@example.org")))
    follow(tab, "Auf die Warteliste setzen", "button")
    expect(tab.get_by_text("Vor Ihnen warten 0 Anmeldungen.")).to_be_visible()
    assert barriers(tab) == []
    anmeldung.abmelden(first)
    tab.reload()
    expect(tab.get_by_text("Sie sind angemeldet.")).to_be_visible()
    follow(tab, "Absagen", "button")
    expect(tab.get_by_text("Diese Anmeldung ist zurückgenommen.")).to_be_visible()


def test_a_host_goes_from_the_form_to_the_door(tab: Page, netzwerk_a: Netzwerk, ada: User) -> None:
    tab.set_viewport_size(PHONE)  # type: ignore[arg-type]  # width and height
    tab.goto(f"/mein/netzwerke/{netzwerk_a.slug}/veranstaltungen/")
    sign_in(tab, bestaetigt(ada), fuehrt_app(ada))
    assert barriers(tab) == []
    follow(tab, "Leer beginnen")
    fill(tab, "Titel", "Neujahrsempfang")
    tab.get_by_label("Ort (freiwillig)", exact=True).fill("Saal")
    tab.get_by_label("Datum", exact=True).fill((timezone.localdate() + timedelta(days=1)).isoformat())
    tab.get_by_label("Beginn (freiwillig)", exact=True).fill("18:00")
    assert barriers(tab) == []
    follow(tab, "Als Entwurf speichern", "button")
    expect(tab.get_by_text("Um wie viel Uhr?").first).to_be_visible()
    tab.get_by_label("Ende (freiwillig)", exact=True).fill("21:00")
    follow(tab, "Als Entwurf speichern", "button")
    follow(tab, "Veröffentlichen", "button")
    assert barriers(tab) == []
    row = anmeldung.anmelden(Veranstaltung.objects.get().termine.get(), person=UserFactory(first_name="Lea"))
    follow(tab, "Wer kommt")
    assert barriers(tab) == []
    follow(tab, "Einlass")
    assert barriers(tab) == []
    press(tab, f"{row.name} ist da")
    expect(tab.get_by_text(f"{row.name} ist eingetroffen.")).to_be_visible()
    assert Anmeldung.objects.get().sitze.get().eingetroffen is not None


def test_the_door_works_through_a_loss_of_the_network(
    tab: Page, netzwerk_a: Netzwerk, ada: User, trouble: list[str]
) -> None:
    tab.set_viewport_size(PHONE)  # type: ignore[arg-type]  # width and height
    hier = termin(netzwerk=netzwerk_a, in_tagen=0.1)
    lea, kim = (anmeldung.anmelden(hier, person=UserFactory(first_name=name)) for name in ("Lea", "Kim"))
    door = f"/mein/veranstaltungen/{hier.veranstaltung.slug}/{hier.pk}/einlass/"
    tab.goto(door)
    sign_in(tab, bestaetigt(ada), fuehrt_app(ada))
    tab.context.set_offline(True)
    press(tab, f"{lea.name} ist da")
    expect(tab.get_by_text("Ohne Netz gemerkt und noch nicht gesendet: 1")).to_be_visible()
    press(tab, f"{kim.name} ist da")
    expect(tab.get_by_text("Ohne Netz gemerkt und noch nicht gesendet: 2")).to_be_visible()
    assert barriers(tab) == []
    assert not Platz.objects.filter(eingetroffen__isnull=False).exists()
    tab.context.set_offline(False)
    expect(tab.get_by_text("Ohne Netz gemerkt")).to_be_hidden()
    expect(tab.get_by_role("button", name="zurücknehmen")).to_have_count(2)
    assert Platz.objects.filter(eingetroffen__isnull=False).count() == 2
    trouble[:] = [line for line in trouble if "ERR_INTERNET_DISCONNECTED" not in line]


def test_an_arrival_that_is_noted_while_another_is_being_sent_is_not_lost(
    tab: Page, netzwerk_a: Netzwerk, ada: User, trouble: list[str]
) -> None:
    tab.set_viewport_size(PHONE)  # type: ignore[arg-type]  # width and height
    hier = termin(netzwerk=netzwerk_a, in_tagen=0.1)
    lea, kim = (anmeldung.anmelden(hier, person=UserFactory(first_name=name)) for name in ("Lea", "Kim"))
    tab.goto(f"/mein/veranstaltungen/{hier.veranstaltung.slug}/{hier.pk}/einlass/")
    sign_in(tab, bestaetigt(ada), fuehrt_app(ada))
    network, held = ["down"], []

    def answer(route: Route) -> None:
        if route.request.method != "POST" or network == ["up"]:
            route.continue_()
        elif network == ["slow"]:
            network[:] = ["down"]
            held.append(route)
        else:
            route.abort()

    tab.route("**/einlass/*", answer)
    tab.route("**/einlass/", answer)
    press(tab, f"{lea.name} ist da")
    expect(tab.get_by_text("Ohne Netz gemerkt und noch nicht gesendet: 1")).to_be_visible()
    network[:] = ["slow"]
    with tab.expect_request(lambda request: request.method == "POST"):
        tab.evaluate("dispatchEvent(new Event('online'))")
    press(tab, f"{kim.name} ist da")
    expect(tab.get_by_text("Ohne Netz gemerkt und noch nicht gesendet: 2")).to_be_visible()
    held[0].continue_()
    expect(tab.get_by_text("Ohne Netz gemerkt und noch nicht gesendet: 1")).to_be_visible()
    network[:] = ["up"]
    expect(tab.get_by_text("Ohne Netz gemerkt")).to_be_hidden(timeout=15_000)
    assert Platz.objects.filter(eingetroffen__isnull=False).count() == 2
    trouble[:] = [line for line in trouble if "ERR_FAILED" not in line]


def test_the_door_finds_one_of_many_and_loses_nobody_when_the_login_is_over(
    tab: Page, netzwerk_a: Netzwerk, ada: User, trouble: list[str]
) -> None:
    tab.set_viewport_size(PHONE)  # type: ignore[arg-type]  # width and height
    hier = termin(None, netzwerk=netzwerk_a, in_tagen=0.1)
    for number in range(60):
        who = {
            "first_name": "Kim",
            "last_name": f"Muster-{number:02}-Straßenbau",
            "email": f"k{'x' * number}@example.org",
        }
        anmeldung.anmelden(hier, person=UserFactory(**who))
    zoe = anmeldung.anmelden(hier, person=UserFactory(first_name="Zoë", last_name="Özdemir"))
    tab.goto(f"/mein/veranstaltungen/{hier.veranstaltung.slug}/{hier.pk}/einlass/")
    sign_in(tab, bestaetigt(ada), fuehrt_app(ada))
    shown = tab.locator(".door li:visible")
    expect(shown).to_have_count(50)
    expect(tab.get_by_text("Weitere, die hier nicht stehen: 11.")).to_be_visible()
    button = shown.first.get_by_role("button")
    assert button.evaluate(
        "it => it.scrollHeight - 2 * it.clientTop < 2 * parseFloat(getComputedStyle(it).fontSize) + 32"
    )
    for typed in ("ozdemir", "Özdemir", "Oezdemir, zoe"):
        fill(tab, "Namen suchen", typed)
        expect(shown).to_have_count(1)
    assert barriers(tab) == []
    tab.get_by_role("button", name="Zoë Özdemir ist da").click()
    expect(tab.get_by_text("Zoë Özdemir ist eingetroffen.")).to_be_in_viewport()
    expect(shown).to_have_count(1)
    expect(tab.get_by_label("Namen suchen")).to_be_focused()
    tab.keyboard.type("muster-59")  # takes the place of the last name
    expect(shown).to_have_count(1)
    signed_in = tab.context.cookies()
    tab.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    tab.get_by_role("button", name="ist da").click()
    expect(tab.get_by_text("Sie sind hier nicht mehr angemeldet.")).to_be_in_viewport()
    assert barriers(tab) == []
    tab.context.add_cookies(signed_in)  # type: ignore[arg-type]  # as they were given
    follow(tab, "Melden Sie sich neu an")
    expect(tab.get_by_text("Muster-59-Straßenbau ist eingetroffen.")).to_be_visible()
    assert Platz.objects.filter(eingetroffen__isnull=False).count() == 2
    assert zoe.sitze.get().eingetroffen is not None
    trouble[:] = [line for line in trouble if "403" not in line]


# A camera for a browser without one: it shows what is drawn on a canvas.
CAMERA = """
const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 480 });
canvas.getContext("2d").fillRect(0, 0, 640, 480);
window.before = (source) => new Promise((resolve) => {
  const image = Object.assign(new Image(), { src: source, onload: () => {
    canvas.getContext("2d").drawImage(image, 120, 40, 400, 400);
    resolve();
  } });
});
navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(10);
setInterval(() => canvas.getContext("2d").drawImage(canvas, 0, 0), 100);
"""


def code(text: str) -> str:
    """A QR code as the address of a picture."""
    picture = io.BytesIO()
    qrcode.make(text).get_image().convert("RGB").save(picture, "PNG")
    return f"data:image/png;base64,{base64.b64encode(picture.getvalue()).decode()}"


def test_the_camera_reads_codes_with_and_without_a_network(
    tab: Page, netzwerk_a: Netzwerk, ada: User, trouble: list[str]
) -> None:
    tab.set_viewport_size(PHONE)  # type: ignore[arg-type]  # width and height
    tab.add_init_script(CAMERA)
    hier, other = (termin(netzwerk=netzwerk_a, in_tagen=0.1) for _ in range(2))
    lea, kim = (anmeldung.anmelden(hier, person=UserFactory(first_name=name)) for name in ("Lea", "Kim"))
    stranger = anmeldung.anmelden(other, person=UserFactory())
    tab.goto(f"/mein/veranstaltungen/{hier.veranstaltung.slug}/{hier.pk}/einlass/")
    sign_in(tab, bestaetigt(ada), fuehrt_app(ada))
    press(tab, "QR-Codes lesen")
    tab.evaluate("source => before(source)", code(karten.adresse(lea)))
    expect(tab.get_by_role("button", name=f"{lea.name} ist da")).to_be_focused()
    expect(tab.get_by_role("button", name=f"{kim.name} ist da")).to_have_count(0)
    assert barriers(tab) == []
    tab.keyboard.press("Enter")
    expect(tab.get_by_text(f"{lea.name} ist eingetroffen.")).to_be_visible()
    tab.evaluate("source => before(source)", code(karten.adresse(stranger)))
    expect(tab.get_by_text("Dieser Code gehört nicht zu diesem Termin.")).to_be_visible()
    tab.context.set_offline(True)
    tab.evaluate("source => before(source)", code(karten.adresse(kim)))
    expect(tab.get_by_role("button", name=f"{kim.name} ist da")).to_be_focused()
    tab.keyboard.press("Enter")
    expect(tab.get_by_text("Ohne Netz gemerkt und noch nicht gesendet: 1")).to_be_visible()
    tab.context.set_offline(False)
    expect(tab.get_by_text("Ohne Netz gemerkt")).to_be_hidden()
    assert Platz.objects.filter(anmeldung__termin=hier, eingetroffen__isnull=False).count() == 2
    press(tab, "Kamera schließen")
    expect(tab.get_by_role("button", name="QR-Codes lesen")).to_be_focused()
    trouble[:] = [line for line in trouble if "ERR_INTERNET_DISCONNECTED" not in line]


def test_the_arrow_keys_go_through_the_month(tab: Page, netzwerk_a: Netzwerk) -> None:
    tab.set_viewport_size({"width": 1280, "height": 800})
    day = timezone.localtime().replace(day=10, hour=12, minute=0) + timedelta(days=31)
    for title, days, hour in (("Eins", 0, 9), ("Zwei", 0, 18), ("Drei", 3, 9)):
        row = termin(netzwerk=netzwerk_a, titel=title)
        row.beginn = (day + timedelta(days=days)).replace(hour=hour)
        row.ende = row.beginn + timedelta(hours=1)
        row.save()
    tab.goto(f"/veranstaltungen/?ansicht=monat&monat={day:%Y-%m}")
    tab.get_by_role("link", name="Eins").focus()
    for key, title in (
        ("ArrowDown", "Zwei"), ("ArrowDown", "Zwei"), ("ArrowRight", "Drei"), ("ArrowRight", "Drei"),
        ("ArrowLeft", "Eins"),
    ):  # fmt: skip
        tab.keyboard.press(key)
        expect(tab.get_by_role("link", name=title)).to_be_focused()
    assert barriers(tab) == []
