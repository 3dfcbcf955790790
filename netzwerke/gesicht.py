"""A network's face: its colour and, without a logo, a monogram in the hue of its district."""

import re

from core.text import WORD

# One hue per district, dark enough for white letters (contrast >= 4.5:1, tested), and one for the
# counties around.
FARBEN = {
    "mitte": "#1d4f7c",
    "friedrichshain-kreuzberg": "#8f3b2c",
    "pankow": "#33662e",
    "charlottenburg-wilmersdorf": "#57478c",
    "spandau": "#7c2b39",
    "steglitz-zehlendorf": "#2c6350",
    "tempelhof-schoeneberg": "#84451c",
    "neukoelln": "#6d3a73",
    "treptow-koepenick": "#1f6068",
    "marzahn-hellersdorf": "#4c6420",
    "lichtenberg": "#23614a",
    "reinickendorf": "#3d5578",
}
UMLAND = "#66561f"
HELLSTE = 0.3  # relative luminance from which letters keep 4.5:1 on the surfaces of the night
DUNKELSTE = 0.18  # relative luminance up to which white letters keep 4.5:1


def farbe(hauptregion: str, markenfarbe: str = "") -> str:
    """The colour behind white letters: the brand's where that is readable, else the district's."""
    if markenfarbe and leuchtdichte(markenfarbe) <= DUNKELSTE:
        return markenfarbe
    return FARBEN.get(hauptregion, UMLAND)


def leuchtdichte(hexfarbe: str) -> float:
    """Relative luminance of #RRGGBB, 0 (black) to 1 (white), as WCAG 2 defines it."""
    channels = (int(hexfarbe[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def aufgehellt(hexfarbe: str) -> str:
    """The same hue, light enough to be read on the dark surface of the night (contrast >= 4.5:1)."""
    channels = [int(hexfarbe[i : i + 2], 16) for i in (1, 3, 5)]
    for white in range(0, 101, 5):
        mixed = "#" + "".join(f"{round(c + (255 - c) * white / 100):02x}" for c in channels)
        if leuchtdichte(mixed) >= HELLSTE:
            break
    return mixed


FUELLWOERTER = re.compile(r"^(e|V|und|der|die|das|am|im|in|für|Berlin)$")


def monogramm(kurzname: str) -> str:
    """Two letters: the initials of two words, or the beginning of one: "Te-Damm" -> "TD"."""
    found = [word for word in WORD.findall(kurzname) if not FUELLWOERTER.match(word)] or ["?"]
    if len(found) > 1:
        return (found[0][0] + found[1][0]).upper()
    return found[0][:2] if not found[0].isupper() else found[0][:2].upper()
