"""What views say about themselves."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

View = TypeVar("View", bound=Callable[..., Any])


def read_only(view: View) -> View:
    """Anything but GET and HEAD is refused (405). A form token protects nothing here, so none is
    asked for: its absence would hide the real answer."""
    return csrf_exempt(require_safe(view))
