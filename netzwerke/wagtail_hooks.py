"""This room in the page admin."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from netzwerke.actions import uebersetzungen_loeschen, uebersetzungen_zurueckziehen
from netzwerke.cms.addresses import is_scoped
from netzwerke.cms.drafts import keep_drafts_apart
from netzwerke.cms.mails import keep_mails_apart
from netzwerke.cms.people import keep_people_apart
from netzwerke.cms.snippets import AKTIONEN, NetzwerkeGruppe
from netzwerke.cms.tags import keep_tags_apart
from netzwerke.redaktion import begehbare_seiten, bekannte_seiten

keep_tags_apart()
keep_people_apart()
keep_drafts_apart()
keep_mails_apart()
register_snippet(NetzwerkeGruppe)


@hooks.register("before_bulk_action")
def one_by_one(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> None:
    """Bulk deletion would pass by the actions, and with them the log and the search."""
    if action_type == "delete" and action.model in AKTIONEN:
        raise PermissionDenied


@hooks.register("after_delete_page")
def no_translation_stays(request: HttpRequest, page: Page) -> None:
    uebersetzungen_loeschen(page, person=request.user)


@hooks.register("after_bulk_action")
def nor_after_deleting_many(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> None:
    if action_type == "delete" and action.model is Page:
        for page in objects:
            uebersetzungen_loeschen(page, person=request.user)


@hooks.register("after_unpublish_page")
def no_translation_stays_public(request: HttpRequest, page: Page) -> None:
    uebersetzungen_zurueckziehen(page, person=request.user)


@hooks.register("after_bulk_action")
def nor_after_unpublishing_many(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> None:
    if action_type == "unpublish" and action.model is Page:
        for page in objects:
            uebersetzungen_zurueckziehen(page, person=request.user)


@hooks.register("construct_page_chooser_queryset")
def known_pages(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """Wagtail's chooser shows everybody every draft."""
    return bekannte_seiten(request.user, pages) if is_scoped(request.user) else pages


@hooks.register("construct_explorer_page_queryset")
def explorable_pages(parent: Page, pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """Wagtail's explorer shows a page that has moved to another network to those who had it."""
    return begehbare_seiten(request.user, pages) if is_scoped(request.user) else pages


@hooks.register("construct_homepage_summary_items", order=1000)  # after those that count
def no_sums_over_others(request: HttpRequest, items: list[Any]) -> None:
    """Wagtail counts the whole tree, drafts of other networks included."""
    if is_scoped(request.user):
        items.clear()


ALLOWED_REPORTS = {"site-history"}


@hooks.register("construct_reports_menu")
def reports_with_a_row(request: HttpRequest, menu_items: list[Any]) -> None:
    """The others list people and workflows of all networks."""
    if is_scoped(request.user):
        menu_items[:] = [item for item in menu_items if item.name in ALLOWED_REPORTS]
