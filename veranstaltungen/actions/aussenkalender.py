"""A calendar from elsewhere: entered, read every hour, its changes and deletions followed, removed."""

from typing import Any
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import festhalten
from core.refusal import RefusedError
from core.safefetch import FetchError, fetch
from netzwerke.models import Netzwerk
from search.actions import entfernen as aus_der_suche
from search.actions import indexieren
from veranstaltungen import aussen
from veranstaltungen.actions.aussentermine import termine_abgleichen, wegfallen
from veranstaltungen.actions.veranstaltung import freier_slug
from veranstaltungen.enums import Anmeldeweg, Veranstaltungsstand
from veranstaltungen.models import Aussenkalender, Termin, Veranstaltung

MOST = 3  # calendars of one network
MOST_BYTES = 2_000_000
SECONDS = 10.0
AT_ONCE = 5  # that one look hands to the tasks
IN_THE_FILE = {"titel", "kurztext", "ort"}  # what calendar programs read of an event


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
    known = bekannte(row, found)
    private = [known.pop(item.uid).pk for item in found if item.privat and item.uid in known]
    changed: list[int] = []
    left: list[Termin] = []
    for item in found:
        if not item.privat:
            event, new = veranstaltung_abgleichen(row, known.pop(item.uid, None), item)
            left += termine_abgleichen(event, item, neu=not new.isdisjoint(IN_THE_FILE))
            changed += [event.pk] if new else []
    wegfallen([*left, *(termin for event in known.values() for termin in event.termine.all())])
    gone = leere_loeschen(row, private)
    row.versucht = row.gelesen = timezone.now()
    row.fehler = ""
    row.save(update_fields=["versucht", "gelesen", "fehler"])
    if gone:
        aus_der_suche("veranstaltung", gone)
    if changed:
        indexieren("veranstaltung", changed)


def leere_loeschen(kalender: Aussenkalender, privat: list[int]) -> list[int]:
    """Delete what is private and what has no date left; returns the keys."""
    rows = kalender.veranstaltungen.filter(Q(pk__in=privat) | Q(termine__isnull=True))
    gone = list(rows.values_list("pk", flat=True).distinct())
    Veranstaltung.objects.filter(pk__in=gone).delete()
    return gone


def bekannte(kalender: Aussenkalender, found: list[aussen.Aussentermin]) -> dict[str, Veranstaltung]:
    """{name: event}. Some programs give new names each time: what has the same title at the same time is the
    same event, under its new name."""
    known = {event.aussen_uid: event for event in kalender.veranstaltungen.prefetch_related("termine")}
    names = {item.uid for item in found}
    lost = {
        (event.titel, termin.beginn): uid
        for uid, event in known.items()
        if uid not in names
        for termin in event.termine.all()
    }
    for item in found:
        uid = lost.get((item.titel, item.zeiten[0].beginn)) if item.zeiten else None
        if uid in known and item.uid not in known:
            known[item.uid] = known.pop(uid)
    return known


def veranstaltung_abgleichen(
    kalender: Aussenkalender, event: Veranstaltung | None, item: aussen.Aussentermin
) -> tuple[Veranstaltung, set[str]]:
    """The event of one UID, and the names of what is new about it."""
    angaben = {
        "aussen_uid": item.uid,
        "titel": item.titel,
        "kurztext": item.text.splitlines()[0][:200] if item.text else "",
        "beschreibung": item.text,
        "ort": item.ort,
        "anmeldeweg": Anmeldeweg.EXTERN if item.url else Anmeldeweg.OHNE,
        "anmeldelink": item.url,
    }
    if event is None:
        event = Veranstaltung.objects.create(
            netzwerk=kalender.netzwerk,
            aussenkalender=kalender,
            slug=freier_slug(item.titel),
            region=kalender.netzwerk.hauptregion,
            stand=Veranstaltungsstand.VEROEFFENTLICHT,
            **angaben,
        )
        return event, set(angaben)
    other = {name: value for name, value in angaben.items() if getattr(event, name) != value}
    if other:
        Veranstaltung.objects.filter(pk=event.pk).update(**other, geaendert=timezone.now())
    return event, set(other)
