"""Pages and anchors in turns: the steps of one run and the rows they fill."""

import sys
from dataclasses import dataclass, field

from measure import (
    CROWD,
    TROUBLE,
    Answer,
    Plan,
    Sample,
    affordable,
    links,
    load,
    middle,
    one_round,
    probe,
    pss_mib,
    rate,
)
from report import Row, compare, judge
from server import Server
from targets import MEMORY_GOAL_MIB, Target

Pair = tuple[Sample, Sample]  # a round of the anchor and the page's round after it


@dataclass
class Bench:
    """One run: its plan, the anchors that are up, and what came out so far."""

    plan: Plan
    targets: list[Target]
    anchors: dict[str, Server] = field(default_factory=dict)
    seen: dict[str, list[Sample]] = field(default_factory=lambda: {"D": [], "T": []})
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def note(self, text: str) -> None:
        """A failure belongs into the report in one line, and whole on stderr."""
        say(text)
        self.notes.append(text.splitlines()[0])


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def anchor_round(bench: Bench, name: str) -> Sample:
    plan = bench.plan
    sample = one_round(bench.anchors[name], "/", plan.requests, plan.warm_up)
    bench.seen[name].append(sample)
    return sample


def paired(bench: Bench, server: Server, path: str, name: str, count: int) -> list[Pair]:
    """Rounds of the page, each right after one of its anchor, and their ratios.

    The machine may be slow for a while: it is then slow for both of a pair.
    """
    pairs = []
    for _ in range(bench.plan.rounds):
        base = anchor_round(bench, name)
        pairs.append((base, one_round(server, path, count, bench.plan.warm_up)))
    return pairs


def ratio(pairs: list[Pair]) -> float | None:
    """The median of the ratios; None where the server's process is not known."""
    return middle([of.cpu_ms / base.cpu_ms for base, of in pairs if of.cpu_ms and base.cpu_ms])


def measured(bench: Bench, server: Server, target: Target, row: Row, first: Answer) -> None:
    """Fill in the figures of a page that answers."""
    count = affordable(bench.plan.requests, first.seconds)
    pairs = paired(bench, server, target.path, row.anchor, count)
    samples = [of for _, of in pairs]
    row.ratio, row.cpu_ms = ratio(pairs), middle([s.cpu_ms for s in samples])
    row.rate = rate(server, target.path, samples, bench.plan)
    row.errors = sum(s.errors for s in samples)


def blank(target: Target, size: str, *, page_cache: bool) -> Row:
    return Row(
        name=target.name,
        size=size,
        cache="on" if page_cache else "off",
        anchor="D" if page_cache else "T",
        goal=None if target.milliseconds else target.cached if page_cache else target.uncached,
        cpu_ms_goal=target.milliseconds,
        cpu_growth_goal=target.growth,
        bytes_growth_goal=target.weight,
    )


def measure(bench: Bench, server: Server, target: Target, row: Row) -> None:
    """A page that does not answer with 200 is a line in the report, not a crash."""
    try:
        first = probe(server, target.path)
        row.status, row.bytes, row.sql = first.status, first.size, first.sql
        if first.status == 200:
            measured(bench, server, target, row, first)
    except TROUBLE as error:
        bench.note(f"{target.name} ({row.size}, cache {row.cache}): {error!r}")
        row.errors += 1
    say(f"  {row.name}: {row.status}, {row.cpu_ms or 0:.2f} ms, {row.ratio or 0:.2f} {row.anchor}")


def measure_all(bench: Bench, server: Server, size: str, *, page_cache: bool = False) -> None:
    say(f"size {size}, page cache {'on' if page_cache else 'off'}")
    for target in bench.targets:
        row = blank(target, size, page_cache=page_cache)
        measure(bench, server, target, row)
        first = [r for r in bench.rows if (r.name, r.cache) == (row.name, row.cache)]
        if first and not page_cache and not target.milliseconds:
            compare(row, first[0])
        judge(row)
        bench.rows.append(row)


def measure_memory(bench: Bench, server: Server, size: str) -> None:
    """PSS of master and workers after many requests for all pages that answer."""
    good = {row.name for row in bench.rows if row.size == size and row.status == 200}
    paths = [target.path for target in bench.targets if target.name in good]
    count = bench.plan.memory_requests
    if not paths or not server.pid:
        return
    say(f"memory: {count} requests")
    with links(server, CROWD) as opened:
        errors = load(opened, paths, count)
    row = Row(f"memory after {count:,} requests", size, "off", errors=errors)
    row.pss_mib, row.pss_goal_mib = pss_mib(server.pid), MEMORY_GOAL_MIB
    judge(row)
    bench.rows.append(row)


def measure_anchors(bench: Bench) -> None:
    """The anchors' own lines: the median of all their rounds, made up to a full measurement."""
    for name, server in bench.anchors.items():
        while len(bench.seen[name]) < bench.plan.rounds:
            anchor_round(bench, name)
        samples, first = bench.seen[name], probe(server, "/")
        row = Row(f"anchor {name}", status=first.status, bytes=first.size)
        row.cpu_ms = middle([s.cpu_ms for s in samples])
        row.rate = rate(server, "/", samples, bench.plan)
        row.errors = sum(s.errors for s in samples)
        bench.rows.append(row)
