"""Drawings made of data: the schematic of the districts, the locator map, the line of a series.

The schematic is our own: hexagons in the neighbourly order of the twelve Bezirke, and the counties
around as stations of a ring. It shows nearness, not borders. All lengths are units of its viewBox.
"""

import json
from dataclasses import dataclass
from functools import cache
from math import cos, pi, sin, sqrt
from pathlib import Path
from typing import Any, NamedTuple

BREITE, HOEHE = 460, 400
SPALTE = 70.0
RADIUS = SPALTE / sqrt(3)
LINKS, OBEN = 55.0, 58.0


class Feld(NamedTuple):
    """A district: its hexagons as (column, row), a short sign, and its label in lines."""

    schluessel: str
    waben: tuple[tuple[float, int], ...]
    kurz: str
    zeilen: tuple[str, ...]


class Halt(NamedTuple):
    """A county as a station of the ring, with its car plate as sign."""

    schluessel: str
    x: float
    y: float
    kurz: str
    zeilen: tuple[str, ...]


FELDER = (
    Feld("reinickendorf", ((1.5, 0),), "Re", ("Reinicken-", "dorf")),
    Feld("pankow", ((2.5, 0),), "Pa", ("Pankow",)),
    Feld("spandau", ((0, 1),), "Sp", ("Spandau",)),
    Feld("charlottenburg-wilmersdorf", ((1, 1),), "CW", ("Charlbg.-", "Wilmersd.")),
    Feld("mitte", ((2, 1),), "Mi", ("Mitte",)),
    Feld("lichtenberg", ((3, 1),), "Li", ("Lichten-", "berg")),
    Feld("marzahn-hellersdorf", ((4, 1),), "MH", ("Marzahn-", "Hellersd.")),
    Feld("steglitz-zehlendorf", ((0.5, 2),), "SZ", ("Steglitz-", "Zehlend.")),
    Feld("tempelhof-schoeneberg", ((1.5, 2), (2, 3)), "TS", ("Tempelhof-", "Schönebg.")),
    Feld("friedrichshain-kreuzberg", ((2.5, 2),), "FK", ("Friedrhn.-", "Kreuzberg")),
    Feld("treptow-koepenick", ((3.5, 2), (4, 3)), "TK", ("Treptow-", "Köpenick")),
    Feld("neukoelln", ((3, 3),), "Nk", ("Neukölln",)),
)
HALTE = (
    Halt("havelland", 30, 150, "HVL", ("Havel-", "land")),
    Halt("oberhavel", 105, 40, "OHV", ("Oberhavel",)),
    Halt("barnim", 330, 40, "BAR", ("Barnim",)),
    Halt("maerkisch-oderland", 428, 115, "MOL", ("Märkisch-", "Oderland")),
    Halt("oder-spree", 428, 225, "LOS", ("Oder-", "Spree")),
    Halt("dahme-spreewald", 375, 355, "LDS", ("Dahme-", "Spreewald")),
    Halt("teltow-flaeming", 240, 372, "TF", ("Teltow-Fläming",)),
    Halt("potsdam-mittelmark", 105, 345, "PM", ("Potsdam-", "Mittelmark")),
    Halt("potsdam", 32, 262, "P", ("Potsdam",)),
)

KUERZEL = {ort.schluessel: ort.kurz for ort in (*FELDER, *HALTE)}


def mitte(spalte: float, reihe: int) -> tuple[float, float]:
    return LINKS + SPALTE * (spalte + 0.5), OBEN + RADIUS * (1 + 1.5 * reihe)


Ecke = tuple[float, float]


def wabe(spalte: float, reihe: int) -> list[Ecke]:
    """The corners of a hexagon that stands on its point, clockwise; shared corners are equal."""
    cx, cy = mitte(spalte, reihe)
    corners = ((cx + RADIUS * sin(k * pi / 3), cy - RADIUS * cos(k * pi / 3)) for k in range(6))
    return [(round(x, 1), round(y, 1)) for x, y in corners]


def kanten(corners: list[Ecke]) -> list[tuple[Ecke, Ecke]]:
    return list(zip(corners, corners[1:] + corners[:1], strict=True))


class Beschriftung(NamedTuple):
    """The middle of the number, and the baselines of the short sign and of the name's first line."""

    zahl_x: float
    zahl_y: float
    x: float
    kurz_y: float
    name_y: float


@dataclass(frozen=True)
class Gebiet:
    """One drawn region: where, what it is called, how many networks, and where a click leads."""

    schluessel: str
    kurz: str
    zeilen: tuple[str, ...]
    wo: Beschriftung
    pfad: str
    name: str
    anzahl: int
    url: str
    aktiv: bool

    @property
    def stufe(self) -> int:
        """Depth of the tint, 0 to 4."""
        return next(i for i, most in enumerate((0, 1, 3, 6, 10**9)) if self.anzahl <= most)

    @property
    def zeilenhoehen(self) -> list[tuple[float, str]]:
        return [(round(self.wo.name_y + 12 * i, 1), zeile) for i, zeile in enumerate(self.zeilen)]


@dataclass(frozen=True)
class Werte:
    """What the drawing shows of a region: its name, its number of networks and its link."""

    name: str
    anzahl: int
    url: str
    aktiv: bool = False


def zeichnung(werte: dict[str, Werte]) -> dict[str, Any]:
    """The context of components/schema.html."""
    return {"bezirke": bezirke(werte), "umland": umland(werte), "ring": ring()}


def bezirke(werte: dict[str, Werte]) -> list[Gebiet]:
    return [gebiet(feld, beschriftung(feld), pfad(feld), werte) for feld in FELDER]


def umland(werte: dict[str, Werte]) -> list[Gebiet]:
    return [gebiet(h, Beschriftung(h.x, h.y, h.x, h.y + 34, h.y + 31), "", werte) for h in HALTE]


def gebiet(ort: Feld | Halt, wo: Beschriftung, path: str, werte: dict[str, Werte]) -> Gebiet:
    wert = werte.get(ort.schluessel) or Werte(ort.schluessel, 0, "")
    return Gebiet(
        ort.schluessel, ort.kurz, ort.zeilen, wo, path, wert.name, wert.anzahl, wert.url, wert.aktiv
    )


def beschriftung(feld: Feld) -> Beschriftung:
    """The number above the name, both in the first hexagon: they are read together."""
    x, y = mitte(*feld.waben[0])
    return Beschriftung(x, round(y - 14, 1), x, round(y + 16, 1), round(y + 6, 1))


@cache
def pfad(feld: Feld) -> str:
    """The outline of a district: one hexagon, or two that have grown together.

    An edge that both hexagons have, in opposite directions, lies inside and is left out.
    """
    edges = {edge for ort in feld.waben for edge in kanten(wabe(*ort))}
    after = {here: there for here, there in edges if (there, here) not in edges}
    outline = [min(after)]
    while len(outline) < len(after):
        outline.append(after[outline[-1]])
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in outline) + "Z"


@cache
def ring() -> str:
    """The line that joins the stations around the city, as a smooth closed path."""
    points = [(halt.x, halt.y) for halt in HALTE]
    n = len(points)
    path = f"M{points[0][0]:.0f} {points[0][1]:.0f}"
    for i in range(n):
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = (points[(i + k) % n] for k in (-1, 0, 1, 2))
        c1 = (x1 + (x2 - x0) / 6, y1 + (y2 - y0) / 6)
        c2 = (x2 - (x3 - x1) / 6, y2 - (y3 - y1) / 6)
        path += f"C{c1[0]:.0f} {c1[1]:.0f} {c2[0]:.0f} {c2[1]:.0f} {x2:.0f} {y2:.0f}"
    return path + "Z"


# --- Locator map ----------------------------------------------------------------------------------


@cache
def projektion() -> dict[str, float]:
    """lon0, lat0, kx, ky of static/img/umriss.svg; made together with it."""
    path = Path(__file__).parent / "startdaten" / "umriss.json"
    return json.loads(path.read_text(encoding="utf-8"))["projektion"]


def punkt(lat: float, lon: float) -> tuple[float, float]:
    """A place on the locator map, in units of its viewBox."""
    p = projektion()
    return round((lon - p["lon0"]) * p["kx"], 1), round((p["lat0"] - lat) * p["ky"], 1)


@dataclass(frozen=True)
class Lage:
    """The place of a network on the locator map, and the name of its region beside it."""

    x: float
    y: float
    ort: str
    ort_x: float
    bezirk: str  # key of the district to stress, empty outside of Berlin


SICHT_LINKS, SICHT_RECHTS = 70, 350  # of the part of the drawing that the profile shows
HALBE_LETTER = 3.2  # half the width of a letter of the label, on average


def lage(lat: float, lon: float, ort: str, bezirk: str) -> Lage:
    """The label stands above the point and moves aside where it would leave the picture."""
    x, y = punkt(lat, lon)
    half = len(ort) * HALBE_LETTER + 4
    beside = min(max(x, SICHT_LINKS + half), SICHT_RECHTS - half)
    return Lage(x, y, ort, round(beside, 1), bezirk)


# --- Series ---------------------------------------------------------------------------------------

KURVE_BREITE, KURVE_HOEHE = 320, 96


def kurve(angaben: list[Any]) -> list[dict[str, Any]] | None:
    """Points of a line through the figures of a series, from zero up; None for a single figure.

    Between two figures nothing is known, so the line is drawn straight and the points are marked.
    """
    if len(angaben) < 2:
        return None
    first, last = angaben[0].jahr, angaben[-1].jahr
    most = max(angabe.wert for angabe in angaben) or 1
    return [
        {
            "x": round(24 + (KURVE_BREITE - 48) * (angabe.jahr - first) / (last - first), 1),
            "y": round(KURVE_HOEHE - 22 - (KURVE_HOEHE - 44) * angabe.wert / most, 1),
            "angabe": angabe,
        }
        for angabe in angaben
    ]
