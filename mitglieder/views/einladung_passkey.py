"""An account without a password for somebody who was invited: the device makes a passkey, and that is all."""

from contextlib import suppress
from typing import Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.decorators import rate_limit
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.forms import PasskeySignupForm
from accounts.passkeys import beginnen, begonnene, fertigstellen
from mitglieder.models import Einladung
from mitglieder.views.einladung import angenommen, ohne_konto


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="signup")
def passkey(request: HttpRequest, token: str) -> HttpResponse:
    """A first button begins the account; this page then asks for names, and the device for its passkey."""
    einladung = ohne_konto(request, token)
    if einladung is None:
        return redirect("mitglieder:einladung", token)
    if "beginnen" in request.POST:
        return begonnen(request, einladung, token)
    person = begonnene(einladung.email).first()
    if person is None:
        return redirect("mitglieder:einladung_konto", token)
    namen = {"first_name": einladung.vorname, "last_name": einladung.nachname}
    form = PasskeySignupForm(request.POST or None, user=person, initial=namen)
    if request.method == "POST" and form.is_valid():
        return fertig(request, einladung, form, token)
    context = {
        "form": form,
        "einladung": einladung,
        "netzwerk": einladung.netzwerk,
        "token": token,
        "js_data": {"creation_options": begin_registration(person, True)},
    }
    return render(request, "mitglieder/einladung/passkey.html", context)


def begonnen(request: HttpRequest, einladung: Einladung, token: str) -> HttpResponse:
    namen = {"first_name": einladung.vorname, "last_name": einladung.nachname}
    with suppress(IntegrityError):  # a second click was faster; the page goes on with what that one began
        beginnen(einladung.email, sprache=str(request.LANGUAGE_CODE), **namen)
    return redirect("mitglieder:einladung_passkey", token)


def fertig(request: HttpRequest, einladung: Einladung, form: Any, token: str) -> HttpResponse:
    data = form.cleaned_data
    namen = {name: data[name] for name in ("first_name", "last_name")}
    made = fertigstellen(einladung.email, credential=data["credential"], **namen)
    if made is None:
        request.session.modified = False  # signing in has replaced it meanwhile; saving it would be an error
        return redirect("mitglieder:einladung", token)
    answer = signed_in(request, made)
    angenommen(request, einladung, made.user)
    return answer


def signed_in(request: HttpRequest, made: Authenticator) -> HttpResponse:
    """The finger was on the sensor just now; then come the codes for a lost device, which are shown once."""
    post_authentication(request, made, reauthenticated=True, passwordless=True)
    login = Login(user=made.user, redirect_url=reverse("mfa_view_recovery_codes"), signup=True)
    return perform_login(request, login)
