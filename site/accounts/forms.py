"""Forms about people: allauth's with our words, and those of the admin."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter as mfa_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.forms import Form, OneLine

PASSWORD_HELP = _("Mindestens 12 Zeichen. Vier Wörter, die nur Sie verbinden, merken sich leicht.")
EMAIL = _("E-Mail-Adresse")
Words = tuple[Any, Any, str]  # label, help, autocomplete


class PlainWords(OneLine):
    """Our labels and helps in place of allauth's placeholders, which vanish while one types."""

    WORDS: ClassVar[dict[str, Words]] = {
        "login": (EMAIL, "", "username"),
        "email": (EMAIL, "", "email"),
        "password": (_("Passwort"), "", "current-password"),
        "oldpassword": (_("Bisheriges Passwort"), "", "current-password"),
        "password1": (_("Neues Passwort"), PASSWORD_HELP, "new-password"),
        "password2": (_("Neues Passwort noch einmal"), "", "new-password"),
        "code": (_("Code aus der App"), _("Oder einer Ihrer Notfall-Codes."), "one-time-code"),
        "name": (_("Name des Passkeys"), _("Zum Beispiel das Gerät: „Laptop im Büro“."), "off"),
    }
    OWN_WORDS: ClassVar[dict[str, Words]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, help_text, autocomplete) in {**self.WORDS, **self.OWN_WORDS}.items():
            if name in self.fields:
                field = self.fields[name]
                field.label, field.help_text = label, help_text
                field.widget.attrs.pop("placeholder", None)
                if autocomplete:
                    field.widget.attrs["autocomplete"] = autocomplete

    def add_error(self, field: str | None, error: Any) -> None:
        if field == "password2" and not isinstance(error, forms.ValidationError):
            error = _("Die beiden Passwörter sind verschieden.")
        super().add_error(field, error)  # type: ignore[misc]  # of the form this is mixed into


class LoginForm(PlainWords, account.LoginForm):
    pass


class NamesForm(Form):
    """How a person is called, asked once at the beginning."""

    first_name = forms.CharField(
        label=_("Vorname"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=_("Nachname"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )


class SignupForm(PlainWords, NamesForm, account.SignupForm):
    OWN_WORDS: ClassVar[dict[str, Words]] = {
        "password1": (_("Passwort"), PASSWORD_HELP, "new-password"),
        "password2": (_("Passwort noch einmal"), "", "new-password"),
        "telefon": (_("Dieses Feld bitte leer lassen"), "", "off"),
    }
    field_order = ["first_name", "last_name", "email", "password1", "password2"]
    account_already_exists: bool  # allauth's, set when the address is read
    proven = False  # whether the address came with a link of ours, so that nothing has to be kept secret

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        trap = self.fields[settings.ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD]
        trap.template_name = "account/_trap.html"  # type: ignore[attr-defined]  # not in the stubs
        trap.widget.attrs.pop("style")  # the policy allows no inline styles

    def try_save(self, request: HttpRequest) -> Any:
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])  # as much work as for a new address
            return super().try_save(request)
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:  # sent twice at once: the other one was quicker
            if self.proven:
                raise
            self.account_already_exists = True
            return super().try_save(request)


class AddEmailForm(PlainWords, account.AddEmailForm):
    OWN_WORDS: ClassVar[dict[str, Words]] = {"email": (_("Neue E-Mail-Adresse"), "", "email")}

    def save(self, request: HttpRequest) -> Any:
        """The address in use hears of it while its owner can still do something."""
        context = {"to_email": self.cleaned_data["email"]}
        get_adapter().send_notification_mail("account/email/email_change_asked", self.user, context)
        return super().save(request)


class ChangePasswordForm(PlainWords, account.ChangePasswordForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        new = cleaned.get("password1")
        if new and new == cleaned.get("oldpassword"):
            self.add_error("password1", _("Das ist Ihr bisheriges Passwort. Bitte wählen Sie ein anderes."))
        return cleaned


class SetPasswordForm(PlainWords, account.SetPasswordForm):
    pass


class ResetPasswordForm(PlainWords, account.ResetPasswordForm):
    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email = super().save(request, **kwargs)
        if not self.users:  # as much work as for a known address; nothing is sent
            get_adapter().render_mail("account/email/password_reset_key", email, {})
        return email


class ResetPasswordKeyForm(PlainWords, account.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(PlainWords, account.ReauthenticateForm):
    pass


CODE_LIVES = settings.MFA_TOTP_PERIOD * (2 * settings.MFA_TOTP_TOLERANCE + 1)  # seconds


def first_use(user: Any, code: str) -> bool:
    """Is this code of the app used for the first time? allauth forgets it while it still counts."""
    return cache.add(f"accounts:totp:{user.pk}:{normalize_user_code(code)}", 1, CODE_LIVES)


class OnceOnly:
    """A code of the app opens one door, once."""

    def clean_code(self) -> str:
        code = super().clean_code()  # type: ignore[misc]  # a mixin
        from_app = self.authenticator.type == Authenticator.Type.TOTP  # type: ignore[attr-defined]  # the form's
        if from_app and not first_use(self.user, code):  # type: ignore[attr-defined]  # the form's
            raise mfa_adapter().validation_error("incorrect_code")
        return code


class MFAAuthenticateForm(OnceOnly, PlainWords, mfa.AuthenticateForm):
    pass


class MFAReauthenticateForm(OnceOnly, PlainWords, mfa.ReauthenticateForm):
    pass


class ActivateTOTPForm(PlainWords, totp.ActivateTOTPForm):
    OWN_WORDS: ClassVar[dict[str, Words]] = {
        "code": (_("Code aus der App"), _("Sechs Ziffern, die alle 30 Sekunden wechseln."), "one-time-code"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    def clean_code(self) -> str:
        """The code that proves the app is spent, and does not sign in as well."""
        code = super().clean_code()
        first_use(self.user, code)
        return code


REFUSED = _(
    "Der Passkey wurde nicht angenommen. Versuchen Sie es noch einmal, oder nehmen Sie einen anderen Weg."
)
# What the library raises over something that is no answer of a device.
NO_ANSWER = (AttributeError, LookupError, TypeError, ValueError)


@contextmanager
def refused_in_words() -> Iterator[None]:
    """Whatever is wrong with the answer of a device: the person reads what to do next."""
    try:
        yield
    except NO_ANSWER as error:
        raise forms.ValidationError(REFUSED) from error
    except forms.ValidationError as error:
        if error.code != "incorrect_code":
            raise
        raise forms.ValidationError(REFUSED) from error


class AnswerOfDevice(OneLine):
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"].error_messages = {"required": REFUSED, "invalid": REFUSED}


class NewPasskey(AnswerOfDevice):
    """The device made a passkey."""

    def clean(self) -> dict[str, Any]:
        with refused_in_words():
            return super().clean()  # type: ignore[misc]  # a mixin


class KnownPasskey(AnswerOfDevice):
    """The device holds a passkey."""

    def clean_credential(self) -> Any:
        with refused_in_words():
            return super().clean_credential()  # type: ignore[misc]  # a mixin


class LoginPasskeyForm(KnownPasskey, webauthn.LoginWebAuthnForm):
    pass


class AuthenticatePasskeyForm(KnownPasskey, webauthn.AuthenticateWebAuthnForm):
    pass


class ReauthenticatePasskeyForm(KnownPasskey, webauthn.ReauthenticateWebAuthnForm):
    pass


class AddPasskeyForm(NewPasskey, PlainWords, webauthn.AddWebAuthnForm):
    """The choice is on unless somebody takes it away: most people want to sign in with it."""

    OWN_WORDS: ClassVar[dict[str, Words]] = {
        "passwordless": (
            _("Damit ohne Passwort anmelden"),
            _("Das Gerät fragt dann nach Fingerabdruck, Gesicht oder PIN."),
            "",
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class PasskeySignupForm(NewPasskey, NamesForm, webauthn.SignupWebAuthnForm):
    """Names and a passkey make an account; the passkey gets a name by itself."""

    name = None


class EditPasskeyForm(PlainWords, webauthn.EditWebAuthnForm):
    pass
