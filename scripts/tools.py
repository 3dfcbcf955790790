"""Run a development tool with the Python in `.venv`, which is made first when it is missing."""

import subprocess

from installation import PYTHON, ROOT, ensure_development


def tool(*words: str) -> int:
    return subprocess.run([PYTHON, *words], cwd=ROOT).returncode


def tools(*commands: tuple[str, ...]) -> int:
    """One after the other; the first that fails ends it."""
    ensure_development()
    return next((code for code in (tool(*words) for words in commands) if code), 0)
