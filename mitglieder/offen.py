"""What waits for a person: the few things on top of the personal area.

Each part of this room, and each room above it, names a source. A page shows five at most: the most
urgent first, and how many more there are.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

MOST = 5
Quelle = Callable[[Any], Iterable["Offen"]]
_quellen: list[Quelle] = []


@dataclass(frozen=True)
class Offen:
    """One thing to do: a sentence, where to do it, what the button says, and by when.

    `zuerst` is for what has to be done before all else.
    """

    titel: str
    url: str
    knopf: str
    faellig: date | None = None
    bezug: str = ""
    zuerst: bool = False

    @property
    def ueberfaellig(self) -> bool:
        return self.faellig is not None and self.faellig < timezone.localdate()


def quelle(function: Quelle) -> Quelle:
    """Register a source; it gets the person and answers in at most one query."""
    _quellen.append(function)
    return function


def offen_fuer(person: Any) -> tuple[list[Offen], int]:
    """The most urgent things and how many more wait; what has a day comes before what has none."""
    found = [offen for source in _quellen for offen in source(person)]
    found.sort(key=lambda offen: (not offen.zuerst, offen.faellig is None, offen.faellig or date.max))
    return found[:MOST], max(0, len(found) - MOST)
