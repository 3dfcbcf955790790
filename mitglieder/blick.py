"""One look of a person at the personal area: what several of its parts ask for is asked once.

A room above plugs in without a query of its own where it counts rows of networks (`offen.je_netzwerk`),
and with a single one where its parts share a look-up (`einmal`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from django.db.models import Aggregate, Case, OuterRef, Q, QuerySet, Subquery, When

from core.rules import is_office
from netzwerke.models import Mitgliedschaft, Netzwerk
from netzwerke.models.mitgliedschaft import unbesetzt

MOST = 200  # rows of one look-up; the office may see many networks that nobody cares for
T = TypeVar("T")


@dataclass
class Blick:
    """Lives as long as one answer; `antworten` are look-ups already made."""

    person: Any
    antworten: dict[Callable[..., Any], Any] = field(default_factory=dict)

    @property
    def amt(self) -> bool:
        return is_office(self.person)


def einmal(nachschlagen: Callable[[Blick], T]) -> Callable[[Blick], T]:
    """Make a look-up that is done when somebody first wants it, and then remembered."""

    @wraps(nachschlagen)
    def inner(blick: Blick) -> T:
        if inner not in blick.antworten:
            blick.antworten[inner] = nachschlagen(blick)
        return blick.antworten[inner]

    return inner


@dataclass(frozen=True)
class Spalte:
    """A value of each network, from rows that have a `netzwerk`, for those who hold one of `rollen` there.

    With `amt` the office sees it where nobody holds one.
    """

    name: str
    zeilen: Callable[[], QuerySet[Any]]
    rollen: frozenset[str]
    wert: Aggregate
    amt: bool

    def fuer(self, blick: Blick) -> QuerySet[Any]:
        """The rows that are this person's business."""
        eigene = [pk for pk, rollen in blick.person.rollen.items() if rollen & self.rollen]
        if self.amt and blick.amt:
            return self.zeilen().filter(Q(netzwerk__in=eigene) | unbesetzt(*self.rollen))
        return self.zeilen().filter(netzwerk__in=eigene) if eigene else self.zeilen().none()

    def je_netzwerk(self, zeilen: QuerySet[Any]) -> Subquery:
        rows = zeilen.filter(netzwerk=OuterRef("pk")).order_by().values("netzwerk")
        return Subquery(rows.annotate(spalte=self.wert).values("spalte"))


spalten: list[Spalte] = []


@einmal
def netzwerke(blick: Blick) -> list[Netzwerk]:
    """Those the person belongs to, then those where the office stands in, each with all columns."""
    eigene = blick.person.netzwerk_ids
    zeilen = {spalte: spalte.fuer(blick) for spalte in spalten}
    seen = Q(pk__in=eigene)
    if blick.amt:
        for spalte in (spalte for spalte in spalten if spalte.amt):
            seen |= Q(pk__in=zeilen[spalte].values("netzwerk"))
    rows = Netzwerk.objects.filter(seen).annotate(
        **{spalte.name: spalte.je_netzwerk(zeilen[spalte]) for spalte in spalten}
    )
    zuerst = [Case(When(pk__in=eigene, then=0), default=1)] if eigene else []
    return list(rows.order_by(*zuerst, "kurzname", "pk")[:MOST])


def geleitete(blick: Blick) -> list[Netzwerk]:
    return [netzwerk for netzwerk in netzwerke(blick) if netzwerk.pk in blick.person.geleitete_ids]


def zugehoerige(blick: Blick) -> list[tuple[Netzwerk, list[Mitgliedschaft]]]:
    """Each network the person belongs to, with the roles of today there."""
    rollen: dict[int, list[Mitgliedschaft]] = {}
    for rolle in blick.person.heutige_rollen:
        rollen.setdefault(rolle.netzwerk_id, []).append(rolle)
    return [(row, rollen[row.pk]) for row in netzwerke(blick) if row.pk in rollen]
