"""Cut the fonts: small variable woff2 files for the web, whole TTF files to draw with."""

import shutil
import tempfile
from pathlib import Path

from fontTools import merge, subset
from fontTools.otlLib.optimize import compact
from fontTools.ttLib import TTFont
from fontTools.varLib import hvar, instancer

# The unicode-range values of the @font-face rules; the two do not overlap.
LATIN = (
    "U+20-7E,U+A0,U+A7,U+A9,U+AB,U+AD-AE,U+B0-B3,U+B5,U+B7,U+BB,U+BD,U+C0-FF,U+131,U+152-153,"
    "U+178,U+1E9E,U+2009,U+2011,U+2013-2014,U+2018-201A,U+201C-201E,U+2022,U+2026,U+202F,U+2030,"
    "U+2039-203A,U+20AC,U+2122,U+2190-2193,U+2212,U+2264-2265,U+2713"
)
LATIN_EXT = (
    "U+A1-A6,U+A8,U+AA,U+AC,U+AF,U+B4,U+B6,U+B8-BA,U+BC,U+BE-BF,U+100-130,U+132-151,U+154-177,"
    "U+179-24F,U+259,U+2BB-2BC,U+2C6-2DD,U+300-30C,U+323,U+326-328,U+1E00-1E9D,U+1E9F-1EF9,"
    "U+2010,U+2012,U+2015,U+2020-2021,U+2032-2033,U+20A0-20AB,U+20AD-20BF,U+2248,U+2260"
)
FEATURES = ["kern", "liga", "tnum", "lnum"]
MARKS = ["ccmp", "locl", "mark", "mkmk"]
CAPITAL_SHARP_S = 0x1E9E
HEADINGS, TEXT = "Bricolage Grotesque", "Netzwerk Sans"
HEADING_WEIGHTS, TEXT_WEIGHTS = (500, 800), (400, 700)


def opened(path: Path) -> TTFont:
    return TTFont(path, recalcTimestamp=False)


def rename(font: TTFont, family: str, style: str) -> None:
    """Adobe reserves the name "Source" for unchanged fonts, and each file keeps one plain name."""
    full, postscript = f"{family} {style}", f"{family.replace(' ', '')}-{style}"
    names = {1: family, 2: style, 3: postscript, 4: full, 6: postscript}
    for number, text in names.items():
        font["name"].removeNames(nameID=number)
        font["name"].setName(text, number, 3, 1, 0x409)
    for number in (16, 17, 25):
        font["name"].removeNames(nameID=number)


def cut(font: TTFont, ranges: str, features: list[str]) -> TTFont:
    options = subset.Options(hinting=False, notdef_outline=True, layout_features=features)
    options.drop_tables += ["STAT", "MVAR", "gasp"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(ranges))
    subsetter.subset(font)
    return font


def with_capital_sharp_s(latin: TTFont, ext: TTFont) -> TTFont:
    """Copy ẞ from the latin-ext into the latin variable font (fontTools.merge knows no gvar)."""
    name = ext.getBestCmap()[CAPITAL_SHARP_S]
    latin.ensureDecompiled()  # tables are read by the old glyph count
    latin.setGlyphOrder([*latin.getGlyphOrder(), name])
    latin["glyf"].glyphs[name] = ext["glyf"][name]
    latin["hmtx"].metrics[name] = ext["hmtx"][name]
    latin["gvar"].variations[name] = ext["gvar"].variations[name]
    for table in latin["cmap"].tables:
        table.cmap[CAPITAL_SHARP_S] = name
    del latin["HVAR"]
    hvar.add_HVAR(latin)
    return latin


def save_web(font: TTFont, family: str, weights: tuple[int, int], to: Path) -> None:
    font = instancer.instantiateVariableFont(font, {"wght": weights})
    rename(font, family, "Regular")
    font.flavor = "woff2"
    font.save(to)


def bricolage_latin(part: Path, ext: Path) -> TTFont:
    """All weights share the kerning of 700: a fifth fewer bytes, unseen in headings."""
    font, fixed = (cut(with_capital_sharp_s(opened(part), opened(ext)), LATIN, FEATURES) for _ in range(2))
    fixed = instancer.instantiateVariableFont(fixed, {"wght": 700})
    font["GPOS"], font["GDEF"] = fixed["GPOS"], fixed["GDEF"]
    compact(font, 9)
    return font


def save_bold(parts: list[Path], to: Path) -> None:
    """One static bold font out of the latin and latin-ext parts."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [str(Path(folder) / f"{number}.ttf") for number in range(len(parts))]
        for part, path in zip(parts, paths, strict=True):
            font = instancer.instantiateVariableFont(opened(part), {"wght": 700})
            font.flavor = None
            font.save(path)
        font = merge.Merger(merge.Options(drop_tables=["STAT"])).merge(paths)
    rename(font, HEADINGS, "Bold")
    font["OS/2"].usWeightClass = 700
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0x41 | 0x20
    font["head"].macStyle |= 1
    for stamp in ("created", "modified"):  # the same bytes on every run
        setattr(font["head"], stamp, getattr(opened(parts[0])["head"], stamp))
    font.recalcTimestamp = False
    font.save(to)


def make_fonts(bricolage: Path, source: Path, head: Path, text: Path, drawing: Path) -> None:
    """Write the web fonts into `head` and `text`, the TTF files into `drawing`."""
    latin, ext = (
        bricolage / f"files/bricolage-grotesque-{part}-wght-normal.woff2" for part in ("latin", "latin-ext")
    )
    name = "bricolage-grotesque"
    save_web(bricolage_latin(latin, ext), HEADINGS, HEADING_WEIGHTS, head / f"{name}-latin.woff2")
    font = cut(opened(ext), LATIN_EXT, FEATURES + MARKS)
    save_web(font, HEADINGS, HEADING_WEIGHTS, head / f"{name}-latin-ext.woff2")
    for ranges, part in ((LATIN, "latin"), (LATIN_EXT, "latin-ext")):
        font = cut(opened(source / "VF/SourceSans3VF-Upright.ttf"), ranges, FEATURES + MARKS)
        save_web(font, TEXT, TEXT_WEIGHTS, text / f"source-sans-{part}.woff2")
    save_bold([latin, ext], drawing / "BricolageGrotesque-Bold.ttf")
    # Unchanged, so that they may keep their reserved name.
    shutil.copyfile(source / "TTF/SourceSans3-Regular.ttf", drawing / "SourceSans3-Regular.ttf")
    shutil.copyfile(source / "TTF/SourceSans3-Semibold.ttf", drawing / "SourceSans3-SemiBold.ttf")
