"""The menu of the personal area, and the button that sends an offer once more."""

from typing import Any

from django import template
from django.utils import timezone

from mitglieder.bereiche import BEREICHE
from mitglieder.einladungen import BETWEEN_RESENDS, MOST_RESENDS

register = template.Library()


@register.simple_tag(takes_context=True)
def bereiche(context: Any) -> list[dict[str, Any]]:
    """[{titel, url, aktiv}] of the parts this person sees."""
    request = context["request"]
    seen = [bereich for bereich in BEREICHE if bereich.fuer(request.user)]
    return [
        {"titel": bereich.titel, "url": bereich.url, "aktiv": request.path == bereich.url} for bereich in seen
    ]


@register.inclusion_tag("mitglieder/einladung/_erneut.html")
def erneut_senden(angebot: Any) -> dict[str, Any]:
    """For an invitation or the offer of a seat: the button, or why and until when there is none."""
    ab = angebot.versandt + BETWEEN_RESENDS
    return {
        "email": angebot.email,
        "ab": ab if ab > timezone.now() else None,
        "verbraucht": angebot.versuche > MOST_RESENDS,
    }
