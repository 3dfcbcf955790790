"""Files that are given out after a proof of identity.

Were the file the answer to the password, the page with the question would stay on the screen. So the proof
leads back to the page one came from, and that page begins the download (`bereit`).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from mitglieder.zugang import View

BEREIT = "herunterladen"


def nach_ausweis(seite: Callable[..., str]) -> Callable[[View], View]:
    """`seite` gives the address of the page with the button, from what the view takes beside the request."""

    def decorate(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if is_reauthentication_required(request, app=""):
                return ausweisen(request, f"{seite(*args, **kwargs)}?{BEREIT}=1")
            return view(request, *args, **kwargs)

        return inner

    return decorate


def ausweisen(request: HttpRequest, weiter: str) -> HttpResponseBase:
    frage = get_adapter().get_reauthentication_methods(request.user)[0]["url"]
    return redirect(f"{frage}?{urlencode({'next': weiter})}")


def bereit(request: HttpRequest) -> bool:
    """Whether one comes back from the proof, and the download may begin."""
    return BEREIT in request.GET and not is_reauthentication_required(request, app="")
