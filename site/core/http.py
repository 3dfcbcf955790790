"""What views say about themselves, and how they read what every form sends."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

MOST_KEYS = 50  # of one request

View = TypeVar("View", bound=Callable[..., Any])


def read_only(view: View) -> View:
    """Anything but GET and HEAD is refused (405). A form token protects nothing here, so none is
    asked for: its absence would hide the real answer."""
    return csrf_exempt(require_safe(view))


def head_as_get(view: Any) -> Callable[..., Any]:
    """For views that know GET only: HEAD is answered like it, and the server leaves the body out."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        asked, request.method = request.method, "GET" if request.method == "HEAD" else request.method
        try:
            return view(request, *args, **kwargs)
        finally:
            request.method = asked

    return answered


def keys(values: list[str]) -> set[int]:
    """The keys of objects that a form names; whatever is none is passed over."""
    return {int(pk) for pk in values[:MOST_KEYS] if pk.isascii() and pk.isdigit() and len(pk) < 19}


def sent(request: HttpRequest) -> Any:
    """What a form was sent with, None where it is only looked at; a form without fields may be sent empty."""
    return request.POST if request.method == "POST" else None
