"""Whoever decides for others signs in with a second factor, and again every eight hours.

There is a grace of one session: the first in which somebody needs a second factor, and has none, may use the
personal area and is told there. It is taken at the sign-in; those who came to lead a network while signed in
take it at the first request that needs it. From the next sign-in on the factor must be set up first. The page
admin is never open without it, and nobody makes others a Leitung without it. Taking one's own data along and
ending the account are rights that wait for no factor; both ask for the password.
"""

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

from core.audit import festhalten
from core.i18n import in_every_language
from core.models import Protokolleintrag

ADMIN = "/cms/"
PERSONAL = in_every_language("/mein/")
OWN_DATA = in_every_language(
    "/mein/daten/"
)  # consents, taking along, ending the account: rights of everybody
ACCOUNT = in_every_language("/konto/")  # personal: nobody keeps a copy
BEGAN = "angemeldet_um"  # session key: seconds since 1970
STRICT = "zweiter_faktor_noetig"  # session key: the grace was used before this session; unset: not asked for
GRACE = "konto.frist_zweiter_faktor"  # in the log: this person's one session without


class SecondFactorMiddleware:
    """Leads people who need a second factor, and have none yet, to the page where they set it up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_over(request):
            logout(request)
            messages.info(request, _("Aus Sicherheitsgründen melden Sie sich bitte neu an."))
        if must_enrol(request):
            messages.info(
                request,
                _("Ihre Rolle braucht einen zweiten Faktor. Richten Sie ihn hier in einer Minute ein."),
            )
            return never_cached(redirect("mfa_activate_totp"))
        response = self.get_response(request)
        return never_cached(response) if request.path_info.startswith(ACCOUNT) else response


def never_cached(response: HttpResponse) -> HttpResponse:
    add_never_cache_headers(response)
    return response


def lacks_second_factor(request: HttpRequest) -> bool:
    user = request.user
    return user.is_authenticated and user.needs_second_factor and not is_mfa_enabled(user)


def must_enrol(request: HttpRequest) -> bool:
    """Whether this address waits until a second factor is set up; tells the page when one is missing."""
    admin, personal = (request.path_info.startswith(paths) for paths in (ADMIN, PERSONAL))
    if not (admin or personal) or not lacks_second_factor(request):
        return False
    request.lacks_second_factor = True  # type: ignore[attr-defined]  # read by templates/mitglieder/base.html
    return admin or (is_strict(request.session, request.user) and not request.path_info.startswith(OWN_DATA))


def is_strict(session: Any, user: Any) -> bool:
    """Whether this session is not the one of the grace; who needs the factor only now takes it now."""
    if STRICT not in session:
        session[STRICT] = not use_grace(user)
    return session[STRICT]


def begin(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Receiver of `user_logged_in`: from now on the session grows old, however busy it is."""
    request.session[BEGAN] = int(time.time())
    request.session.pop(STRICT, None)
    if user.needs_second_factor:
        request.session[STRICT] = is_mfa_enabled(user) or not use_grace(user)


def use_grace(user: Any) -> bool:
    """Take the one session without a second factor; False when it was used before."""
    if Protokolleintrag.objects.filter(aktion=GRACE, person=user).exists():
        return False
    festhalten(GRACE, person=user, objekt=user)
    return True


def is_over(request: HttpRequest) -> bool:
    """A privileged session that is too old, or whose age nobody knows. Visitors cost no query."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return False
    age = time.time() - request.session.get(BEGAN, 0)
    return age > settings.SESSION_SECONDS_PRIVILEGED and request.user.needs_second_factor
