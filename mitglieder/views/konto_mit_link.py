"""An account for somebody who follows a link of ours: it came to the mailbox, so the address is proven."""

from typing import Any, ClassVar

from allauth.account.adapter import get_adapter
from allauth.account.views import SignupView
from django import forms
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from accounts.passkeys import hat_konto, verwerfen
from core.signedlinks import LinkBrokenError

TRAP = settings.ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD
PROVEN = "account_verified_email"  # session key of allauth's adapter


def lage_von(user: Any, email: str) -> str:
    """ "gleich" signed in with the address, "andere" with another, "konto" or "neu" signed out."""
    if user.is_authenticated:
        return "gleich" if user.email.lower() == email.lower() else "andere"
    return "konto" if hat_konto(email) else "neu"


@method_decorator(never_cache, name="dispatch")
class KontoMitLink(SignupView):
    """allauth's sign-up with the address of an offer fixed; afterwards the offer is accepted.

    An offer has an `email`; `lesen` gives it with how it stands, from the token of the link.
    """

    template_name = "mitglieder/konto_mit_link.html"
    zurueck: ClassVar[str]  # name of the page that shows the offer, by its token
    konto: ClassVar[str]  # name of this page
    user: Any = None
    angebot: Any

    def lesen(self, token: str) -> tuple[Any, str]:
        raise NotImplementedError

    def annehmen(self, person: Any) -> None:
        """Accept the offer, and say what came of it."""
        raise NotImplementedError

    def worum(self) -> str:
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, token: str, **kwargs: Any) -> HttpResponseBase:
        try:
            self.angebot, stand = self.lesen(token)
        except LinkBrokenError:
            self.angebot, stand = None, "kaputt"
        self.token = token
        if self.angebot is None or stand != "offen" or lage_von(request.user, self.angebot.email) != "neu":
            return redirect(self.zurueck, token)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        verwerfen(self.angebot.email)  # begun with a passkey, and now with a password
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        if "data" in kwargs:  # whatever was sent: the address is the one the link was sent to
            kwargs["data"] = kwargs["data"].copy()
            kwargs["data"]["email"] = self.angebot.email
            kwargs["data"][TRAP] = ""  # no machine has the link, and browsers fill in fields that nobody sees
        return kwargs

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["email"].widget = forms.HiddenInput()
        form.fields[TRAP].widget = forms.HiddenInput()
        form.fields["email"].initial = self.angebot.email
        return form

    def get_success_url(self) -> str:
        return reverse("mitglieder:mein")

    def form_valid(self, form: Any) -> HttpResponseBase:
        if form.account_already_exists:  # a second click was faster; the page says how to go on
            return redirect(self.zurueck, self.token)
        form.proven = True
        get_adapter().stash_verified_email(self.request, self.angebot.email)
        try:
            with transaction.atomic():
                response = super().form_valid(form)
        except IntegrityError:  # or as fast; its sign-in has replaced the session, which cannot be saved
            self.request.session.modified = False
            return redirect(self.zurueck, self.token)
        self.request.session.pop(PROVEN, None)
        if self.user is not None:
            self.annehmen(self.user)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "worum": self.worum(),
            "email": self.angebot.email,
            "action": reverse(self.konto, args=[self.token]),
            "zurueck": reverse(self.zurueck, args=[self.token]),
        }
