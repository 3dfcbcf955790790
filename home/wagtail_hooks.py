"""This room in the page admin."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from core.rules import is_office
from home.cms import Luecken, NavigationViewSet, Willkommen

register_snippet(NavigationViewSet)


@hooks.register("construct_homepage_panels")
def own_panels(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(Willkommen())
    if is_office(request.user):
        panels.append(Luecken())
