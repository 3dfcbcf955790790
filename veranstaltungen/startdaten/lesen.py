"""Reading the formats: every row is checked before any is written."""

from datetime import time
from pathlib import Path

from core.startdaten import StartdatenError, Tabelle, Zeile
from veranstaltungen.models import Format

ORDNER = Path(__file__).parent
SPALTEN = (
    "schluessel", "name", "beschreibung", "dauer_min", "beginn", "plaetze", "rhythmus", "zielgruppe",
    "geschaetzt", "beispiel", "quelle", "stand",
)  # fmt: skip


def lesen(ordner: Path = ORDNER) -> list[Format]:
    """Raises StartdatenError with all bad rows."""
    table = Tabelle(ordner / "formate.csv", SPALTEN)
    table.eindeutig("schluessel")
    rows = [format_von(zeile) for zeile in table.zeilen]
    if table.fehler:
        raise StartdatenError(table.fehler)
    return rows


def format_von(zeile: Zeile) -> Format:
    return Format(
        schluessel=zeile.text("schluessel", pflicht=True, laenge=60),
        name=zeile.text("name", pflicht=True, laenge=80),
        beschreibung=zeile.text("beschreibung", pflicht=True, laenge=300),
        dauer_minuten=zeile.ganzzahl("dauer_min", von=15, bis=5_000),
        beginn=uhrzeit(zeile),
        plaetze=zeile.ganzzahl("plaetze", von=1, bis=10_000),
        rhythmus=zeile.text("rhythmus", laenge=80),
        zielgruppe=zeile.text("zielgruppe", laenge=120),
        geschaetzt=zeile.text("geschaetzt", laenge=80),
        beispiel=zeile.text("beispiel", laenge=160),
        quelle=zeile.text("quelle", pflicht=True),
        stand=zeile.jahr("stand"),
    )


def uhrzeit(zeile: Zeile) -> time | None:
    text = zeile.text("beginn")
    try:
        return time.fromisoformat(text) if text else None
    except ValueError:
        zeile.melden("beginn", f"„{text}“ ist keine Uhrzeit wie 07:30")
        return None
