"""Every account page: for visitors and people who are signed in, in both languages, as valid HTML."""

import re
from urllib.parse import unquote

import html5lib
import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from accounts.models import User
from tests.accounts.helpers import ANGABEN, anmelden, bestaetigt, fuehrt_app
from tests.factories import PASSWORT

VISITOR = {
    "login/": "Anmelden",
    "signup/": "Konto anlegen",
    "confirm-email/": "Sehen Sie in Ihr Postfach",
    "confirm-email/falsch/": "E-Mail-Adresse bestätigen",
    "password/reset/": "Passwort zurücksetzen",
    "password/reset/done/": "Sehen Sie in Ihr Postfach",
    "password/reset/key/1-falsch/": "Dieser Link gilt nicht mehr",
    "password/reset/key/done/": "Ihr Passwort ist geändert",
    "inactive/": "Dieses Konto ist gesperrt",
}
SIGNED_IN = {
    "": "Mein Konto",
    "email/": "E-Mail-Adresse",
    "password/change/": "Passwort ändern",
    "sessions/": "Angemeldete Geräte",
    "logout/": "Abmelden",
    "reauthenticate/": "Sind Sie es?",
    "2fa/": "Zweiter Faktor",
    "2fa/totp/activate/": "App einrichten",
    "2fa/webauthn/": "Passkeys",
    "2fa/webauthn/add/": "Passkey hinzufügen",
}
WITH_APP = {
    "2fa/": "Zweiter Faktor",
    "2fa/totp/deactivate/": "App entfernen",
    "2fa/recovery-codes/": "Notfall-Codes",
    "2fa/recovery-codes/generate/": "Neue Notfall-Codes erzeugen",
    "2fa/reauthenticate/": "Sind Sie es?",
}


def check(client: Client, path: str, german: str) -> None:
    with translation.override("en"):
        english = gettext(german)
    assert english != german or german == "Passkeys"
    for prefix, language, title in (("", "de", german), ("/en", "en", english)):
        response = client.get(f"{prefix}/konto/{path}")
        html = response.content.decode()
        head = re.search(r'<html lang="(\w+)">.*?<title>(.*?) · ', html, re.S)
        assert (response.status_code, head and head.groups()) == (200, (language, title))
        assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))
        assert ' style="' not in html
        html5lib.HTMLParser(strict=True).parse(html)


@pytest.mark.parametrize("path", VISITOR)
def test_a_visitor_sees_the_page(path: str, client: Client, seitenbaum: object) -> None:
    check(client, path, VISITOR[path])


@pytest.fixture
def drin(client: Client, eva: User, seitenbaum: object) -> Client:
    anmelden(client, bestaetigt(eva))
    client.post("/konto/reauthenticate/", {"password": PASSWORT})
    return client


@pytest.mark.parametrize("path", SIGNED_IN)
def test_a_person_sees_the_page(path: str, drin: Client) -> None:
    check(drin, path, SIGNED_IN[path])


@pytest.mark.parametrize("path", WITH_APP)
def test_a_person_with_an_app_sees_the_page(path: str, drin: Client, eva: User) -> None:
    fuehrt_app(eva)
    check(drin, path, WITH_APP[path])


@pytest.mark.parametrize("path", [path for path in SIGNED_IN if path != "logout/"])
def test_a_visitor_is_led_to_sign_in(path: str, client: Client, db: None) -> None:
    response = client.get(f"/konto/{path}")
    assert (response.status_code, unquote(response["Location"])) == (302, f"/konto/login/?next=/konto/{path}")


def test_the_second_step_of_signing_in_has_its_page(client: Client, eva: User, seitenbaum: object) -> None:
    fuehrt_app(bestaetigt(eva))
    anmelden(client, eva)
    check(client, "2fa/authenticate/", "Zweiter Faktor")


def test_the_overview_names_the_roles(client: Client, ben: User, seitenbaum: object) -> None:
    anmelden(client, bestaetigt(ben))
    page = client.get("/konto/").content.decode()
    assert re.findall(r'<li><a href="(.*?)">(.*?)</a><span>(.*?)</span>', page) == [
        ("/netzwerke/netzwerk-a/", "Netzwerk A", "Mitglied")
    ]


def test_fields_are_labelled_and_known_to_password_managers(client: Client, seitenbaum: object) -> None:
    page = client.get("/konto/login/").content.decode()
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert 'placeholder="' not in page
    assert '<label for="id_login">E-Mail-Adresse</label>' in page


def test_a_failed_form_says_what_is_wrong_and_keeps_what_was_typed(
    client: Client, seitenbaum: object
) -> None:
    typed = {"first_name": "Kim", "last_name": "Neu", "email": "kim", "password1": "kurz", "password2": "x"}
    page = client.post("/konto/signup/", {**typed, "telefon": ""}).content.decode()
    html5lib.HTMLParser(strict=True).parse(page)
    assert 'role="alert" tabindex="-1" autofocus' in page
    assert '<a href="#id_password1">Passwort</a>' in page
    assert 'value="Kim"' in page
    assert 'value="kurz"' not in page
    assert 'aria-describedby="id_email_error"' in page
    assert 'aria-invalid="true"' in page


def test_two_different_passwords_are_told_apart_politely(client: Client, seitenbaum: object) -> None:
    page = client.post("/konto/signup/", {**ANGABEN, "password2": "etwas-anderes-42"}).content.decode()
    assert "Die beiden Passwörter sind verschieden." in page


def test_demo_mode_says_where_mails_lie(client: Client, seitenbaum: object, settings: object) -> None:
    for path in ("confirm-email/", "password/reset/done/"):
        assert "var/mails" not in client.get(f"/konto/{path}").content.decode()
    settings.DEMO = True
    for path in ("confirm-email/", "password/reset/done/"):
        assert "var/mails" in client.get(f"/konto/{path}").content.decode()


def test_the_login_page_asks_the_database_for_nothing_that_is_personal(
    client: Client, seitenbaum: object, django_assert_max_num_queries: object
) -> None:
    client.get("/konto/login/")
    with django_assert_max_num_queries(2):
        client.get("/konto/login/")
