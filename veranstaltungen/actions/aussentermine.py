"""The dates of an event from elsewhere: which is which, what changed, what is not there any more.

Who subscribed to our calendar knows a date by its name: it stays when the date moves, and a date that is
removed is told as cancelled before it goes.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from veranstaltungen import ics
from veranstaltungen.actions.veranstaltung import neue_fassung
from veranstaltungen.aussen import Aussentermin, Zeit
from veranstaltungen.enums import Terminstand
from veranstaltungen.models import Belegung, Termin, Veranstaltung

MOST_REMOVED = 400  # dates of one calendar that are kept as cancelled


def termine_abgleichen(event: Veranstaltung, item: Aussentermin, *, neu: bool) -> list[Termin]:
    """Bring the dates into the state of the calendar; `neu` where programs have to read each of them again.
    Returns those that are not there any more."""
    dates = list(event.termine.all())
    pairs = zugeordnet(dates, item.zeiten)
    for place, zeit in enumerate(item.zeiten):
        if place in pairs:
            termin_abgleichen(pairs[place], zeit, neu=neu)
        else:
            termin_anlegen(event, zeit)
    taken = {row.pk for row in pairs.values()}
    left = [row for row in dates if row.pk not in taken]
    private = [row.pk for row in left if (row.aussen_zeit or row.beginn) in item.verborgen]
    if private:
        Termin.objects.filter(pk__in=private).delete()
    return [row for row in left if row.pk not in private]


def zugeordnet(dates: list[Termin], zeiten: list[Zeit]) -> dict[int, Termin]:
    """{place in `zeiten`: its date}: the one that its series calls so; else, of those it calls no more, one
    that begins with it, or on the same day. What is past does not move."""
    now = timezone.now()
    names = {zeit.kennung for zeit in zeiten}
    coming = [row for row in dates if row.ende > now]
    free = [row for row in coming if row.aussen_zeit not in names]
    over = [row for row in dates if row.ende <= now]
    ways: list[tuple[Callable[[Zeit], Any], dict[Any, Termin]]] = [
        (lambda zeit: zeit.kennung, {row.aussen_zeit: row for row in coming}),
        (lambda zeit: zeit.beginn, {row.beginn: row for row in [*over, *free]}),
        (lambda zeit: tag(zeit.beginn), {tag(row.beginn): row for row in free}),
    ]
    pairs: dict[int, Termin] = {}
    for key, known in ways:
        for place, zeit in enumerate(zeiten):
            row = known.get(key(zeit))
            if row is not None and place not in pairs and row not in pairs.values():
                pairs[place] = row
    return pairs


def tag(moment: datetime) -> date:
    return timezone.localdate(moment)


def angaben(zeit: Zeit) -> dict[str, Any]:
    return {
        "beginn": zeit.beginn,
        "ende": zeit.ende,
        "ganztags": zeit.ganztags,
        "stand": Terminstand.ABGESAGT if zeit.abgesagt else Terminstand.GEPLANT,
    }


def termin_anlegen(event: Veranstaltung, zeit: Zeit) -> None:
    row = Termin.objects.create(veranstaltung=event, aussen_zeit=zeit.kennung, **angaben(zeit))
    Belegung.objects.create(termin=row)


def termin_abgleichen(row: Termin, zeit: Zeit, *, neu: bool) -> None:
    other = {name: value for name, value in angaben(zeit).items() if getattr(row, name) != value}
    if other or row.aussen_zeit != zeit.kennung:
        row.aussen_zeit = zeit.kennung
        for name, value in other.items():
            setattr(row, name, value)
        row.save(update_fields=["aussen_zeit", *other])
    if other or neu:
        neue_fassung(row)


def wegfallen(dates: list[Termin]) -> None:
    """What the calendar does not have any more is cancelled, and goes when subscribers had a month to hear of
    it; of very many only the latest stay. What is past stays as it was."""
    now = timezone.now()
    coming = [row for row in dates if row.ende > now]
    new = [row for row in coming if not row.ist_abgesagt]
    told = [row for row in coming if row.ist_abgesagt and row.geaendert > now - ics.LOOKS_BACK]
    told.sort(key=lambda row: row.geaendert, reverse=True)
    kept = {row.pk for row in [*new, *told][:MOST_REMOVED]}
    Termin.objects.filter(pk__in=[row.pk for row in coming if row.pk not in kept]).delete()
    Termin.objects.filter(pk__in=[row.pk for row in new]).update(
        stand=Terminstand.ABGESAGT, sequenz=F("sequenz") + 1, geaendert=now
    )
