"""Template tags of this room."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from netzwerke.gesicht import farbe, monogramm
from netzwerke.models import Groessenangabe, Netzwerk

register = template.Library()

# One template node instead of an include: it stands twenty times on a page.
ZEICHEN = (
    '<svg class="monogram{}" viewBox="0 0 56 56" aria-hidden="true">'
    '<rect width="56" height="56" fill="{}"/><text x="28" y="33">{}</text>'
    '<path class="linie" d="M0 47h15l8-4h15l6 4h12"/>'
    '<circle cx="15" cy="47" r="3.5" fill="{}"/><circle cx="38" cy="43" r="3.5" fill="{}"/></svg>'
)


@register.filter
def farbe_von(netzwerk: Netzwerk) -> str:
    return farbe(netzwerk.hauptregion.schluessel, netzwerk.markenfarbe)


@register.simple_tag
def gesicht(netzwerk: Netzwerk, size: str = "") -> SafeString:
    """The logo, or a drawn monogram in the district's hue; decorative, the name stands beside it."""
    if netzwerk.logo_id:
        rendition = netzwerk.logo.get_rendition("max-224x224|format-webp")
        return format_html(
            '<img class="monogram{}" src="{}" alt="" width="{}" height="{}">',
            f" {size}" if size else "", rendition.url, rendition.width, rendition.height,
        )  # fmt: skip
    colour = farbe_von(netzwerk)
    letters = monogramm(netzwerk.kurzname)
    return format_html(ZEICHEN, f" {size}" if size else "", colour, letters, colour, colour)


@register.filter
def mitglieder_text(angabe: Groessenangabe) -> str:
    """„rund 60 Mitglieder“, with the right number of the noun."""
    noun = gettext("Mitglied") if angabe.wert == 1 else gettext("Mitglieder")
    return f"{gettext(angabe.zusatz)} {angabe.wert} {noun}".strip() if angabe.zusatz else f"{angabe.wert} {noun}"


@register.filter
def oberste(regionen: Any) -> list[Any]:
    """Districts and counties of a prefetched list."""
    return [region for region in regionen if region.uebergeordnet_id is None]
