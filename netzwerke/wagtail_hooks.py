"""This room in the page admin."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from netzwerke.cms import AKTIONEN, NetzwerkeGruppe

register_snippet(NetzwerkeGruppe)


@hooks.register("before_bulk_action")
def one_by_one(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> None:
    """Bulk deletion would pass by the actions, and with them the log and the search."""
    if action_type == "delete" and action.model in AKTIONEN:
        raise PermissionDenied
