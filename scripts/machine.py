"""What the machine must offer. Each function raises Stop with one sentence that says what to do."""

import errno
import os
import shutil
import socket
from importlib import import_module

from steps import Stop

DEFAULT_PORT, LAST_PORT = 8000, 65_535


def require_venv_modules() -> None:
    """Debian and Ubuntu leave these two out of their Python and put them in a package of their own."""
    try:
        import_module("venv")
        import_module("ensurepip")
    except ImportError as error:
        raise Stop(
            f"Dem Python dieses Rechners fehlt das Modul „{error.name}“; "
            "auf Debian und Ubuntu hilft: sudo apt install python3-venv"
        ) from None


def require_git() -> None:
    """Tests and checks ask git which files belong to the project; the site itself needs no git."""
    if not shutil.which("git"):
        raise Stop("Das Programm git fehlt; auf Debian und Ubuntu hilft: sudo apt install git")


def wanted_port() -> int:
    text = os.environ.get("PORT") or str(DEFAULT_PORT)
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= LAST_PORT:
        raise Stop(f"PORT={text} ist kein Port: Nötig ist eine Zahl von 1 bis {LAST_PORT}.")
    return int(text)


def require_free(port: int) -> None:
    """On both addresses that a browser may try for `localhost`."""
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            with socket.socket(family) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((address, port))
        except OSError as error:
            explain(port, error.errno)


def explain(port: int, code: int | None) -> None:
    """Stop for a port that cannot be had; anything else means that there is no such address here."""
    if code == errno.EADDRINUSE:
        other = port + 1 if port < LAST_PORT else DEFAULT_PORT
        raise Stop(
            f"Port {port} ist schon belegt; einen anderen wählen Sie zum Beispiel so: PORT={other} make run"
        )
    if code == errno.EACCES:
        raise Stop(f"Port {port} ist dem System vorbehalten; nehmen Sie einen ab 1024: PORT=8000 make run")
