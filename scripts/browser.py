"""A Chromium for the browser tests: the one that is there, or one that is fetched."""

import os
import shutil
import subprocess

from installation import PYTHON, ROOT, log_file
from steps import Stop, run_logged
from system import apt_install

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WHERE = (
    "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
)
TROUBLE = "Für die Browsertests fehlt Chromium: Installieren Sie es oder nennen Sie seinen Pfad in CHROMIUM."


def chromium() -> str:
    """Path of a Chromium that starts; raises Stop when there is no way to one."""
    given = os.environ.get("CHROMIUM", "")
    if given and not works(given):
        raise Stop(f"CHROMIUM={given} lässt sich nicht starten.")
    return given or on_path() or (apt_install("chromium") and on_path()) or fetched()


def on_path() -> str:
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in found if path and works(path)), "")


def works(path: str) -> bool:
    """Ubuntu's package is only a pointer to a snap, which does not start in a container."""
    try:
        command = [path, "--version", "--no-sandbox"]
        return subprocess.run(command, capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def fetched() -> str:
    run_logged(
        [PYTHON, "-m", "playwright", "install", "chromium"], log=log_file("playwright"), trouble=TROUBLE
    )
    done = subprocess.run([PYTHON, "-c", WHERE], cwd=ROOT, capture_output=True, text=True)
    path = done.stdout.strip()
    if not works(path):
        raise Stop(TROUBLE)
    return path
