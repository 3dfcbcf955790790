"""Where the frame's menus come from."""

from django.conf import settings
from wagtail.models import Page

from core.frame import Frame, Link, register
from core.i18n import path_in_language
from core.translations import translated
from home.models import Bereich, Betreiberangaben, Navigationseintrag


@register
def rahmen(language: str) -> Frame:
    entries = list(Navigationseintrag.objects.select_related("seite"))
    pages = pages_in(language, entries)
    angaben = Betreiberangaben.objects.first() or Betreiberangaben()  # load() would write on a GET
    return Frame(
        main=links(entries, Bereich.HAUPT, language, pages),
        footer=links(entries, Bereich.FUSS, language, pages),
        contact=angaben.kontakt_email,
        notice=translated(angaben.hinweis_uebersetzungen, angaben.hinweis),
    )


def pages_in(language: str, entries: list[Navigationseintrag]) -> dict[str, Page]:
    """{translation key: live page in this language, else in the source language}."""
    keys = [entry.seite.translation_key for entry in entries if entry.seite]
    codes = [settings.LANGUAGE_CODE, language]
    rows = Page.objects.live().public().filter(translation_key__in=keys, locale__language_code__in=codes)
    ranked = sorted(rows.select_related("locale"), key=lambda p: codes.index(p.locale.language_code))
    return {str(page.translation_key): page for page in ranked}


def links(
    entries: list[Navigationseintrag], bereich: Bereich, language: str, pages: dict[str, Page]
) -> tuple[Link, ...]:
    found = []
    for entry in entries:
        if entry.bereich != bereich:
            continue
        page = pages.get(str(entry.seite.translation_key)) if entry.seite else None
        url = page.url if page else path_in_language(entry.pfad, language) if entry.pfad else None
        if url:  # a page that is no longer live has none
            found.append(Link(entry.bezeichnung, url))
    return tuple(found)
