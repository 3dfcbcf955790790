"""`make lock`: resolve the .in files into pinned versions with hashes, for all Python versions."""

from tools import tools

UV = "uv>=0.13,<0.14"
COMPILE = "-m uv pip compile --python-version 3.11 --universal --generate-hashes --quiet".split()


def main(arguments: list[str]) -> int:
    """What is given goes to uv, for example `--upgrade`."""
    return tools(
        ("-m", "pip", "install", "--quiet", UV),
        (*COMPILE, *arguments, "requirements.in", "-o", "requirements.txt"),
        (*COMPILE, *arguments, "requirements-dev.in", "-o", "requirements-dev.txt"),
    )
