"""Clean-up: which rows go after how long. Rooms register their kinds of data in `ready()`.

The periods stand in `settings.AUFBEWAHRUNG_TAGE`, the table for people in docs/betrieb/aufbewahrung.md.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

logger = logging.getLogger(__name__)
BATCH = 500  # rows in one transaction: a writer on SQLite never waits long


def delete_in_batches(rows: QuerySet[Any]) -> int:
    """Delete the rows with what hangs on them; returns how many of the rows themselves there were."""
    total = 0
    while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            rows.filter(pk__in=keys).delete()
        total += len(keys)
    return total


@dataclass(frozen=True)
class Datenart:
    """A kind of data. `faellig(moment)` are the rows that nobody needs any more since before `moment`."""

    schluessel: str  # its period: settings.AUFBEWAHRUNG_TAGE[schluessel]
    name: Any  # German, translated lazily
    faellig: Callable[[datetime], QuerySet[Any]]
    leeren: Callable[[QuerySet[Any]], int] = delete_in_batches  # another one where files hang on the rows

    @property
    def tage(self) -> int | None:
        """Days that the data stay, None for without end."""
        return settings.AUFBEWAHRUNG_TAGE[self.schluessel]

    def zeilen(self) -> QuerySet[Any] | None:
        if self.tage is None:
            return None
        return self.faellig(timezone.now() - timedelta(days=self.tage))

    def zaehlen(self) -> int:
        rows = self.zeilen()
        return 0 if rows is None else rows.count()

    def loeschen(self) -> int:
        rows = self.zeilen()
        return 0 if rows is None else self.leeren(rows)


datenarten: dict[str, Datenart] = {}


def anmelden(*arten: Datenart) -> None:
    datenarten.update({art.schluessel: art for art in arten})


def aufraeumen(*, probelauf: bool = False) -> Iterator[tuple[Datenart, int | None]]:
    """Each kind with the number of rows that went, or would go; None where it failed. The others go on."""
    for art in datenarten.values():
        try:
            yield art, art.zaehlen() if probelauf else art.loeschen()
        except Exception:
            logger.exception("clean-up of %s failed", art.schluessel)
            yield art, None
