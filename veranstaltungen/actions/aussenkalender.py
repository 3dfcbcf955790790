"""A calendar from elsewhere: entered, read every hour, its changes and deletions followed, removed."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import festhalten
from core.refusal import RefusedError
from core.safefetch import FetchError, fetch
from netzwerke.models import Netzwerk
from search.actions import entfernen as aus_der_suche
from search.actions import indexieren
from veranstaltungen import aussen
from veranstaltungen.actions.veranstaltung import freier_slug, neue_fassung
from veranstaltungen.enums import Anmeldeweg, Terminstand, Veranstaltungsstand
from veranstaltungen.models import Aussenkalender, Belegung, Termin, Veranstaltung

MOST = 3  # calendars of one network
MOST_BYTES = 2_000_000
SECONDS = 10.0
AT_ONCE = 5  # that one look hands to the tasks


def holen(adresse: str) -> list[aussen.Aussentermin]:
    """What stands at an address. Raises `FetchError` or `RefusedError`, each with a sentence."""
    return aussen.lesen(fetch(adresse, most_bytes=MOST_BYTES, seconds=SECONDS, accept="text/calendar"))


def website(adresse: str) -> str:
    """What may be noted of an address: the rest of it is often a key to the calendar."""
    return urlsplit(adresse).hostname or ""


def eintragen(netzwerk: Netzwerk, adresse: str, *, person: Any) -> int:
    """Enter a calendar that can be read; returns how many dates it brought. Raises `RefusedError`."""
    if netzwerk.aussenkalender.count() >= MOST:
        raise RefusedError(_("Drei Kalender genügen. Bitte entfernen Sie zuerst einen."))
    try:
        found = holen(adresse)
    except FetchError as error:
        raise RefusedError(str(error)) from error
    try:
        with transaction.atomic():
            kalender = Aussenkalender.objects.create(netzwerk=netzwerk, adresse=adresse, von=person)
            festhalten("aussenkalender.eintragen", person=person, objekt=netzwerk, website=website(adresse))
            schreiben(kalender, found)
    except IntegrityError:
        raise RefusedError(_("Dieser Kalender ist schon eingetragen.")) from None
    return sum(len(row.zeiten) for row in found)


@transaction.atomic
def entfernen(kalender: Aussenkalender, *, person: Any) -> None:
    """The calendar and what came from it."""
    pks = list(kalender.veranstaltungen.values_list("pk", flat=True))
    festhalten(
        "aussenkalender.entfernen", person=person, objekt=kalender.netzwerk, website=website(kalender.adresse)
    )
    Veranstaltung.objects.filter(pk__in=pks).delete()
    kalender.delete()
    aus_der_suche("veranstaltung", pks)


def abgleichen(kalender: Aussenkalender) -> bool:
    """Read it again; what stands in the way is kept with it, and what was read before stays."""
    try:
        found = holen(kalender.adresse)
    except (FetchError, RefusedError) as error:
        Aussenkalender.objects.filter(pk=kalender.pk).update(versucht=timezone.now(), fehler=str(error)[:200])
        return False
    schreiben(kalender, found)
    return True


def faellige_abgleichen() -> int:
    """What the worker does every few seconds: hand the calendars that are due to the tasks, each once."""
    from veranstaltungen.tasks import aussenkalender_lesen  # the task writes through these actions

    handed = 0
    for pk in Aussenkalender.objects.faellig().order_by("versucht").values_list("pk", flat=True)[:AT_ONCE]:
        if Aussenkalender.objects.faellig().filter(pk=pk).update(versucht=timezone.now()):
            aussenkalender_lesen.enqueue(pk)
            handed += 1
    return handed


@transaction.atomic
def schreiben(kalender: Aussenkalender, found: list[aussen.Aussentermin]) -> None:
    """Bring events and dates into the state of the calendar; what is past stays as it was."""
    row = (
        Aussenkalender.objects.select_for_update(of=("self",)).select_related("netzwerk").get(pk=kalender.pk)
    )
    known = {event.aussen_uid: event for event in row.veranstaltungen.prefetch_related("termine")}
    wanted = {item.uid: item for item in found if not item.privat}
    private = {item.uid for item in found if item.privat}
    changed = [
        event.pk
        for uid, item in wanted.items()
        if (event := veranstaltung_abgleichen(row, known.get(uid), item))
    ]
    gone = [
        event
        for uid, event in known.items()
        if uid in private or (uid not in wanted and kuenftige_streichen(event))
    ]
    Veranstaltung.objects.filter(pk__in=[event.pk for event in gone]).delete()
    row.versucht = row.gelesen = timezone.now()
    row.fehler = ""
    row.save(update_fields=["versucht", "gelesen", "fehler"])
    if gone:
        aus_der_suche("veranstaltung", [event.pk for event in gone])
    if changed:
        indexieren("veranstaltung", changed)


def veranstaltung_abgleichen(
    kalender: Aussenkalender, event: Veranstaltung | None, item: aussen.Aussentermin
) -> Veranstaltung | None:
    """The event of one UID; None where nothing that is found changed."""
    angaben = {
        "titel": item.titel,
        "kurztext": item.text.splitlines()[0][:200] if item.text else "",
        "beschreibung": item.text,
        "ort": item.ort,
        "anmeldeweg": Anmeldeweg.EXTERN if item.url else Anmeldeweg.OHNE,
        "anmeldelink": item.url,
    }
    new = event is None
    if event is None:
        event = Veranstaltung.objects.create(
            netzwerk=kalender.netzwerk,
            aussenkalender=kalender,
            aussen_uid=item.uid,
            slug=freier_slug(item.titel),
            region=kalender.netzwerk.hauptregion,
            stand=Veranstaltungsstand.VEROEFFENTLICHT,
            **angaben,
        )
    other = {name: value for name, value in angaben.items() if getattr(event, name) != value}
    if other:
        Veranstaltung.objects.filter(pk=event.pk).update(**other, geaendert=timezone.now())
    termine_abgleichen(event, item.zeiten)
    return event if new or other else None


def termine_abgleichen(event: Veranstaltung, zeiten: list[tuple[datetime, datetime, bool, bool]]) -> None:
    """Dates are known by their begin; one that is not there any more goes, unless it is over."""
    known = {row.beginn: row for row in event.termine.all()}
    for begin, end, whole, cancelled in zeiten:
        stand = Terminstand.ABGESAGT if cancelled else Terminstand.GEPLANT
        row = known.pop(begin, None)
        if row is None:
            row = Termin.objects.create(
                veranstaltung=event, beginn=begin, ende=end, ganztags=whole, stand=stand
            )
            Belegung.objects.create(termin=row)
        elif (row.ende, row.ganztags, row.stand) != (end, whole, stand):
            row.ende, row.ganztags, row.stand = end, whole, stand
            row.save(update_fields=["ende", "ganztags", "stand"])
            neue_fassung(row)
    gone = [row.pk for row in known.values() if row.ende > timezone.now()]
    Termin.objects.filter(pk__in=gone).delete()


def kuenftige_streichen(event: Veranstaltung) -> bool:
    """Take its coming dates away; True when it has no other ones."""
    rows = Termin.objects.filter(veranstaltung=event)
    rows.filter(ende__gt=timezone.now()).delete()
    return not rows.exists()
