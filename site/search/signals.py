"""Wagtail publishes pages itself; the index follows through the framework's own signals."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from search import actions, registry


def follow_pages() -> None:
    page_published.connect(renew, dispatch_uid="search.published")
    page_unpublished.connect(renew, dispatch_uid="search.unpublished")
    post_page_move.connect(renew_all, dispatch_uid="search.moved")
    page_slug_changed.connect(renew_all, dispatch_uid="search.slug")
    post_delete.connect(removed, dispatch_uid="search.deleted")
    post_save.connect(renew_all, sender=PageViewRestriction, dispatch_uid="search.restricted")


def renew(sender: Any, instance: Page, **kwargs: Any) -> None:
    for art, quelle in registry.quellen().items():
        if pks := quelle.zu_seite(instance):
            actions.indexieren(art, pks)


def renew_all(sender: Any, **kwargs: Any) -> None:
    """Moving or restricting a page changes the addresses below it, and who may see them."""
    for art, quelle in registry.quellen().items():
        if quelle.zu_seite is not registry.nichts:
            actions.indexieren(art)


def removed(sender: Any, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Page):
        renew(sender, instance)
    elif isinstance(instance, PageViewRestriction):
        renew_all(sender)
