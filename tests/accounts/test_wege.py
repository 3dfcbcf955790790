"""Whole journeys: from sign-up to the last device that is signed out."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from accounts.models import User
from notifications.models import Ausgangsmail
from tests.accounts.device import Device, asked_in
from tests.accounts.helpers import (
    ANGABEN,
    anmelden,
    bestaetigt,
    code,
    fuehrt_app,
    letzte_mail,
    notfall_codes,
    pfad_aus,
    schluessel,
    signed_in,
)
from tests.factories import PASSWORT
from tests.factories.konten import mit_zweitem_faktor

pytestmark = pytest.mark.usefixtures("seitenbaum")


def test_signing_up_ends_with_a_confirmed_address(client: Client) -> None:
    response = client.post("/konto/signup/", ANGABEN)
    assert (response.status_code, response["Location"]) == (302, "/konto/confirm-email/")
    mail = letzte_mail("kim@example.org")
    assert mail.betreff == "Bitte bestätigen Sie Ihre E-Mail-Adresse"
    path = pfad_aus(mail)
    assert client.get(path).status_code == 200
    assert EmailAddress.objects.get().verified is False  # a mail scanner that opens the link does nothing
    assert client.post(path).status_code == 302
    assert EmailAddress.objects.get().verified is True
    client.post("/konto/logout/")
    anmelden(client, User.objects.get(email="kim@example.org"), ANGABEN["password1"])
    assert signed_in(client)


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [("/netzwerke/alpha/", "?next=%2Fnetzwerke%2Falpha%2F"), ("https://evil.example/", "")],
)
def test_after_confirming_one_goes_on_to_where_one_wanted_to(client: Client, wanted: str, kept: str) -> None:
    client.post("/konto/signup/", {**ANGABEN, "next": wanted})
    path, elsewhere = pfad_aus(letzte_mail("kim@example.org")), Client()
    assert path.endswith(f"/{kept}")
    page = elsewhere.get(path).content.decode()
    assert ('name="next" value="/netzwerke/alpha/"' in page) is bool(kept)
    assert elsewhere.post(path)["Location"] == (wanted if kept else "/konto/login/")


def test_an_address_that_is_not_confirmed_does_not_sign_in(client: Client, eva: User) -> None:
    response = anmelden(client, eva)
    assert (response["Location"], signed_in(client)) == ("/konto/confirm-email/", False)


def test_who_signed_in_some_time_ago_is_asked_for_the_password_before_the_first_factor(
    client: Client, eva: User
) -> None:
    anmelden(client, bestaetigt(eva))
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert client.get("/konto/2fa/totp/activate/")["Location"].startswith("/konto/reauthenticate/")


def test_a_second_factor_is_set_up_and_then_asked_for(client: Client, eva: User) -> None:
    anmelden(client, bestaetigt(eva))
    path = "/konto/2fa/totp/activate/"
    assert client.get(path).status_code == 200, "the password was given a moment ago"
    secret = schluessel(client)
    assert client.post(path, {"code": "12"}).status_code == 200
    assert client.post(path, {"code": code(secret)})["Location"] == "/konto/2fa/recovery-codes/"
    codes = notfall_codes(eva)
    assert codes[0] in client.get("/konto/2fa/recovery-codes/").content.decode()
    assert codes[0] not in client.get("/konto/2fa/recovery-codes/").content.decode()  # shown once
    client.post("/konto/logout/")
    assert (anmelden(client, eva)["Location"], signed_in(client)) == ("/konto/2fa/authenticate/", False)


def test_only_factors_that_one_has_are_asked_for(client: Client, eva: User) -> None:
    fuehrt_app(bestaetigt(eva))
    anmelden(client, eva)
    page = client.get("/konto/2fa/authenticate/").content.decode()
    assert "Code aus Ihrer App" in page
    assert "Passkey benutzen" not in page


def test_who_has_a_passkey_only_is_asked_for_no_code(client: Client, eva: User) -> None:
    anmelden(client, bestaetigt(eva))
    client.post("/konto/reauthenticate/", {"password": PASSWORT})
    add = "/konto/2fa/webauthn/add/"
    credential = Device().make(asked_in(client.get(add).content.decode()))
    client.post(add, {"name": "Laptop", "credential": credential})
    other = Client()
    anmelden(other, eva)
    page = other.get("/konto/2fa/authenticate/").content.decode()
    assert "Jetzt fehlt noch Ihr Passkey" in page
    assert "Passkey benutzen" in page


def test_the_code_of_the_app_signs_in(client: Client, eva: User) -> None:
    secret = fuehrt_app(bestaetigt(eva))
    anmelden(client, eva)
    assert client.post("/konto/2fa/authenticate/", {"code": "000000x"}).status_code == 200
    assert not signed_in(client)
    client.post("/konto/2fa/authenticate/", {"code": code(secret)})
    assert signed_in(client)


def test_a_recovery_code_signs_in_once(client: Client, eva: User) -> None:
    fuehrt_app(bestaetigt(eva))
    used = notfall_codes(eva)[0]
    anmelden(client, eva)
    client.post("/konto/2fa/authenticate/", {"code": used})
    assert signed_in(client)
    client.post("/konto/logout/")
    anmelden(client, eva)
    client.post("/konto/2fa/authenticate/", {"code": used})
    assert not signed_in(client)


@pytest.mark.parametrize("second_factor", [False, True])
def test_a_new_address_counts_when_it_is_confirmed(client: Client, eva: User, second_factor: bool) -> None:
    if second_factor:
        client.force_login(mit_zweitem_faktor(bestaetigt(eva)))
    else:
        anmelden(client, bestaetigt(eva))
    data = {"action_add": "", "email": "neu@example.org"}
    asked = client.post("/konto/email/", data)
    client.post(asked["Location"], {"password": PASSWORT})
    eva.refresh_from_db()
    assert eva.email == "eva@example.org"
    client.post(pfad_aus(letzte_mail("neu@example.org")))
    eva.refresh_from_db()
    assert eva.email == "neu@example.org"
    assert letzte_mail("eva@example.org").betreff == "Ihre E-Mail-Adresse wurde geändert"


def test_a_forgotten_password_is_chosen_anew_once(client: Client, eva: User) -> None:
    bestaetigt(eva)
    assert client.post("/konto/password/reset/", {"email": "EVA@example.org"}).status_code == 302
    link = pfad_aus(letzte_mail(eva.email))
    form = client.get(link)["Location"]
    assert "set-password" in form
    new = {"password1": "ganz-neues-Passwort-7", "password2": "ganz-neues-Passwort-7"}
    assert client.post(form, new)["Location"] == "/konto/password/reset/key/done/"
    assert letzte_mail(eva.email).betreff == "Ihr Passwort wurde zurückgesetzt"
    assert "gilt nicht mehr" in Client().get(link).content.decode()
    anmelden(client, eva, new["password1"])
    assert signed_in(client)


def test_another_device_can_be_signed_out(client: Client, eva: User) -> None:
    other = Client()
    anmelden(client, bestaetigt(eva))
    anmelden(other, eva)
    assert other.get("/konto/").status_code == 200
    assert client.post("/konto/sessions/").status_code == 302
    assert (other.get("/konto/").status_code, client.get("/konto/").status_code) == (302, 200)


def test_one_device_of_several_is_signed_out(client: Client, eva: User, ada: User) -> None:
    lost, kept, foreign = Client(), Client(), Client()
    for device in (client, lost, kept):
        anmelden(device, bestaetigt(eva))
        device.get("/konto/")
    anmelden(foreign, bestaetigt(ada))
    foreign.get("/konto/")
    row = UserSession.objects.get(session_key=lost.session.session_key)
    strange = UserSession.objects.get(session_key=foreign.session.session_key)
    assert f"/konto/sessions/{row.pk}/" in client.get("/konto/sessions/").content.decode()
    assert client.get(f"/konto/sessions/{row.pk}/").status_code == 405
    for pk in (row.pk, row.pk, strange.pk):
        assert client.post(f"/konto/sessions/{pk}/")["Location"] == "/konto/sessions/"
    states = [device.get("/konto/").status_code for device in (client, lost, kept, foreign)]
    assert states == [200, 302, 200, 200]


def test_opening_a_link_of_another_account_signs_nobody_out(client: Client, eva: User) -> None:
    Client().post("/konto/signup/", ANGABEN)
    link = pfad_aus(letzte_mail(ANGABEN["email"]))
    anmelden(client, bestaetigt(eva))
    page = client.get(link).content.decode()
    assert "Sie sind gerade als Eva" in page
    assert client.session["_auth_user_id"] == str(eva.pk)
    client.post(link)
    assert client.session.get("_auth_user_id") != str(eva.pk)


def test_the_old_address_hears_of_a_change_before_and_after(client: Client, eva: User) -> None:
    anmelden(client, bestaetigt(eva))
    asked = client.post("/konto/email/", {"action_add": "", "email": "neu@example.org"})
    client.post(asked["Location"], {"password": PASSWORT})
    before = letzte_mail(eva.email)
    assert before.betreff == "Ihre E-Mail-Adresse soll geändert werden"
    assert "neu@example.org" in before.text
    assert "/konto/password/reset/" in before.text
    client.post(pfad_aus(letzte_mail("neu@example.org")))
    after = letzte_mail(eva.email)
    assert "kommen Sie nicht mehr in das Konto" in after.text
    assert "/konto/password/reset/" not in after.text
    assert "/impressum/" in after.text


def test_a_new_password_is_a_new_one(client: Client, eva: User) -> None:
    anmelden(client, bestaetigt(eva))
    same = {"oldpassword": PASSWORT, "password1": PASSWORT, "password2": PASSWORT}
    page = client.post("/konto/password/change/", same).content.decode()
    assert "Das ist Ihr bisheriges Passwort." in page


def test_a_changed_password_signs_out_everywhere_and_is_told_by_mail(client: Client, eva: User) -> None:
    other = Client()
    anmelden(client, bestaetigt(eva))
    anmelden(other, eva)
    new = {
        "oldpassword": PASSWORT,
        "password1": "ganz-neues-Passwort-7",
        "password2": "ganz-neues-Passwort-7",
    }
    answer = client.post("/konto/password/change/", new)
    assert (answer.status_code, answer["Location"]) == (302, "/konto/")
    assert (signed_in(client), other.get("/konto/").status_code) == (False, 302)
    mail = letzte_mail(eva.email)
    assert mail.betreff == "Ihr Passwort wurde geändert"
    assert "Waren Sie das nicht?" in mail.text


def test_mails_come_as_text_and_html_with_links_of_the_configured_address(client: Client) -> None:
    client.post("/en/konto/signup/", ANGABEN, headers={"host": "127.0.0.1"})
    mail = letzte_mail("kim@example.org")
    assert mail.text.startswith("Hello,\n\n")
    assert "Bitte" not in mail.betreff + mail.text
    assert "http://localhost:8000/en/konto/confirm-email/" in mail.text
    assert '<html lang="en">' in mail.html
    assert "127.0.0.1" not in mail.text + mail.html
    assert "Kim" not in mail.text  # a stranger must not write into mails to others


def test_a_machine_that_fills_the_hidden_field_makes_no_account(client: Client) -> None:
    response = client.post("/konto/signup/", {**ANGABEN, "telefon": "030 1"})
    assert (response.status_code, response["Location"]) == (302, "/konto/confirm-email/")
    assert (User.objects.count(), Ausgangsmail.objects.count()) == (0, 0)


def test_removing_the_app_ends_the_second_factor(client: Client, eva: User) -> None:
    anmelden(client, bestaetigt(eva))
    client.post("/konto/reauthenticate/", {"password": PASSWORT})
    fuehrt_app(eva)
    assert client.post("/konto/2fa/totp/deactivate/").status_code == 302
    assert Authenticator.objects.filter(user=eva, type=Authenticator.Type.TOTP).count() == 0
    assert letzte_mail(eva.email).betreff == "Zweiter Faktor entfernt"
