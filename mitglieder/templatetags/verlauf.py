"""How the history and the wishes of a network are put in words, and what stands on the start page."""

from typing import Any

from django import template

from mitglieder import ruhig
from mitglieder import verlauf as geschichte
from mitglieder.enums import Anfragezustand
from mitglieder.models import Aenderungswunsch, Patenschaft
from netzwerke.enums import Bestaetigtdurch

register = template.Library()
register.filter("was", geschichte.was)
register.filter("wer", geschichte.wer)


@register.filter
def wunsch_von(wunsch: Aenderungswunsch) -> str:
    """Who wished; a mailbox has no name."""
    return str(wunsch.person or Bestaetigtdurch.POSTFACH.label)


@register.simple_tag(takes_context=True)
def stille_nachbarn(context: Any) -> list[ruhig.Nachbar]:
    return ruhig.stille_nachbarn(context["request"].user)


@register.simple_tag(takes_context=True)
def laufende_patenschaften(context: Any) -> list[Patenschaft]:
    """Of the networks the person leads; two are a lot already."""
    person = context["request"].user
    if not person.geleitete_ids:
        return []
    rows = ruhig.patenschaften(person).filter(zustand=Anfragezustand.ANGENOMMEN)
    return list(rows[:5])
