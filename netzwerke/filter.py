"""What a visitor asked the directory for, read from the address. Nothing in an address is an error:
unknown values are left out (the page says which), pages beyond the end become the last one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Protocol, Self

from django.http import QueryDict
from django.utils.http import urlencode

from core.i18n import active
from core.paging import page_number
from netzwerke.verzeichnis import FACETTEN, SORTIERUNGEN, Verzeichnisindex
from search.queries import objekt_ids

LONGEST_QUESTION = 200
MOST_NAMED, LONGEST_PAIR = 5, 40  # of unknown values
ANSICHTEN = ("liste", "karte")


class Werte(Protocol):
    """What knows the values of each facet; a directory's index, for one."""

    @property
    def bits(self) -> Mapping[str, Mapping[str, Any]]: ...


@dataclass(frozen=True)
class Auswahl:
    """Other directories name their own `facetten`."""

    facetten: ClassVar[tuple[str, ...]] = FACETTEN

    q: str = ""
    werte: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "name"
    ansicht: str = "liste"
    seite: int = 1

    @classmethod
    def lesen(cls, query: QueryDict, index: Werte) -> Self:
        werte = {
            facette: tuple(dict.fromkeys(w for w in query.getlist(facette) if w in bekannt))
            for facette, bekannt in index.bits.items()
        }
        return cls(
            q=" ".join(query.get("q", "").split())[:LONGEST_QUESTION].rstrip(),
            werte={facette: gewaehlt for facette, gewaehlt in werte.items() if gewaehlt},
            sort=one_of(query.get("sort"), SORTIERUNGEN),
            ansicht=one_of(query.get("ansicht"), ANSICHTEN),
            seite=page_number(query.get("seite", "")),
        )

    @property
    def ist_leer(self) -> bool:
        return not self.q and not self.werte

    def adresse(self, **changes: object) -> str:
        """The query string of this selection, with changes: "?q=…&region=mitte", or ""."""
        return self.mit(**changes).query()

    def mit(self, **changes: object) -> Self:
        changes.setdefault("seite", 1)
        return replace(self, **changes)  # type: ignore[arg-type]  # names are checked by replace

    def ohne(self, facette: str, wert: str) -> Self:
        kept = tuple(w for w in self.werte.get(facette, ()) if w != wert)
        werte = {**self.werte, facette: kept}
        return self.mit(werte={key: chosen for key, chosen in werte.items() if chosen})

    def query(self) -> str:
        pairs: list[tuple[str, str | int]] = [("q", self.q)] if self.q else []
        pairs += [(f, wert) for f in self.facetten for wert in self.werte.get(f, ())]
        pairs += [("sort", self.sort)] if self.sort != "name" else []
        pairs += [("ansicht", self.ansicht)] if self.ansicht != "liste" else []
        pairs += [("seite", self.seite)] if self.seite > 1 else []
        return f"?{urlencode(pairs)}" if pairs else ""


def gesucht(auswahl: Auswahl, index: Verzeichnisindex, user: Any) -> int:
    """Bits of what `user` may see and the question, if there is one, finds."""
    return gefragt(index.sichtbar_fuer(user), auswahl, index, user)


def gefragt(maske: int, auswahl: Auswahl, index: Verzeichnisindex, user: Any) -> int:
    """What the question finds of `maske`, which must hold nothing that `user` may not see."""
    if auswahl.q:
        pks = objekt_ids("netzwerk", auswahl.q, user=user, sprache=active())
        maske &= index.maske(pks) if pks is not None else 0
    return maske


def unbekannt(query: QueryDict, index: Werte) -> dict[str, list[str]]:
    """{facet: values asked for that do not exist}; an empty value asks for nothing."""
    asked = {f: [w for w in query.getlist(f) if w and w not in known] for f, known in index.bits.items()}
    return {facette: values for facette, values in asked.items() if values}


def weggelassen(query: QueryDict, index: Werte) -> list[str]:
    """The unknown values as a page names them, "region=foo": a few, and not endless ones."""
    pairs = [f"{facette}={wert}" for facette, werte in unbekannt(query, index).items() for wert in werte]
    return [pair if len(pair) <= LONGEST_PAIR else f"{pair[:LONGEST_PAIR]}…" for pair in pairs[:MOST_NAMED]]


def one_of(value: str | None, allowed: tuple[str, ...]) -> str:
    """`value` when it is allowed, else the first of the allowed ones."""
    return value if value in allowed else allowed[0]
