"""How the history and the wishes of a network are put in words."""

from django import template

from mitglieder import verlauf as geschichte
from mitglieder.models import Aenderungswunsch
from netzwerke.enums import Bestaetigtdurch

register = template.Library()
register.filter("was", geschichte.was)
register.filter("wer", geschichte.wer)


@register.filter
def wunsch_von(wunsch: Aenderungswunsch) -> str:
    """Who wished; a mailbox has no name."""
    return str(wunsch.person or Bestaetigtdurch.POSTFACH.label)
