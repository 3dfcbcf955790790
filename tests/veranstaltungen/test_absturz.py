"""Processes that are killed in the middle: what was acknowledged is there, and each letter goes out.

Real processes with a database in a file. `python -m tests.veranstaltungen.test_absturz` is the one that dies;
with a number it makes so many people.
"""

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import IO

import psutil
import pytest

from tests import vorlage

PLACES, PEOPLE = 60, 90
SECONDS = 60
TOLD = "SELECT schluessel, empfaenger, message_id, status FROM notifications_ausgangsmail"
COMING = "SELECT u.email FROM veranstaltungen_anmeldung a JOIN accounts_user u ON u.id = a.person_id"
FIVE_MINUTES_LATER = (
    "UPDATE notifications_ausgangsmail SET naechster_versuch = angelegt"  # the claims are over
)


def ready() -> None:
    """Django, in a process of its own; passwords are hashed as in all tests."""
    import django
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django.setup()


def register() -> None:
    """Register one person after the other; each line is an acknowledgement."""
    ready()
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


def started(var: Path, *words: str, **env: str) -> subprocess.Popen[str]:
    command = [sys.executable, *words]
    return subprocess.Popen(
        command, cwd=vorlage.ROOT, env=surroundings(var) | env, stdout=subprocess.PIPE, text=True
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


def people(number: int) -> None:
    """Make people who are signed in, and write where they register and the keys of their sessions."""
    ready()
    from django.conf import settings
    from django.db import transaction
    from django.test import Client

    from tests.factories import UserFactory
    from tests.factories.veranstaltungen import termin

    hier = termin(PLACES)
    clients = [Client() for _ in range(number)]
    with transaction.atomic():
        for client in clients:
            client.force_login(UserFactory())
    cookies = [f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}" for client in clients]
    sys.stdout.write(json.dumps({"path": f"{hier.get_absolute_url()}anmelden/", "cookies": cookies}))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def web(var: Path, port: int) -> subprocess.Popen[str]:
    """The web process as in production; ready when it answers."""
    env = {"PORT": str(port), "ALLOWED_HOSTS": "127.0.0.1", "BASE_URL": f"http://127.0.0.1:{port}"}
    server = started(var, "-m", "gunicorn", **env)
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return server
        time.sleep(0.1)
    raise AssertionError("the server did not start")


def registered(port: int, path: str, cookie: str) -> bool:
    """Whether the browser of this person was told so: led on to the registration."""
    token = "t" * 32  # Django compares the cookie with the field
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrf={token}; {cookie}"}
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        link.request("POST", path, f"csrfmiddlewaretoken={token}&plaetze=1", headers)
        answer = link.getresponse()
    except (OSError, http.client.HTTPException):
        return False  # the worker died over it
    finally:
        link.close()
    return answer.status == 302 and "/anmeldung/" in answer.getheader("Location", "")


@pytest.mark.usefixtures("django_db_setup")
def test_a_web_worker_that_dies_takes_no_registration_with_it(tmp_path: Path) -> None:
    """Everybody tries again until the browser says yes; meanwhile workers are killed."""
    if not vorlage.file().exists():
        pytest.skip("the database in a file is made by a run on SQLite")
    shutil.copy(vorlage.file(), tmp_path / "db.sqlite3")
    maker = started(tmp_path, "-m", __name__, str(PEOPLE))
    made, port = json.loads(maker.communicate(timeout=SECONDS)[0]), free_port()
    server = web(tmp_path, port)

    def until_told(cookie: str) -> int:
        return next(n for n in range(1, 20) if registered(port, made["path"], cookie) or time.sleep(0.2))

    try:
        with ThreadPoolExecutor(6) as crowd:
            tries = crowd.map(until_told, made["cookies"])
            for _death in range(3):
                time.sleep(0.7)
                os.kill(psutil.Process(server.pid).children()[0].pid, signal.SIGKILL)
            assert len(list(tries)) == PEOPLE
    finally:
        server.terminate()
        server.wait()
    assert rows(tmp_path, "SELECT plaetze, belegt FROM veranstaltungen_belegung") == [(PLACES, PLACES)]
    assert Counter(email for (email,) in rows(tmp_path, COMING)).most_common(1)[0][1] == 1
    assert len(rows(tmp_path, COMING)) == PEOPLE
    assert len(rows(tmp_path, TOLD)) == PEOPLE


if __name__ == "__main__":
    people(int(sys.argv[1])) if sys.argv[1:] else register()
