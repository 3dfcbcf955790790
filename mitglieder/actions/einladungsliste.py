"""A list of people: tried first, then sent by the worker, piece by piece."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import festhalten
from core.refusal import RefusedError
from mitglieder.actions.einladung import (
    abgelaufene_schliessen,
    darf_einladen,
    darf_noch,
    leitungen_unterrichten,
    senden,
    tageslimit,
)
from mitglieder.actions.rollen import leitung_erst_mit_faktor
from mitglieder.einladungen import Befund, bestand, geprueft
from mitglieder.einladungsliste import Zeile
from mitglieder.models import Einladung, Einladungsliste
from netzwerke.actions import gesperrt
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk

PIECE = 100  # rows per transaction: others of the network wait no longer than that
FELDER = ("email", "rolle", "vorname", "nachname", "firma", "sprache")


@transaction.atomic
def probieren(
    netzwerk: Netzwerk, zeilen: list[Zeile], *, rolle: Rolle, person: Any, sprache: str = "de"
) -> Einladungsliste:
    """Keep what would happen, for the person to look at; nobody is invited by it."""
    darf_einladen(netzwerk, person)
    found = geprueft(netzwerk, zeilen, rolle=rolle)
    neue = [{**row, "sprache": sprache} for row in found if row["befund"] == Befund.NEU]
    uebrige = [row for row in found if row["befund"] != Befund.NEU]
    return Einladungsliste.objects.create(
        netzwerk=netzwerk, person=person, zeilen=neue, fehler=uebrige, gesamt=len(neue)
    )


@transaction.atomic
def bestaetigen(liste: Einladungsliste, *, person: Any) -> Einladungsliste:
    """Hand the list to the worker, once; a list that stands still is handed over again."""
    from mitglieder.tasks import liste_versenden  # the task calls this module

    liste = gesperrte().get(pk=liste.pk)
    if liste.fertig:
        return liste
    darf_einladen(liste.netzwerk, person)
    if any(row["rolle"] == Rolle.LEITUNG for row in liste.zeilen):
        leitung_erst_mit_faktor(person)
    if liste.begonnen is None:
        if not liste.gesamt:
            raise RefusedError(_("In dieser Liste ist niemand, der eingeladen werden kann."))
        tageslimit(person, liste.gesamt)
        liste.begonnen = timezone.now()
        festhalten("einladung.liste", person=person, objekt=liste, netzwerk=liste.netzwerk_id, n=liste.gesamt)
    elif not steht(liste):
        return liste
    liste.person = person  # invites from now on: who tried the list may lead no longer
    liste.save(update_fields=["begonnen", "person"])
    liste_versenden.enqueue(liste.pk)
    return liste


@transaction.atomic
def verwerfen(liste: Einladungsliste, *, person: Any) -> None:
    """Forget a list that was only tried. The same once more finds nothing and changes nothing."""
    found = gesperrte().filter(pk=liste.pk).first()
    if found is None:
        return
    if not darf_noch(person, found.netzwerk):
        raise RefusedError(_("Sie leiten dieses Netzwerk nicht mehr."))
    if found.begonnen is not None:
        raise RefusedError(_("Diese Liste wird schon versandt und lässt sich nicht mehr verwerfen."))
    festhalten("einladung.liste_verwerfen", person=person, objekt=found, netzwerk=found.netzwerk_id)
    found.delete()


def gesperrte() -> QuerySet[Einladungsliste]:
    return Einladungsliste.objects.select_for_update(of=("self",)).select_related("netzwerk", "person")


def steht(liste: Einladungsliste) -> bool:
    """Whether sending should have ended by now: the worker may have been stopped in between."""
    return (
        liste.begonnen is not None
        and not liste.fertig
        and liste.begonnen < timezone.now() - timedelta(minutes=5)
    )


def versenden(pk: int) -> None:
    while stueck_versenden(pk):
        pass


@transaction.atomic
def stueck_versenden(pk: int) -> bool:
    """Send the next piece, looking at everything again; returns whether more is to do.

    Where a list stands is written in the same transaction as its invitations, so that a worker that
    was stopped, or a second one, goes on where the first one ended.
    """
    liste = gesperrte().filter(pk=pk, begonnen__isnull=False, fertig__isnull=True).first()
    if liste is None:
        return False
    netzwerk = gesperrt(liste.netzwerk)
    try:
        darf_einladen(netzwerk, liste.person)
    except RefusedError as refusal:
        return beendet(liste, str(refusal))
    stueck = liste.zeilen[liste.erledigt : liste.erledigt + PIECE]
    known = bestand(netzwerk)
    neue = []
    for row in stueck:
        befund = known.befund(row["email"], Rolle(row["rolle"]))
        if befund == Befund.NEU:
            neue.append(row)
        else:
            liste.fehler.append({**row, "befund": befund.value})
    einladen(netzwerk, liste, neue)
    liste.erledigt += len(stueck)
    if liste.erledigt >= liste.gesamt:
        return beendet(liste)
    liste.save(update_fields=["erledigt", "fehler"])
    return True


def einladen(netzwerk: Netzwerk, liste: Einladungsliste, rows: list[dict[str, Any]]) -> None:
    """As for one person, but in few statements; the audit log names the list as a whole."""
    abgelaufene_schliessen(netzwerk, [row["email"] for row in rows])
    einladungen = [
        Einladung(
            netzwerk=netzwerk,
            liste=liste,
            von=liste.person,
            **{name: row[name] for name in FELDER},
        )
        for row in rows
    ]
    senden(Einladung.objects.bulk_create(einladungen))
    leitungen_unterrichten(netzwerk, einladungen, liste.person)


def beendet(liste: Einladungsliste, grund: str = "") -> bool:
    """The rows have done their service; what was left out stays to be looked at."""
    if grund:
        liste.fehler.append({"nr": 0, "email": "", "befund": "", "grund": grund})
    liste.zeilen, liste.fertig = [], timezone.now()
    liste.save(update_fields=["zeilen", "fehler", "erledigt", "fertig"])
    return False
