"""The audit log in the page admin, and what a refusal looks like there."""

from typing import Any

import django_filters
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import auth
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView

from core.audit import bezeichnung, bezeichnungen, gegenstand
from core.models import Protokolleintrag


def refuse(request: HttpRequest) -> HttpResponse:
    """Answer 403. Wagtail would redirect, and send signed-in people round in circles."""
    raise PermissionDenied


def turn_away(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return refuse(request)
    return redirect_to_login(request.get_full_path(), settings.WAGTAILADMIN_LOGIN_URL)


def answer_refusals_honestly() -> None:
    auth.permission_denied = refuse
    auth.reject_request = turn_away


class ProtokollFilter(WagtailFilterSet):
    zeitpunkt = django_filters.DateFromToRangeFilter(label=_("Zeitraum"), widget=DateRangePickerWidget)
    aktion = django_filters.MultipleChoiceFilter(label=_("Aktion"), choices=bezeichnungen)

    class Meta:
        model = Protokolleintrag
        fields = ("zeitpunkt", "aktion")


class ProtokollView(ReportView):
    """Read only by its nature: a report has no form, so no row can be changed or removed here."""

    page_title = _("Protokoll")
    header_icon = "history"
    index_url_name = "protokoll"
    index_results_url_name = "protokoll_results"
    filterset_class = ProtokollFilter
    default_ordering = "-zeitpunkt"
    model = Protokolleintrag
    is_searchable = False
    columns = (
        DateColumn("zeitpunkt", label=_("Zeitpunkt"), sort_key="zeitpunkt"),
        Column("aktion", label=_("Aktion"), sort_key="aktion", accessor=lambda row: bezeichnung(row.aktion)),
        Column("person", label=_("Person")),
        Column("objekt_art", label=_("Gegenstand"), accessor=lambda row: gegenstand(row.objekt_art)),
        Column("objekt_id", label=_("Kennung")),
        Column("angaben", label=_("Angaben"), accessor=lambda row: facts(row.angaben)),
    )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("core.audit_log_view"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[Protokolleintrag]:
        return Protokolleintrag.objects.select_related("person")


def facts(angaben: dict[str, Any]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in angaben.items())


class ProtokollMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("core.audit_log_view"))
