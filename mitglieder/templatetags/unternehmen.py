"""Template tags about firms."""

from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mitglieder.enums import Branche
from mitglieder.models import Firmenmitgliedschaft, Unternehmen
from mitglieder.models.unternehmen import LOGO
from netzwerke.gesicht import FARBEN, monogramm
from netzwerke.models import Netzwerk

register = template.Library()
FIRST = 6  # firms on the profile of a network
LEGAL_FORMS = frozenset("GmbH UG AG KG OHG GbR SE eG eK mbH Co KGaA gGmbH".split())
# A workshop's roof instead of the networks' line with stations.
ZEICHEN = (
    '<svg class="monogram{}" viewBox="0 0 56 56" aria-hidden="true">'
    '<rect width="56" height="56" fill="{}"/><text x="28" y="33">{}</text>'
    '<path class="linie" d="M6 49h44v-9l-11 6v-6l-11 6v-6l-11 6v-6l-11 6z"/></svg>'
)


@register.simple_tag
def firmenzeichen(unternehmen: Unternehmen, size: str = "") -> SafeString:
    """The logo, or a drawn monogram in a hue of the trade; decorative, the name stands beside it."""
    size = f" {size}" if size else ""
    if unternehmen.logo:
        rendition = unternehmen.logo.get_rendition(LOGO)
        return format_html(
            '<img class="monogram{}" src="{}" alt="" width="{}" height="{}">',
            size, rendition.url, rendition.width, rendition.height,
        )  # fmt: skip
    words = [word for word in unternehmen.name.split() if word.strip(".,&") not in LEGAL_FORMS]
    return format_html(
        ZEICHEN, size, branchenfarbe(unternehmen), monogramm(" ".join(words) or unternehmen.name)
    )


@register.filter
def branchenfarbe(unternehmen: Unternehmen) -> str:
    """One of the hues that white letters are readable on, always the same for a trade."""
    hues = list(FARBEN.values())
    return hues[Branche.values.index(unternehmen.branche) % len(hues)]


@register.simple_tag
def firmen_im_profil(netzwerk: Netzwerk) -> dict[str, Any]:
    """{"erste", "anzahl"}: the firms of a network that everybody may see; the piece is shared by all."""
    running = Firmenmitgliedschaft.objects.laufend().filter(netzwerk=netzwerk.pk)
    rows = Unternehmen.objects.sichtbar_fuer(AnonymousUser()).filter(pk__in=running.values("unternehmen"))
    erste = list(rows.mit_logo()[: FIRST + 1])
    return {"erste": erste[:FIRST], "anzahl": rows.count() if len(erste) > FIRST else len(erste)}
