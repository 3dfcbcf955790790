"""`make run`: from a fresh clone to the running site, each step only when it is needed."""

import os
import subprocess
from collections.abc import Mapping

import machine
from installation import PYTHON, ROOT, ensure_packages, ensure_var, ensure_venv, var_dir
from servers import Server, serve
from steps import Steps

PREPARE_STEPS = 5  # counted and printed by prepare.py
STEPS = 3 + PREPARE_STEPS


def main(arguments: list[str]) -> int:
    """With `--prepare` everything but the servers."""
    port = machine.wanted_port()
    if "--prepare" not in arguments:
        machine.require_free(port)
    steps = Steps(STEPS)
    ensure_venv(steps)
    ensure_packages(steps)
    ensure_var(steps)
    env = environment(port)
    code = prepare(steps, env)
    if code or "--prepare" in arguments:
        return code
    return serve(servers(env), port, announcement(env["BASE_URL"]))


def environment(port: int) -> dict[str, str]:
    """The caller's environment with the demo profile; a DEBUG left over from elsewhere is dropped."""
    given = {name: value for name, value in os.environ.items() if name != "DEBUG"}
    return {
        **given,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEMO": "1",
        # Every background task is two lines at INFO: the address would be gone before it is read.
        "LOG_LEVEL": given.get("LOG_LEVEL") or "WARNING",
        "PORT": str(port),
        "BASE_URL": given.get("BASE_URL") or f"http://localhost:{port}",
        "SECRET_KEY": given.get("SECRET_KEY") or (var_dir() / "secret_key").read_text(),
    }


def prepare(steps: Steps, env: Mapping[str, str]) -> int:
    """One process for all steps that need Django: loading it takes longer than most of them."""
    command = [PYTHON, ROOT / "scripts" / "prepare.py", str(steps.done), str(steps.total)]
    return subprocess.run(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL).returncode


def servers(env: Mapping[str, str]) -> list[Server]:
    return [
        Server("Web", [str(PYTHON), "-m", "gunicorn"], ROOT, env),
        Server("Worker", [str(PYTHON), "manage.py", "worker"], ROOT, env),
    ]


def announcement(address: str) -> str:
    """`localhost` and not a number, because passkeys need a name."""
    var = var_dir()
    return (
        f"\n  Die Seite läuft:  {address}\n"
        f"  Demo-Zugänge:     {var / 'demo-zugaenge.json'}\n"
        f"  E-Mails der Demo: {var / 'mails'}\n"
        "  Beenden mit Strg+C.\n"
    )
