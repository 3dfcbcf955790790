"""`make check`: format, lint, types, templates, migrations, translations, production settings."""

import os
import secrets
import shutil
import subprocess
import tempfile
import time

from installation import PYTHON, ROOT, ensure_development
from machine import require_git
from steps import seconds
from system import apt_install

KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR")
PRODUCTION = {
    "ALLOWED_HOSTS": "example.org",
    "BASE_URL": "https://example.org",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
    "SECURITY_CONTACT": "mailto:security@example.org",
    "HSTS_PRELOAD": "1",  # off by default: it binds the whole domain, which only the operator can want
}
DEPLOY = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]
CHECKS: dict[str, tuple[list[str], dict[str, str]]] = {
    "Format": (["-m", "ruff", "format", "--check", "--quiet", "."], {}),
    "Lint": (["-m", "ruff", "check", "--quiet", "."], {}),
    "Typen": (["-m", "mypy"], {}),
    "Vorlagen": (["-m", "djlint", "--lint", "--quiet", "templates"], {}),
    "Migrationen": (["manage.py", "makemigrations", "--check", "--dry-run"], {"DEMO": "1"}),
    "Übersetzungen": (["scripts/catalogues.py", "--check"], {}),
    "Produktion": (DEPLOY, PRODUCTION),
}


def environment(var: str, extra: dict[str, str]) -> dict[str, str]:
    """Nothing else is inherited, so that the verdict is the same everywhere."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {**kept, "VAR_DIR": var, "SECRET_KEY": secrets.token_urlsafe(64), **extra}


def check(name: str) -> int:
    print(f"\n=== {name} ===", flush=True)
    words, extra = CHECKS[name]
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as var:
        done = subprocess.run(
            [PYTHON, *words], cwd=ROOT, env=environment(var, extra), stdin=subprocess.DEVNULL
        )
    verdict = "fehlgeschlagen" if done.returncode else "in Ordnung"
    print(f"{name}: {verdict} ({seconds(time.monotonic() - began)})", flush=True)
    return done.returncode


def main(arguments: list[str]) -> int:
    """All checks, or those named; each runs even when one before it failed."""
    require_git()
    ensure_development()
    if not shutil.which("xgettext"):
        apt_install("gettext")
    failed = [name for name in CHECKS if (not arguments or name in arguments) and check(name)]
    print(f"\nFehlgeschlagen: {', '.join(failed)}" if failed else "\nAlles in Ordnung.")
    return int(bool(failed))
