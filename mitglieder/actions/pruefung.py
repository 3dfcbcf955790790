"""The Leitung looks through its network's entry and saves what it knows better."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import festhalten
from core.refusal import RefusedError
from mitglieder.actions.bestaetigung import runden_schliessen
from netzwerke.actions import bestaetigen, gesperrt, speichern
from netzwerke.enums import Groessenart
from netzwerke.models import Groessenangabe, Netzwerk

FIELDS = (
    "name", "kurzname", "typ", "rechtsform", "gruendungsjahr", "gebiet", "hauptregion", "webseite",
    "kontakt_email",
)  # fmt: skip


@transaction.atomic
def eintrag_pruefen(
    netzwerk: Netzwerk, *, angaben: dict[str, Any], stand: datetime, fertig: bool, person: Any
) -> Netzwerk:
    """Save the facts of an entry; with `fertig` the Leitung says that they are right today.

    `stand` is when the person saw the entry: what somebody else wrote since is not overwritten.
    """
    netzwerk = gesperrt(netzwerk)
    if netzwerk.geaendert != stand:
        raise RefusedError(
            _(
                "Inzwischen hat jemand anderes diesen Eintrag geändert. Öffnen Sie die Seite in einem "
                "zweiten Fenster neu, vergleichen Sie und speichern Sie dort."
            )
        )
    for name in FIELDS:
        setattr(netzwerk, name, angaben[name])
    parts = [region for region in netzwerk.regionen.all() if region.uebergeordnet_id is not None]
    netzwerk.regionen.set([*parts, *{angaben["hauptregion"], *angaben["regionen"]}])
    netzwerk.schwerpunkte.set(angaben["schwerpunkte"])
    netzwerk.full_clean()
    speichern(netzwerk, person=person)
    if angaben["mitglieder"] is not None:
        mitglieder_zaehlen(netzwerk, angaben["jahr"], angaben["mitglieder"], person)
    if fertig:
        bestaetigen(netzwerk, person=person)
        runden_schliessen(netzwerk)  # the yearly question is answered by it as well
    return netzwerk


def mitglieder_zaehlen(netzwerk: Netzwerk, jahr: int, wert: int, person: Any) -> None:
    """A figure of a year; other years stay as they are."""
    known = Groessenangabe.objects.filter(netzwerk=netzwerk, art=Groessenart.MITGLIEDER, jahr=jahr)
    if known.filter(wert=wert).exists():
        return
    Groessenangabe.objects.update_or_create(
        netzwerk=netzwerk,
        art=Groessenart.MITGLIEDER,
        jahr=jahr,
        defaults={"wert": wert, "zusatz": "", "quelle": "Angabe des Netzwerks"},
    )
    festhalten("netzwerk.zahl", person=person, objekt=netzwerk, art="mitglieder", jahr=jahr)
