"""What every page's frame needs; lazy, because fragments and mails ask for none of it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from core import frame


def page_frame(request: HttpRequest) -> dict[str, Any]:
    return {
        "frame": SimpleLazyObject(frame.frame_here),
        "language_links": SimpleLazyObject(lambda: frame.language_links(request)),
        "demo": settings.DEMO,
        "base_url": settings.BASE_URL,
        "section": request.path.removeprefix(f"/{request.LANGUAGE_CODE}"),
    }
