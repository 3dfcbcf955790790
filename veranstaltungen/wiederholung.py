"""Dates that repeat, in local time: "every first Wednesday at 7:30" stays 7:30 when the clocks change."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dateutil import rrule
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

MOST = 104  # dates of one series that are made at once: two years of weeks


class Rhythmus(models.TextChoices):
    EINMAL = "einmal", _("einmal")
    WOECHENTLICH = "woche", _("jede Woche")
    ZWEIWOECHENTLICH = "zwei-wochen", _("alle zwei Wochen")
    MONATSTAG = "monat-tag", _("jeden Monat am selben Tag")
    WOCHENTAG = "monat-wochentag", _("jeden Monat am selben Wochentag, zum Beispiel am ersten Mittwoch")


def ortszeit(naive: datetime) -> datetime:
    """A clock time in Berlin as a moment. The hour that is skipped counts as the one after; of the hour that
    comes twice the first is meant."""
    return naive.replace(tzinfo=ZoneInfo(settings.TIME_ZONE)).astimezone(UTC)


def tage(erster: date, rhythmus: str, bis: date | None) -> Iterator[date]:
    """The days of a series from its first day to `bis`, at most `MOST`."""
    if rhythmus == Rhythmus.EINMAL or bis is None:
        yield erster
        return
    begin, until = (datetime.combine(day, datetime.min.time()) for day in (erster, bis))
    for number, moment in enumerate(rrule.rrule(dtstart=begin, until=until, **regel(erster, rhythmus))):
        if number >= MOST:
            return
        yield moment.date()


def regel(erster: date, rhythmus: str) -> dict[str, Any]:
    if rhythmus == Rhythmus.WOECHENTLICH:
        return {"freq": rrule.WEEKLY}
    if rhythmus == Rhythmus.ZWEIWOECHENTLICH:
        return {"freq": rrule.WEEKLY, "interval": 2}
    if rhythmus == Rhythmus.MONATSTAG:
        return {"freq": rrule.MONTHLY}
    weekday = rrule.weekday(erster.weekday())
    week = (erster.day - 1) // 7 + 1
    return {"freq": rrule.MONTHLY, "byweekday": weekday(-1 if week == 5 else week)}


def zeiten(
    erster: date, beginn: Any, ende: Any, *, rhythmus: str = Rhythmus.EINMAL, bis: date | None = None
) -> list[tuple[datetime, datetime]]:
    """[(begin, end)] of all dates. `beginn` and `ende` are clock times; an end before the begin is the day
    after, and without times the whole day is meant."""
    found = []
    for day in tage(erster, rhythmus, bis):
        if beginn is None:
            start, last = datetime.combine(day, datetime.min.time()), day + timedelta(days=1)
            found.append((ortszeit(start), ortszeit(datetime.combine(last, datetime.min.time()))))
            continue
        last = day if ende > beginn else day + timedelta(days=1)
        found.append((ortszeit(datetime.combine(day, beginn)), ortszeit(datetime.combine(last, ende))))
    return found
