"""Nightly jobs: once per local day, whoever of the workers is first, and by hand."""

from datetime import timedelta
from io import StringIO
from threading import Barrier, Thread
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection

from core import nightly
from core.models import Tageslauf

NIGHT = "2026-03-02 03:30+01:00"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "calls"), [("2026-03-02 02:59+01:00", 0), (NIGHT, 1), ("2026-03-02 22:00+01:00", 1)]
)
def test_jobs_start_on_the_first_look_after_three_oclock(moment: str, calls: int) -> None:
    seen: list[int] = []
    with time_machine.travel(moment):
        nightly.einmal_am_tag(lambda: seen.append(1))
        nightly.einmal_am_tag(lambda: seen.append(1))
    assert len(seen) == calls


@pytest.mark.django_db
def test_the_next_day_they_start_again() -> None:
    seen: list[int] = []
    with time_machine.travel(NIGHT) as clock:
        nightly.einmal_am_tag(lambda: seen.append(1))
        clock.shift(timedelta(days=1))
        nightly.einmal_am_tag(lambda: seen.append(2))
    assert seen == [1, 2]


@pytest.mark.django_db
def test_a_day_whose_jobs_could_not_be_queued_is_tried_again() -> None:
    def broken() -> None:
        raise RuntimeError("kaputt")

    with time_machine.travel(NIGHT):
        with pytest.raises(RuntimeError):
            nightly.einmal_am_tag(broken)
        assert nightly.einmal_am_tag(lambda: None) is True


@pytest.mark.django_db
def test_a_job_that_fails_does_not_keep_the_others(monkeypatch: Any) -> None:
    def broken() -> int:
        raise RuntimeError("kaputt")

    jobs = (nightly.Aufgabe("a", "Kaputtes", broken), nightly.Aufgabe("b", "Gutes", lambda: 3))
    monkeypatch.setattr(nightly, "aufgaben", {job.schluessel: job for job in jobs})
    out = StringIO()
    with pytest.raises(CommandError, match=r"^Nicht erledigt: a\."):
        call_command("taeglich", stdout=out)
    assert out.getvalue().splitlines() == ["  Fehler  Kaputtes", "       3  Gutes"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_workers_start_the_jobs_of_a_day_once() -> None:
    """The control: without the row of the day both would start."""
    seen: list[int] = []
    gate = Barrier(2)

    def worker() -> None:
        gate.wait()
        nightly.einmal_am_tag(lambda: seen.append(1))
        connection.close()

    with time_machine.travel(NIGHT):
        threads = [Thread(target=worker) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert (seen, Tageslauf.objects.count()) == ([1], 1)
