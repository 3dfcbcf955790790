"""Who gets a place: the order of the waiting list, contingents of co-hosts, quotas. No database here.

Nobody is overtaken for a place that he or she could have: whoever needs two places when one is free waits
at the head, and those behind wait too. Three things pass by: people whose network or firm has used up its
quota get none anyway, nor does who wants more places than there are at all, and places kept for a network go
to its members only.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar


class Wartend(Protocol):
    plaetze: int
    netzwerk_id: int | None
    unternehmen_id: int | None


Zeile = TypeVar("Zeile", bound=Wartend)


@dataclass
class Lage:
    """What is free on a date. `frei` None means without limit; `gesamt` is how many places there are at all,
    taken or not; `reserviert` is what is left of each contingent.

    `netzwerke` and `unternehmen` count places that are taken, where a quota asks for it.
    """

    frei: int | None
    gesamt: int | None = None
    reserviert: dict[int, int] = field(default_factory=dict)
    je_netzwerk: int | None = None
    je_unternehmen: int | None = None
    netzwerke: Counter[int] = field(default_factory=Counter)
    unternehmen: Counter[int] = field(default_factory=Counter)

    def zu_gross(self, zeile: Wartend) -> bool:
        """Whether these places will never be free together: then nobody waits behind them."""
        return self.gesamt is not None and zeile.plaetze > self.gesamt

    @property
    def voll(self) -> bool:
        return self.frei is not None and self.frei <= 0

    def ausgeschoepft(self, zeile: Wartend) -> bool:
        """Whether a quota forbids these places."""
        return over(self.je_netzwerk, self.netzwerke, zeile.netzwerk_id, zeile.plaetze) or over(
            self.je_unternehmen, self.unternehmen, zeile.unternehmen_id, zeile.plaetze
        )

    def moeglich(self, topf: int | None, *, allgemein: bool) -> int | None:
        """Places for members of a contingent (None: of no contingent); `allgemein`: may the others be
        used?
        """
        if self.frei is None:
            return None
        own = min(self.reserviert.get(topf, 0), self.frei) if topf is not None else 0
        others = sum(left for network, left in self.reserviert.items() if network != topf)
        shared = max(0, self.frei - own - others)
        return own + (shared if allgemein else 0)

    def nehmen(self, zeile: Wartend) -> None:
        if self.frei is not None:
            self.frei -= zeile.plaetze
        if zeile.netzwerk_id is not None:
            self.netzwerke[zeile.netzwerk_id] += zeile.plaetze
            if zeile.netzwerk_id in self.reserviert:
                left = self.reserviert[zeile.netzwerk_id] - zeile.plaetze
                self.reserviert[zeile.netzwerk_id] = max(0, left)
        if zeile.unternehmen_id is not None:
            self.unternehmen[zeile.unternehmen_id] += zeile.plaetze


def over(quota: int | None, taken: Counter[int], key: int | None, places: int) -> bool:
    return quota is not None and key is not None and taken[key] + places > quota


def an_der_reihe(lage: Lage, wartende: Iterable[Zeile]) -> list[Zeile]:
    """Those who get a place now, in order; `lage` is afterwards what it then is."""
    found: list[Zeile] = []
    blocked: set[int | None] = set()
    for zeile in wartende:
        if lage.voll:
            break
        topf = zeile.netzwerk_id if zeile.netzwerk_id in lage.reserviert else None
        if topf in blocked or lage.ausgeschoepft(zeile) or lage.zu_gross(zeile):
            continue
        possible = lage.moeglich(topf, allgemein=None not in blocked)
        if possible is not None and zeile.plaetze > possible:
            blocked.add(topf)
            continue
        lage.nehmen(zeile)
        found.append(zeile)
    return found
