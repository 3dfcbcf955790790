"""Which networks need care, as lists the Geschäftsstelle can filter by."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from netzwerke.enums import Netzwerkstatus, Rolle
from netzwerke.models import Netzwerk
from netzwerke.models.mitgliedschaft import unbesetzt
from netzwerke.models.netzwerk import CONFIRMED_FOR

LEBT = ~Q(status=Netzwerkstatus.BEENDET)


@dataclass(frozen=True)
class Liste:
    titel: Any
    bedingung: Callable[[], Q]


def veraltet() -> Q:
    return LEBT & Q(bestaetigt_am__lt=timezone.localdate() - CONFIRMED_FOR)


def ohne_leitung() -> Q:
    return LEBT & Q(unbesetzt(Rolle.LEITUNG, netzwerk="pk"))


LISTEN: dict[str, Liste] = {
    "unbestaetigt": Liste(_("unbestätigt"), lambda: LEBT & Q(bestaetigt_am__isnull=True)),
    "veraltet": Liste(_("Bestätigung älter als ein Jahr"), veraltet),
    "ruht": Liste(_("ruht"), lambda: Q(status=Netzwerkstatus.RUHT)),
    "ohne-leitung": Liste(_("ohne Leitung"), ohne_leitung),
}


def zaehlen() -> list[tuple[str, Any, int]]:
    """[(key, title, how many)] in one query."""
    counts = {f"n{i}": Count("pk", filter=liste.bedingung()) for i, liste in enumerate(LISTEN.values())}
    found = Netzwerk.objects.aggregate(**counts)
    return [(key, liste.titel, found[f"n{i}"]) for i, (key, liste) in enumerate(LISTEN.items())]
