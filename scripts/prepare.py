"""The steps of `make run` that need Django, in one process. Runs with the Python in `.venv`.

Called by command_start.py with the number of steps done before and of all steps. Every command here
writes only what is missing, so nothing a person entered is touched.
"""

import hashlib
import os
import sqlite3
import sys
from collections.abc import Iterable
from contextlib import closing, suppress
from functools import cache
from pathlib import Path

from catalogues import compile_catalogues, outdated
from installation import ROOT, fingerprint, log_file, stamped, var_dir
from steps import Steps, Stop


def catalogues(steps: Steps) -> None:
    """Before Django loads them."""
    what = "Übersetzungen"
    if not outdated():
        return steps.skip(what)
    with steps.step(what):
        compile_catalogues()
    return None


@cache
def load_django() -> None:
    """Once, and only when a step needs it: on a busy machine it takes longer than all steps together."""
    import django

    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()


def command(name: str, **options: object) -> None:
    """A management command whose output goes to the log; its errors become our sentence."""
    load_django()
    from django.core.management import CommandError, call_command

    with log_file("prepare").open("a", encoding="utf-8") as log:
        try:
            call_command(name, stdout=log, **options)
        except CommandError as error:
            raise Stop(f"{name}: {error}") from None


def database(steps: Steps) -> None:
    if is_prepared():
        for what in ("Datenbank", "Startdaten", "Demo-Zugänge"):
            steps.skip(what)
        return
    with steps.step("Datenbank"):
        command("migrate", interactive=False, verbosity=0)
    with steps.step("Startdaten"):
        command("startdaten")
    with steps.step("Demo-Zugänge"):
        command("demo_zugaenge")
    note_prepared()


def is_prepared() -> bool:
    """Whether this code has prepared this very database, and nobody undid it: in doubt it has not.

    The note lies in the database itself, so a file that was replaced or restored carries its own.
    """
    if not DEMO_FILE.is_file():
        return False
    with suppress(sqlite3.Error), closing(read_only()) as connection:
        note = connection.execute("PRAGMA user_version").fetchone()[0]
        return bool(note) and note == note_for(connection)
    return False


def note_prepared() -> None:
    with suppress(sqlite3.Error), closing(sqlite3.connect(SQLITE)) as connection:
        if SQLITE.is_file() and "DATABASE_URL" not in os.environ:
            connection.execute(f"PRAGMA user_version = {note_for(connection)}")


def read_only() -> sqlite3.Connection:
    """Another database than the one in `var/` is never looked at, and so always prepared."""
    if "DATABASE_URL" in os.environ:
        raise sqlite3.OperationalError
    return sqlite3.connect(f"{SQLITE.as_uri()}?mode=ro", uri=True)


def note_for(connection: sqlite3.Connection) -> int:
    """31 bits made of all that decides what the three steps do: code, data, packages, migrations done."""
    done = connection.execute("SELECT app, name FROM django_migrations ORDER BY app, name").fetchall()
    accounts = connection.execute("SELECT email FROM accounts_user WHERE demo ORDER BY email").fetchall()
    value = hashlib.sha256(f"{fingerprint(sources())}{done}{accounts}".encode())
    return int(value.hexdigest()[:8], 16) >> 1 or 1


def sources() -> Iterable[Path]:
    """Our own code and start data, and the list of packages, whose migrations come with them."""
    folders = [ROOT / name for name in ("home", "mitglieder", "netzwerke", "site", "scripts")]
    files = {path for folder in folders for path in folder.rglob("*") if path.suffix in SOURCE_SUFFIXES}
    return sorted(path for path in files | {ROOT / "requirements.txt"} if path.is_file())


SQLITE = var_dir() / "db.sqlite3"
DEMO_FILE = var_dir() / "demo-zugaenge.json"
SOURCE_SUFFIXES = {".py", ".json", ".csv", ".geojson"}


def static_files(steps: Steps) -> None:
    what, stamp = "Statische Dateien", var_dir() / "static.stamp"
    value = fingerprint(static_inputs())
    if stamped(stamp, value) and (var_dir() / "static").is_dir():
        return steps.skip(what)
    with steps.step(what):
        command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(value)
    return None


def static_inputs() -> Iterable[Path]:
    """Our own files, and the list of packages, for the files that come with them."""
    folders = [ROOT / "static", *ROOT.glob("site/*/static"), *ROOT.glob("*/static")]
    files = {path for folder in folders if var_dir() not in folder.parents for path in folder.rglob("*")}
    settings = [ROOT / "requirements.txt", ROOT / "site/core/staticfiles.py"]
    return sorted(path for path in files.union(settings) if path.is_file())


def main(done: str, total: str) -> int:
    log_file("prepare").parent.mkdir(parents=True, exist_ok=True)
    steps = Steps(int(total), done=int(done))
    try:
        catalogues(steps)
        database(steps)
        static_files(steps)
    except Stop as stop:
        print(f"\n{stop}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
