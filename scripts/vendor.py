"""Copy pinned front-end files out of the npm packages named in package.json.

For maintainers: run `python scripts/vendor.py` after changing a version and commit the result.
Needs npm and the development requirements (fonttools); running the site needs neither.
"""

import hashlib
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from vendor_fonts import make_fonts

ROOT = Path(__file__).resolve().parent.parent
VENDORED, FONTS = ROOT / "static/vendored", ROOT / "site/core/fonts"
SPRITE = ROOT / "static/img/icons.svg"
PINS: dict[str, str] = json.loads((ROOT / "package.json").read_text())["dependencies"]
BRICOLAGE, SOURCE, LUCIDE = (
    "@fontsource-variable/bricolage-grotesque",
    "source-sans",
    "lucide-static",
)
COPIES = {
    "jsqr": ["dist/jsQR.js"],
    "htmx.org": ["dist/htmx.min.js"],
    "leaflet": ["dist/leaflet.js", "dist/leaflet.css", "dist/images/*.png"],
}
ICON_NAMES = """arrow-right arrow-up-down braces building-2 calendar camera chevron-down chevron-left
chevron-right circle-check circle-help circle-x clock compass download external-link
file-spreadsheet file-text filter globe hash history info key-round languages list lock log-in
log-out mail map map-pin menu moon pencil printer rss search share-2 shield-check smartphone sun
triangle-alert user users x"""
STROKE = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
HEAD = """# Vendored files

Written by `scripts/vendor.py` from the versions pinned in `package.json`; do not edit by hand.
Changed against the packages: fonts are cut to the characters and weights in use (the web files of
Source Sans 3 are therefore called "Netzwerk Sans" inside, as its licence asks), scripts lose the
link to their source map, the icons are gathered in one sprite.

| name | version | licence | file | sha256 | bytes |
|---|---|---|---|---|---|
"""


def npm_install(target: Path, pins: dict[str, str]) -> Path:
    """Install into an empty folder and return its node_modules."""
    (target / "package.json").write_text(json.dumps({"private": True, "dependencies": pins}))
    flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"]
    subprocess.run(["npm", "install", *flags], cwd=target, check=True)
    return target / "node_modules"


def folder(package: str) -> Path:
    return VENDORED / f"{package.split('/')[-1].removesuffix('.org')}-{PINS[package]}"


def copy_licences(modules: Path) -> None:
    for package in PINS:
        folder(package).mkdir(parents=True)
        shutil.copyfile(next((modules / package).glob("LICENSE*")), folder(package) / "LICENSE")
    shutil.copyfile(folder(BRICOLAGE) / "LICENSE", FONTS / "OFL-BricolageGrotesque.txt")
    shutil.copyfile(folder(SOURCE) / "LICENSE", FONTS / "OFL-SourceSans3.txt")


def copy_files(modules: Path) -> None:
    for package, patterns in COPIES.items():
        for pattern in patterns:
            for source in (modules / package).glob(pattern):
                target = folder(package) / source.relative_to(modules / package / "dist")
                target.parent.mkdir(exist_ok=True)
                target.write_bytes(without_source_map(source))


def without_source_map(path: Path) -> bytes:
    """The map is not copied, and hashed static files refuse a link that leads nowhere."""
    data = path.read_bytes()
    return re.sub(rb"\n//# sourceMappingURL=\S+\s*$", b"\n", data) if path.suffix == ".js" else data


def symbol(name: str, svg: str) -> str:
    inner = re.sub(r"<!--.*?-->|</?svg[^>]*>", "", svg, flags=re.DOTALL)
    drawing = "".join(line.strip() for line in inner.splitlines()).replace(" />", "/>")
    return f'<symbol id="i-{name}" viewBox="0 0 24 24" {STROKE}>{drawing}</symbol>'


def make_sprite(modules: Path) -> None:
    origin = f"Lucide {PINS[LUCIDE]}, ISC, see ../vendored/{folder(LUCIDE).name}/LICENSE"
    icons = modules / LUCIDE / "icons"
    lines = [symbol(name, (icons / f"{name}.svg").read_text()) for name in ICON_NAMES.split()]
    head = f'<svg xmlns="http://www.w3.org/2000/svg">\n<!-- {origin} -->\n'
    SPRITE.write_text(head + "\n".join(lines) + "\n</svg>\n")


def origin_of(path: Path) -> str:
    """The package a written file comes from."""
    if path == SPRITE:
        return LUCIDE
    if path.parent == FONTS:
        return BRICOLAGE if "Bricolage" in path.name else SOURCE
    return next(package for package in PINS if folder(package) in path.parents)


def row(path: Path, modules: Path) -> str:
    package, data = origin_of(path), path.read_bytes()
    licence = json.loads((modules / package / "package.json").read_text())["license"]
    file, digest = path.relative_to(ROOT).as_posix(), hashlib.sha256(data).hexdigest()
    return f"| {package} | {PINS[package]} | {licence} | `{file}` | `{digest}` | {len(data)} |\n"


def write_list(modules: Path) -> None:
    files = [*VENDORED.rglob("*"), *FONTS.iterdir(), SPRITE]
    rows = [row(path, modules) for path in sorted(files) if path.is_file()]
    (VENDORED / "VENDORED.md").write_text(HEAD + "".join(rows))


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        modules = npm_install(Path(temporary), PINS)
        for path in (VENDORED, FONTS):
            shutil.rmtree(path, ignore_errors=True)
        for path in (VENDORED, FONTS, SPRITE.parent):
            path.mkdir(parents=True, exist_ok=True)
        copy_licences(modules)
        copy_files(modules)
        make_sprite(modules)
        make_fonts(modules / BRICOLAGE, modules / SOURCE, folder(BRICOLAGE), folder(SOURCE), FONTS)
        write_list(modules)


if __name__ == "__main__":
    main()
