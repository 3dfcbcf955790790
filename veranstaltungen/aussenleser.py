"""Reads a calendar and counts its dates, in a process of its own that the system ends when it takes too much.

Files of strangers can make the libraries compute for hours or fill the memory. Started by `aussen.gerechnet`
with an empty environment, it knows neither settings nor database: the calendar comes in by stdin, the dates
go out by stdout as JSON, words and moments as they are written.
"""

import json
import resource
import sys
from datetime import date, datetime, timedelta
from typing import Any

import icalendar
import recurring_ical_events

WORDS = ("DESCRIPTION", "LOCATION", "URL", "STATUS")
OF_A_SERIES = ("RRULE", "RDATE", "RECURRENCE-ID")
LONGEST_WORD = 6_000
BROKEN, TOO_MUCH = 1, 3  # how this process ends: no calendar; memory full
# A rule that repeats every so many days is counted from here on; a first day that does not fit the rule
# itself is then over.
NEAR = timedelta(days=400)
DAYS = {"DAILY": 1, "WEEKLY": 7}


def main(begin: str, end: str, most: str, cpu_seconds: str, memory: str) -> None:
    """At most `most` dates from `begin` to `end` (ISO); the limits are seconds and bytes."""
    resource.setrlimit(resource.RLIMIT_CPU, (int(cpu_seconds), int(cpu_seconds) + 1))
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    try:
        found = gelesen(datetime.fromisoformat(begin), datetime.fromisoformat(end), int(most))
        json.dump(found, sys.stdout)
    except Exception as error:
        sys.exit(TOO_MUCH if voll(error) else BROKEN)


def voll(error: BaseException | None) -> bool:
    """Whether the memory was full; the libraries may have made another error of it."""
    while error is not None and not isinstance(error, MemoryError):
        error = error.__cause__ or error.__context__
    return error is not None


def gelesen(begin: datetime, end: datetime, most: int) -> dict[str, list[dict[str, Any]]]:
    """{"termine": dates that may be told, "privat": the names of events and dates that may not}."""
    calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
    events = calendar.walk("VEVENT")
    series = {str(event.get("UID")) for event in events if any(word in event for word in OF_A_SERIES)}
    whole = [event for event in events if "RECURRENCE-ID" not in event]
    for event in events:
        vorruecken(event, begin)
    rows = recurring_ical_events.of(calendar, skip_bad_series=True).between(begin, end)
    for row in rows:
        if str(row.get("UID")) not in series:
            row.pop("RECURRENCE-ID", None)  # the library gives one to each date
    single = [row for row in rows if "RECURRENCE-ID" in row]
    return {
        "termine": [zeile(row) for row in rows if "DTSTART" in row and oeffentlich(row)][:most],
        "privat": [kennung(row) for row in (*whole, *single) if not oeffentlich(row)],
    }


def oeffentlich(event: Any) -> bool:
    """What is marked in a way of its own counts as private (RFC 5545, 3.8.1.3)."""
    return str(event.get("CLASS", "PUBLIC")).strip().upper() in ("PUBLIC", "")


def vorruecken(event: Any, begin: datetime) -> None:
    """Let a series from long ago begin near today, in step with itself: counting up to today takes long."""
    rule, start, end = event.get("RRULE"), event.get("DTSTART"), event.get("DTEND")
    if not isinstance(rule, dict) or start is None or "COUNT" in rule:
        return
    step = DAYS.get(str(rule.get("FREQ", [""])[0]), 0) * int(rule.get("INTERVAL", [1])[0])
    days = (begin.date() - NEAR - date(start.dt.year, start.dt.month, start.dt.day)).days
    if step > 0 and days >= step:
        for moment in filter(None, (start, end)):
            moment.dt += timedelta(days=days // step * step)


def zeile(row: Any) -> dict[str, str | None]:
    moments = {name: iso(row, name) for name in ("DTSTART", "DTEND")}
    return kennung(row) | {name: wort(row, name) for name in WORDS} | moments


def kennung(row: Any) -> dict[str, str | None]:
    """What a date is known by: its event, and in a series the moment at which it was to begin at first."""
    words = {name: wort(row, name) for name in ("UID", "SUMMARY")}
    return {**words, "RECURRENCE-ID": iso(row, "RECURRENCE-ID")}


def wort(row: Any, name: str) -> str:
    return str(row.get(name, ""))[:LONGEST_WORD]


def iso(row: Any, name: str) -> str | None:
    return row[name].dt.isoformat() if name in row else None


if __name__ == "__main__":
    main(*sys.argv[1:])
