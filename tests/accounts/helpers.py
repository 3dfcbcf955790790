"""What every test of the account pages needs: a confirmed address, a real sign-in, links from mails."""

import re

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from django.test import Client

from accounts.models import User
from notifications.models import Ausgangsmail
from tests.factories import PASSWORT

ANGABEN = {
    "first_name": "Kim",
    "last_name": "Neu",
    "email": "kim@example.org",
    "password1": "vier-Woerter-ohne-Zusammenhang",
    "password2": "vier-Woerter-ohne-Zusammenhang",
    "telefon": "",
}


def bestaetigt(user: User) -> User:
    EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    return user


def anmelden(client: Client, user: User, password: str = PASSWORT, **more: str) -> object:
    return client.post("/konto/login/", {"login": user.email, "password": password, **more})


def letzte_mail(to: str) -> Ausgangsmail:
    mail = Ausgangsmail.objects.filter(empfaenger=to).order_by("pk").last()
    assert mail is not None
    return mail


def pfad_aus(mail: Ausgangsmail) -> str:
    """The path of the first link of ours in the text."""
    found = re.search(r"http://localhost:8000(/\S+)", mail.text)
    assert found is not None
    return found[1]


def code(secret: str) -> str:
    """What the app shows now: the middle one of those that count, so that it still does when the window turns."""
    counters = list(auth.yield_hotp_counters_from_time())
    return auth.format_hotp_value(auth.hotp_value(secret, counters[len(counters) // 2]))


def schluessel(client: Client) -> str:
    """The secret of an app that is being set up, as the session keeps it."""
    return client.session["mfa.totp.secret"]


def fuehrt_app(user: User) -> str:
    secret = auth.generate_totp_secret()
    auth.TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def notfall_codes(user: User) -> list[str]:
    kind = Authenticator.Type.RECOVERY_CODES
    return Authenticator.objects.get(user=user, type=kind).wrap().get_unused_codes()


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session
