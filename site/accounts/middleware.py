"""Whoever decides for others signs in with a second factor."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

GUARDED = ("/cms/", "/mein/", "/en/mein/")


class SecondFactorMiddleware:
    """Leads people who need a second factor, and have none yet, to the page where they set it up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(GUARDED) and lacks_second_factor(request):
            messages.info(
                request,
                _("Ihre Rolle braucht einen zweiten Faktor. Richten Sie ihn hier in einer Minute ein."),
            )
            return redirect("mfa_activate_totp")
        return self.get_response(request)


def lacks_second_factor(request: HttpRequest) -> bool:
    user = request.user
    return user.is_authenticated and user.needs_second_factor and not is_mfa_enabled(user)
