"""The menu of the personal area."""

from typing import Any

from django import template

from mitglieder.bereiche import BEREICHE

register = template.Library()


@register.simple_tag(takes_context=True)
def bereiche(context: Any) -> list[dict[str, Any]]:
    """[{titel, url, aktiv}] of the parts this person sees."""
    request = context["request"]
    seen = [bereich for bereich in BEREICHE if bereich.fuer(request.user)]
    return [
        {"titel": bereich.titel, "url": bereich.url, "aktiv": request.path == bereich.url} for bereich in seen
    ]
