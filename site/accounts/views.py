"""The account overview; everything else below /konto/ is allauth's."""

from typing import Any

from allauth.account.views import ConfirmEmailView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from accounts.passkeys import einziger_weg

ENTER = "wagtailadmin.access_admin"


@never_cache
@login_required
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    user: Any = request.user  # signed in, see the decorator
    kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    context = {
        "roles": user.mitgliedschaften.aktuell().select_related("netzwerk"),
        "second_factor": bool(kinds),
        "totp": Authenticator.Type.TOTP in kinds,
        "passkeys": Authenticator.Type.WEBAUTHN in kinds,
    }
    return render(request, "accounts/overview.html", context)


class ConfirmAddressView(ConfirmEmailView):
    """Opening the link of a letter changes nothing; the button on the page does."""

    def logout_other_user(self, confirmation: Any) -> None:
        if self.request.method == "POST":
            super().logout_other_user(confirmation)


class ActivateAppView(ActivateTOTPView):
    """Sent twice at once, the second finds the factor of the first; it is told so, not failed."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except IntegrityError:
            return redirect("mfa_index")


class RemovePasskeyView(RemoveWebAuthnView):
    """The last way into an account stays, since only its mailbox could open it again."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "last_way": einziger_weg(self.get_object())}

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        User.objects.select_for_update().get(pk=self.request.user.pk)  # two at once would both find the other
        if einziger_weg(self.get_object()):
            return redirect("mfa_remove_webauthn", self.get_object().pk)
        return super().form_valid(form)


@never_cache
@login_required
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out one device of one's own; a device that has left already is no mistake."""
    for session in UserSession.objects.filter(user=request.user, pk=pk):
        session.end()
        messages.success(request, _("Das Gerät ist abgemeldet."))
    return redirect("usersessions_list")


@never_cache
def to_login(request: HttpRequest) -> HttpResponse:
    """Every other login address leads to the one door; POST as well, so that none stays open."""
    target = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = ""
    if request.user.is_authenticated and target.startswith("/cms/") and not request.user.has_perm(ENTER):
        raise PermissionDenied  # the door would send them back, and the admin here again
    query = f"?{urlencode({'next': target})}" if target else ""
    return HttpResponseRedirect(reverse("account_login") + query)


@never_cache
def to_password_reset(request: HttpRequest, **kwargs: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("account_reset_password"))
