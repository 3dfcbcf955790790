"""Reading start data: every row is checked before any is written, errors name file, line, column."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from core.text import printable


class StartdatenError(Exception):
    """Bad rows; `str()` lists all of them, one per line."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors


@dataclass
class Zeile:
    """A row of a CSV file. Each reader notes an error and goes on, so that all are shown at once."""

    datei: str
    nummer: int
    werte: dict[str, str]
    fehler: list[str] = field(default_factory=list)

    def melden(self, spalte: str, grund: str) -> None:
        self.fehler.append(f"{self.datei}, Zeile {self.nummer}, Spalte {spalte}: {grund}")

    def text(self, spalte: str, *, pflicht: bool = False, laenge: int = 0) -> str:
        value = self.werte.get(spalte, "").strip()
        if value != printable(value):
            self.melden(spalte, "enthält Steuerzeichen")
        if pflicht and not value:
            self.melden(spalte, "darf nicht leer sein")
        if laenge and len(value) > laenge:
            self.melden(spalte, f"ist länger als {laenge} Zeichen")
        return value

    def liste(self, spalte: str, trenner: str = ";") -> list[str]:
        return [part.strip() for part in self.text(spalte).split(trenner) if part.strip()]

    def ganzzahl(self, spalte: str, *, von: int = 0, bis: int = 10**7) -> int | None:
        return self._zahl(spalte, int, von, bis)

    def kommazahl(self, spalte: str, *, von: float, bis: float) -> float | None:
        return self._zahl(spalte, float, von, bis)

    def _zahl(self, spalte: str, lesen: Callable[[str], Any], von: float, bis: float) -> Any:
        value = self.text(spalte)
        if not value:
            return None
        try:
            number = lesen(value)
        except ValueError:
            self.melden(spalte, f"„{value}“ ist keine Zahl")
            return None
        if not von <= number <= bis:
            self.melden(spalte, f"{value} liegt nicht zwischen {von} und {bis}")
        return number

    def jahr(self, spalte: str) -> int | None:
        return self.ganzzahl(spalte, von=1800, bis=2100)

    def wahl(self, spalte: str, erlaubt: dict[str, Any], *, pflicht: bool = True) -> Any:
        """The value that `erlaubt` gives for the text of the column."""
        value = self.text(spalte, pflicht=pflicht)
        if value and value not in erlaubt:
            self.melden(spalte, f"„{value}“ ist unbekannt")
        return erlaubt.get(value)

    def alle(self, spalte: str, erlaubt: dict[str, Any]) -> list[Any]:
        for value in self.liste(spalte):
            if value not in erlaubt:
                self.melden(spalte, f"„{value}“ ist unbekannt")
        return [erlaubt[value] for value in self.liste(spalte) if value in erlaubt]

    def adresse(self, spalte: str) -> str:
        value = self.text(spalte)
        if value:
            try:
                URLValidator(schemes=["http", "https"])(value)
            except ValidationError:
                self.melden(spalte, f"„{value}“ ist keine Internetadresse")
        return value


@dataclass
class Tabelle:
    """A CSV file whose rows are read one after the other; `pruefen` raises what they noted."""

    pfad: Path
    spalten: tuple[str, ...]
    zeilen: list[Zeile] = field(default_factory=list)
    fehler: list[str] = field(default_factory=list)
    gelesen: bool = field(default=False, init=False)  # to the last row, whatever stands in them

    def __post_init__(self) -> None:
        try:
            self._alle_lesen(self._inhalt())
        except csv.Error as error:
            self.fehler.append(f"{self.pfad.name}: keine gültige CSV-Datei ({error})")

    def _inhalt(self) -> str:
        try:
            raw = self.pfad.read_bytes()
        except OSError:
            self.fehler.append(f"{self.pfad.name}: die Datei fehlt oder ist nicht lesbar")
            return ""
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            self.fehler.append(f"{self.pfad.name}, Zeile {line}: der Text ist nicht UTF-8")
            return ""

    def _alle_lesen(self, inhalt: str) -> None:
        if self.fehler:
            return
        reader = csv.DictReader(io.StringIO(inhalt, newline=""), strict=True)
        missing = [s for s in self.spalten if s not in (reader.fieldnames or [])]
        if missing:
            self.fehler.append(f"{self.pfad.name}, Zeile 1: Spalte fehlt: {', '.join(missing)}")
            return
        first = reader.line_num + 1
        for row in reader:
            self._lesen(first, row)
            first = reader.line_num + 1
        self.gelesen = True

    def _lesen(self, nummer: int, row: dict[Any, Any]) -> None:
        if None in row or None in row.values():
            self.fehler.append(f"{self.pfad.name}, Zeile {nummer}: falsche Zahl von Spalten")
            return
        self.zeilen.append(Zeile(self.pfad.name, nummer, row, self.fehler))

    def __iter__(self) -> Iterator[Zeile]:
        return iter(self.zeilen)

    def eindeutig(self, *spalten: str) -> None:
        """Note rows that repeat the values of these columns."""
        seen: dict[tuple[str, ...], int] = {}
        for zeile in self:
            key = tuple(zeile.text(spalte) for spalte in spalten)
            if key in seen:
                zeile.melden(spalten[0], f"„{' '.join(key)}“ steht schon in Zeile {seen[key]}")
            seen.setdefault(key, zeile.nummer)

    def pruefen(self) -> None:
        if self.fehler:
            raise StartdatenError(self.fehler)
