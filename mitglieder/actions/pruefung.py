"""The Leitung looks through its network's entry and saves what it knows better."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import festhalten
from core.refusal import RefusedError
from mitglieder.actions.bestaetigung import runden_schliessen
from netzwerke.actions import bestaetigen, gesperrt, speichern
from netzwerke.enums import Groessenart
from netzwerke.models import Groessenangabe, Netzwerk, Region

FIELDS = (
    "name", "kurzname", "typ", "rechtsform", "gruendungsjahr", "gebiet", "hauptregion", "webseite",
    "kontakt_email",
)  # fmt: skip


@transaction.atomic
def eintrag_pruefen(
    netzwerk: Netzwerk, *, angaben: dict[str, Any], stand: datetime, fertig: bool, person: Any
) -> Netzwerk:
    """Save the facts of an entry; with `fertig` the Leitung says that they are right today.

    `stand` is when the person saw the entry: what somebody else wrote since is not overwritten. Whoever
    presses the button twice finds everything as it should be.
    """
    netzwerk = gesperrt(netzwerk)
    if netzwerk.geaendert != stand:
        if steht_schon(netzwerk, angaben, fertig):
            return netzwerk
        raise RefusedError(
            _(
                "Inzwischen hat jemand anderes diesen Eintrag geändert. Öffnen Sie die Seite in einem "
                "zweiten Fenster neu, vergleichen Sie und speichern Sie dort."
            )
        )
    for name in FIELDS:
        setattr(netzwerk, name, angaben[name])
    netzwerk.regionen.set(regionen(netzwerk, angaben))
    netzwerk.schwerpunkte.set(angaben["schwerpunkte"])
    netzwerk.full_clean()
    speichern(netzwerk, person=person)
    if angaben["mitglieder"] is not None:
        mitglieder_zaehlen(netzwerk, angaben["jahr"], angaben["mitglieder"], person)
    if fertig:
        bestaetigen(netzwerk, person=person)
        runden_schliessen(netzwerk)  # the yearly question is answered by it as well
    return netzwerk


def steht_schon(netzwerk: Netzwerk, angaben: dict[str, Any], fertig: bool) -> bool:
    """Whether saving would change nothing."""
    zahl = zahlen_von(netzwerk).filter(jahr=angaben["jahr"], wert=angaben["mitglieder"])
    return (
        all(getattr(netzwerk, name) == angaben[name] for name in FIELDS)
        and regionen(netzwerk, angaben) == set(netzwerk.regionen.all())
        and set(angaben["schwerpunkte"]) == set(netzwerk.schwerpunkte.all())
        and (angaben["mitglieder"] is None or zahl.exists())
        and not (fertig and netzwerk.bestaetigt_am != timezone.localdate())
    )


def regionen(netzwerk: Netzwerk, angaben: dict[str, Any]) -> set[Region]:
    """The districts that were named, and the quarters below them, which the form does not show."""
    parts = {region for region in netzwerk.regionen.all() if region.uebergeordnet_id is not None}
    return {*parts, angaben["hauptregion"], *angaben["regionen"]}


def zahlen_von(netzwerk: Netzwerk) -> QuerySet[Groessenangabe]:
    return Groessenangabe.objects.filter(netzwerk=netzwerk, art=Groessenart.MITGLIEDER)


def mitglieder_zaehlen(netzwerk: Netzwerk, jahr: int, wert: int, person: Any) -> None:
    """A figure of a year; other years stay as they are."""
    if zahlen_von(netzwerk).filter(jahr=jahr, wert=wert).exists():
        return
    Groessenangabe.objects.update_or_create(
        netzwerk=netzwerk,
        art=Groessenart.MITGLIEDER,
        jahr=jahr,
        defaults={"wert": wert, "zusatz": "", "quelle": "Angabe des Netzwerks"},
    )
    festhalten("netzwerk.zahl", person=person, objekt=netzwerk, art="mitglieder", jahr=jahr)
