"""Who subscribed to our calendar hears what changes in a calendar from elsewhere: one date keeps its name."""

from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest
import time_machine
from django.test import Client

from accounts.models import User
from netzwerke.models import Netzwerk
from tests.veranstaltungen.kalenderhilfen import NOW, ONE, entered, event, ics
from veranstaltungen.actions import aussenkalender as actions
from veranstaltungen.actions import aussentermine
from veranstaltungen.models import Aussenkalender, Termin, Veranstaltung

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]
WEEKLY = {"RRULE": "FREQ=WEEKLY;COUNT=3"}
HOUR = timedelta(hours=1)


def feed() -> dict[str, tuple[str, str, int, str]]:
    """{name of the date: (title and place, begin, version, status)} as calendar programs read it."""
    answer = Client().get("/veranstaltungen/kalender.ics")
    calendar = icalendar.Calendar.from_ical(answer.content)
    return {
        str(row["UID"]): (
            f"{row['SUMMARY']} {row.get('LOCATION', '')}".strip(),
            f"{row['DTSTART'].dt:%d.%m. %H:%M}",
            row["SEQUENCE"],
            str(row["STATUS"]),
        )
        for row in calendar.walk("VEVENT")
    }


def then(kalender: Aussenkalender, served: dict[str, Any], *events: str) -> list[tuple[Any, ...]]:
    """What subscribers see in the order of time, once the calendar has become this."""
    served["is"] = ics(*events)
    assert actions.abgleichen(kalender)
    return sorted(feed().values(), key=lambda row: (row[1][3:6], row[1]))


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(
    ("change", "words"),
    [({"SUMMARY": "Stammtisch neu"}, "Stammtisch neu Saal"), ({"LOCATION": "Hof"}, "Stammtisch Hof")],
)
def test_another_title_or_place_is_another_version(
    change: dict[str, str], words: str, served: dict[str, Any], netzwerk_a: Netzwerk, ada: User
) -> None:
    kalender = entered(netzwerk_a, ada)
    with time_machine.travel(datetime(2027, 3, 2, 9, tzinfo=UTC), tick=False):
        changed = event("1", **{"summary": "Stammtisch", "LOCATION": "Saal", **change})
        assert then(kalender, served, changed) == [(words, "10.03. 18:00", 1, "CONFIRMED")]
        assert Termin.objects.get().geaendert == datetime(2027, 3, 2, 9, tzinfo=UTC)
        assert then(kalender, served, changed) == [(words, "10.03. 18:00", 1, "CONFIRMED")], "once"


@time_machine.travel(NOW, tick=False)
def test_a_date_that_moves_keeps_its_name(served: dict[str, Any], netzwerk_a: Netzwerk, ada: User) -> None:
    kalender = entered(netzwerk_a, ada)
    before = feed().keys()
    moved = event("1", "Stammtisch", "20270405T190000")
    assert then(kalender, served, moved) == [("Stammtisch", "05.04. 19:00", 1, "CONFIRMED")]
    assert feed().keys() == before


@time_machine.travel(NOW, tick=False)
def test_a_date_of_a_series_that_moves_twice_keeps_its_name(
    served: dict[str, Any], netzwerk_a: Netzwerk, ada: User
) -> None:
    series = event("1", "Frühstück", **WEEKLY)
    served["is"] = ics(series)
    kalender = entered(netzwerk_a, ada)
    before = feed().keys()
    for version, day in ((1, "18"), (2, "24")):  # the second time to a day that another one has
        override = event("1", "Frühstück", f"202703{day}T190000", **{"RECURRENCE-ID": "20270317T180000"})
        rows = then(kalender, served, series, override)
        assert sorted(rows, key=lambda row: (row[2], row[1])) == [
            ("Frühstück", "10.03. 18:00", 0, "CONFIRMED"),
            ("Frühstück", "24.03. 18:00", 0, "CONFIRMED"),
            ("Frühstück", f"{day}.03. 19:00", version, "CONFIRMED"),
        ]
        assert feed().keys() == before


@time_machine.travel(NOW, tick=False)
def test_a_series_that_moves_as_a_whole_keeps_the_names_of_its_days(
    served: dict[str, Any], netzwerk_a: Netzwerk, ada: User
) -> None:
    served["is"] = ics(event("1", "Frühstück", **WEEKLY))
    kalender = entered(netzwerk_a, ada)
    before = feed().keys()
    assert then(kalender, served, event("1", "Frühstück", "20270310T190000", **WEEKLY)) == [
        ("Frühstück", f"{day}.03. 19:00", 1, "CONFIRMED") for day in (10, 17, 24)
    ]
    assert feed().keys() == before


def test_what_is_removed_stays_as_cancelled_for_a_month(
    served: dict[str, Any], netzwerk_a: Netzwerk, ada: User
) -> None:
    late = event("2", "Messe", "20270601T180000")
    with time_machine.travel(NOW, tick=False) as clock:
        served["is"] = ics(ONE, late)
        kalender = entered(netzwerk_a, ada)
        clock.shift(HOUR)
        both = then(kalender, served)
        assert both == [
            ("Stammtisch Saal", "10.03. 18:00", 1, "CANCELLED"),
            ("Messe", "01.06. 18:00", 1, "CANCELLED"),
        ]
        clock.shift(timedelta(days=30))
        assert then(kalender, served) == both, "told once, and kept"
        clock.shift(timedelta(days=2))
        actions.abgleichen(kalender)
        assert [row.titel for row in Veranstaltung.objects.all()] == ["Stammtisch"], "what is past stays"


@time_machine.travel(NOW, tick=False)
def test_what_comes_back_takes_place_again_under_its_name(
    served: dict[str, Any], netzwerk_a: Netzwerk, ada: User
) -> None:
    kalender = entered(netzwerk_a, ada)
    before = feed().keys()
    then(kalender, served)
    assert then(kalender, served, ONE) == [("Stammtisch Saal", "10.03. 18:00", 2, "CONFIRMED")]
    assert feed().keys() == before


@time_machine.travel(NOW, tick=False)
def test_a_calendar_that_gives_new_names_each_time_cancels_nothing(
    served: dict[str, Any], netzwerk_a: Netzwerk, ada: User
) -> None:
    kalender = entered(netzwerk_a, ada)
    before = feed()
    renamed = ONE.replace("UID:1", "UID:neu")
    assert then(kalender, served, renamed) == list(before.values())
    assert feed().keys() == before.keys()
    twice = [ONE.replace("UID:1", f"UID:{name}") for name in ("a", "b")]
    then(kalender, served, *twice)
    assert [row.stand for row in Termin.objects.all()] == ["geplant", "geplant"]


@time_machine.travel(NOW, tick=False)
def test_only_so_many_removed_dates_are_kept(
    served: dict[str, Any], netzwerk_a: Netzwerk, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aussentermine, "MOST_REMOVED", 2)
    days = [event(str(i), f"Tag {i}", f"202703{10 + i}T180000") for i in range(5)]
    served["is"] = ics(*days)
    kalender = entered(netzwerk_a, ada)
    assert [row[3] for row in then(kalender, served, days[0])] == ["CONFIRMED", "CANCELLED", "CANCELLED"]


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize("count", [1, 3])
def test_reading_the_same_again_costs_the_same_few_queries(
    count: int, served: dict[str, Any], netzwerk_a: Netzwerk, ada: User, django_assert_num_queries: Any
) -> None:
    served["is"] = ics(*(event(str(i), f"T{i}", **WEEKLY) for i in range(count)))
    kalender = entered(netzwerk_a, ada)
    with django_assert_num_queries(7):
        actions.abgleichen(kalender)
