# -*- coding: utf-8 -*-  # noqa: UP009 — Python 2 reads it
"""What `make` calls: looks at the Python version, then hands over to the command that is meant.

This file must stay readable for old versions of Python, even for 2.7, or they could not say that they
are too old: no f-strings, no annotations, no keyword of `print`.
"""

import sys
from importlib import import_module

MINIMUM = (3, 11)
COMMANDS = ("start", "test", "check", "format", "lock", "messages", "bench")


def refusal(version):  # noqa: ANN001, ANN201 — see above
    """One sentence for a Python that is too old, nothing for one that will do."""
    if tuple(version[:2]) >= MINIMUM:
        return ""
    return (
        "Python %d.%d ist zu alt: Nötig ist Python %d.%d oder neuer "  # noqa: UP031 — see above
        "(eine andere Version wählen Sie so: make run PYTHON=python3.12)." % (tuple(version[:2]) + MINIMUM)
    )


def main(arguments):  # noqa: ANN001, ANN201 — see above
    sentence = refusal(sys.version_info)
    if sentence:
        return complain(sentence, 1)
    steps = import_module("steps")  # what is imported from here on needs MINIMUM
    name = arguments[0] if arguments else "start"
    try:
        return import_module("command_" + name).main(arguments[1:]) if name in COMMANDS else unknown(name)
    except steps.Stop as stop:
        return complain("\n%s" % stop, 1)  # noqa: UP031 — see above
    except KeyboardInterrupt:
        return complain("\nAbgebrochen.", 130)


def unknown(name):  # noqa: ANN001, ANN201 — see above
    return complain("Den Befehl „%s“ gibt es nicht. Es gibt: %s." % (name, ", ".join(COMMANDS)), 2)  # noqa: UP031 — see above


def complain(sentence, code):  # noqa: ANN001, ANN201 — see above
    sys.stderr.write(sentence + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
