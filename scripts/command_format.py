"""`make format`: bring the code into shape."""

from tools import tools


def main(_arguments: list[str]) -> int:
    return tools(("-m", "ruff", "check", "--fix-only", "--quiet", "."), ("-m", "ruff", "format", "."))
