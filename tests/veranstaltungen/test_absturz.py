"""Processes that are killed in the middle: what was acknowledged is there, and each letter goes out.

Real processes with a database in a file. `python -m tests.veranstaltungen.test_absturz` is the one that dies.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import IO

import pytest

from tests import vorlage

PLACES, PEOPLE = 60, 90
SECONDS = 60
TOLD = "SELECT schluessel, empfaenger, message_id, status FROM notifications_ausgangsmail"
COMING = "SELECT u.email FROM veranstaltungen_anmeldung a JOIN accounts_user u ON u.id = a.person_id"
FIVE_MINUTES_LATER = (
    "UPDATE notifications_ausgangsmail SET naechster_versuch = angelegt"  # the claims are over
)


def register() -> None:
    """Register one person after the other; each line is an acknowledgement."""
    import django

    django.setup()
    from accounts.models import User
    from tests.factories import UserFactory
    from tests.factories.veranstaltungen import termin
    from veranstaltungen.actions.anmeldung import SchonAngemeldetError, anmelden
    from veranstaltungen.models import Termin

    hier = Termin.objects.first() or termin(PLACES)
    for number in range(PEOPLE):
        email = f"{number}@example.org"
        person = User.objects.filter(email=email).first() or UserFactory(email=email)
        with suppress(SchonAngemeldetError):  # before the death, though nobody heard of it
            anmelden(hier, person=person)
        sys.stdout.write(f"{email}\n")
        sys.stdout.flush()


def surroundings(var: Path) -> dict[str, str]:
    """What a process of its own needs to run on the database of that folder."""
    env = {
        **os.environ, "VAR_DIR": str(var), "DEMO": "1", "DEBUG": "0", "SECRET_KEY": "x" * 50,
        "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": f"{vorlage.ROOT}/site:{vorlage.ROOT}",
    }  # fmt: skip
    env.pop("DATABASE_URL", None)
    return env


def started(var: Path, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, *words]
    return subprocess.Popen(
        command, cwd=vorlage.ROOT, env=surroundings(var), stdout=subprocess.PIPE, text=True
    )


def killed(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


def lines(stream: IO[str] | None, most: int) -> list[str]:
    assert stream is not None
    return [line.strip() for _number, line in zip(range(most), stream, strict=False)]


def rows(var: Path, query: str) -> list[tuple[str, ...]]:
    import sqlite3

    with sqlite3.connect(var / "db.sqlite3") as database:
        return database.execute(query).fetchall()


def delivered(var: Path) -> list[str]:
    """The Message-ID of each mail that went out, as often as it did."""
    found = (re.search(r"^Message-ID: (\S+)", path.read_text(), re.M) for path in var.glob("mails/*.log"))
    return [match[1] for match in found if match]


def wait_for(var: Path, count: int) -> None:
    end = time.monotonic() + SECONDS
    while len(set(delivered(var))) < count and time.monotonic() < end:
        time.sleep(0.05)


@pytest.mark.usefixtures("django_db_setup")
def test_nothing_acknowledged_is_lost_and_nothing_is_told_twice(tmp_path: Path) -> None:
    if not vorlage.file().exists():
        pytest.skip("the database in a file is made by a run on SQLite")
    shutil.copy(vorlage.file(), tmp_path / "db.sqlite3")
    process = started(tmp_path, "-m", __name__)
    acknowledged = lines(process.stdout, PEOPLE // 2)
    killed(process)
    assert {email for (email,) in rows(tmp_path, COMING)} >= set(acknowledged)
    process = started(tmp_path, "-m", __name__)
    assert len(lines(process.stdout, PEOPLE)) == PEOPLE
    process.wait()
    assert Counter(email for (email,) in rows(tmp_path, COMING)) == {
        f"{n}@example.org": 1 for n in range(PEOPLE)
    }
    assert rows(tmp_path, "SELECT plaetze, belegt FROM veranstaltungen_belegung") == [(PLACES, PLACES)]
    letters = rows(tmp_path, TOLD)
    assert Counter(to for _key, to, _id, _status in letters) == {f"{n}@example.org": 1 for n in range(PEOPLE)}

    for share in (3, 2, 1):
        rows(tmp_path, FIVE_MINUTES_LATER)
        worker = started(tmp_path, "manage.py", "worker", "--interval", "0.1")
        try:
            wait_for(tmp_path, PEOPLE // share)
        finally:
            killed(worker)
    assert set(delivered(tmp_path)) == {message_id for _key, _to, message_id, _status in letters}
    assert len(delivered(tmp_path)) - PEOPLE <= 2  # at most one again for each of the deaths before


if __name__ == "__main__":
    register()
