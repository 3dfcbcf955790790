"""Consents: one list of purposes, filled by the rooms, with the words that people agree to."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Zweck:
    """`wortlaut` is what the person reads; the log keeps it as it stood that day."""

    schluessel: str
    titel: Any
    wortlaut: Any


_zwecke: dict[str, Zweck] = {}


def register(zweck: Zweck) -> Zweck:
    _zwecke[zweck.schluessel] = zweck
    return zweck


def zweck_von(schluessel: str) -> Zweck | None:
    return _zwecke.get(schluessel)
