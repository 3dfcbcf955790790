"""Load one page and read what it cost the server."""

import http.client
import re
import shutil
import statistics
import subprocess
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from urllib.parse import urlsplit

import psutil

from server import Server, family

CONNECTIONS = 4  # enough for both workers; more only adds waiting for the interpreter lock
CROWD = 8  # as many as the two workers have threads: for req/s and memory
ROUND_SECONDS = 15.0  # a slow page gets fewer requests instead of an endless round
# What may go wrong while a page is measured, and ends that page only.
TROUBLE = (OSError, http.client.HTTPException, psutil.Error, subprocess.SubprocessError)
SQL_COUNT = re.compile(r'sql;desc="(\d+)"')


@dataclass(frozen=True)
class Plan:
    """How much work a measurement is."""

    requests: int = 200
    warm_up: int = 30
    rounds: int = 5  # the median of five forgives two rounds that somebody else disturbed
    wrk_seconds: int = 2
    memory_requests: int = 5000


QUICK = Plan(requests=100, warm_up=20, rounds=1, wrk_seconds=1, memory_requests=500)


@dataclass(frozen=True)
class Answer:
    status: int
    size: int  # bytes of the body, not compressed
    sql: int | None  # what the Server-Timing header says, where there is one
    seconds: float


@dataclass(frozen=True)
class Sample:
    """One round: CPU milliseconds per request, requests per second, answers other than 200."""

    cpu_ms: float | None
    rate: float
    errors: int


def fetch(link: http.client.HTTPConnection, path: str) -> Answer:
    began = time.perf_counter()
    link.request("GET", path)
    response = link.getresponse()
    size = len(response.read())
    sql = SQL_COUNT.search(response.getheader("Server-Timing", ""))
    seconds = time.perf_counter() - began
    return Answer(response.status, size, int(sql[1]) if sql else None, seconds)


def visits(link: http.client.HTTPConnection, paths: Sequence[str]) -> int:
    """How many of the pages did not answer with 200."""
    return sum(status_of(link, path) != 200 for path in paths)


def status_of(link: http.client.HTTPConnection, path: str) -> int:
    """A lost connection counts as an error (0) and does not end the round.

    Lost once is no error: a server may close a connection that idled while others worked.
    """
    for _ in range(2):
        try:
            return fetch(link, path).status
        except (OSError, http.client.HTTPException):
            link.close()  # the next request opens it again
    return 0


@contextmanager
def links(server: Server, number: int = CONNECTIONS) -> Iterator[list[http.client.HTTPConnection]]:
    """Keep-alive connections; warm-up and measurement share them, hence the same workers."""
    parts = urlsplit(server.base)
    host = parts.hostname or "127.0.0.1"
    opened = [http.client.HTTPConnection(host, parts.port, timeout=120) for _ in range(number)]
    try:
        yield opened
    finally:
        for link in opened:
            link.close()


def load(opened: list[http.client.HTTPConnection], paths: Sequence[str], count: int) -> int:
    """Fetch count pages over all connections at once; returns the number of errors."""
    jobs = list(islice(cycle(paths), count))
    shares = [jobs[number :: len(opened)] for number in range(len(opened))]
    with ThreadPoolExecutor(len(opened)) as pool:
        return sum(pool.map(visits, opened, shares))


def process_cpu(process: psutil.Process) -> float:
    """Seconds of CPU a process used, in nanosecond steps where the system has them.

    utime + stime count in steps of 10 ms, which is a lot beside 300 requests of
    0.4 ms. Linux has a finer clock per process; its number is made of the pid
    (see clock_getcpuclockid(3)).
    """
    try:
        return time.clock_gettime((~process.pid << 3) | 2)
    except (OSError, AttributeError):
        times = process.cpu_times()
        return float(times.user + times.system)


def cpu_seconds(pid: int) -> float:
    """CPU time of the root process and all its children so far."""
    return sum(process_cpu(process) for process in family(pid))


def pss_mib(pid: int) -> float:
    """Memory of the family, shared pages counted once between those that share them."""
    infos = [process.memory_full_info() for process in family(pid)]
    return float(sum(getattr(info, "pss", info.uss) for info in infos)) / 2**20  # PSS is Linux only


def probe(server: Server, path: str) -> Answer:
    """The second answer: the first one may compile templates and fill caches."""
    with links(server) as opened:
        fetch(opened[0], path)
        return fetch(opened[0], path)


def affordable(wanted: int, seconds: float) -> int:
    """The number of requests that fits into a round, never less than one per connection."""
    return max(CONNECTIONS, min(wanted, int(ROUND_SECONDS / max(seconds, 1e-4))))


def one_round(server: Server, path: str, count: int, warm_up: int) -> Sample:
    with links(server) as opened:
        load(opened, [path], min(warm_up, count))
        before = cpu_seconds(server.pid) if server.pid else 0.0
        began = time.perf_counter()
        errors = load(opened, [path], count)
        seconds = time.perf_counter() - began
        used = cpu_seconds(server.pid) - before if server.pid else None
    return Sample(used * 1000 / count if used is not None else None, count / seconds, errors)


def wrk_rate(url: str, seconds: int) -> float | None:
    """Requests per second seen by wrk, which leaves the server more of the machine."""
    if not shutil.which("wrk"):
        return None
    command = ["wrk", "-t1", f"-c{CROWD}", f"-d{seconds}s", "--timeout", "60s", url]
    result = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 90)
    found = re.search(r"Requests/sec:\s+([\d.]+)", result.stdout)
    return float(found[1]) if found else None


def rate(server: Server, path: str, samples: Sequence[Sample], plan: Plan) -> float:
    """Requests per second, by wrk unless the page is too slow for its few seconds."""
    own = statistics.median(sample.rate for sample in samples)
    if own * plan.wrk_seconds < 20:
        return own
    return wrk_rate(server.base + path, plan.wrk_seconds) or own


def middle(values: Sequence[float | None]) -> float | None:
    """The median of what was measured, None where nothing was."""
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None
