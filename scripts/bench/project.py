"""The project under test: its environment, its database, its gunicorn."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from server import Server, free_port, run_command, serve

ROOT = Path(__file__).resolve().parents[2]
SCRATCH = ROOT / "var" / "bench"
START_SIZE = 40  # about what the start data hold; larger sizes are generated on top


def variables(folder: Path, port: int, *, page_cache: bool, database_url: str = "") -> dict[str, str]:
    """Every environment variable a measured process gets besides PATH and the like.

    All sizes share uploads and static files in VAR_DIR; database and cache are their own.
    """
    return {
        "VAR_DIR": str(folder.parent),
        "DEMO": "1",
        "DEBUG": "0",
        "SECRET_KEY": "only-for-the-benchmark-0123456789-abcdefghijklmnopqrstuvwxyz",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "BASE_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": database_url or f"sqlite:///{database(folder)}",
        "CACHE_URL": f"file://{folder / 'cache'}",
        "SEITENCACHE": "1" if page_cache else "0",
    }


def database(folder: Path) -> Path:
    return folder / "bench.sqlite3"


def manage(folder: Path, *words: str, database_url: str = "") -> None:
    """Run a management command on the database of the folder."""
    run_command(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=variables(folder, 8000, page_cache=False, database_url=database_url),
        log=folder / "manage.log",
    )


def prepare_start(folder: Path, database_url: str = "") -> None:
    """Static files and a database with the start data, made once and copied for every size."""
    folder.mkdir()
    manage(folder, "collectstatic", "--noinput", "--verbosity", "0")
    manage(folder, "migrate", "--verbosity", "0", database_url=database_url)
    manage(folder, "startdaten", database_url=database_url)


def prepare_size(folder: Path, start: Path, size: int) -> None:
    folder.mkdir()
    copy_database(database(start), database(folder))
    large = size > START_SIZE
    if large:
        manage(folder, "netzwerke_erzeugen", str(size))
    manage(folder, "veranstaltungen_erzeugen", *((str(2 * size), "--anmeldungen=100") if large else ("20",)))


def copy_database(source: Path, copy: Path) -> None:
    """Through SQLite itself: a plain copy would miss what is still in the write-ahead log."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(copy)) as new:
        old.backup(new)


@contextmanager
def project(folder: Path, *, page_cache: bool, database_url: str = "") -> Iterator[Server]:
    """The project's own gunicorn; its gunicorn.conf.py is read, the shared settings win."""
    port = free_port()
    with serve(
        "config.wsgi",
        port=port,
        cwd=ROOT,
        env=variables(folder, port, page_cache=page_cache, database_url=database_url),
        log=folder / "gunicorn.log",
        options=("--pythonpath", "site"),
    ) as server:
        yield server
