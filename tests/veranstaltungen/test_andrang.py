"""A crowd for few places on SQLite: never oversold, nobody twice, the order kept; and what happens without
the lock.

SQLite shares a database between threads only in a file, so this runs in a process with a file of its own:
`python -m tests.veranstaltungen.test_andrang ROUNDS [unlocked]`. On PostgreSQL see test_rennen.
"""

import json
import shutil
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests import vorlage
from tests.veranstaltungen.test_absturz import ready, surroundings

PLACES, CROWD, ROUNDS = 20, 100, 1


def everybody_at_once(places: int, crowd: int) -> dict[str, Any]:
    """One round: a new date, and as many people who press the button in the same moment."""
    from django.db import connection

    from tests.factories import UserFactory
    from tests.factories.veranstaltungen import termin
    from veranstaltungen.actions import anmeldung
    from veranstaltungen.models import Anmeldung, Belegung

    hier, people = termin(places), [UserFactory() for _ in range(crowd)]
    gate, errors = threading.Barrier(crowd), []

    def register(person: Any) -> None:
        gate.wait()
        try:
            anmeldung.anmelden(hier, person=person)
        except Exception as error:
            errors.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=register, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = Anmeldung.objects.filter(termin=hier)
    seated = list(rows.filter(stand="angemeldet").order_by("pk").values_list("pk", flat=True))
    waiting = list(rows.wartend().values_list("pk", flat=True))
    return {
        "states": Counter(rows.values_list("stand", flat=True)),
        "taken": Belegung.objects.get(pk=hier.pk).belegt,
        "in order": [*seated, *waiting] == sorted([*seated, *waiting]),
        "errors": errors,
    }


def without_lock() -> None:
    """Take the lock away: everybody reads the places, and only then does anybody write."""
    from contextlib import contextmanager

    from veranstaltungen.actions import anmeldung, plaetze
    from veranstaltungen.models import Belegung

    read = threading.Barrier(2)

    @contextmanager
    def unlocked(termin: Any) -> Any:
        row = Belegung.objects.select_related("termin__veranstaltung__netzwerk").get(pk=termin.pk)
        row.termin.schwebend = plaetze.schwebende(row.termin)
        read.wait()
        yield row.termin

    anmeldung.gesperrt = unlocked


def rounds(folder: Path, *words: str) -> list[dict[str, Any]]:
    if not vorlage.file().exists():
        pytest.skip("the database in a file is made by a run on SQLite")
    shutil.copy(vorlage.file(), folder / "db.sqlite3")
    command = [sys.executable, "-m", __name__, *words]
    done = subprocess.run(
        command, cwd=vorlage.ROOT, env=surroundings(folder), capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.usefixtures("django_db_setup")
def test_a_crowd_gets_exactly_the_places_there_are(tmp_path: Path) -> None:
    right = {
        "states": {"angemeldet": PLACES, "wartet": CROWD - PLACES},
        "taken": PLACES,
        "in order": True,
        "errors": [],
    }
    assert rounds(tmp_path, str(ROUNDS)) == [right] * ROUNDS


@pytest.mark.usefixtures("django_db_setup")
def test_without_the_lock_it_would_be_oversold(tmp_path: Path) -> None:
    [found] = rounds(tmp_path, "1", "unlocked")
    assert (found["states"], found["taken"]) == ({"angemeldet": 2}, 1), "two people for the one place"


def main(number: int, *, locked: bool) -> None:
    ready()
    if not locked:
        without_lock()
    for _round in range(number):
        sys.stdout.write(json.dumps(everybody_at_once(*((PLACES, CROWD) if locked else (1, 2)))) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), locked="unlocked" not in sys.argv)
