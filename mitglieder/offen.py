"""What waits for a person: the few things on top of the personal area.

Each part of this room, and each room above it, names a source. A page shows five at most: the most
urgent first, and how many more there are.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Aggregate, Count, QuerySet
from django.utils import timezone

from mitglieder.blick import Blick, Spalte, netzwerke, spalten
from netzwerke.models import Netzwerk

MOST = 5
Quelle = Callable[[Blick], Iterable["Offen"]]
JeNetzwerk = Callable[[Netzwerk, Any], "Offen"]
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
    """Register a source; it takes what `blick` knows already and asks at most one query of its own."""
    _quellen.append(function)
    return function


def je_netzwerk(
    zeilen: Callable[[], QuerySet[Any]],
    *,
    rollen: Collection[str],
    wert: Aggregate | None = None,
    amt: bool = False,
) -> Callable[[JeNetzwerk], JeNetzwerk]:
    """Register a source without a query of its own: one entry per network where rows wait.

    `zeilen` are rows with a `netzwerk`; the function gets the network and their number, or `wert`. It is
    for those who hold one of `rollen` there; with `amt` for the office as well, where nobody does.
    """

    def anmelden(function: JeNetzwerk) -> JeNetzwerk:
        name = f"offen_{function.__module__.partition('.')[0]}_{function.__name__}"
        spalten.append(Spalte(name, zeilen, frozenset(rollen), wert or Count("pk"), amt))

        @quelle
        def source(blick: Blick) -> Iterable[Offen]:
            values = ((netzwerk, getattr(netzwerk, name)) for netzwerk in netzwerke(blick))
            return [function(netzwerk, value) for netzwerk, value in values if value]

        return function

    return anmelden


def offen_fuer(blick: Blick) -> tuple[list[Offen], int]:
    """The most urgent things and how many more wait; what has a day comes before what has none."""
    found = [offen for source in _quellen for offen in source(blick)]
    found.sort(key=lambda offen: (not offen.zuerst, offen.faellig is None, offen.faellig or date.max))
    return found[:MOST], max(0, len(found) - MOST)
