"""Progress for the person in front of the screen: step number, what, seconds."""

import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

DOT_SECONDS = 2.0
TAIL_LINES = 15


class Stop(Exception):  # noqa: N818 — no error of the program: a sentence that says what to do
    """Ends the command with this sentence and without a traceback."""


class Steps:
    """Counts steps; a running one prints a dot now and then, so that long ones show life."""

    def __init__(self, total: int, *, done: int = 0) -> None:
        self.total, self.done = total, done

    def _open(self, what: str) -> None:
        self.done += 1
        print(f"[{self.done}/{self.total}] {what} ", end="", flush=True)

    def skip(self, what: str) -> None:
        self._open(what)
        print("– schon erledigt", flush=True)

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        self._open(what)
        began, over = time.monotonic(), threading.Event()
        dots = threading.Thread(target=print_dots, args=(over,), daemon=True)
        dots.start()
        try:
            yield
        except BaseException:
            print(" abgebrochen", flush=True)
            raise
        else:
            print(f" {seconds(time.monotonic() - began)}", flush=True)
        finally:
            over.set()
            dots.join()


def print_dots(over: threading.Event) -> None:
    while not over.wait(DOT_SECONDS):
        print(".", end="", flush=True)


def seconds(value: float) -> str:
    return f"{value:.1f} s".replace(".", ",")


def run_logged(
    command: Sequence[str | Path], *, log: Path, trouble: str, env: Mapping[str, str] | None = None
) -> None:
    """Run to the end with all output in `log`; raise Stop with `trouble` and the end of the output."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as out:
        code = subprocess.run(
            command, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT
        ).returncode
    if code:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-TAIL_LINES:])
        raise Stop(f"{trouble} Alles dazu steht in {log}; die letzten Zeilen:\n{tail}")
