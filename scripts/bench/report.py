"""The rows of the result, the judgement on them, and the Markdown table."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass
class Row:
    """One line of the table; goals and growth are factors, None is "not measured"."""

    name: str
    size: str = ""
    cache: str = ""
    sql: int | None = None
    status: int | None = None
    bytes: int | None = None
    rate: float | None = None
    cpu_ms: float | None = None
    cpu_ms_goal: float | None = None
    anchor: str = ""
    ratio: float | None = None
    goal: float | None = None
    rate_least: float | None = None  # of the anchor's rate
    cpu_growth: float | None = None
    cpu_growth_goal: float | None = None
    bytes_growth: float | None = None
    bytes_growth_goal: float | None = None
    pss_mib: float | None = None
    pss_goal_mib: float | None = None
    errors: int = 0
    over: list[str] = field(default_factory=list)


def judge(row: Row) -> None:
    """Write down which goals the row misses."""
    pairs = {
        "CPU": (row.ratio, row.goal),
        "CPU ms": (row.cpu_ms, row.cpu_ms_goal),
        "CPU growth": (row.cpu_growth, row.cpu_growth_goal),
        "bytes growth": (row.bytes_growth, row.bytes_growth_goal),
        "memory": (row.pss_mib, row.pss_goal_mib),
    }
    row.over = [name for name, (value, goal) in pairs.items() if exceeds(value, goal)]
    if row.ratio is not None and row.rate_least is not None and row.ratio < row.rate_least:
        row.over.append("rate")


def exceeds(value: float | None, goal: float | None) -> bool:
    return value is not None and goal is not None and value > goal


def compare(row: Row, first: Row) -> None:
    """Growth against the first size, of the ratios: they do not drift with the machine."""
    if row.ratio and first.ratio:
        row.cpu_growth = row.ratio / first.ratio
    if row.bytes and first.bytes and row.status == first.status == 200:
        row.bytes_growth = row.bytes / first.bytes


def number(value: float | None, digits: int = 0) -> str:
    return "–" if value is None else f"{value:,.{digits}f}"


def factor(value: float | None, unit: str = "") -> str:
    return "–" if value is None else f"{value:.2f} × {unit}".rstrip()


def growth(row: Row) -> str:
    if row.cpu_growth is None and row.bytes_growth is None:
        return "–"
    return f"CPU {factor(row.cpu_growth)}, bytes {factor(row.bytes_growth)}"


def goal(row: Row) -> str:
    parts = []
    if row.goal is not None:
        parts.append(f"≤ {row.goal:g} × {row.anchor}")
    if row.cpu_ms_goal is not None:
        parts.append(f"≤ {row.cpu_ms_goal:g} ms")
    if row.rate_least is not None:
        parts.append(f"rate ≥ {row.rate_least:g} × {row.anchor}")
    if row.cpu_growth is not None:
        parts.append(f"growth ≤ {row.cpu_growth_goal:g} ×")
    if row.bytes_growth is not None:
        parts.append(f"bytes ≤ {row.bytes_growth_goal:g} ×")
    if row.pss_goal_mib is not None:
        parts.append(f"≤ {row.pss_goal_mib:g} MiB")
    return ", ".join(parts) or "–"


def verdict(row: Row) -> str:
    if row.status not in (None, 200):
        return f"**status {row.status}**"
    if row.errors:
        return f"**{row.errors} errors**"
    if row.over:
        return f"**over**: {', '.join(row.over)}"
    return "ok" if row.ratio is not None or row.pss_mib is not None else "–"


def cells(row: Row) -> list[str]:
    memory = f" ({row.pss_mib:,.0f} MiB)" if row.pss_mib is not None else ""
    return [
        row.name,
        row.size or "–",
        row.cache or "–",
        number(row.sql),
        number(row.status),
        number(row.bytes),
        number(row.rate, 1 if (row.rate or 0) < 10 else 0),
        number(row.cpu_ms, 2),
        factor(row.ratio, row.anchor),
        growth(row),
        goal(row),
        verdict(row) + memory,
    ]


HEAD = (
    *("page", "size", "cache", "SQL", "status", "bytes", "req/s", "CPU ms"),
    *("× anchor", "growth", "goal", "result"),
)
ALIGN = ("---",) * 3 + ("---:",) * 6 + ("---",) * 3


def markdown(rows: list[Row], notes: list[str]) -> str:
    lines = [HEAD, ALIGN, *(cells(row) for row in rows)]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return "\n\n".join([table, *(f"> {note}" for note in notes)])


def write_json(path: Path, rows: list[Row], notes: list[str]) -> None:
    result = {"rows": [asdict(row) for row in rows], "notes": notes}
    path.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
