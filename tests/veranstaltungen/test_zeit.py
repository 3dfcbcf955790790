"""Local time: clock changes, whole days, over midnight, the last day of February."""

from datetime import date, time

import pytest
from django.utils import timezone, translation

from tests.factories.veranstaltungen import VeranstaltungFactory
from veranstaltungen import zeit
from veranstaltungen.models import Termin
from veranstaltungen.wiederholung import MOST, Rhythmus, tage, zeiten


def clock(moment: object) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M %Z}"  # type: ignore[arg-type]  # a moment


@pytest.mark.parametrize(
    ("first", "until", "zones"),
    [
        (date(2027, 3, 22), date(2027, 4, 5), ["CET", "CEST", "CEST"]),
        (date(2026, 10, 19), date(2026, 11, 2), ["CEST", "CET", "CET"]),
    ],
)
def test_every_week_at_six_stays_at_six_over_both_clock_changes(
    first: date, until: date, zones: list[str]
) -> None:
    found = zeiten(first, time(18), time(20), rhythmus=Rhythmus.WOECHENTLICH, bis=until)
    assert [clock(begin)[11:] for begin, _end in found] == [f"18:00 {zone}" for zone in zones]
    assert all((end - begin).total_seconds() == 7200 for begin, end in found)


def test_the_skipped_hour_and_the_doubled_one() -> None:
    [(begin, end)] = zeiten(date(2027, 3, 28), time(2, 30), time(4))
    assert (clock(begin), clock(end)) == ("2027-03-28 03:30 CEST", "2027-03-28 04:00 CEST")
    [(begin, _end)] = zeiten(date(2026, 10, 25), time(2, 30), time(4))
    assert clock(begin) == "2026-10-25 02:30 CEST"


def test_whole_days_are_as_long_as_they_are() -> None:
    [(begin, end)] = zeiten(date(2027, 3, 28), None, None)
    assert (end - begin).total_seconds() == 23 * 3600
    assert clock(end) == "2027-03-29 00:00 CEST"


def test_an_end_before_the_begin_is_the_day_after() -> None:
    [(begin, end)] = zeiten(date(2026, 12, 31), time(22), time(2))
    assert (clock(begin)[:16], clock(end)[:16]) == ("2026-12-31 22:00", "2027-01-01 02:00")


@pytest.mark.parametrize(
    ("rhythm", "first", "expected"),
    [
        (Rhythmus.WOCHENTAG, date(2026, 12, 2), ["2026-12-02", "2027-01-06", "2027-02-03"]),
        (Rhythmus.WOCHENTAG, date(2026, 12, 30), ["2026-12-30", "2027-01-27", "2027-02-24"]),
        (Rhythmus.MONATSTAG, date(2027, 12, 29), ["2027-12-29", "2028-01-29", "2028-02-29"]),
        (Rhythmus.MONATSTAG, date(2026, 12, 31), ["2026-12-31", "2027-01-31", "2027-03-31"]),
        (Rhythmus.ZWEIWOECHENTLICH, date(2026, 12, 1), ["2026-12-01", "2026-12-15", "2026-12-29"]),
    ],
)
def test_rhythms(rhythm: str, first: date, expected: list[str]) -> None:
    found = list(tage(first, rhythm, date(2028, 12, 31)))[:3]
    assert [day.isoformat() for day in found] == expected


def test_a_series_has_an_end() -> None:
    assert len(list(tage(date(2026, 1, 1), Rhythmus.WOECHENTLICH, date(2099, 1, 1)))) == MOST


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "begin", "end", "language", "words"),
    [
        (date(2026, 12, 2), time(19, 30), time(21), "de", "Mi, 2. Dezember 2026, 19:30–21:00 Uhr"),
        (date(2026, 12, 31), time(22), time(2), "de",
         "Do, 31. Dezember 2026, 22:00 Uhr bis Fr, 1. Januar 2027, 02:00 Uhr"),
        (date(2026, 12, 2), None, None, "de", "Mi, 2. Dezember 2026"),
    ],
)  # fmt: skip
def test_a_date_in_words(day: date, begin: time | None, end: time | None, language: str, words: str) -> None:
    [(first, last)] = zeiten(day, begin, end)
    row = Termin(veranstaltung=VeranstaltungFactory(), beginn=first, ende=last, ganztags=begin is None)
    with translation.override(language):
        assert zeit.zeitraum(row) == words
