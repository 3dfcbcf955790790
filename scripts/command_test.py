"""`make test`: everything that is needed, then three lanes, each with the closing line of pytest."""

import os
import subprocess
import time
from collections.abc import Callable

from browser import chromium
from installation import PYTHON, ROOT, ensure_development
from machine import require_git
from steps import Stop, seconds

# The lanes must mean the same everywhere, whatever the shell of the caller holds.
DROPPED = """DATABASE_URL CACHE_URL EMAIL_URL STORAGE_URL SEARCH_URL SECRET_KEY ALLOWED_HOSTS BASE_URL
TRUSTED_PROXIES DEMO DEBUG PORT VAR_DIR DJANGO_SETTINGS_MODULE SEITENCACHE LOG_LEVEL""".split()

NOTHING_FOUND = 5  # pytest's exit code


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in DROPPED}


def sqlite(extra: list[str]) -> int:
    return pytest(["-n", "2", "-m", "not browser and not postgres", *extra])


def postgres(extra: list[str]) -> int:
    """The plugin starts a PostgreSQL of its own or takes TEST_DATABASE_URL.

    What no database can change runs in the SQLite lane alone: the shape of the house, and who may open which
    address (the rooms' own tests ask for rights here as well).
    """
    once = ["--ignore=tests/berechtigungen", "--ignore-glob=tests/test_*.py"]
    return pytest(["-p", "tests.postgres", "-n", "2", "-m", "not browser", *(extra or once)])


def browser(extra: list[str]) -> int:
    """Two browsers at once; tests/e2e/conftest.py says which tests stay together."""
    return pytest(["-n", "2", "-m", "browser", *(extra or ["tests/e2e"])], CHROMIUM=chromium())


LANES: dict[str, Callable[[list[str]], int]] = {"sqlite": sqlite, "postgres": postgres, "browser": browser}


def pytest(arguments: list[str], **env: str) -> int:
    command = [PYTHON, "-m", "pytest", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment() | env, stdin=subprocess.DEVNULL)
    return done.returncode


def main(arguments: list[str]) -> int:
    """Names of lanes, all without any; what follows them goes to pytest."""
    require_git()
    ensure_development()
    subprocess.run([PYTHON, ROOT / "scripts" / "catalogues.py"], check=True)
    names = [name for name in arguments if name in LANES] or list(LANES)
    extra = [word for word in arguments if word not in LANES]
    results = [lane(name, extra) for name in names]
    print("\n" + "\n".join(f"{name}: {verdict}" for name, _, verdict in results))
    return int(any(code for _, code, _ in results))


def lane(name: str, extra: list[str]) -> tuple[str, int, str]:
    """A lane that cannot start does not keep the others from running."""
    print(f"\n=== {name} ===", flush=True)
    began = time.monotonic()
    try:
        code = LANES[name](extra)
        reason = " – keine Tests gefunden" if code == NOTHING_FOUND else ""
    except Stop as stop:
        code, reason = 1, f" – {stop}"
    verdict = "fehlgeschlagen" if code else "bestanden"
    return name, code, f"{verdict} ({seconds(time.monotonic() - began)}){reason}"
