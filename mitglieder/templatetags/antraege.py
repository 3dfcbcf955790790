"""One's own applications, for the personal area."""

from typing import Any

from django import template

from mitglieder.enums import Antragszustand
from mitglieder.models import Antrag

register = template.Library()
MOST = 10


@register.simple_tag(takes_context=True)
def meine_antraege(context: Any) -> list[Antrag]:
    """Those handed in, newest first."""
    rows = Antrag.objects.filter(person=context["user"]).exclude(zustand=Antragszustand.ENTWURF)
    return list(rows.select_related("netzwerk").order_by("-eingereicht", "-pk")[:MOST])
