"""The sitemap: public pages and profiles in every language, with their alternatives."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page

from core.http import read_only
from core.i18n import hreflangs
from core.pagecache import public_page
from home.models import InhaltSeite, Startseite
from mitglieder.models import Unternehmen
from netzwerke.models import Netzwerk, VerzeichnisSeite


@read_only
def sitemap(request: HttpRequest) -> HttpResponse:
    entries = [*page_entries(), *network_entries(), *firm_entries()]
    response = render(request, "sitemap.xml", {"entries": entries}, content_type="application/xml")
    return public_page(request, response)


def page_entries() -> list[dict[str, Any]]:
    """One entry per page and language; pages behind a restriction are left out."""
    types = (Startseite, VerzeichnisSeite, InhaltSeite)
    rows = Page.objects.live().public().exact_type(*types).select_related("locale")
    groups: dict[Any, list[Page]] = {}
    for page in rows:
        groups.setdefault(page.translation_key, []).append(page)
    return [
        entry(urls, page.locale.language_code, page.last_published_at)
        for pages in groups.values()
        for urls in [{p.locale.language_code: p.get_url() or "" for p in pages}]
        for page in pages
    ]


def network_entries() -> list[dict[str, Any]]:
    rows = Netzwerk.objects.sichtbar_fuer(AnonymousUser()).values_list("slug", "geaendert")
    return in_every_language("netzwerke:profil", rows)


def firm_entries() -> list[dict[str, Any]]:
    """The list of firms, and those of them that agreed to be public; nothing while there is none."""
    rows = list(Unternehmen.objects.sichtbar_fuer(AnonymousUser()).values_list("slug", "geaendert"))
    profiles = in_every_language("mitglieder:unternehmen_profil", rows)
    if not rows:
        return []
    urls = {code: path_template("mitglieder:unternehmen_verzeichnis", code) for code, _ in settings.LANGUAGES}
    latest = max(changed for _slug, changed in rows)
    return [*(entry(urls, code, latest) for code in urls), *profiles]


def in_every_language(view: str, rows: Iterable[tuple[str, Any]]) -> list[dict[str, Any]]:
    paths = {code: path_template(view, code, "SLUG") for code, _ in settings.LANGUAGES}
    return [
        entry({code: path.replace("SLUG", slug) for code, path in paths.items()}, code, changed)
        for slug, changed in rows
        for code in paths
    ]


def path_template(view: str, code: str, *args: str) -> str:
    with override(code):
        return reverse(view, args=args)


def entry(urls: dict[str, str], code: str, changed: Any) -> dict[str, Any]:
    absolute = {c: settings.BASE_URL + url for c, url in urls.items()}
    alternatives = [(name, url) for c, url in absolute.items() for name in hreflangs(c)]
    return {"url": absolute[code], "changed": changed, "alternatives": alternatives}
