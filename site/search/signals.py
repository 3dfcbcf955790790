"""Wagtail publishes pages itself; the index follows through the framework's own signals."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from search import actions, registry

KIND = "seite"


def follow_pages() -> None:
    page_published.connect(renew, dispatch_uid="search.published")
    page_unpublished.connect(renew, dispatch_uid="search.unpublished")
    post_page_move.connect(renew_all, dispatch_uid="search.moved")
    page_slug_changed.connect(renew_all, dispatch_uid="search.slug")
    post_delete.connect(remove, dispatch_uid="search.deleted")
    post_save.connect(renew_all, sender=PageViewRestriction, dispatch_uid="search.restricted")


def renew(sender: Any, instance: Page, **kwargs: Any) -> None:
    if KIND in registry.quellen():
        actions.indexieren(KIND, [instance.pk])


def renew_all(sender: Any, **kwargs: Any) -> None:
    """Moving a page changes the addresses below it, and who may see them."""
    if KIND in registry.quellen():
        actions.indexieren(KIND)


def remove(sender: Any, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Page):
        actions.entfernen(KIND, [instance.pk])
    elif isinstance(instance, PageViewRestriction):
        renew_all(sender)
