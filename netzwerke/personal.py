"""What this room tells and forgets about a person: the roles in networks."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.personaldata import Datenklasse, Zeilen
from netzwerke.actions import rolle_nehmen
from netzwerke.models import Mitgliedschaft


def auskunft(person: Any) -> Zeilen:
    rows = Mitgliedschaft.objects.filter(person=person).order_by("von", "pk")
    return list(rows.values("netzwerk__name", "rolle", "amt", "stellvertretung", "von", "bis", "beendet"))


def vergessen(person: Any) -> None:
    """End what is open. Raises `RefusedError` for the last Leitung of a network."""
    for mitgliedschaft in Mitgliedschaft.objects.offen().filter(person=person).select_related("netzwerk"):
        rolle_nehmen(mitgliedschaft, person=person, grund="Konto gelöscht")
    Mitgliedschaft.objects.filter(person=person).update(amt="")


ROLLEN = Datenklasse(
    "rollen",
    _("Rollen in Netzwerken"),
    auskunft,
    vergessen,
    _("Dass eine Rolle besetzt war, und von wann bis wann, bleibt ohne Ihren Namen."),
    modell="netzwerke.Mitgliedschaft",
)
