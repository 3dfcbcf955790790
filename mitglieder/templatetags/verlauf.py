"""How the wishes of a network are put in words."""

from django import template

from mitglieder.models import Aenderungswunsch
from netzwerke.enums import Bestaetigtdurch

register = template.Library()


@register.filter
def wunsch_von(wunsch: Aenderungswunsch) -> str:
    """Who wished; a mailbox has no name."""
    return str(wunsch.person or Bestaetigtdurch.POSTFACH.label)
