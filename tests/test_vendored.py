"""The files taken over from npm packages are the ones scripts/vendor.py wrote."""

import hashlib
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
VENDORED = ROOT / "static/vendored"
LIST = VENDORED / "VENDORED.md"
ROW = re.compile(r"^\| \S+ \| \S+ \| \S+ \| `(.+)` \| `(\w{64})` \| (\d+) \|$", re.MULTILINE)
ROWS = ROW.findall(LIST.read_text(encoding="utf-8"))

BUDGETS = {  # bytes of every web font; the two latin files are in each first view
    "bricolage-grotesque-latin.woff2": 25_000,
    "bricolage-grotesque-latin-ext.woff2": 20_000,
    "source-sans-latin.woff2": 30_000,
    "source-sans-latin-ext.woff2": 45_000,
}
WEIGHTS = {"bricolage-grotesque-latin": (500, 800), "source-sans-latin": (400, 700)}
GERMAN = "ÄÖÜäöüßẞ„“‚‘–—…·×€°²³"
# Bricolage Grotesque draws no arrows to the side and no tick: the text font steps in.
NEEDED = {"bricolage-grotesque-latin": GERMAN + "↑↓", "source-sans-latin": GERMAN + "←↑→↓✓"}


def web_font(name: str) -> Path:
    (path,) = VENDORED.rglob(f"{name}.woff2")
    return path


def characters(path: Path) -> set[str]:
    return {chr(code) for code in TTFont(path).getBestCmap()}


@pytest.mark.parametrize(("file", "digest", "size"), ROWS)
def test_a_listed_file_is_there_unchanged(file: str, digest: str, size: str) -> None:
    data = (ROOT / file).read_bytes()
    assert (hashlib.sha256(data).hexdigest(), len(data)) == (digest, int(size))


def test_nothing_unlisted_lies_among_the_vendored_files() -> None:
    lying = {path for path in VENDORED.rglob("*") if path.is_file()} - {LIST}
    listed = {ROOT / file for file, _, _ in ROWS}
    assert lying == {path for path in listed if VENDORED in path.parents}


def test_every_vendored_folder_has_its_licence() -> None:
    folders = [path for path in VENDORED.iterdir() if path.is_dir()]
    assert len(folders) == 6
    assert [path.name for path in folders if not (path / "LICENSE").is_file()] == []


def test_every_web_font_stays_within_its_bytes() -> None:
    sizes = {path.name: path.stat().st_size for path in VENDORED.rglob("*.woff2")}
    assert sizes.keys() == BUDGETS.keys()
    assert {name: size for name, size in sizes.items() if size > BUDGETS[name]} == {}


@pytest.mark.parametrize(("name", "needed"), NEEDED.items())
def test_the_first_web_font_draws_all_german_signs(name: str, needed: str) -> None:
    assert set(needed) - characters(web_font(name)) == set()


@pytest.mark.parametrize(("name", "weights"), WEIGHTS.items())
def test_both_parts_of_a_web_font_offer_the_same_weights(name: str, weights: tuple[int, int]) -> None:
    for part in (name, f"{name}-ext"):
        (axis,) = TTFont(web_font(part))["fvar"].axes
        assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", *weights)


@pytest.mark.parametrize("name", ["bricolage-grotesque", "source-sans"])
def test_the_two_parts_of_a_web_font_do_not_overlap(name: str) -> None:
    latin, ext = (characters(web_font(f"{name}-{part}")) for part in ("latin", "latin-ext"))
    assert latin & ext == set()


def test_no_changed_font_bears_the_reserved_name() -> None:
    for path in VENDORED.rglob("source-sans-*.woff2"):
        names = [str(TTFont(path)["name"].getDebugName(number)) for number in (1, 3, 4, 6)]
        assert [name for name in names if "Source" in name] == []


@pytest.mark.parametrize("file", ["BricolageGrotesque-Bold", "SourceSans3-Regular", "SourceSans3-SemiBold"])
def test_the_fonts_for_drawing_are_static_and_know_german_and_turkish_letters(file: str) -> None:
    path = ROOT / f"site/core/fonts/{file}.ttf"
    assert "fvar" not in TTFont(path)
    assert set(GERMAN + "ŁłŞşĞğİıČč") - characters(path) == set()


def test_the_licences_of_the_drawing_fonts_lie_next_to_them() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "site/core/fonts").glob("OFL-*")]
    assert len(texts) == 2
    assert all("SIL OPEN FONT LICENSE Version 1.1" in text for text in texts)


def test_every_icon_of_the_sprite_is_one_symbol_in_the_colour_of_the_text() -> None:
    sprite = (ROOT / "static/img/icons.svg").read_text(encoding="utf-8")
    names = re.findall(r'<symbol id="i-([a-z0-9-]+)" viewBox="0 0 24 24"', sprite)
    assert len(names) == len(set(names)) == sprite.count('stroke="currentColor"') == 46
    assert names == sorted(names)
