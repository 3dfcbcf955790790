"""What `make` calls: looks at the Python version, then hands over to the command that is meant.

This file must stay readable for old versions of Python, or they could not say that they are too old.
"""

import sys
from importlib import import_module

MINIMUM = (3, 11)
COMMANDS = ("start", "test", "check", "format", "lock", "messages", "bench")


def refusal(version: tuple) -> str:
    """One sentence for a Python that is too old, nothing for one that will do."""
    if tuple(version[:2]) >= MINIMUM:
        return ""
    return (
        f"Python {version[0]}.{version[1]} ist zu alt: Nötig ist Python {MINIMUM[0]}.{MINIMUM[1]} oder neuer "
        "(eine andere Version wählen Sie so: make run PYTHON=python3.12)."
    )


def main(arguments: list) -> int:
    sentence = refusal(sys.version_info)
    if sentence:
        print(sentence, file=sys.stderr)
        return 1
    steps = import_module("steps")  # what is imported from here on needs MINIMUM
    name = arguments[0] if arguments else "start"
    try:
        return import_module("command_" + name).main(arguments[1:]) if name in COMMANDS else unknown(name)
    except steps.Stop as stop:
        print(f"\n{stop}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nAbgebrochen.", file=sys.stderr)
        return 130


def unknown(name: str) -> int:
    print(f"Den Befehl „{name}“ gibt es nicht. Es gibt: {', '.join(COMMANDS)}.", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
