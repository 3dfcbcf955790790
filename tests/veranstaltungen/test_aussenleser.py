"""Reading a calendar of strangers costs little, whatever stands in it."""

import time
from datetime import UTC, datetime
from typing import Any

import pytest

from core.refusal import RefusedError
from tests.veranstaltungen.kalenderhilfen import event, ics
from veranstaltungen import aussen

NOW = datetime(2027, 3, 2, 8, tzinfo=UTC)
TOO_MUCH = "zu groß oder wiederholt sich zu oft"
NEVER = "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"  # counted to the year 9999 in vain


def seconds(inhalt: bytes) -> float:
    """How long it takes until it is refused as too much."""
    begin = time.monotonic()
    with pytest.raises(RefusedError, match=TOO_MUCH):
        aussen.lesen(inhalt, ab=NOW)
    return time.monotonic() - begin


@pytest.mark.parametrize(
    "events",
    [
        [event("1", "x") + "\r\nRRULE:FREQ=SECON\r\n\tDLY"],
        [event("1", "x") + "\r\nRRULE:FREQ=\n\n HOURLY"],
        [event("1", "x") + "\r\nrrule:FREQ=YEARLY" * 201],
        [event("1", "x") + "\r\nRRU\r\n LE:FREQ=YEARLY" * 201],
        [event("1", "x") + "\r\nRDATE:" + ",".join(["20270311T180000"] * 5_001)],
        [event("1", "x") + "\r\nexdate;VALUE=DATE:20270311" * 5_001],
    ],
)
def test_what_is_too_much_by_its_looks_is_not_even_counted(
    events: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aussen, "LESER", "there is no such file")
    assert seconds(ics(*events)) < 0.5


def test_many_small_components_are_counted_however_they_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aussen, "LESER", "there is no such file")
    assert seconds(ics(*["UID:1"] * 2_001).replace(b"BEGIN:VEVENT", b"begin:vevent")) < 0.5


@pytest.mark.parametrize(
    "limits",
    [{"CPU_SECONDS": 1}, {"SECONDS": 1.0}],
)
def test_what_takes_for_ever_is_ended(limits: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in limits.items():
        monkeypatch.setattr(aussen, name, value)
    calendar = ics(*(event(str(i), "x", RRULE=NEVER) for i in range(20)))
    assert seconds(calendar) < 5


@pytest.mark.parametrize("memory", [20_000_000, 30_000_000])
def test_what_fills_the_memory_is_ended(memory: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aussen, "MOST_MEMORY", memory)
    assert seconds(ics(*(event(str(i), "x" * 900) for i in range(1_900)))) < 10


def test_a_rule_from_long_ago_is_counted_from_near_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aussen, "CPU_SECONDS", 3)
    old = {"start": "19000303T180000", "DTEND": "19000303T190000"}
    each_day = [event(str(i), "x", RRULE="FREQ=DAILY;BYMONTH=4;BYMONTHDAY=7", **old) for i in range(150)]
    found = aussen.lesen(
        ics(
            *each_day,
            event("w", "x", RRULE="FREQ=WEEKLY;INTERVAL=3", **old),
            event("d", "x", RRULE="FREQ=DAILY;INTERVAL=50", **old),
            event("m", "x", RRULE="FREQ=MONTHLY;BYMONTHDAY=13;UNTIL=20270601", **old),
            event("z", "x", RRULE="FREQ=DAILY;COUNT=3", **old),
        ),
        ab=NOW,
    )
    days = {row.uid: [f"{zeit[0]:%d.%m. %H:%M}" for zeit in row.zeiten] for row in found}
    assert days.pop("m") == ["13.03. 18:00", "13.04. 18:00", "13.05. 18:00"]
    assert days.pop("d") == ["17.03. 18:00", "06.05. 18:00", "25.06. 18:00", "14.08. 18:00"]
    assert days.pop("w")[:3] == ["06.03. 18:00", "27.03. 18:00", "17.04. 18:00"]
    assert days == {str(i): ["07.04. 18:00"] for i in range(150)}


def test_the_reader_knows_nothing_of_the_house(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    script = tmp_path / "leser.py"
    script.write_text(
        "import json, os\n"
        "names = ' '.join(sorted(os.environ))\n"
        "row = {'UID': 'u', 'SUMMARY': names, 'DTSTART': '2027-03-10', 'DTEND': None, 'RECURRENCE-ID': None}\n"
        "print(json.dumps({'termine': [row], 'privat': []}))"
    )
    monkeypatch.setattr(aussen, "LESER", str(script))
    monkeypatch.setenv("SECRET_KEY", "geheim")
    names = {row.titel for row in aussen.lesen(ics(), ab=NOW)}
    assert names <= {"Termin", "LC_CTYPE"}, "the interpreter sets this one by itself"


@pytest.mark.parametrize("blank", [b"\n", b"\r\n", b"\r"])
def test_two_megabytes_of_blank_lines_are_refused_soon(blank: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aussen, "CPU_SECONDS", 2)
    begin = time.monotonic()
    with pytest.raises(RefusedError):
        aussen.lesen(blank * (2_000_000 // len(blank)), ab=NOW)
    assert time.monotonic() - begin < 5
