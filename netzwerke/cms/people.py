"""Names of people in the filters of the page admin: editors see those of their own networks."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail.admin.views.pages.listing import GenericPageFilterSet, PageFilterSet
from wagtail.admin.views.reports.audit_logging import SiteHistoryReportFilterSet
from wagtail.admin.views.reports.locked_pages import LockedPagesReportFilterSet
from wagtail.admin.views.reports.workflows import WorkflowReportFilterSet

from accounts.models import User
from netzwerke.cms.addresses import is_scoped

FILTERS = (
    (PageFilterSet, "owner"),
    (PageFilterSet, "edited_by"),
    (GenericPageFilterSet, "owner"),
    (GenericPageFilterSet, "edited_by"),
    (LockedPagesReportFilterSet, "locked_by"),
    (WorkflowReportFilterSet, "requested_by"),
)


def known_people(user: Any, people: QuerySet[User]) -> QuerySet[User]:
    """All for the office; for editors themselves and whoever has had a role beside them."""
    if not is_scoped(user):
        return people
    beside = User.objects.filter(mitgliedschaften__netzwerk__in=user.netzwerk_ids).values("pk")
    return people.filter(Q(pk=user.pk) | Q(pk__in=beside))


def keep_people_apart() -> None:
    """Wagtail offers everybody who ever worked in the admin, and asks nobody who is looking."""
    for filterset, name in FILTERS:
        field = filterset.base_filters[name]
        if not getattr(field, "kept_apart", False):  # inherited filters are one object
            field.queryset, field.kept_apart = narrowed(field.queryset), True
    SiteHistoryReportFilterSet.get_users_queryset = known_authors


def known_authors(self: SiteHistoryReportFilterSet) -> QuerySet[User]:
    return known_people(self.request.user, self.queryset.get_users())


def narrowed(everybody: Any) -> Callable[[HttpRequest], QuerySet[User]]:
    def queryset(request: HttpRequest) -> QuerySet[User]:
        people = everybody(request) if callable(everybody) else everybody
        return known_people(request.user, people)

    return queryset
