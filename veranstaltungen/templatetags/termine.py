"""Dates in words."""

from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathFillImage
from qrcode.main import QRCode

from mitglieder.models import Unternehmen
from netzwerke.models import Netzwerk
from veranstaltungen import karten, zeit
from veranstaltungen.kalender import naechste
from veranstaltungen.models import Anmeldung, Gastgeberreihe, Termin

register = template.Library()
register.filter("zeitraum", zeit.zeitraum)
register.filter("tag", zeit.tag)
register.filter("uhrzeit", zeit.uhrzeit)
register.filter("dauer", zeit.dauer)


@register.simple_tag
def einlasskarte(anmeldung: Anmeldung) -> SafeString:
    """The code for the door, drawn as SVG: black on white, whatever the colours of the page."""
    code = QRCode(error_correction=ERROR_CORRECT_M, box_size=4, image_factory=SvgPathFillImage)
    code.add_data(karten.adresse(anmeldung))
    drawn = code.make_image().to_string(encoding="unicode")
    label = gettext("QR-Code für den Einlass")
    svg = drawn[drawn.index("<svg") :].replace(
        "<svg ", f'<svg class="ticket" role="img" aria-label="{label}" ', 1
    )
    return mark_safe(svg)  # noqa: S308 — drawn by the library from an address of ours


@register.simple_tag
def termine_im_profil(netzwerk: Netzwerk) -> list[Termin]:
    """The next dates of a network that everybody may see; the piece is shared by all."""
    return naechste(netzwerk, AnonymousUser())


@register.simple_tag(takes_context=True)
def reihen_fuer(context: Any, unternehmen: Unternehmen) -> bool:
    """Whether a network of the firm looks for hosts, for those who may offer it."""
    rows = Gastgeberreihe.objects.sichtbar_fuer(context["request"].user)
    return rows.fuer_unternehmen(unternehmen).exists()
