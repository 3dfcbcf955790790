"""The gallery of components at /werkstatt/, for those who build and in demo mode.

Each file in templates/components/ that has a sample beside it (name.json: a list of contexts) is
shown with it, so that what is shown is what is used.
"""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

FOLDER = Path(settings.BASE_DIR) / "templates" / "components"


def may_see(request: HttpRequest) -> bool:
    return settings.DEMO or settings.DEBUG or request.user.is_staff


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    if not may_see(request):
        raise Http404
    return render(request, "core/gallery.html", {"components": components()})


@require_safe
def empty_page(request: HttpRequest) -> HttpResponse:
    """The frame with nothing in it: what every page costs at least."""
    if not may_see(request):
        raise Http404
    return render(request, "base.html")


def components() -> list[dict[str, Any]]:
    return [
        {
            "name": sample.stem,
            "template": f"components/{sample.stem}.html",
            "samples": json.loads(sample.read_text(encoding="utf-8")),
        }
        for sample in sorted(FOLDER.glob("*.json"))
    ]


urlpatterns = [path("", gallery, name="gallery"), path("leer/", empty_page, name="empty_page")]
