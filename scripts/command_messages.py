"""`make messages`: take up new texts of the code in the English catalogue."""

from tools import tools


def main(_arguments: list[str]) -> int:
    return tools(("scripts/catalogues.py", "--extract"))
