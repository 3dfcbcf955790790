"""Who has a second factor proves with it that a change of factors is meant; passwords get stolen."""

import time

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from core.i18n import in_every_language

FACTORS = in_every_language("/konto/2fa/")


def wants_factor(request: HttpRequest) -> bool:
    """Whether the page that was asked for, or that comes afterwards, changes factors."""
    return (get_next_redirect_url(request) or request.path).startswith(FACTORS)


def proven_by_factor(request: HttpRequest) -> bool:
    """Whether the last proof was the factor, or came before there was one; no proof is none to refuse."""
    records = [row for row in get_authentication_records(request, request.user) if row.get("reauthenticated")]
    return not records or records[-1]["method"] == "mfa" or before_any_factor(request, records[-1]["at"])


def before_any_factor(request: HttpRequest, moment: float) -> bool:
    first = Authenticator.objects.filter(user=request.user).order_by("created_at").first()
    return first is None or moment < first.created_at.timestamp()


def signed_in_without_factor(request: HttpRequest) -> bool:
    """Whether the password was given a moment ago, before there was any factor."""
    records = get_authentication_records(request, request.user)
    if not records or time.time() - records[-1]["at"] >= app_settings.REAUTHENTICATION_TIMEOUT:
        return False
    return before_any_factor(request, records[-1]["at"])
