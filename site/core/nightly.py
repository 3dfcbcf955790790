"""What the worker does once a day. Rooms register their jobs in `ready()`; `taeglich` does it by hand.

Jobs look at the state, never at the day before: a night that was missed is made up for by the next
one. They run in the order in which the rooms start, upper rooms first, the clean-up last.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.models import Tageslauf

logger = logging.getLogger(__name__)
NIGHT_HOUR = 3  # local time: few people are there, and backups of the evening are done


@dataclass(frozen=True)
class Aufgabe:
    """A job. `tun` may be called at any time and twice; it returns how many things it did."""

    schluessel: str
    name: Any  # German, translated lazily
    tun: Callable[[], int]


aufgaben: dict[str, Aufgabe] = {}


def anmelden(*neue: Aufgabe) -> None:
    aufgaben.update({aufgabe.schluessel: aufgabe for aufgabe in neue})


def taeglich() -> Iterator[tuple[Aufgabe, int | None]]:
    """Each job with the number of things done; None where it failed. The others go on."""
    for aufgabe in aufgaben.values():
        try:
            yield aufgabe, aufgabe.tun()
        except Exception:
            logger.exception("nightly job %s failed", aufgabe.schluessel)
            yield aufgabe, None


def einmal_am_tag(einreihen: Callable[[], Any]) -> bool:
    """Call `einreihen` on the first look after 3 o'clock: one of all workers gets the row of the day."""
    now = timezone.localtime()
    if now.hour < NIGHT_HOUR or Tageslauf.objects.filter(tag=now.date()).exists():
        return False
    with transaction.atomic():
        _row, created = Tageslauf.objects.get_or_create(tag=now.date())
        if created:
            einreihen()
    return created
