"""`make bench`: measure what the pages cost."""

from tools import tools


def main(arguments: list[str]) -> int:
    return tools(("scripts/catalogues.py",), ("scripts/bench/run.py", *arguments))
