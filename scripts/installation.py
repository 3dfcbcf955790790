"""The project's own Python in `.venv` and the folder `var/`: made once, renewed only when needed."""

import hashlib
import os
import secrets
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from machine import require_venv_modules
from steps import Steps, Stop, run_logged

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
USABLE = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
MAIN, DEV = ("requirements.txt",), ("requirements.txt", "requirements-dev.txt")


def var_dir() -> Path:
    return Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve()


def log_file(name: str) -> Path:
    return var_dir() / "log" / f"{name}.log"


def fingerprint(files: Iterable[Path]) -> str:
    """The same for the same contents under the same names."""
    total = hashlib.sha256()
    for path in files:
        total.update(f"{path.relative_to(ROOT)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def stamped(stamp: Path, value: str) -> bool:
    return stamp.is_file() and stamp.read_text() == value


def usable() -> bool:
    """False as well when the Python that `.venv` points to is gone."""
    return (
        PYTHON.exists() and subprocess.run([PYTHON, "-c", USABLE], stderr=subprocess.DEVNULL).returncode == 0
    )


def ensure_venv(steps: Steps) -> None:
    what = "Python-Umgebung .venv"
    if usable():
        return steps.skip(what)
    require_venv_modules()
    with steps.step(what):
        run_logged(
            [sys.executable, "-m", "venv", "--clear", VENV],
            log=log_file("venv"),
            trouble="Die Python-Umgebung ließ sich nicht anlegen.",
        )
    return None


def packages_stamp(names: tuple[str, ...]) -> tuple[Path, str]:
    """Inside `.venv`, so that it goes away together with what it stands for."""
    return VENV / f"installed-{names[-1]}", fingerprint(ROOT / name for name in names)


def ensure_packages(steps: Steps, names: tuple[str, ...] = MAIN) -> None:
    """pip runs only when the pinned versions changed since it last succeeded."""
    what = "Pakete aus " + " und ".join(names)
    stamp, value = packages_stamp(names)
    if stamped(stamp, value):
        return steps.skip(what)
    requirements = [part for name in names for part in ("-r", str(ROOT / name))]
    with steps.step(what):
        run_logged(
            [PYTHON, "-m", "pip", "install", "--no-input", "--disable-pip-version-check", *requirements],
            log=log_file("pip"),
            trouble="Die Pakete ließen sich nicht installieren (besteht eine Verbindung zum Internet?).",
        )
        stamp.write_text(value)
    return None


def ensure_development() -> None:
    """What `make test`, `make check` and the like work with; silent when it is there."""
    if usable() and stamped(*packages_stamp(DEV)):
        return
    steps = Steps(2)
    ensure_venv(steps)
    ensure_packages(steps, DEV)


def ensure_var(steps: Steps) -> None:
    """Makes `var/` and the secret key in it, readable by its owner only."""
    key, what = var_dir() / "secret_key", "Ordner var/ und geheimer Schlüssel"
    if key.is_file():
        return steps.skip(what)
    with steps.step(what):
        write_private(key, secrets.token_urlsafe(64))
    return None


def write_private(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(text)
    except PermissionError:
        raise Stop(f"Der Ordner {path.parent} lässt sich nicht beschreiben.") from None
