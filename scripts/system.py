"""System packages: installed where that is possible without asking, on Debian and Ubuntu as root."""

import os
import shutil
import subprocess


def can_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(package: str) -> bool:
    """True when the package is there afterwards."""
    if not can_install():
        return False
    print(f"{package} wird installiert …", flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]
    return apt(["apt-get", "update", "-qq"], env) and apt(install, env)


def apt(command: list[str], env: dict[str, str]) -> bool:
    done = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return done.returncode == 0
