"""Addresses of public pages, looked up in memory instead of walking the page tree.

Only pages that everybody may see are listed, anew with each content version. Everything else, such
as pages behind a restriction, takes Wagtail's own way.
"""

from functools import lru_cache
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from wagtail.views import serve

from core import contentversion
from core.http import read_only
from home.models import InhaltSeite, PublicPage, Startseite


class Weg(NamedTuple):
    """Which page answers an address, and its addresses in each language."""

    model: type[PublicPage]
    pk: int
    translations: dict[str, str]


def wege() -> dict[str, Weg]:
    return build(contentversion.current())


@lru_cache(maxsize=1)
def build(version: str) -> dict[str, Weg]:
    found: dict[str, Weg] = {}
    translations: dict[object, dict[str, str]] = {}
    for model in (Startseite, InhaltSeite):
        for page in model.objects.live().public().select_related("locale"):
            url = page.get_url()
            same = translations.setdefault(page.translation_key, {})
            same[page.locale.language_code] = url
            found[url] = Weg(model, page.pk, same)
    return found


@csrf_exempt  # nothing is written here, and a missing token would hide the real answer
def seite(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a page: one query where the address is known to be public."""
    weg = wege().get(request.path)
    if weg is None and request.method not in {"GET", "HEAD"}:
        raise Http404
    return gezeigt(request, path, weg)


@read_only
def gezeigt(request: HttpRequest, path: str, weg: Weg | None) -> HttpResponse:
    if weg is None:
        return serve(request, path)
    request.translations = weg.translations  # type: ignore[attr-defined]  # for the frame
    return weg.model.objects.get(pk=weg.pk).serve(request)
