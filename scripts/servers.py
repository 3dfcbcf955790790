"""Web and worker as two child processes: started, watched, started again, ended together."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import FrameType

from steps import Stop

RESTARTS, RESTART_WINDOW = 3, 300.0  # a server that ends more often than this stays down
READY_SECONDS, STOP_SECONDS = 60.0, 15.0
LOOK_SECONDS = 0.3
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


# Linux ends a child with its parent on request, even after `kill -9`; other systems cannot.
PRCTL = ctypes.CDLL(None).prctl if sys.platform == "linux" else None
PR_SET_PDEATHSIG = 1


class Ended(Exception):  # noqa: N818 — no error: the person or the system ends the command
    """A signal asked for the end."""


@dataclass
class Server:
    name: str
    command: Sequence[str]
    cwd: Path
    env: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    restarts: list[float] = field(default_factory=list)

    def start(self) -> None:
        """In a session of its own: Ctrl+C reaches only this command, which then ends both in order."""
        self.process = subprocess.Popen(
            self.command,
            cwd=self.cwd,
            env=self.env,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=partial(end_with_parent, os.getpid()) if PRCTL else None,
        )

    @property
    def code(self) -> int | None:
        return self.process.poll() if self.process else None

    def look(self) -> None:
        """Start again what ended by itself, a few times."""
        if self.code is None:
            return
        now = time.monotonic()
        self.restarts = [then for then in self.restarts if now - then < RESTART_WINDOW]
        if len(self.restarts) >= RESTARTS:
            raise Stop(f"{self.name} endet immer wieder (Code {self.code}); die Meldungen oben sagen, warum.")
        print(
            f"{self.name} hat sich unerwartet beendet (Code {self.code}) und wird neu gestartet.", flush=True
        )
        self.restarts.append(now)
        self.start()

    def stop(self) -> None:
        if self.process and self.code is None:
            self.process.terminate()

    def wait(self, until: float) -> None:
        if not self.process:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.1, until - time.monotonic()))
        if self.code is None:
            self.process.kill()
            self.process.wait()


def end_with_parent(parent: int) -> None:
    """Called in the child before its command: ask for SIGTERM, and leave if the parent is gone already."""
    PRCTL(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)


def end_with_make(parent: int) -> None:
    """`kill -9` on make leaves us without it; started by hand, we may outlive the shell."""
    if "MAKELEVEL" in os.environ and os.getppid() != parent:
        raise Ended


def serve(servers: list[Server], port: int, announcement: str) -> int:
    """Run until a signal comes. 0 is a wanted end."""
    for number in SIGNALS:
        signal.signal(number, end)
    parent = os.getppid()  # before anybody is told that we run: make may be killed at that very moment
    try:
        for server in servers:
            server.start()
        wait_until_ready(servers, port)
        print(announcement, flush=True)
        watch(servers, parent)
    except Ended:
        print("\nWird beendet …", flush=True)
    finally:
        stop_all(servers)
    return 0


def end(_number: int, _frame: FrameType | None) -> None:
    raise Ended


def look_at_all(servers: list[Server]) -> None:
    for server in servers:
        server.look()
    time.sleep(LOOK_SECONDS)


def watch(servers: list[Server], parent: int) -> None:
    while True:
        look_at_all(servers)
        end_with_make(parent)


def wait_until_ready(servers: list[Server], port: int) -> None:
    until = time.monotonic() + READY_SECONDS
    while not answers(port):
        if time.monotonic() > until:
            raise Stop("Der Webserver antwortet nicht; die Meldungen oben sagen, warum.")
        look_at_all(servers)


def answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def stop_all(servers: list[Server]) -> None:
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    for server in servers:
        server.stop()
    until = time.monotonic() + STOP_SECONDS
    for server in servers:
        server.wait(until)
