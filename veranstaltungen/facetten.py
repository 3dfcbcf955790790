"""The calendar's filter: groups of values with their counts, ready to be shown."""

from collections.abc import Mapping
from functools import lru_cache
from heapq import nlargest

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import contentversion
from netzwerke.facetten import Facette, Option, woerter
from netzwerke.models import Netzwerk
from veranstaltungen.enums import Form, Zugang
from veranstaltungen.kalender import Kalender
from veranstaltungen.models import Format

UEBERSCHRIFTEN = {
    "bezirk": gettext_lazy("Bezirk oder Landkreis"),
    "format": gettext_lazy("Format"),
    "form": gettext_lazy("Form"),
    "zugang": gettext_lazy("Für wen"),
    "schwerpunkt": gettext_lazy("Schwerpunkt"),
    "netzwerk": gettext_lazy("Netzwerk"),
}
SHOWN = 8  # at once; the others stand behind "more"
MOST_NETWORKS = 40  # the busiest ones; the search finds the others by name


def facetten(kalender: Kalender) -> list[Facette]:
    return [facette(key, kalender) for key in UEBERSCHRIFTEN]


def facette(key: str, kalender: Kalender) -> Facette:
    counts = kalender.index.zaehlen(key, kalender.auswahl.werte, kalender.kommend)
    chosen = kalender.auswahl.werte.get(key, ())
    pairs = namen(key, counts, chosen)
    options = [Option(wert, name, counts.get(wert, 0), wert in chosen) for wert, name in pairs]
    ranked = sorted(options, key=lambda option: (not option.gewaehlt, -option.anzahl))[:SHOWN]
    shown = [option for option in options if option in ranked and (option.anzahl or option.gewaehlt)]
    rest = [option for option in options if option not in shown and option.anzahl]
    return Facette(key, str(UEBERSCHRIFTEN[key]), shown, rest, len(chosen))


def namen(key: str, counts: Mapping[str, int], chosen: tuple[str, ...]) -> list[tuple[str, str]]:
    if key == "bezirk":
        return [(wort.schluessel, wort.name) for wort in woerter()["region"] if wort.schluessel in counts]
    if key == "schwerpunkt":
        return [
            (wort.schluessel, wort.name) for wort in woerter()["schwerpunkt"] if wort.schluessel in counts
        ]
    if key == "netzwerk":
        busiest = nlargest(MOST_NETWORKS, counts, key=counts.__getitem__)
        found = {slug for slug in busiest if counts[slug]} | set(chosen)
        return [pair for pair in netzwerke(contentversion.current("netzwerke")) if pair[0] in found]
    if key == "format":
        return [pair for pair in formate(contentversion.current("veranstaltungen")) if pair[0] in counts]
    return [(wert, str(name)) for wert, name in CHOICES[key] if wert in counts]


@lru_cache(maxsize=1)
def netzwerke(version: str) -> list[tuple[str, str]]:
    return list(Netzwerk.objects.order_by("kurzname").values_list("slug", "kurzname"))


@lru_cache(maxsize=1)
def formate(version: str) -> list[tuple[str, str]]:
    return list(Format.objects.values_list("schluessel", "name"))


CHOICES = {
    "form": [choice for choice in Form.choices if choice[0] != Form.HYBRID],
    "zugang": Zugang.choices,
}


def gewaehlt(kalender: Kalender) -> list[dict[str, str]]:
    """The chosen values as chips, each with the address that takes it away."""
    auswahl = kalender.auswahl
    chips = [{"name": _("„%s“") % auswahl.q, "url": auswahl.adresse(q="") or "?"}] if auswahl.q else []
    if auswahl.frei:
        chips.append({"name": _("Plätze frei"), "url": auswahl.adresse(frei=False) or "?"})
    if auswahl.tag:
        chips.append({"name": date_format(auswahl.tag, "j. F Y"), "url": auswahl.adresse(tag=None) or "?"})
    for key, werte in auswahl.werte.items():
        names = dict(namen(key, dict.fromkeys(werte, 1), werte))
        chips += [
            {"name": names.get(wert, wert), "url": auswahl.ohne(key, wert).query() or "?"} for wert in werte
        ]
    return chips
