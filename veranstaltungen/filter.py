"""What somebody asks the calendar for, read from the address. Nothing in an address is an error."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self

from django.http import QueryDict
from django.utils import timezone
from django.utils.http import urlencode

from netzwerke.filter import Auswahl, one_of
from veranstaltungen.kalenderindex import FACETTEN, Kalenderindex

ANSICHTEN = ("liste", "monat", "karte")
MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Kalenderauswahl(Auswahl):
    """`monat` is the first day of a month, `tag` one day; `frei` asks for dates with places left."""

    facetten: ClassVar[tuple[str, ...]] = FACETTEN

    monat: date | None = None
    tag: date | None = None
    frei: bool = False

    @classmethod
    def aus(cls, query: QueryDict, index: Kalenderindex) -> Self:
        found = cls.lesen(query, index)
        return found.mit(
            seite=found.seite,
            ansicht=one_of(query.get("ansicht"), ANSICHTEN),
            monat=erster_tag(query.get("monat", "")),
            tag=tag(query.get("tag", "")),
            frei=query.get("frei") == "1",
        )

    @property
    def ist_leer(self) -> bool:
        return super().ist_leer and not self.frei and self.tag is None

    def query(self) -> str:
        pairs: list[tuple[str, Any]] = [("q", self.q)] if self.q else []
        pairs += [(f, wert) for f in self.facetten for wert in self.werte.get(f, ())]
        pairs += [("frei", "1")] if self.frei else []
        pairs += [("tag", self.tag.isoformat())] if self.tag else []
        pairs += [("ansicht", self.ansicht)] if self.ansicht != "liste" else []
        pairs += [("monat", f"{self.monat:%Y-%m}")] if self.monat and self.ansicht == "monat" else []
        pairs += [("seite", self.seite)] if self.seite > 1 else []
        return f"?{urlencode(pairs)}" if pairs else ""


def tag(text: str) -> date | None:
    """ "2026-12-07" -> that day; None for what is none."""
    try:
        return date.fromisoformat(text) if len(text) == len("2026-12-07") else None
    except ValueError:
        return None


def erster_tag(text: str) -> date | None:
    """ "2026-12" -> its first day; None for what is no month of this century."""
    found = MONTH.fullmatch(text)
    return date(int(found[1]), int(found[2]), 1) if found else None


def dieser_monat() -> date:
    return timezone.localdate().replace(day=1)
