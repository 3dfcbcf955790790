"""The steps of `make run` that need Django, in one process. Runs with the Python in `.venv`.

Called by command_start.py with the number of steps done before and of all steps. Every command here
writes only what is missing, so nothing a person entered is touched.
"""

import os
import sys
from collections.abc import Iterable
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


def load_django() -> None:
    import django

    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()


def command(name: str, **options: object) -> None:
    """A management command whose output goes to the log; its errors become our sentence."""
    from django.core.management import CommandError, call_command

    with log_file("prepare").open("a", encoding="utf-8") as log:
        try:
            call_command(name, stdout=log, **options)
        except CommandError as error:
            raise Stop(f"{name}: {error}") from None


def database(steps: Steps) -> None:
    with steps.step("Datenbank"):
        load_django()
        command("migrate", interactive=False, verbosity=0)
    with steps.step("Startdaten"):
        command("startdaten")
    with steps.step("Demo-Zugänge"):
        command("demo_zugaenge")


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
