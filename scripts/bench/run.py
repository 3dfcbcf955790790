"""What a page of the project costs, as a ratio to two anchors measured in the same run.

    python scripts/bench/run.py [--quick] [--json FILE] [--only NAME…]
                                [--groesse 40,5000] [--base URL…] [--only-anchors]
                                [--no-registrations]

It measures and does not judge a build: the exit code is 0 whatever the figures
are. Targets and goals are in targets.py, how to read the table in README.md.
"""

import argparse
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench import Bench, measure_all, measure_anchors, measure_memory, say
from measure import QUICK, TROUBLE, Plan
from project import SCRATCH, prepare_size, prepare_start, project
from registration import DATABASES, measure_registration
from report import markdown, write_json
from server import Failed, Server, free_port, run_command, running, serve
from targets import TARGETS, chosen

ANCHORS = Path(__file__).resolve().parent / "anchors"


@contextmanager
def anchor(name: str, folder: Path) -> Iterator[Server]:
    """Anchor D or T in its own gunicorn; T gets its table first."""
    env, log = {"ANCHOR_DIR": str(folder)}, folder / f"anchor_{name}.log"
    if name == "T":
        run_command([sys.executable, "anchor_t.py"], cwd=ANCHORS, env=env, log=log)
    app = f"anchor_{name.lower()}:application"
    with serve(app, port=free_port(), cwd=ANCHORS, env=env, log=log) as server:
        yield server


def measure_size(bench: Bench, folder: Path, size: int, *, last: bool) -> None:
    """Both page cache settings at one size; memory at the last, the largest."""
    with project(folder, page_cache=False) as server:
        measure_all(bench, server, str(size))
        if last:
            measure_memory(bench, server, str(size))
    with project(folder, page_cache=True) as server:
        measure_all(bench, server, str(size), page_cache=True)


def measure_project(bench: Bench, scratch: Path, sizes: list[int]) -> None:
    """Every size in a folder of its own; one that fails does not end the others."""
    say("preparing the start data")
    prepare_start(scratch / "start")
    for size in sizes:
        try:
            say(f"preparing size {size}")
            prepare_size(scratch / str(size), scratch / "start", size)
            measure_size(bench, scratch / str(size), size, last=size == sizes[-1])
        except Failed as failure:
            bench.note(f"size {size}: {failure}")


def measure_registrations(bench: Bench, scratch: Path) -> None:
    for kind in DATABASES:
        say(f"registrations on {kind}")
        try:
            bench.rows += measure_registration(kind, scratch / kind, bench.plan)
        except (Failed, *TROUBLE) as failure:
            bench.note(f"registrations on {kind}: {failure}")


def everything(bench: Bench, options: argparse.Namespace, scratch: Path) -> None:
    with ExitStack() as stack:
        for name in ("D", "T"):
            bench.anchors[name] = stack.enter_context(anchor(name, scratch))
        try:
            for base in options.base:
                measure_all(bench, running(base), base)
            if not options.base and not options.only_anchors:
                measure_project(bench, scratch, options.groesse)
            if options.anmeldungen and not options.base and not options.only_anchors:
                measure_registrations(bench, scratch)
        except (Failed, *TROUBLE) as failure:
            bench.note(str(failure) or repr(failure))
        measure_anchors(bench)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    add = parser.add_argument
    add("--quick", action="store_true", help="one round of 100 requests, 500 for the memory")
    add("--json", type=Path, metavar="FILE", help="also write all figures here")
    add("--only", nargs="+", default=[], metavar="NAME", choices=[t.name for t in TARGETS])
    add("--groesse", type=sizes, default=[40, 5000], metavar="40,5000", help="networks")
    add("--base", nargs="+", default=[], metavar="URL", help="measure running servers instead")
    add("--no-registrations", dest="anmeldungen", action="store_false", help="pages only")
    add("--only-anchors", action="store_true", help="do not start the project")
    return parser.parse_args()


def sizes(text: str) -> list[int]:
    return sorted({int(part) for part in text.split(",")})


def stop(_signal: int, _frame: object) -> None:
    """Turn SIGTERM into an exception, so that every finally runs."""
    raise SystemExit(143)


def main() -> None:
    options = arguments()
    signal.signal(signal.SIGTERM, stop)
    SCRATCH.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=SCRATCH))
    bench = Bench(QUICK if options.quick else Plan(), chosen(options.only))
    try:
        everything(bench, options, scratch)
    except (Failed, *TROUBLE) as failure:
        bench.note(str(failure) or repr(failure))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    print(markdown(bench.rows, bench.notes))
    if options.json:
        write_json(options.json, bench.rows, bench.notes)


if __name__ == "__main__":
    main()
