"""A real server with the start data, and a real browser in front of it.

The server is the one of production (gunicorn, hashed and compressed files, page cache), so that what
is measured is what people get. `SEITE=http://…` tests a site that is running already.
"""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer
from xdist.scheduler import LoadScopeScheduling

# The browser driver runs an event loop in this thread; the database is used between its calls only.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
ROOT = Path(__file__).parents[2]
PREPARATION = (["migrate", "-v0"], ["startdaten"], ["collectstatic", "--noinput", "-v0"])
READY_SECONDS = 180  # what a busy machine takes; a quiet one is ready in two
QUIET_SECONDS, BUSY_SECONDS = 0.1, 30  # so long without a request counts as at rest; so long we wait for it
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
ON_SITE = ("test_masse.py", "test_wege.py")  # they look at the site with the start data, and need no database


class Groups(LoadScopeScheduling):
    """Side by side: one process prepares the site with the start data, once, and looks at all of it; the
    other takes the journeys, file by file, and whoever is done first helps.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0].rpartition("/")[2]
        return "site" if file in ON_SITE else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Groups:
    return Groups(config, log)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(var: Path, port: int) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {
        "VAR_DIR": str(var),
        "PORT": str(port),
        "DEMO": "1",
        "WEB_CONCURRENCY": "1",
        "LOG_LEVEL": "WARNING",
    }


def wait_until_ready(url: str, process: subprocess.Popen) -> None:
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=10).close()  # noqa: S310 — our own server
        except OSError:  # not there yet, or too busy to answer
            time.sleep(0.3)
        else:
            return
    raise RuntimeError(f"the server at {url} did not start (code {process.poll()})")


@pytest.fixture(scope="session")
def seite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a site with the start data, without a slash at the end."""
    if given := os.environ.get("SEITE", ""):
        yield given.rstrip("/")
        return
    env = environment(tmp_path_factory.mktemp("seite"), port := free_port())
    for command in PREPARATION:
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=env, check=True)
    process = subprocess.Popen([sys.executable, "-m", "gunicorn"], cwd=ROOT, env=env)
    try:
        wait_until_ready(f"http://127.0.0.1:{port}/", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def oeffnen(chromium: Browser, seite: str) -> Iterator[Callable[..., Page]]:
    """A new tab of a visitor who was never here; afterwards nothing may have gone wrong in it."""
    opened: list[BrowserContext] = []
    trouble: list[str] = []

    def new(path: str = "/", **options: Any) -> Page:
        context = chromium.new_context(
            **{"viewport": DESKTOP, "base_url": seite, "locale": "de-DE", **options}
        )
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        watch(page, seite, trouble)
        page.goto(path)
        return page

    yield new
    for context in opened:
        context.close()
    assert trouble == []


@pytest.fixture
def trouble() -> list[str]:
    """What went wrong in the tab; a test that means it takes it out."""
    return []


@pytest.fixture
def at_rest(live_server: LiveServer) -> Iterator[None]:
    """The database is emptied after a test only when the server has answered all that was asked.

    A page asks for more than the test waits for, and a closed tab leaves its requests running: they
    share the connection and would disturb the emptying.
    """
    running: set[int] = set()
    last = [time.monotonic()]

    def started(environ: dict[str, Any], **_: Any) -> None:
        running.add(threading.get_ident())

    def finished(**_: Any) -> None:
        running.discard(threading.get_ident())
        last[0] = time.monotonic()

    request_started.connect(started)
    request_finished.connect(finished)
    yield
    end = time.monotonic() + BUSY_SECONDS
    while running or time.monotonic() - last[0] < QUIET_SECONDS:
        assert time.monotonic() < end, "the server is still answering"
        time.sleep(QUIET_SECONDS / 2)
    request_started.disconnect(started)
    request_finished.disconnect(finished)


@pytest.fixture
def tab(
    chromium: Browser, live_server: LiveServer, at_rest: None, outbox: None, trouble: list[str]
) -> Iterator[Page]:
    """A phone in front of a site with nothing in it but what the test makes.

    At `localhost`, because passkeys belong to a host name.
    """
    url = live_server.url.replace("127.0.0.1", "localhost")
    context = chromium.new_context(base_url=url, locale="de-DE", viewport=PHONE)  # type: ignore[arg-type]  # a size
    page = context.new_page()
    page.set_default_timeout(20_000)
    watch(page, url, trouble)
    yield page
    context.close()
    assert trouble == []


def watch(page: Page, seite: str, trouble: list[str]) -> None:
    """Note console errors, refusals of the security policy, and requests to anybody else."""
    page.on(
        "console", lambda m: trouble.append(f"{m.type}: {m.text}") if m.type in {"error", "warning"} else None
    )
    page.on("pageerror", lambda error: trouble.append(f"exception: {error}"))
    ours = (f"{seite}/", "data:", "blob:")
    page.on("request", lambda r: None if r.url.startswith(ours) else trouble.append(f"foreign: {r.url}"))
