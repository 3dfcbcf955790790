"""The page admin's looks, and its menus without what nobody needs here."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from core import cms

cms.answer_refusals_honestly()


@hooks.register("insert_global_admin_css")
def own_styles() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/cms.css"))


@hooks.register("construct_main_menu")
def hide_unneeded(request: HttpRequest, menu_items: list[Any]) -> None:
    menu_items[:] = [item for item in menu_items if item.name != "help"]


@hooks.register("register_admin_urls")
def audit_log_urls() -> list[URLPattern]:
    view = cms.ProtokollView
    return [
        path("berichte/protokoll/", view.as_view(), name="protokoll"),
        path("berichte/protokoll/ergebnis/", view.as_view(results_only=True), name="protokoll_results"),
    ]


@hooks.register("register_reports_menu_item")
def audit_log_menu_item() -> cms.ProtokollMenuItem:
    return cms.ProtokollMenuItem(_("Protokoll"), reverse("protokoll"), icon_name="history", order=1000)
