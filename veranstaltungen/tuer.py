"""The door: who is expected, as rows that are shown, and rows that wait for a name to be typed.

All of them are on the page, because the phone at the door may lose its network.
"""

from dataclasses import dataclass, field

from core.text import names
from veranstaltungen import karten, teilnehmende
from veranstaltungen.enums import Anmeldestand
from veranstaltungen.models import Anmeldung, Platz, Termin

SHOWN = 50  # rows at once; nobody reads more of them on a phone


@dataclass(frozen=True)
class Zeile:
    platz: Platz
    anmeldung: Anmeldung
    gesucht: str  # what a question is looked for in
    gezeigt: bool


@dataclass
class Tuer:
    """`vollstaendig`: whether the page holds every seat, so that it can search by itself."""

    zeilen: list[Zeile]
    vollstaendig: bool
    sitze: list[Platz] = field(init=False)  # those that are shown
    mehr: int = 0  # found, and not shown

    def __post_init__(self) -> None:
        self.sitze = [row.platz for row in self.zeilen if row.gezeigt]


def tuer(termin: Termin, *, frage: str = "", karte: str = "") -> Tuer:
    """The seats that are taken, those still expected first. `karte` is a code that was read, and shows the
    seats of its registration only; none when it is for another date, or no longer good."""
    rows = angemeldete(termin)
    complete = len(rows) < teilnehmende.MOST_SHOWN
    if frage and not complete:
        rows = angemeldete(termin, frage)
    told = {row.pk: teilnehmende.gemeint(row) for row in rows}
    wanted = gewollt(told, frage, karte)
    seats = [(seat, row) for row in rows for seat in row.sitze.all()]
    seats.sort(key=lambda pair: (pair[1].pk not in wanted, pair[0].eingetroffen is not None))
    found = sum(row.pk in wanted for _seat, row in seats)
    most = found if karte else min(found, SHOWN)
    lines = [Zeile(seat, row, told[row.pk], number < most) for number, (seat, row) in enumerate(seats)]
    return Tuer(lines, complete, mehr=found - most)


def angemeldete(termin: Termin, frage: str = "") -> list[Anmeldung]:
    rows = teilnehmende.anmeldungen(termin, frage).filter(stand=Anmeldestand.ANGEMELDET)
    return list(rows[: teilnehmende.MOST_SHOWN])


def gewollt(told: dict[int, str], frage: str, karte: str) -> set[int]:
    if karte:
        return {karten.gelesen(karte) or 0} & set(told)
    return {pk for pk, text in told.items() if not frage or names(frage, text)}
