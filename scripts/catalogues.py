"""The translations: compile .po to .mo, take up new texts, check that none is untranslated.

    .venv/bin/python scripts/catalogues.py [--check | --extract]

Compiling needs only polib, so that a fresh machine can do without GNU gettext; the other two need
gettext to find the texts in the code.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("*.py", "*.html", "*.txt")
NO_SOURCES = ("tests/", "scripts/", "docs/", "requirements")
NO_GETTEXT = (
    "GNU gettext fehlt (auf Debian und Ubuntu: sudo apt install gettext): Ob neue Texte im Code stehen, "
    "wurde nicht geprüft, nur der vorhandene Katalog."
)


def languages() -> list[str]:
    """Each language has its folder; a test compares them with the settings."""
    return sorted(path.name for path in (ROOT / "locale").iterdir() if path.is_dir())


def catalogue(language: str) -> Path:
    return Path("locale") / language / "LC_MESSAGES" / "django.po"


def pairs() -> list[tuple[Path, Path]]:
    return [(po, po.with_suffix(".mo")) for po in sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po"))]


def outdated() -> list[tuple[Path, Path]]:
    return [(po, mo) for po, mo in pairs() if not mo.exists() or mo.stat().st_mtime <= po.stat().st_mtime]


def compile_catalogues() -> int:
    """Compile what is outdated; a reader never sees half a file. Returns how many there were."""
    found = outdated()
    for po, mo in found:
        draft = mo.with_suffix(f".{os.getpid()}.tmp")
        polib.pofile(str(po)).save_as_mofile(str(draft))
        draft.replace(mo)
    return len(found)


def source_files() -> list[Path]:
    """Files of the project as git knows them, new ones included."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *SOURCES]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    return [Path(name) for name in names if name and not name.startswith(NO_SOURCES)]


def extract(folder: Path) -> None:
    """Put renewed catalogues into `folder`: it is a copy, so that a check changes nothing."""
    known = [catalogue(language) for language in languages()]
    for name in [*source_files(), *known]:
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    for path in known:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
    wanted = [option for language in languages() for option in ("--locale", language)]
    command = [sys.executable, "-m", "django", "makemessages", *wanted]
    options = ["--no-wrap", "--no-obsolete", "--add-location", "file"]
    clean = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run([*command, *options, "--verbosity", "0"], cwd=folder, env=clean, check=True)


def missing(path: Path) -> list[str]:
    """One line per text without a finished translation."""
    po = polib.pofile(str(path))
    entries = [entry for entry in po if entry.fuzzy or not entry.translated()]
    return [
        f"{' '.join(name for name, _ in e.occurrences)}: „{' '.join(e.msgid.split())}“"
        for e in entries
        if not e.obsolete
    ]


def check() -> int:
    with tempfile.TemporaryDirectory() as folder:
        has_gettext = bool(shutil.which("xgettext"))
        if has_gettext:
            extract(Path(folder))
        root = Path(folder) if has_gettext else ROOT
        found = {language: missing(root / catalogue(language)) for language in languages()}
    for language, lines in found.items():
        print("\n".join([*lines, f"{language}: {len(lines)} Texte ohne Übersetzung"]))
    if not has_gettext:
        print(NO_GETTEXT)
    return int(any(found.values()))


def take_up() -> int:
    if not shutil.which("xgettext"):
        print("GNU gettext fehlt; auf Debian und Ubuntu hilft: sudo apt install gettext", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        extract(Path(folder))
        for path in map(catalogue, languages()):
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path(folder) / path, ROOT / path)
            print(f"{len(missing(ROOT / path))} Texte sind noch zu übersetzen: {path}")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="fail when a text is not translated")
    parser.add_argument("--extract", action="store_true", help="take up new texts from the code")
    options = parser.parse_args()
    if options.check:
        return check()
    if options.extract:
        return take_up()
    print(f"{compile_catalogues()} Kataloge übersetzt")
    return 0


if __name__ == "__main__":
    sys.exit(main())
