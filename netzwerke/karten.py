"""Cards of networks, rendered once per language and content version."""

from collections.abc import Iterable

from django.template.loader import get_template
from django.utils.safestring import SafeString

from core.fragments import fragments
from netzwerke.models import Netzwerk
from netzwerke.verzeichnis import Zeile


def karten(zeilen: Iterable[Zeile]) -> list[SafeString]:
    """The cards of these rows, in their order. Only what the reader may see must be asked for."""
    return fragments("netzwerke.karte", [zeile.pk for zeile in zeilen], rendered)


def rendered(pks: list[int]) -> list[str]:
    template = get_template("netzwerke/_karte.html")
    rows = Netzwerk.objects.mit_angaben().in_bulk(pks)
    return [template.render({"netzwerk": rows[pk]}) if pk in rows else "" for pk in pks]
