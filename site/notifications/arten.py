"""Kinds of mail that people may order as they like. Rooms register theirs in `ready()`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Takt(models.TextChoices):
    SOFORT = "sofort", _("sofort")
    TAEGLICH = "taeglich", _("einmal am Tag")
    WOECHENTLICH = "woechentlich", _("einmal in der Woche")
    NIE = "nie", _("nie")

    @classmethod
    def gesammelt(cls) -> "tuple[Takt, ...]":
        return (cls.TAEGLICH, cls.WOECHENTLICH)


@dataclass(frozen=True)
class Mailart:
    """Decisions about oneself and mails about security are not `abstellbar`: they come at once."""

    schluessel: str
    name: Any  # German, translated lazily
    erklaerung: Any = ""
    abstellbar: bool = True
    vorgabe: Takt = Takt.SOFORT

    def takt(self, gewuenscht: str | None) -> Takt:
        return Takt(gewuenscht) if self.abstellbar and gewuenscht else self.vorgabe


arten: dict[str, Mailart] = {}


def anmelden(*neue: Mailart) -> None:
    for art in neue:
        if not art.abstellbar and art.vorgabe != Takt.SOFORT:
            raise ValueError(f"{art.schluessel}: what cannot be switched off comes at once")
        arten[art.schluessel] = art


def abstellbare() -> list[Mailart]:
    return [art for art in arten.values() if art.abstellbar]


def gruppiert(nachrichten: Iterable[Any]) -> Mapping[Any, list[Any]]:
    """{name of the kind: messages}, kinds in the order they were registered; a kind that is gone last."""
    rang = {schluessel: number for number, schluessel in enumerate(arten)}
    found: dict[Any, list[Any]] = {}
    for nachricht in sorted(nachrichten, key=lambda n: rang.get(n.art, len(rang))):
        found.setdefault(nachricht.art_name, []).append(nachricht)
    return found
