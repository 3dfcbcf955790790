"""The rules of the house, read from the source: who rests on whom, how large, what is never there."""

import ast
import io
import re
import subprocess
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

ROOT = Path(settings.BASE_DIR)
SUBJECTS = ("wissen", "veranstaltungen", "anliegen", "flaechen", "kennzahlen")
STOREYS = [
    ("core",), ("accounts",), ("notifications",), ("search",), ("netzwerke",), ("mitglieder",), SUBJECTS,
    ("home", "api"), ("config",),
]  # fmt: skip
STOREY = {room: number for number, rooms in enumerate(STOREYS) for room in rooms}
MACHINERY = ("core", "accounts", "notifications", "search", "api", "config")
MOST_LINES = 400
# Signals of Django and Wagtail, heard where there is no action of ours to call.
SIGNALS = {
    "site/search/signals.py",  # pages published, moved or deleted by Wagtail
    "site/core/contentversion.py",  # every write, and new database connections
    "site/accounts/apps.py",  # a login, whichever door it came through
    "netzwerke/gruppen.py",  # a login, whichever door it came through
    "netzwerke/redaktion.py",  # a page of a network, made by an editor or as a translation
    "netzwerke/freigabe.py",  # drafts submitted, released or sent back in the page admin
}
# Written in two parts, or this file would find itself.
MACHINE_PATHS = re.compile("(?<![\\w.}])/(?:wor" + "k|roo" + "t|User" + "s|op" + "t)/")
TEXTS = (
    ".py",
    ".html",
    ".txt",
    ".md",
    ".css",
    ".js",
    ".toml",
    ".in",
    ".json",
    ".csv",
    ".po",
    "Makefile",
    "run",
)
SUPPRESSION = re.compile(r"#\s*(?:noqa(?::\s*[A-Z0-9, ]+)?|type:\s*ignore(?:\[[\w, -]+\])?)")
TEMPLATE_TAG = re.compile(r"""{%\s*(?:extends|include)\s+["']([^"']+)["']""")
TEMPLATE_NAME = re.compile(r"[\w/-]+\.html")


def project_files() -> list[Path]:
    """What git keeps or would keep; a file deleted but not yet committed is left out."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


FILES = project_files()


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def room_of(path: Path) -> str:
    """The room a file lies in; empty for what belongs to none."""
    parts = path.relative_to(ROOT).parts
    room = parts[1] if parts[0] == "site" and len(parts) > 2 else parts[0]
    return room if room in STOREY else ""


SOURCES = [path for path in FILES if path.suffix == ".py" and room_of(path)]
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}


def imported(tree: ast.AST) -> Iterator[str]:
    """First names of all imported modules, those inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0]


def may_import(room: str, other: str) -> bool:
    return room == other or STOREY[other] < STOREY[room]


def forbidden_imports(room: str, tree: ast.AST) -> list[str]:
    return [other for other in imported(tree) if other in STOREY and not may_import(room, other)]


def test_every_room_rests_only_on_rooms_below_it() -> None:
    found = {name_of(path): forbidden_imports(room_of(path), tree) for path, tree in TREES.items()}
    assert {name: rooms for name, rooms in found.items() if rooms} == {}


@pytest.mark.parametrize(
    ("room", "line", "expected"),
    [
        ("core", "from accounts.models import User", ["accounts"]),
        ("netzwerke", "def f():\n    import home.models", ["home"]),
        ("wissen", "from veranstaltungen import actions", ["veranstaltungen"]),
        ("wissen", "from netzwerke.models import Netzwerk", []),
        ("home", "from wissen import models\nimport core", []),
    ],
)
def test_the_import_rule_sees_a_break(room: str, line: str, expected: list[str]) -> None:
    assert forbidden_imports(room, ast.parse(line)) == expected


def test_machinery_lies_in_site_and_subjects_at_the_top() -> None:
    places = {(room_of(path), path.relative_to(ROOT).parts[0] == "site") for path in SOURCES}
    assert {room for room, in_site in places if in_site != (room in MACHINERY)} == set()


def test_site_is_a_folder_on_the_path_and_no_package() -> None:
    assert not (ROOT / "site" / "__init__.py").exists()


def test_git_does_not_ignore_site() -> None:
    command = ["git", "check-ignore", "--no-index", "--quiet", "site/config/settings.py"]
    assert subprocess.run(command, cwd=ROOT).returncode == 1


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    texts = [p for p in FILES if p.name.endswith(TEXTS) and "vendored" not in p.parts]
    assert [name_of(p) for p in texts if MACHINE_PATHS.search(p.read_text(encoding="utf-8"))] == []


def test_no_file_of_a_room_is_too_long() -> None:
    written = [path for path in SOURCES if "migrations" not in path.parts]
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in written}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def comments(path: Path) -> Iterator[tokenize.TokenInfo]:
    tokens = tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline)
    return (token for token in tokens if token.type == tokenize.COMMENT)


def lacks_reason(comment: str) -> bool:
    """True for a suppression that is not followed by words."""
    rest, count = SUPPRESSION.subn("", comment)
    return bool(count) and not re.search(r"[A-Za-z]{2,}", rest)


def test_every_lint_suppression_says_why() -> None:
    own = [path for path in FILES if path.suffix == ".py"]
    found = [f"{name_of(p)}:{c.start[0]}" for p in own for c in comments(p) if lacks_reason(c.string)]
    assert found == []


@pytest.mark.parametrize(
    ("comment", "lacks"),
    [
        ("# noqa: S301", True),
        ("# noqa: S301 — our own file", False),
        ("# type: ignore[misc]", True),
        ("# type: ignore[misc]  # a mixin", False),
        ("# an ordinary comment", False),
    ],
)
def test_a_suppression_without_words_is_seen(comment: str, lacks: bool) -> None:
    assert lacks_reason(comment) is lacks


def listens(node: ast.AST) -> bool:
    """`@receiver(…)` or `signal.connect(…)`."""
    if not isinstance(node, ast.Call):
        return False
    function = node.func
    return (isinstance(function, ast.Name) and function.id == "receiver") or (
        isinstance(function, ast.Attribute) and function.attr in {"connect", "receiver"}
    )


def test_rooms_speak_by_actions_and_not_by_signals() -> None:
    users = {name_of(path) for path, tree in TREES.items() if any(map(listens, ast.walk(tree)))}
    assert users == SIGNALS


def template_names() -> set[str]:
    constants = (node for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.Constant))
    texts = {node.value for node in constants if isinstance(node.value, str)}
    pages = [path.read_text(encoding="utf-8") for path in FILES if path.suffix == ".html"]
    return {t for t in texts if TEMPLATE_NAME.fullmatch(t)} | {
        n for p in pages for n in TEMPLATE_TAG.findall(p)
    }


@pytest.mark.parametrize("name", sorted(template_names()))
def test_every_template_in_use_exists_and_is_well_formed(name: str) -> None:
    assert get_template(name).origin.name.endswith(name)
