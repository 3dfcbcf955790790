"""What can be found. Each room declares its sources; the search knows no room."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from core.visibility import Sichtbarkeit


@dataclass(frozen=True)
class Fundstueck:
    """One thing in one language.

    `namen` are further names, which count as much as the title; `zusatz` are words that find it. Both
    hold one per line, and are shown where only they explain a hit. `lage` stands behind the text and
    finds nothing: whoever asks for a district is not given each of its quarters.
    """

    objekt_id: int
    sprache: str
    titel: str
    text: str
    url: str
    namen: str = ""
    zusatz: str = ""
    lage: str = ""
    sichtbarkeit: int = Sichtbarkeit.OEFFENTLICH
    netzwerk_id: int | None = None


def nichts(page: Any) -> Collection[int]:
    return ()


@dataclass(frozen=True)
class Suchquelle:
    """`art` is the stable key; `lesen` yields what is to be found, of all objects or of some.

    `bezeichnung` names the kind, `einzahl` one of it. `zu_seite` names the objects whose findable words
    a page is part of. `sichtbare` gives the objects a user may see, where the ladder and one network do
    not say it; it is asked at every search, whatever the index holds. A small `gewicht` puts a kind behind
    what others found as well.
    """

    art: str
    bezeichnung: str | Promise
    einzahl: str | Promise
    lesen: Callable[[Collection[int] | None], Iterable[Fundstueck]]
    zu_seite: Callable[[Any], Collection[int]] = nichts
    sichtbare: Callable[[Any], QuerySet[Any]] | None = None
    gewicht: float = 1.0


_quellen: dict[str, Suchquelle] = {}


def anmelden(quelle: Suchquelle) -> Suchquelle:
    _quellen[quelle.art] = quelle
    return quelle


def quellen() -> dict[str, Suchquelle]:
    return dict(_quellen)
