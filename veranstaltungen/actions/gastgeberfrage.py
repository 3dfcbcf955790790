"""One question at a time: asked, answered, taken back, run out. Everything holds the row of the series."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import festhalten
from core.refusal import RefusedError
from veranstaltungen.actions import gastgeberbriefe as briefe
from veranstaltungen.actions import veranstaltung as veranstaltungen
from veranstaltungen.actions.gastgeberreihe import gesperrt
from veranstaltungen.enums import Fragestand
from veranstaltungen.models import (
    Gastgeberreihe,
    Mitveranstalter,
    Reihenbesuch,
    Reihenfrage,
    Reihengastgeber,
    Veranstaltung,
)
from veranstaltungen.reihenfolge import darf_antworten, naechste, stellen

FRIST = timedelta(days=14)
ERINNERN = timedelta(days=7)  # before the last day
WARTEZEIT = timedelta(days=1)  # after a no, before the same host is asked anew
MOST_A_DAY = 10  # questions of one series; each writes to several people
MOST_TITLE = 120
AT_ONCE = 100  # questions in one night's run


@dataclass(frozen=True)
class Zusage:
    """What a host says: when, where, for how many, and what guests should know."""

    beginn: datetime
    ende: datetime
    ort: str
    adresse: str = ""
    plaetze: int | None = None
    hinweis: str = ""


@transaction.atomic
def fragen(gastgeber: Reihengastgeber, *, person: Any) -> Reihenfrage:
    """Ask a host, by letter to all who may answer. Asked already, the question stands.

    Raises `RefusedError` with what is in the way. `person` is None where the series asks by itself.
    """
    reihe = gesperrt(gastgeber.reihe_id)
    waiting = reihe.fragen.offen().select_related("gastgeber__unternehmen", "gastgeber__netzwerk").first()
    if waiting is not None and waiting.gastgeber_id == gastgeber.pk:
        return waiting
    if waiting is not None:
        raise RefusedError(
            _("%(name)s ist gerade gefragt. Warten Sie die Antwort ab, oder nehmen Sie die Frage zurück.")
            % {"name": waiting.gastgeber.name}
        )
    host = fragbar(reihe, gastgeber)
    frage = Reihenfrage.objects.create(
        reihe=reihe, gastgeber=host, von=person, frist=timezone.localdate() + FRIST
    )
    frage.gefragt.set(briefe.gefragt(frage))
    festhalten("gastgeberfrage.stellen", person=person, objekt=reihe, gastgeber=host.pk)
    return frage


def fragbar(reihe: Gastgeberreihe, gastgeber: Reihengastgeber) -> Reihengastgeber:
    """The host, if it may be asked now. Needs the lock."""
    now, rows = timezone.now(), stellen(reihe)
    stelle = next((one for one in rows if one.gastgeber.pk == gastgeber.pk), None)
    if stelle is None:
        raise RefusedError(_("Das steht nicht mehr auf der Liste. Laden Sie die Seite neu."))
    first, host = naechste(rows), stelle.gastgeber
    if not stelle.frei and (first is None or first.gastgeber.pk != host.pk):
        raise RefusedError(f"{host.name}: {stelle.satz}")
    if not stelle.frei and host.nein_am > now - WARTEZEIT:
        raise RefusedError(
            _("%(name)s hat gerade erst geantwortet. Fragen Sie frühestens morgen wieder.")
            % {"name": host.name}
        )
    if reihe.fragen.filter(gestellt__gt=now - timedelta(days=1)).count() >= MOST_A_DAY:
        raise RefusedError(_("Heute gingen schon zehn Fragen hinaus. Fragen Sie bitte morgen weiter."))
    host.reihe = reihe
    return host


def zu_beantworten(frage: Reihenfrage, person: Any) -> Reihenfrage:
    """The question under the lock, if this person may answer it now."""
    reihe = gesperrt(frage.reihe_id)
    rows = Reihenfrage.objects.select_related("gastgeber__unternehmen", "gastgeber__netzwerk__hauptregion")
    row = rows.filter(pk=frage.pk).first()
    if row is None or not row.ist_offen:
        raise RefusedError(_("Diese Frage ist schon beantwortet oder erledigt."))
    if not darf_antworten(row.gastgeber, person):
        raise RefusedError(_("Sie können auf diese Frage nicht mehr antworten."))
    row.reihe = row.gastgeber.reihe = reihe
    return row


@transaction.atomic
def zusagen(frage: Reihenfrage, *, person: Any, zusage: Zusage) -> Veranstaltung:
    """Yes: a draft is made, and the network hears of it. Raises `RefusedError`."""
    row = zu_beantworten(frage, person)
    if zusage.beginn <= timezone.now():
        raise RefusedError(_("Dieser Zeitpunkt ist vorbei. Bitte wählen Sie einen, der noch kommt."))
    entwurf = entwurf_anlegen(row, person, zusage)
    Reihenbesuch.objects.create(gastgeber=row.gastgeber, veranstaltung=entwurf)
    if row.gastgeber.netzwerk:
        Mitveranstalter.objects.create(veranstaltung=entwurf, netzwerk=row.gastgeber.netzwerk)
    row.veranstaltung = entwurf
    erledigen(row, Fragestand.ZUGESAGT, person)
    briefe.beantwortet(row)
    briefe.bestaetigt(row, entwurf.termine.get())
    return entwurf


def entwurf_anlegen(frage: Reihenfrage, person: Any, zusage: Zusage) -> Veranstaltung:
    reihe, host = frage.reihe, frage.gastgeber
    title = f"{reihe.titel}: {host.name}"
    region = host.netzwerk.hauptregion if host.netzwerk else reihe.netzwerk.hauptregion
    return veranstaltungen.anlegen(
        reihe.netzwerk,
        person=person,
        angaben={
            "titel": title if len(title) <= MOST_TITLE else f"{title[: MOST_TITLE - 1]}…",
            "kurztext": reihe.satz,
            "beschreibung": zusage.hinweis,
            "ort": zusage.ort,
            "adresse": zusage.adresse,
            "region": region,
        },
        zeiten=[(zusage.beginn, zusage.ende)],
        plaetze=zusage.plaetze,
    )


@transaction.atomic
def absagen(frage: Reihenfrage, *, person: Any, grund: str) -> None:
    """Not this time. Raises `RefusedError`."""
    row = zu_beantworten(frage, person)
    row.grund = grund
    erledigen(row, Fragestand.ABGESAGT, person)
    weiter(row)


@transaction.atomic
def zuruecknehmen(frage: Reihenfrage, *, person: Any) -> None:
    """The network does not ask any more; letters still waiting are kept back. Answered already, nothing
    happens."""
    reihe = gesperrt(frage.reihe_id)
    row = reihe.fragen.offen().filter(pk=frage.pk).first()
    if row is not None:
        erledigen(row, Fragestand.ZURUECK, person)


def erledigen(frage: Reihenfrage, stand: Fragestand, person: Any) -> None:
    frage.stand, frage.erledigt = stand, timezone.now()
    frage.beantwortet_von = person if stand in (Fragestand.ZUGESAGT, Fragestand.ABGESAGT) else None
    frage.save(update_fields=["stand", "erledigt", "beantwortet_von", "grund", "veranstaltung"])
    festhalten(f"gastgeberfrage.{stand}", person=person, objekt=frage.reihe, gastgeber=frage.gastgeber_id)


def weiter(frage: Reihenfrage) -> None:
    """After a no: tell the network who is next, and ask by itself where it wishes that. What begins a round
    anew is asked by a human."""
    following, asked = naechste(stellen(frage.reihe)), None
    if frage.reihe.automatisch and following is not None and following.frei:
        with suppress(RefusedError):
            asked = fragen(following.gastgeber, person=None)
    briefe.beantwortet(frage, gefragt=asked, naechste=None if asked else following)


def in_der_nacht() -> int:
    """Close what ran out, remind of what will; returns how many. A missed night is made up for."""
    return sum(map(verfallen, ueberfaellige())) + sum(map(erinnern, zu_erinnern()))


def ueberfaellige() -> list[Reihenfrage]:
    """Late, or of a host that is no longer on the list by itself: nobody could answer any more."""
    here = Reihengastgeber.objects.dabei().values("pk")
    late = Q(frist__lt=timezone.localdate()) | ~Q(gastgeber__in=here)
    return list(Reihenfrage.objects.offen().filter(late).order_by("pk")[:AT_ONCE])


@transaction.atomic
def verfallen(frage: Reihenfrage) -> bool:
    reihe = gesperrt(frage.reihe_id)
    row = (
        reihe.fragen.offen()
        .select_related("gastgeber__unternehmen", "gastgeber__netzwerk")
        .filter(pk=frage.pk)
    )
    found = row.first()
    if found is None:
        return False
    found.reihe = found.gastgeber.reihe = reihe
    erledigen(found, Fragestand.VERFALLEN, None)
    weiter(found)
    return True


def zu_erinnern() -> list[Reihenfrage]:
    rows = Reihenfrage.objects.offen().filter(erinnert__isnull=True)
    return list(rows.filter(frist__lte=timezone.localdate() + ERINNERN).order_by("pk")[:AT_ONCE])


@transaction.atomic
def erinnern(frage: Reihenfrage) -> bool:
    """Once; whoever came to speak for the host meanwhile hears of it as well."""
    reihe = gesperrt(frage.reihe_id)
    rows = reihe.fragen.offen().filter(pk=frage.pk, erinnert__isnull=True)
    row = rows.select_related("gastgeber__unternehmen", "gastgeber__netzwerk").first()
    if row is None:
        return False
    row.reihe = row.gastgeber.reihe = reihe
    row.gefragt.add(*briefe.gefragt(row, erinnerung=True))
    row.erinnert = timezone.now()
    row.save(update_fields=["erinnert"])
    return True
