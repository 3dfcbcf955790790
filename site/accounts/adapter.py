"""How allauth behaves here: links from the configured address, one look for all mails, plain words."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import get_next_redirect_url
from allauth.core import context as current
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from accounts import encryption, proof
from core.forms import plain_address
from core.i18n import active, path_in_language


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Dieses Konto ist gesperrt."),
        "cannot_remove_primary_email": _("Diese Adresse ist Ihre Anmeldung und kann nicht entfernt werden."),
        "duplicate_email": _("Diese Adresse haben Sie schon eingetragen."),
        "email_password_mismatch": _(
            "E-Mail-Adresse und Passwort passen nicht zusammen. Bitte prüfen Sie beides."
        ),
        "email_taken": _("Diese Adresse ist schon vergeben."),
        "enter_current_password": _("Das ist nicht Ihr bisheriges Passwort."),
        "incorrect_code": _("Dieser Code stimmt nicht. Geben Sie den Code ein, der jetzt angezeigt wird."),
        "incorrect_password": _("Dieses Passwort stimmt nicht."),
        "invalid_password_reset": _("Dieser Link ist abgelaufen oder schon benutzt."),
        "max_email_addresses": _("Mehr als %d Adressen sind nicht möglich."),
        "rate_limited": _("Das waren viele Versuche. Bitte warten Sie fünf Minuten."),
        "same_as_current": _("Diese Adresse haben Sie schon."),
        "too_many_login_attempts": _("Das waren viele Versuche. Bitte warten Sie fünf Minuten."),
        "unverified_primary_email": _("Bitte bestätigen Sie zuerst Ihre Adresse."),
    }

    def clean_email(self, email: str) -> str:
        plain_address(email)
        return super().clean_email(email)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """The start page, in the language one was reading."""
        return path_in_language("/", active())

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Who signs in with the new password is not led back to changing it."""
        return reverse("account_overview")

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """It remembers where the person wanted to go, in whatever browser the mail is opened."""
        url = settings.BASE_URL + reverse("account_confirm_email", args=[emailconfirmation.key])
        target = get_next_redirect_url(request)  # None for other hosts
        return f"{url}?{urlencode({'next': target})}" if target else url

    def get_reset_password_from_key_url(self, key: str) -> str:
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.BASE_URL + path.replace("UID-KEY", key)

    def send_account_already_exists_mail(self, email: str) -> None:
        links = {
            "login_url": settings.BASE_URL + reverse("account_login"),
            "password_reset_url": settings.BASE_URL + reverse("account_reset_password"),
        }
        self.send_mail("account/email/account_already_exists", email, links)

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMultiAlternatives:
        """In the person's own language, whatever page the mail was asked for on."""
        with override(getattr(context.get("user"), "sprache", get_language())):
            return self.written_mail(template_prefix, email, links_in_language(context), headers)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: Any = None, email: str | None = None
    ) -> None:
        super().send_notification_mail(template_prefix, user, {**(context or {}), "user": user}, email)

    def written_mail(
        self, template_prefix: str, email: str | list[str], context: dict[str, Any], headers: Any
    ) -> EmailMultiAlternatives:
        """The text is written once, as plain text; the HTML part is that text in our frame."""
        subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", context).split())
        text = render_to_string(f"{template_prefix}_message.txt", context, current.request).strip()
        html = render_to_string("emails/base.html", {"subject": subject, "text": text}, current.request)
        to = [email] if isinstance(email, str) else email
        message = EmailMultiAlternatives(subject, text + "\n", self.get_from_email(), to, headers=headers)
        message.attach_alternative(html, "text/html")
        return message

    def get_reauthentication_methods(self, user: Any) -> list[dict]:
        """The first one is offered first: who has no password, but a passkey, is asked for no code."""
        words = {
            "reauthenticate": _("Passwort eingeben"),
            "mfa_reauthenticate:webauthn": _("Passkey benutzen"),
            "mfa_reauthenticate": _("Code aus der App eingeben"),
        }
        found = {method["id"]: method for method in super().get_reauthentication_methods(user)}
        if len(found) > 1 and proof.wants_factor(current.request):
            found.pop("reauthenticate", None)
        return [{**found[way], "description": word} for way, word in words.items() if way in found]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Before a change of factors a proof by password is none; allauth takes any. The first factor is set
        up by whoever has just signed in, without giving the password twice."""
        if app == "allauth.mfa":
            if proof.signed_in_without_factor(current.request):
                return False
            if not proof.proven_by_factor(current.request):
                raise ReauthenticationRequired
        return super().is_reauthentication_required(app=app, **kwargs)

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user.sprache = request.LANGUAGE_CODE
        return super().save_user(request, user, form, commit)

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There are no user names; the mail address is the login."""


def links_in_language(context: dict[str, Any]) -> dict[str, Any]:
    """Our links lead to the pages in the language that the mail is written in."""
    language, base = active(), settings.BASE_URL
    ours = {
        name: base + path_in_language(value.removeprefix(base), language)
        for name, value in context.items()
        if name.endswith("_url") and isinstance(value, str) and value.startswith(f"{base}/")
    }
    return {**context, **ours}


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": _("Solange ein zweiter Faktor aktiv ist, geht das nicht."),
        "cannot_delete_authenticator": _("Der zweite Faktor lässt sich nicht ausschalten."),
        "cannot_generate_recovery_codes": _("Richten Sie zuerst einen zweiten Faktor ein."),
        "incorrect_code": _(
            "Dieser Code stimmt nicht oder wurde schon benutzt. Bitte nehmen Sie einen neuen."
        ),
        "unverified_email": _("Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse."),
    }

    def _get_site_name(self) -> str:
        return settings.MFA_TOTP_ISSUER

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        count = user.authenticator_set.filter(type=type).count()
        return gettext("Passkey {number}").format(number=count + 1)

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)
