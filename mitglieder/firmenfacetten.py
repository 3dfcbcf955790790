"""The filter of the directory of firms: groups of values with their counts, ready to be shown."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mitglieder.enums import Branche, Groessenklasse
from mitglieder.unternehmensverzeichnis import BILDET_AUS, Verzeichnis
from netzwerke.facetten import Facette, Option, name_von, woerter

UEBERSCHRIFTEN = {
    "ausbildung": gettext_lazy("Ausbildung"),
    "bezirk": gettext_lazy("Bezirk oder Landkreis"),
    "branche": gettext_lazy("Branche"),
    "groesse": gettext_lazy("Größe"),
    "netzwerk": gettext_lazy("Netzwerk"),
}
MOST_NETWORKS, MOST_BEHIND = 12, 200  # shown at once; behind "more". Each profile leads to its own.


def facetten(verzeichnis: Verzeichnis) -> list[Facette]:
    """Values that lead nowhere stand behind "more"."""
    return [facette(key, verzeichnis) for key in UEBERSCHRIFTEN]


def facette(key: str, verzeichnis: Verzeichnis) -> Facette:
    counts = verzeichnis.zaehlen(key)
    chosen = verzeichnis.auswahl.werte.get(key, ())
    pairs = namen(key, verzeichnis, counts)
    options = [Option(wert, name, counts.get(wert, 0), wert in chosen) for wert, name in pairs]
    shown = [option for option in options if option.anzahl or option.gewaehlt or key == "ausbildung"]
    if key == "netzwerk":
        shown = sorted(shown, key=lambda option: (not option.gewaehlt, -option.anzahl))[:MOST_NETWORKS]
    rest = [option for option in options if option not in shown]
    return Facette(key, str(UEBERSCHRIFTEN[key]), shown, rest, len(chosen))


def namen(key: str, verzeichnis: Verzeichnis, counts: Mapping[str, int]) -> list[tuple[str, str]]:
    if key == "ausbildung":
        return [(BILDET_AUS, _("bildet aus"))]
    if key == "netzwerk":
        return list(
            verzeichnis.netznamen(sorted(counts, key=lambda slug: -counts[slug])[:MOST_BEHIND]).items()
        )
    if key == "bezirk":
        return [(wort.schluessel, wort.name) for wort in woerter()["region"]]
    return [(wert, str(name)) for wert, name in CHOICES[key]]


CHOICES = {"branche": Branche.choices, "groesse": Groessenklasse.choices}


def gewaehlt(verzeichnis: Verzeichnis) -> list[dict[str, str]]:
    """The chosen values as chips, each with the address that takes it away."""
    auswahl = verzeichnis.auswahl
    chips = [{"name": _("„%s“") % auswahl.q, "url": auswahl.adresse(q="") or "?"}] if auswahl.q else []
    for key, werte in auswahl.werte.items():
        for wert in werte:
            url = auswahl.ohne(key, wert).query() or "?"
            chips.append({"name": wort(key, wert, verzeichnis), "url": url})
    return chips


def wort(key: str, wert: str, verzeichnis: Verzeichnis) -> str:
    if key == "bezirk":
        return name_von("region", wert)
    if key == "netzwerk":
        return verzeichnis.gefragte_netzwerke[wert]
    return _("bildet aus") if key == "ausbildung" else str(dict(CHOICES[key])[wert])
