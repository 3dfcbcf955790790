"""Reading a calendar from elsewhere (RFC 5545): what takes place in the coming months."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import icalendar
import recurring_ical_events
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _

from core.refusal import RefusedError
from core.text import printable

AHEAD = timedelta(days=200)
MOST_DATES = 400
MOST_EVENTS, MOST_SERIES = 2_000, 200
# Series that would fill days with dates: nobody meets every minute, and counting them would take for ever.
DENSE = re.compile(rb"FREQ=(?:SECONDLY|MINUTELY|HOURLY)|BYSECOND=|BY(?:MINUTE|HOUR)=\d+,", re.IGNORECASE)
LONGEST = timedelta(days=31)  # of one date; what lasts longer is no event


@dataclass
class Aussentermin:
    """One event with its dates: (begin, end, whole day, cancelled); times in Berlin where none is said."""

    uid: str
    titel: str
    text: str = ""
    ort: str = ""
    url: str = ""
    zeiten: list[tuple[datetime, datetime, bool, bool]] = field(default_factory=list)


def lesen(inhalt: bytes, *, ab: datetime | None = None) -> list[Aussentermin]:
    """Raises `RefusedError` for what is no calendar, or holds too much."""
    begin = ab or timezone.now()
    unfolded = inhalt.replace(b"\r\n ", b"").replace(b"\n ", b"")
    many = unfolded.count(b"BEGIN:VEVENT") > MOST_EVENTS or unfolded.count(b"RRULE") > MOST_SERIES
    if many or DENSE.search(unfolded):
        raise RefusedError(_("Der Kalender ist zu groß oder wiederholt sich zu oft."))
    try:
        calendar = icalendar.Calendar.from_ical(inhalt)
        rows = recurring_ical_events.of(calendar, skip_bad_series=True).between(begin, begin + AHEAD)
    except Exception as error:  # a broken file fails in the libraries in any way there is
        raise RefusedError(_("Dort steht kein Kalender im Format iCalendar (.ics).")) from error
    if len(rows) > MOST_DATES:
        raise RefusedError(_("Der Kalender hat mehr als %s Termine in den nächsten Monaten.") % MOST_DATES)
    found: dict[str, Aussentermin] = {}
    for row in rows:
        zeit = zeitraum(row)
        if zeit is not None:
            uid = wort(row, "UID", 255) or wort(row, "SUMMARY", 255)
            found.setdefault(uid, aussentermin(row, uid)).zeiten.append(zeit)
    return list(found.values())


def aussentermin(row: Any, uid: str) -> Aussentermin:
    return Aussentermin(
        uid=uid,
        titel=wort(row, "SUMMARY", 120) or str(_("Termin")),
        text=wort(row, "DESCRIPTION", 6000),
        ort=wort(row, "LOCATION", 120),
        url=adresse(wort(row, "URL", 200)),
    )


def wort(row: Any, name: str, laenge: int) -> str:
    return printable(str(row.get(name, ""))).strip()[:laenge].strip()


def adresse(url: str) -> str:
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError:
        return ""
    return url


def zeitraum(row: Any) -> tuple[datetime, datetime, bool, bool] | None:
    """None for what has no time of its own, ends before it begins or never ends."""
    start, end = row.get("DTSTART"), row.get("DTEND")
    if start is None:
        return None
    whole = not isinstance(start.dt, datetime)
    begin = moment(start.dt)
    until = moment(end.dt) if end is not None else begin
    if until == begin:  # a day, or a time of which only the beginning is told
        until += timedelta(days=1) if whole else timedelta(hours=1)
    if not begin < until <= begin + LONGEST:
        return None
    return begin, until, whole, str(row.get("STATUS", "")).upper() == "CANCELLED"


def moment(value: date | datetime) -> datetime:
    """A day is its midnight in Berlin; a clock time without a zone is meant there as well."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return value if timezone.is_aware(value) else timezone.make_aware(value)
