"""Reading a calendar from elsewhere (RFC 5545): what takes place in the coming months.

The file is a stranger's. What is too much by its looks is refused at once; everything else is counted by
`aussenleser`, a process of its own with little time and memory.
"""

import json
import re
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _

from core.refusal import RefusedError
from core.text import printable
from veranstaltungen import aussenleser

AHEAD = timedelta(days=200)
MOST_DATES = 400
MOST_EVENTS, MOST_SERIES, MOST_SINGLE = 2_000, 200, 5_000
# A long line goes on after a break. It is looked for from the first of several, or many would take for ever.
FOLD = re.compile(rb"(?:(?<!\n)\r\n|(?<![\r\n])\n)(?:\r?\n)*[ \t]")
EVENT = re.compile(rb"^BEGIN:VEVENT", re.IGNORECASE | re.MULTILINE)
SERIES = re.compile(rb"^(?:RRULE|EXRULE)\b", re.IGNORECASE | re.MULTILINE)
SINGLE = re.compile(rb"^(?:RDATE|EXDATE)\b.*", re.IGNORECASE | re.MULTILINE)
# Series that would fill days with dates: nobody meets every minute, and counting them would take for ever.
DENSE = re.compile(rb"FREQ=(?:SECONDLY|MINUTELY|HOURLY)|BYSECOND=|BY(?:MINUTE|HOUR)=\d+,", re.IGNORECASE)
LESER = aussenleser.__file__
CPU_SECONDS, SECONDS, MOST_MEMORY = 5, 15.0, 256_000_000  # for one file
LONGEST = timedelta(days=31)  # of one date; what lasts longer is no event


class Zeit(NamedTuple):
    """A date; times in Berlin where none is said. `kennung`: when it was to begin at first, if it is one of a
    series."""

    beginn: datetime
    ende: datetime
    ganztags: bool
    abgesagt: bool
    kennung: datetime | None


@dataclass
class Aussentermin:
    """One event with its dates. `verborgen` are those of its series that are private now. Of an event that is
    private nothing but its name is kept, so that it can be taken away."""

    uid: str
    titel: str = ""
    text: str = ""
    ort: str = ""
    url: str = ""
    zeiten: list[Zeit] = field(default_factory=list)
    verborgen: set[datetime] = field(default_factory=set)
    privat: bool = False


def lesen(inhalt: bytes, *, ab: datetime | None = None) -> list[Aussentermin]:
    """Raises `RefusedError` for what is no calendar, or holds too much."""
    unfolded = FOLD.sub(b"", inhalt)
    if zu_viel(unfolded):
        raise abgelehnt()
    read = gerechnet(unfolded, ab or timezone.now())
    if len(read["termine"]) > MOST_DATES:
        raise RefusedError(_("Der Kalender hat mehr als %s Termine in den nächsten Monaten.") % MOST_DATES)
    found: dict[str, Aussentermin] = {}
    for row in read["termine"]:
        zeit = zeitraum(row)
        if zeit is not None:
            found.setdefault(name(row), aussentermin(row)).zeiten.append(zeit)
    for row in read["privat"]:
        item = found.setdefault(name(row), Aussentermin(name(row), privat=True))
        if row["RECURRENCE-ID"]:
            item.verborgen.add(moment(row["RECURRENCE-ID"]))
    return list(found.values())


def abgelehnt() -> RefusedError:
    return RefusedError(
        _(
            "Der Kalender ist zu groß oder wiederholt sich zu oft. Nehmen Sie einen, in dem nur Ihre "
            "Veranstaltungen stehen."
        )
    )


def zu_viel(unfolded: bytes) -> bool:
    single = sum(line.count(b",") + 1 for line in SINGLE.findall(unfolded))
    counts = ((EVENT, MOST_EVENTS), (SERIES, MOST_SERIES))
    many = any(len(pattern.findall(unfolded)) > most for pattern, most in counts)
    return many or single > MOST_SINGLE or DENSE.search(unfolded) is not None


def gerechnet(inhalt: bytes, begin: datetime) -> dict[str, list[dict[str, Any]]]:
    """The dates of the coming months, one more than are allowed at most; see `aussenleser.gelesen`."""
    limits = (begin.isoformat(), (begin + AHEAD).isoformat(), MOST_DATES + 1, CPU_SECONDS, MOST_MEMORY)
    command = [sys.executable, "-I", LESER, *map(str, limits)]
    try:
        done = subprocess.run(command, input=inhalt, capture_output=True, env={}, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        raise abgelehnt() from None
    if done.returncode < 0 or done.returncode == aussenleser.TOO_MUCH:  # ended by the system, or full
        raise abgelehnt()
    if done.returncode:  # a broken file fails in the libraries in any way there is
        raise RefusedError(_("Dort steht kein Kalender im Format iCalendar (.ics)."))
    return json.loads(done.stdout)


def name(row: dict[str, Any]) -> str:
    return wort(row, "UID", 255) or wort(row, "SUMMARY", 255)


def aussentermin(row: dict[str, Any]) -> Aussentermin:
    return Aussentermin(
        uid=name(row),
        titel=wort(row, "SUMMARY", 120) or str(_("Termin")),
        text=wort(row, "DESCRIPTION", 6000),
        ort=wort(row, "LOCATION", 120),
        url=adresse(wort(row, "URL", 200)),
    )


def wort(row: dict[str, Any], name: str, laenge: int) -> str:
    return printable(row.get(name, "")).strip()[:laenge].strip()


def adresse(url: str) -> str:
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError:
        return ""
    return url


def zeitraum(row: dict[str, Any]) -> Zeit | None:
    """None for what ends before it begins or never ends."""
    whole = "T" not in row["DTSTART"]
    begin = moment(row["DTSTART"])
    until = moment(row["DTEND"] or row["DTSTART"])
    if until == begin:  # a day, or a time of which only the beginning is told
        until += timedelta(days=1) if whole else timedelta(hours=1)
    if not begin < until <= begin + LONGEST:
        return None
    cancelled = wort(row, "STATUS", 9).upper() == "CANCELLED"
    named = moment(row["RECURRENCE-ID"]) if row["RECURRENCE-ID"] else None
    return Zeit(begin, until, whole, cancelled, named)


def moment(iso: str) -> datetime:
    """A day is its midnight in Berlin; a clock time without a zone is meant there as well."""
    value = datetime.fromisoformat(iso)
    return value if timezone.is_aware(value) else timezone.make_aware(value)
