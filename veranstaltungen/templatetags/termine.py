"""Dates in words."""

from django import template
from django.contrib.auth.models import AnonymousUser

from netzwerke.models import Netzwerk
from veranstaltungen import zeit
from veranstaltungen.kalender import naechste
from veranstaltungen.models import Termin

register = template.Library()
register.filter("zeitraum", zeit.zeitraum)
register.filter("tag", zeit.tag)
register.filter("uhrzeit", zeit.uhrzeit)


@register.simple_tag
def termine_im_profil(netzwerk: Netzwerk) -> list[Termin]:
    """The next dates of a network that everybody may see; the piece is shared by all."""
    return naechste(netzwerk, AnonymousUser())
