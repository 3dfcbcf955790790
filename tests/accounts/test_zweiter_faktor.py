"""Secrets of second factors: encrypted where they lie, readable after a change of keys, codes used once."""

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from cryptography.fernet import InvalidToken
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.encryption import decrypt, encrypt
from accounts.models import User
from tests.accounts.helpers import (
    anmelden,
    bestaetigt,
    code,
    fuehrt_app,
    notfall_codes,
    schluessel,
    signed_in,
)
from tests.factories import PASSWORT

pytestmark = pytest.mark.django_db
migration = import_module("accounts.migrations.0002_encrypt_second_factors")


def stored(user: User) -> dict[str, dict[str, Any]]:
    return dict(Authenticator.objects.filter(user=user).values_list("type", "data"))


def test_secrets_do_not_lie_in_clear(eva: User) -> None:
    secret = fuehrt_app(eva)
    kept = stored(eva)
    assert secret not in str(kept)
    assert decrypt(kept["totp"]["secret"]) == secret
    assert kept["recovery_codes"]["seed"].startswith("gAAAA")


def test_what_no_known_key_has_written_is_refused(settings: Any) -> None:
    token = encrypt("geheim")
    settings.SECRET_KEY = "x" * 60
    with pytest.raises(InvalidToken):
        decrypt(token)
    with pytest.raises(InvalidToken):
        decrypt("JBSWY3DPEHPK3PXP")


def test_a_new_key_takes_over_and_the_old_one_can_go(eva: User, client: Client, settings: Any) -> None:
    secret = fuehrt_app(bestaetigt(eva))
    codes = notfall_codes(eva)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "y" * 60
    assert notfall_codes(eva) == codes
    call_command("geheimnisse_erneuern", verbosity=0)
    settings.SECRET_KEY_FALLBACKS = []
    assert notfall_codes(eva) == codes
    anmelden(client, eva)
    client.post("/konto/2fa/authenticate/", {"code": code(secret)})
    assert signed_in(client)


def test_rows_of_an_earlier_version_are_encrypted_and_come_back(eva: User) -> None:
    clear = {"totp": {"secret": "JBSWY3DPEHPK3PXP"}, "recovery_codes": {"seed": "ab" * 40, "used_mask": 1}}
    for kind, data in clear.items():
        Authenticator.objects.create(user=eva, type=kind, data=data)
    migration.encrypt_all(apps, None)
    once = stored(eva)
    assert decrypt(once["totp"]["secret"]) == "JBSWY3DPEHPK3PXP"
    assert (decrypt(once["recovery_codes"]["seed"]), once["recovery_codes"]["used_mask"]) == ("ab" * 40, 1)
    migration.encrypt_all(apps, None)
    migration.decrypt_all(apps, None)
    assert stored(eva) == clear


def test_the_code_of_the_set_up_does_not_sign_in(client: Client, eva: User) -> None:
    anmelden(client, bestaetigt(eva))
    path = "/konto/2fa/totp/activate/"
    client.get(path)
    secret = schluessel(client)
    used = code(secret)
    assert client.post(path, {"code": used}).status_code == 302
    client.post("/konto/logout/")
    anmelden(client, eva)
    client.post("/konto/2fa/authenticate/", {"code": used})
    assert not signed_in(client)


def test_a_code_of_the_app_signs_in_once_while_it_counts(eva: User) -> None:
    """It counts for ninety seconds; allauth alone would forget after thirty that it was used."""
    secret = fuehrt_app(bestaetigt(eva))
    with time_machine.travel("2026-05-01T10:00:00Z", tick=False) as clock:
        newest = list(auth.yield_hotp_counters_from_time())[-1]
        used = auth.format_hotp_value(auth.hotp_value(secret, newest))
        for seconds, expected in [(0, True), (20, False), (35, False)]:
            clock.shift(seconds)
            browser = Client()
            anmelden(browser, eva)
            browser.post("/konto/2fa/authenticate/", {"code": used})
            assert signed_in(browser) is expected


# --- Changes of factors ---------------------------------------------------------------------------------

CHANGES = [
    "totp/deactivate/",
    "recovery-codes/generate/",
    "webauthn/add/",
]
BY_FACTOR = "/konto/2fa/reauthenticate/"


@pytest.fixture
def with_app(eva: User) -> tuple[Client, str]:
    """Signed in an hour ago; the app was set up before that."""
    client = Client()
    with time_machine.travel(timezone.now() - timedelta(hours=1)):
        secret = fuehrt_app(bestaetigt(eva))
        client.force_login(eva)
    return client, secret


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("page", CHANGES)
def test_a_password_alone_changes_no_factor(
    page: str, language: str, with_app: tuple[Client, str], eva: User
) -> None:
    client, _secret = with_app
    client.post(f"{language}/konto/reauthenticate/", {"password": PASSWORT})
    before = stored(eva)
    for method in (client.get, client.post):
        led = method(f"{language}/konto/2fa/{page}")
        assert (led.status_code, led["Location"].split("?")[0]) == (302, f"{language}{BY_FACTOR}")
    assert stored(eva) == before


def test_the_page_for_passwords_leads_on_to_the_factor(with_app: tuple[Client, str]) -> None:
    client, _secret = with_app
    target = "?next=/konto/2fa/totp/deactivate/"
    led = client.post(f"/konto/reauthenticate/{target}", {"password": PASSWORT})
    assert led["Location"].split("?")[0] == BY_FACTOR
    assert "Passwort eingeben" not in client.get(led["Location"]).content.decode()


@pytest.mark.parametrize("by", ["app", "recovery code"])
def test_the_factor_does(by: str, with_app: tuple[Client, str], eva: User) -> None:
    client, secret = with_app
    led = client.post("/konto/2fa/totp/deactivate/")["Location"]
    client.post(led, {"code": code(secret) if by == "app" else notfall_codes(eva)[0]})
    assert "totp" not in stored(eva)


def test_for_other_things_the_password_is_enough(with_app: tuple[Client, str]) -> None:
    client, _secret = with_app
    client.post("/konto/reauthenticate/", {"password": PASSWORT})
    assert client.post("/mein/daten/auskunft/").status_code == 200


def test_an_app_that_is_set_up_twice_at_once_is_set_up_once(
    client: Client, eva: User, monkeypatch: Any
) -> None:
    """The second of two that were sent together passed the first look before the other was there."""
    anmelden(client, bestaetigt(eva))
    path = "/konto/2fa/totp/activate/"
    client.get(path)
    data = {"code": code(schluessel(client))}
    Authenticator.objects.create(user=eva, type=Authenticator.Type.TOTP, data={"secret": "x"})
    monkeypatch.setattr("allauth.mfa.totp.views.is_mfa_enabled", lambda *args: False)
    assert client.post(path, data)["Location"] == "/konto/2fa/"
    assert Authenticator.objects.filter(user=eva, type=Authenticator.Type.TOTP).count() == 1
