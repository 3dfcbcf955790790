"""Whoever decides for others signs in with a second factor, and again every eight hours."""

import time
from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from core.i18n import in_every_language

GUARDED = ("/cms/", *in_every_language("/mein/"))
ACCOUNT = in_every_language("/konto/")  # personal: nobody keeps a copy
BEGAN = "angemeldet_um"  # session key: seconds since 1970


class SecondFactorMiddleware:
    """Leads people who need a second factor, and have none yet, to the page where they set it up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_over(request):
            logout(request)
            messages.info(request, _("Aus Sicherheitsgründen melden Sie sich bitte neu an."))
        if request.path_info.startswith(GUARDED) and lacks_second_factor(request):
            messages.info(
                request,
                _("Ihre Rolle braucht einen zweiten Faktor. Richten Sie ihn hier in einer Minute ein."),
            )
            return redirect("mfa_activate_totp")
        response = self.get_response(request)
        if request.path_info.startswith(ACCOUNT):
            add_never_cache_headers(response)
        return response


def lacks_second_factor(request: HttpRequest) -> bool:
    user = request.user
    return user.is_authenticated and user.needs_second_factor and not is_mfa_enabled(user)


def begin(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    """Receiver of `user_logged_in`: from now on the session grows old, however busy it is."""
    request.session[BEGAN] = int(time.time())


def is_over(request: HttpRequest) -> bool:
    """A privileged session that is too old, or whose age nobody knows. Visitors cost no query."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return False
    age = time.time() - request.session.get(BEGAN, 0)
    return age > settings.SESSION_SECONDS_PRIVILEGED and request.user.needs_second_factor
