"""The migrated database of the SQLite lane, kept in a file: migrating takes longer than most runs.

The file's name holds a hash of everything that makes it: our migrations and the pinned libraries. Django still
runs `migrate` on the copy, and finds nothing to do.
"""

import os
import sqlite3
import sys
from hashlib import sha256
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
kept: list[sqlite3.Connection] = []  # a database in memory lives as long as somebody is connected


def file() -> Path:
    digest = sha256(sys.version.encode())
    for path in (ROOT / "requirements.txt", *sorted(ROOT.glob("**/migrations/*.py"))):
        if ".venv" not in path.parts:
            digest.update(path.read_bytes())
    return ROOT / "var" / f"test-{digest.hexdigest()[:16]}.sqlite3"


def load() -> None:
    """Fill the database in memory, before Django makes it, with what an earlier run has kept."""
    if connection.vendor == "sqlite" and file().exists():
        memory = sqlite3.connect(connection.creation._get_test_db_name(), uri=True)
        with sqlite3.connect(file()) as stored:
            stored.backup(memory)
        kept.append(memory)


def save() -> None:
    if connection.vendor != "sqlite" or file().exists():
        return
    target = file()
    target.parent.mkdir(exist_ok=True)
    for old in target.parent.glob("test-*.sqlite3"):
        old.unlink(missing_ok=True)
    unfinished = target.with_suffix(f".{os.getpid()}")
    connection.ensure_connection()
    with sqlite3.connect(unfinished) as stored:
        connection.connection.backup(stored)
    unfinished.replace(target)  # two workers may do the same
