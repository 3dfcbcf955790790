"""Start and end the servers under test; each process is ended by its own pid."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psutil

# The same for the anchors and the project: only then do ratios mean anything.
# Workers are never recycled, since the CPU time of an ended process is lost.
GUNICORN = (
    *("--workers", "2", "--worker-class", "gthread", "--threads", "4"),
    *("--keep-alive", "5", "--max-requests", "0", "--no-control-socket"),
)
START_SECONDS = 90
STOP_SECONDS = 15
# Nothing else is inherited: a stray DATABASE_URL must not reach a measured process.
INHERITED = ("PATH", "HOME", "LANG", "TMPDIR")


class Failed(Exception):  # noqa: N818 — reads better where it is raised
    """A server or a command did not do its work; the text says why."""


@dataclass(frozen=True)
class Server:
    """A server that answers; pid is its root process where that is known."""

    base: str
    pid: int | None


def environment(extra: Mapping[str, str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
    return {**kept, **extra}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def tail(log: Path, lines: int = 12) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def run_command(command: list[str], *, cwd: Path, env: Mapping[str, str], log: Path) -> None:
    """Run to the end; raise Failed with the end of the output if it does not succeed."""
    with log.open("ab") as out:
        code = subprocess.run(
            command, cwd=cwd, env=environment(env), stdout=out, stderr=subprocess.STDOUT
        ).returncode
    if code:
        raise Failed(f"{' '.join(command[1:])} ended with {code}:\n{tail(log)}")


def answers(port: int) -> bool:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
    with suppress(OSError, http.client.HTTPException):
        link.request("GET", "/")
        link.getresponse().read()
        return True
    return False


def wait_until_ready(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    stop = time.monotonic() + START_SECONDS
    while not answers(port):
        if process.poll() is not None or time.monotonic() > stop:
            raise Failed(f"the server did not start:\n{tail(log)}")
        time.sleep(0.2)


def family(pid: int) -> list[psutil.Process]:
    """The process and all its living descendants."""
    try:
        root = psutil.Process(pid)
        return [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def end(pid: int) -> None:
    """Ask the root process to stop, then kill what of its family is left."""
    processes = family(pid)
    with suppress(psutil.NoSuchProcess):
        for process in processes[:1]:
            process.terminate()
    for process in psutil.wait_procs(processes, timeout=STOP_SECONDS)[1]:
        with suppress(psutil.NoSuchProcess):
            process.kill()
            process.wait(STOP_SECONDS)


def command_line(app: str, port: int, options: tuple[str, ...]) -> list[str]:
    bind = f"127.0.0.1:{port}"
    return [sys.executable, "-m", "gunicorn", *GUNICORN, *options, "--bind", bind, app]


@contextmanager
def serve(
    app: str,
    *,
    port: int,
    cwd: Path,
    env: Mapping[str, str],
    log: Path,
    options: tuple[str, ...] = (),
) -> Iterator[Server]:
    """A gunicorn of its own for the length of the block."""
    with log.open("ab") as out:
        process = subprocess.Popen(
            command_line(app, port, options),
            cwd=cwd,
            env=environment(env),
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C reaches us alone, and we end it in order
        )
    try:
        wait_until_ready(process, port, log)
        yield Server(f"http://127.0.0.1:{port}", process.pid)
    finally:
        end(process.pid)


def listens(process: psutil.Process, port: int) -> bool:
    found = process.net_connections("tcp")
    return any(c.status == psutil.CONN_LISTEN and c.laddr.port == port for c in found)


def listener(port: int) -> psutil.Process | None:
    """The topmost process that listens on the port: workers inherit the socket of their master."""
    found = [c for c in psutil.net_connections("tcp") if c.status == psutil.CONN_LISTEN]
    pids = [c.pid for c in found if c.pid and c.laddr.port == port]
    process = psutil.Process(pids[0]) if pids else None
    while process and (parent := process.parent()) and listens(parent, port):
        process = parent
    return process


def running(base: str) -> Server:
    """A server that somebody else started; of a remote one only the CPU time stays unknown."""
    parts = urlsplit(base)
    local = parts.hostname in {"127.0.0.1", "localhost"}
    process = listener(parts.port or 80) if local else None
    return Server(base.rstrip("/"), process.pid if process else None)
