"""What is kept about a person: each room says how it tells, and how it forgets.

Two promises rest on this list: everybody can take their data with them, and everybody can go.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Zeilen = list[Any]  # dicts of plain values: text, numbers, dates


@dataclass(frozen=True)
class Datenklasse:
    """`bleibt` says what stays after a deletion, and why; empty where nothing does.

    `modell` ("app.Model") names and words what `auskunft` tells, for people who read it; `worte` are labels
    that say it better, and `werte` make a value readable where its field cannot.
    """

    schluessel: str
    titel: Any
    auskunft: Callable[[Any], Zeilen]
    vergessen: Callable[[Any], None]
    bleibt: Any = ""
    modell: str = ""
    worte: Mapping[str, Any] = field(default_factory=dict)
    werte: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)


_klassen: dict[str, Datenklasse] = {}


def register(klasse: Datenklasse) -> None:
    """Rooms call this when they start: upper rooms first, so that the account itself is forgotten last."""
    _klassen[klasse.schluessel] = klasse


def klassen() -> tuple[Datenklasse, ...]:
    return tuple(_klassen.values())
