"""Addresses below the start page that the rooms answer: a page there would be published and never seen."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import get_resolver
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import CopyForm
from wagtail.models import Page

from core.cmsforms import PageForm
from core.forms import OneLine

TAKEN = _(
    "Unter „%(adresse)s“ antwortet schon ein anderer Teil der Website. Bitte wählen Sie eine andere Adresse."
)
HOME_DEPTH = 2  # the start pages, one for each language


@lru_cache(maxsize=1)
def taken() -> frozenset[str]:
    """First parts of all addresses that are not pages: "suche", "konto", "en", …"""
    languages = (code for code, _name in settings.LANGUAGES)
    files = settings.STATIC_URL.strip("/")
    return frozenset({*first_parts(get_resolver().url_patterns), *languages, files})


def first_parts(patterns: list[Any]) -> set[str]:
    found: set[str] = set()
    for pattern in patterns:
        first = str(pattern.pattern).removeprefix("^").partition("/")[0]
        if first.isidentifier() or first.replace("-", "").isalnum():
            found.add(first)
        elif not first and hasattr(pattern, "url_patterns"):
            found |= first_parts(pattern.url_patterns)
    return found


def objection(parent: Page | None, slug: str) -> ValidationError | None:
    """What speaks against this address below that page; nothing where it would be reached."""
    if parent is None or parent.depth != HOME_DEPTH or slug not in taken():
        return None
    return ValidationError(TAKEN, params={"adresse": f"/{slug}/"})


class FreeAddress(PageForm):
    def clean_slug(self) -> str:
        """A new page does not know its parent yet, so its own `clean` cannot ask."""
        slug: str = self.cleaned_data["slug"]
        if found := objection(self.parent_page, slug):
            raise found
        return slug


class CopyToFreeAddress(OneLine, CopyForm):
    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        parent = cleaned.get("new_parent_page") or self.page.get_parent()
        if found := objection(parent, cleaned.get("new_slug", "")):
            self.add_error("new_slug", found)
        return cleaned
