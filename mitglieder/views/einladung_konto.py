"""An account for somebody who was invited: the link came to the mailbox, so the address is proven."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import SignupView
from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts.models import User
from core.refusal import RefusedError
from core.signedlinks import LinkBrokenError
from mitglieder.actions.einladung import annehmen
from mitglieder.einladungen import gelesen
from mitglieder.views.einladung import willkommen

PROVEN = "account_verified_email"  # session key of allauth's adapter


class EinladungKonto(SignupView):
    """allauth's sign-up with the invited address fixed; afterwards the invitation is accepted."""

    template_name = "mitglieder/einladung/konto.html"
    user: Any = None
    einladung: Any

    def dispatch(self, request: HttpRequest, *args: Any, token: str, **kwargs: Any) -> HttpResponseBase:
        try:
            self.einladung, stand = gelesen(token)
        except LinkBrokenError:
            self.einladung, stand = None, "kaputt"
        self.token = token
        if self.einladung is None or stand != "offen" or request.user.is_authenticated or self.known():
            return redirect("mitglieder:einladung", token)
        return super().dispatch(request, *args, **kwargs)

    def known(self) -> bool:
        return User.objects.filter(email__iexact=self.einladung.email).exists()

    def get_initial(self) -> dict[str, Any]:
        return {"first_name": self.einladung.vorname, "last_name": self.einladung.nachname}

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        if "data" in kwargs:  # whatever was sent: the address is the one that was invited
            kwargs["data"] = kwargs["data"].copy()
            kwargs["data"]["email"] = self.einladung.email
        return kwargs

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["email"].widget = forms.HiddenInput()
        form.fields["email"].initial = self.einladung.email
        return form

    def get_success_url(self) -> str:
        return reverse("mitglieder:mein")

    def form_valid(self, form: Any) -> HttpResponseBase:
        get_adapter().stash_verified_email(self.request, self.einladung.email)
        try:
            with transaction.atomic():
                response = super().form_valid(form)
        except IntegrityError:  # a second click was faster; the page says how to go on
            return redirect("mitglieder:einladung", self.token)
        finally:
            self.request.session.pop(PROVEN, None)
        if self.user is not None:
            self.accept()
        return response

    def accept(self) -> None:
        try:
            annehmen(self.einladung, person=self.user, losung=self.einladung.losung)
        except RefusedError as refusal:
            messages.error(self.request, str(refusal))
        else:
            messages.success(self.request, willkommen(self.einladung))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "einladung": self.einladung,
            "netzwerk": self.einladung.netzwerk,
            "token": self.token,
        }


konto = never_cache(EinladungKonto.as_view())
