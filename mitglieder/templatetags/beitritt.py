"""How one's own requests stand, for the personal area."""

from datetime import timedelta
from typing import Any

from django import template
from django.db.models import Q
from django.utils import timezone

register = template.Library()
SHOWN_FOR = timedelta(days=30)  # after the answer: as long as a refused person has to wait
MOST = 20


@register.simple_tag(takes_context=True)
def meine_anfragen(context: Any) -> Any:
    recent = Q(entschieden__isnull=True) | Q(entschieden__gt=timezone.now() - SHOWN_FOR)
    return context["request"].user.beitrittsanfragen.filter(recent).select_related("netzwerk")[:MOST]
