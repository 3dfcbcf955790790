"""The newcomer's commands: what they say when something is missing, and that they do nothing twice."""

import ast
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.db import connection

import catalogues
import prepare
import run

SCRIPTS = Path(settings.BASE_DIR) / "scripts"
BARE = [sys.executable, "-S"]  # without installed packages: these scripts must do without
INSTALL = """
from installation import *
steps = Steps(3)
ensure_venv(steps), ensure_packages(steps), ensure_var(steps)
"""
SERVE = """
import sys
from pathlib import Path
from servers import Server, serve
from steps import Stop
try:
    sys.exit(serve([Server("Probe", sys.argv[2:], Path.cwd(), {})], int(sys.argv[1]), "Läuft."))
except Stop as stop:
    sys.exit(str(stop))
"""


NOT_IN_PYTHON_2 = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Nonlocal, ast.Starred, ast.AsyncFunctionDef,
                   ast.YieldFrom)  # fmt: skip


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


@pytest.fixture
def free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A project that needs no packages, in a folder of its own."""
    (tmp_path / "scripts").mkdir()
    for path in SCRIPTS.glob("*.py"):
        shutil.copy(path, tmp_path / "scripts")
    (tmp_path / "requirements.txt").write_text("# none\n")
    return tmp_path


def call(arguments: list[str], **env: str) -> subprocess.CompletedProcess[str]:
    clean = {
        name: value for name, value in os.environ.items() if name not in {"VAR_DIR", "PORT", "DATABASE_URL"}
    }
    return subprocess.run([*BARE, *arguments], env=clean | env, capture_output=True, text=True, timeout=120)


def code(text: str, folder: Path) -> list[str]:
    return ["-c", f"import sys; sys.path.insert(0, {str(folder / 'scripts')!r})\n{text}"]


def outcome(done: subprocess.CompletedProcess[str]) -> tuple[int, str]:
    return done.returncode, done.stderr.strip()


def test_an_old_python_is_named_in_one_sentence() -> None:
    assert run.refusal((3, 10, 4)) == (
        "Python 3.10 ist zu alt: Nötig ist Python 3.11 oder neuer "
        "(eine andere Version wählen Sie so: make run PYTHON=python3.12)."
    )


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 1), (4, 0, 0)])
def test_a_new_python_is_taken(version: tuple[int, int, int]) -> None:
    assert run.refusal(version) == ""


def test_the_first_script_can_be_read_by_an_old_python() -> None:
    text = (SCRIPTS / "run.py").read_text(encoding="utf-8")
    assert isinstance(ast.parse(text, feature_version=(3, 6)), ast.Module)
    coding = text.encode().splitlines()[0]
    assert b"coding: utf-8" in coding  # Python 2 takes no umlaut without it
    newer = [node for node in ast.walk(ast.parse(text)) if isinstance(node, NOT_IN_PYTHON_2)]
    assert newer == []
    assert not [
        node
        for node in ast.walk(ast.parse(text))
        if getattr(node, "annotation", None) or getattr(node, "returns", None)
    ]
    assert "print(" not in text


def test_a_taken_port_is_named_in_one_sentence(copy: Path, taken: int) -> None:
    assert outcome(call([str(copy / "scripts/run.py"), "start"], PORT=str(taken))) == (
        1,
        f"Port {taken} ist schon belegt; einen anderen wählen Sie zum Beispiel so: PORT={taken + 1} make run",
    )
    assert not (copy / ".venv").exists()


@pytest.mark.parametrize("port", ["abc", "0", "65536", "80x", "-1", "²"])
def test_a_port_that_is_none_is_named_in_one_sentence(port: str) -> None:
    assert outcome(call([str(SCRIPTS / "run.py"), "start"], PORT=port)) == (
        1,
        f"PORT={port} ist kein Port: Nötig ist eine Zahl von 1 bis 65535.",
    )


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_python_without_venv_is_named_in_one_sentence(copy: Path, free: int, module: str) -> None:
    start = f"sys.modules[{module!r}] = None\nimport run; sys.exit(run.main(['start']))"
    assert outcome(call(code(start, copy), PORT=str(free))) == (
        1,
        (
            f"Dem Python dieses Rechners fehlt das Modul „{module}“; "
            "auf Debian und Ubuntu hilft: sudo apt install python3-venv"
        ),
    )


def test_tests_without_git_are_refused_in_one_sentence() -> None:
    assert outcome(call([str(SCRIPTS / "run.py"), "test"], PATH="")) == (
        1,
        "Das Programm git fehlt; auf Debian und Ubuntu hilft: sudo apt install git",
    )


def test_an_unknown_command_is_named() -> None:
    number, sentence = outcome(call([str(SCRIPTS / "run.py"), "strat"]))
    assert (number, sentence.split(".")[0]) == (2, "Den Befehl „strat“ gibt es nicht")


def lines(done: subprocess.CompletedProcess[str]) -> list[str]:
    """The progress lines, each duration as `…`."""
    return [re.sub(r" \.* ?\d+,\d s$", " …", line) for line in done.stdout.splitlines()]


def test_a_second_start_skips_what_is_done_and_new_requirements_are_installed(copy: Path) -> None:
    assert lines(call(code(INSTALL, copy))) == [
        "[1/3] Python-Umgebung .venv …",
        "[2/3] Pakete aus requirements.txt …",
        "[3/3] Ordner var/ und geheimer Schlüssel …",
    ]
    key = copy / "var" / "secret_key"
    written = key.read_text()
    assert (key.stat().st_mode & 0o777, len(written) >= 50) == (0o600, True)
    assert lines(call(code(INSTALL, copy))) == [
        "[1/3] Python-Umgebung .venv – schon erledigt",
        "[2/3] Pakete aus requirements.txt – schon erledigt",
        "[3/3] Ordner var/ und geheimer Schlüssel – schon erledigt",
    ]
    (copy / "requirements.txt").write_text("# still none\n")
    assert lines(call(code(INSTALL, copy)))[1] == "[2/3] Pakete aus requirements.txt …"
    assert key.read_text() == written


@pytest.fixture
def prepared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database as the steps of `make run` leave it, and the note that they are done."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(prepare, "SQLITE", tmp_path / "db.sqlite3")
    monkeypatch.setattr(prepare, "DEMO_FILE", tmp_path / "demo-zugaenge.json")
    change(tmp_path, "CREATE TABLE django_migrations (app, name)", "CREATE TABLE accounts_user (email, demo)",
           "INSERT INTO django_migrations VALUES ('core', '0001')")  # fmt: skip
    (tmp_path / "demo-zugaenge.json").write_text("[]")
    assert not prepare.is_prepared()
    prepare.note_prepared()
    assert prepare.is_prepared()
    return tmp_path


def change(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / "db.sqlite3")) as database, database:
        for statement in statements:
            database.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM django_migrations",
        "INSERT INTO django_migrations VALUES ('core', '0002')",
        "INSERT INTO accounts_user VALUES ('demo@example.org', 1)",
        "DROP TABLE accounts_user",
        "PRAGMA user_version = 0",
    ],
)
def test_a_database_that_was_changed_by_hand_is_prepared_again(statement: str, prepared: Path) -> None:
    change(prepared, statement)
    assert not prepare.is_prepared()


def test_a_database_that_is_new_or_elsewhere_is_prepared(
    prepared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://localhost/x")
    assert not prepare.is_prepared()
    monkeypatch.delenv("DATABASE_URL")
    assert prepare.is_prepared()
    (prepared / "db.sqlite3").unlink()
    assert not prepare.is_prepared()
    assert not (prepared / "db.sqlite3").exists()


def test_other_code_or_lost_accounts_prepare_again(prepared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (prepared / "demo-zugaenge.json").unlink()
    assert not prepare.is_prepared()
    (prepared / "demo-zugaenge.json").write_text("[]")
    monkeypatch.setattr(prepare, "sources", lambda: [prepare.ROOT / "requirements.txt"])
    assert not prepare.is_prepared()


def test_what_decides_about_the_database_is_looked_at() -> None:
    looked_at = {str(path.relative_to(prepare.ROOT)) for path in prepare.sources()}
    assert looked_at > {
        "requirements.txt", "netzwerke/migrations/0001_initial.py", "site/core/models.py",
        "netzwerke/startdaten/netzwerke.csv", "netzwerke/startdaten/bezirke.geojson",
        "home/startdaten/seiten/start.json", "site/config/settings.py", "home/demo.py",
    }  # fmt: skip


def test_a_failing_installation_ends_with_a_sentence_and_is_tried_again(copy: Path) -> None:
    (copy / "requirements.txt").write_text("./missing\n")
    start = "import run; sys.exit(run.main(['start', '--prepare']))"
    for _ in range(2):
        number, sentence = outcome(call(code(start, copy)))
        assert (number, sentence.split(" (")[0]) == (1, "Die Pakete ließen sich nicht installieren")


def test_a_server_that_keeps_ending_is_given_up_with_a_sentence(copy: Path, free: int) -> None:
    done = call([*code(SERVE, copy), str(free), sys.executable, "-c", "raise SystemExit(3)"])
    assert (
        done.stdout.splitlines() == ["Probe hat sich unerwartet beendet (Code 3) und wird neu gestartet."] * 3
    )
    assert outcome(done) == (1, "Probe endet immer wieder (Code 3); die Meldungen oben sagen, warum.")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_servers_too(copy: Path, free: int, number: signal.Signals) -> None:
    server = [sys.executable, "-m", "http.server", str(free), "--bind", "127.0.0.1"]
    command = [*BARE, *code(SERVE, copy), str(free), *server]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "Läuft.\n"
        process.send_signal(number)
        assert process.wait(20) == 0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", free)) != 0


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until_silent(port: int) -> bool:
    until = time.monotonic() + 10
    while answers(port) and time.monotonic() < until:
        time.sleep(0.1)
    return not answers(port)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_a_command_that_is_killed_leaves_no_server_behind(copy: Path, free: int) -> None:
    server = [sys.executable, "-m", "http.server", str(free), "--bind", "127.0.0.1"]
    command = [*BARE, *code(SERVE, copy), str(free), *server]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "Läuft.\n"
        process.kill()
    assert wait_until_silent(free)


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
def test_a_make_that_is_killed_leaves_no_server_behind(copy: Path, free: int) -> None:
    server = f"{sys.executable} -m http.server {free} --bind 127.0.0.1"
    (copy / "scripts" / "probe.py").write_text(SERVE)
    (copy / "Makefile").write_text(f"run:\n\t@{sys.executable} -S scripts/probe.py {free} {server}\n")
    command = ["make", "--directory", str(copy), "--no-print-directory", "run"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "Läuft.\n"
        process.kill()
    assert wait_until_silent(free)


def test_catalogues_are_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    folder = tmp_path / "locale/en/LC_MESSAGES"
    folder.mkdir(parents=True)
    po = polib.POFile()
    po.append(polib.POEntry(msgid="Netzwerk", msgstr="Network"))
    po.append(polib.POEntry(msgid="Suche", msgstr=""))
    po.save(str(folder / "django.po"))
    os.utime(folder / "django.po", (1, 1))
    assert (catalogues.compile_catalogues(), catalogues.compile_catalogues()) == (1, 0)
    assert [e.msgstr for e in polib.mofile(str(folder / "django.mo"))] == ["Network"]
    assert catalogues.missing(folder / "django.po") == [": „Suche“"]


def test_every_language_but_the_source_has_its_catalogue() -> None:
    codes = sorted(code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE)
    assert catalogues.languages() == codes


@pytest.mark.postgres
@pytest.mark.django_db
def test_the_postgresql_lane_runs_on_postgresql() -> None:
    assert connection.vendor == "postgresql"


def test_a_missing_python_is_named_in_one_sentence() -> None:
    command = ["make", "-C", str(SCRIPTS.parent), "run", "PYTHON=gibt-es-nicht"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode != 0
    assert "gibt-es-nicht fehlt: Nötig ist Python 3.11 oder neuer" in done.stdout
    assert "not found" not in done.stdout + done.stderr
