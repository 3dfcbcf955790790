"""What a page is called in a draft is known to those who work on it; others read its published title.

Wagtail prints the draft's title in choosers, lists and its API, whoever is looking.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.chooser import BaseLinkFormView, ExternalLinkView
from wagtail.models import Page

from netzwerke.redaktion import eigene_seiten

onlooker: ContextVar[Any] = ContextVar("onlooker", default=None)  # the editor who is looking
own_words = Page.get_admin_display_title


@contextmanager
def looked_at_by(user: Any) -> Iterator[None]:
    """Titles of others' pages are the published ones, while this person, not the office, is looking."""
    token = onlooker.set(user)
    try:
        yield
    finally:
        onlooker.reset(token)


def title_for_the_onlooker(self: Page) -> str:
    user = onlooker.get()
    return own_words(self) if user is None or works_on(user, self) else self.title


def works_on(user: Any, page: Page) -> bool:
    """Looked up once for all pages of an answer."""
    if not hasattr(user, "_eigene_seiten"):
        user._eigene_seiten = frozenset(eigene_seiten(user).values_list("pk", flat=True))
    return page.pk in user._eigene_seiten


class ExternalLink(ExternalLinkView):
    """Wagtail turns the address of a page into a link to it, with the title of its draft."""

    def post(self, request: HttpRequest) -> HttpResponse:
        if onlooker.get() is None:
            return super().post(request)
        return BaseLinkFormView.post(self, request)


external_link = require_admin_access(ExternalLink.as_view())


def keep_drafts_apart() -> None:
    Page.get_admin_display_title = title_for_the_onlooker
