"""This room in the page admin."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from core.http import keys
from core.rules import is_office
from home.adressen import objection
from home.cms import Luecken, NavigationViewSet, Willkommen
from home.kataloge import tell_wrong_catalogues
from home.models import IN_THE_MENU, eintraege_unter

tell_wrong_catalogues()
register_snippet(NavigationViewSet)


@hooks.register("construct_homepage_panels")
def own_panels(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(Willkommen())
    if is_office(request.user):
        panels.append(Luecken())


@hooks.register("before_move_page")
def to_a_free_address(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    return refused_move(request, [page], destination) if request.method == "POST" else None


@hooks.register("before_copy_page")
def to_a_page_that_is_there(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The form shows its parent page even beside an error, and fails where there is none."""
    if request.method != "POST":
        return None
    if Page.objects.filter(pk__in=keys([request.POST.get("new_parent_page", "")])).exists():
        return None
    messages.error(request, _("Die übergeordnete Seite gibt es nicht. Bitte wählen Sie sie neu aus."))
    return redirect("wagtailadmin_pages:copy", page.pk)


@hooks.register("before_bulk_action")
def many_to_free_addresses(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    if action_type != "move" or action.cleaned_form is None:
        return None
    return refused_move(request, objects, action.cleaned_form.cleaned_data["chooser"])


@hooks.register("before_delete_page")
@hooks.register("before_unpublish_page")
def not_while_menus_lead_there(request: HttpRequest, page: Page) -> HttpResponse | None:
    return kept(request, [page])


@hooks.register("before_bulk_action")
def nor_many(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    if action.model is not Page or action_type not in {"delete", "unpublish"}:
        return None
    return kept(request, objects)


def kept(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    """The Impressum would be gone from every page of the site, and nobody be told."""
    entry = next((entry for page in pages for entry in eintraege_unter(page)), None)
    if entry is None:
        return None
    messages.error(request, IN_THE_MENU % {"seite": entry.seite, "eintrag": entry.bezeichnung})
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)


def refused_move(request: HttpRequest, pages: list[Page], destination: Page) -> HttpResponse | None:
    for page in pages:
        if found := objection(destination, page.slug):
            messages.error(request, found.messages[0])
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None
