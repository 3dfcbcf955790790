"""Template tags of this room."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django import template
from django.utils.formats import number_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from core.templatetags.components import host
from netzwerke.enums import Netzwerkstatus
from netzwerke.facetten import Facette, Option
from netzwerke.gesicht import farbe, monogramm
from netzwerke.models import Groessenangabe, Netzwerk
from netzwerke.models.region import regionsnamen

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
    if netzwerk.logo:
        rendition = netzwerk.logo.get_rendition("max-224x224|format-webp")
        return format_html(
            '<img class="monogram{}" src="{}" alt="" width="{}" height="{}">',
            f" {size}" if size else "", rendition.url, rendition.width, rendition.height,
        )  # fmt: skip
    colour = farbe_von(netzwerk)
    letters = monogramm(netzwerk.kurzname)
    return format_html(ZEICHEN, f" {size}" if size else "", colour, letters, colour, colour)


@register.inclusion_tag("netzwerke/_facette.html")
def facettenfeld(facette: Facette) -> dict[str, Any]:
    """One facet: seventy boxes on a page, so they are written by hand and not by the template."""
    return {
        "facette": facette,
        "offen": SafeString("".join(option(facette.schluessel, o) for o in facette.offen)),
        "weitere": SafeString("".join(option(facette.schluessel, o) for o in facette.weitere)),
    }


def option(name: str, value: Option) -> str:
    checked = " checked" if value.gewaehlt else ""
    return (
        f'<label class="option{"" if value.anzahl else " none"}"><input type="checkbox" name="{name}"'
        f' value="{escape(value.wert)}"{checked}><span>{escape(value.name)}</span>'
        f'<span class="count">{value.anzahl}</span></label>'
    )


@register.simple_tag
def eckdaten(netzwerk: Netzwerk) -> str:
    """One line of a card: „seit 2005 · rund 60 Mitglieder (2025) · ruht“, of what is known."""
    parts = []
    if netzwerk.gruendungsjahr:
        parts.append(gettext("seit %(jahr)s") % {"jahr": netzwerk.gruendungsjahr})
    if angabe := netzwerk.mitglieder:
        parts.append(f"{mitglieder(angabe)} ({angabe.jahr})")
    if netzwerk.status != Netzwerkstatus.AKTIV:
        parts.append(netzwerk.get_status_display())
    return " · ".join(parts) or gettext("Gründungsjahr und Mitgliederzahl nicht gefunden")


def mitglieder(angabe: Groessenangabe) -> str:
    text = ngettext("%(zahl)s Mitglied", "%(zahl)s Mitglieder", angabe.wert)
    number = f"{zusatz(angabe)} {number_format(angabe.wert, force_grouping=True)}".strip()
    return text % {"zahl": number}


@register.filter
def zusatz(angabe: Groessenangabe) -> str:
    """„rund“, „über“ … in the reader's language; what is not one of these stays as it was typed."""
    return str(ZUSAETZE.get(angabe.zusatz, angabe.zusatz))


LONGEST_END = 40  # letters of a source's address that tell it from others
ZUSAETZE = {
    "rund": _("rund"),
    "über": _("über"),
    "fast": _("fast"),
    "mindestens": _("mindestens"),
    "weit über": _("weit über"),
}


def host_und_ende(url: str) -> str:
    """Two pages of one newspaper are told apart: "berliner-woche.de › neues-vom-bahnhof"."""
    end = unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2]).partition(".")[0]
    shown = end if len(end) <= LONGEST_END else f"{end[:LONGEST_END]}…"
    return f"{host(url)} › {shown}" if shown else host(url)


@register.filter
def als_quelle(quelle: str, wort: str = "") -> SafeString:
    """A source, after a word for it: a link where it is a web address, else in its own (German) words."""
    before = f"{wort}: " if wort else ""
    if quelle.startswith(("https://", "http://")):
        shown = host(quelle) if wort else host_und_ende(quelle)
        return format_html('<a href="{}" rel="noopener nofollow">{}{}</a>', quelle, before, shown)
    return format_html('{}<span lang="de">{}</span>', before, quelle)


register.filter("regionsnamen", regionsnamen)


@register.filter
def oberste(regionen: Any) -> list[Any]:
    """Districts and counties of a prefetched list."""
    return [region for region in regionen if region.uebergeordnet_id is None]
