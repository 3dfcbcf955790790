"""Finding a network to ask for something, by name or place."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from core.text import printable
from netzwerke.models import Netzwerk
from search.queries import objekt_ids

MOST_FOUND = 10
MOST_LETTERS = 80


def suchworte(text: str) -> str:
    return " ".join(text.split())[:MOST_LETTERS]


def genanntes(user: Any, slug: str) -> Netzwerk:
    """The network that a button names; whatever is none, or not the reader's to see, is missing."""
    return get_object_or_404(Netzwerk.objects.sichtbar_fuer(user), slug=printable(slug))


def gefundene(user: Any, frage: str, *, ausser: Collection[int]) -> QuerySet[Netzwerk]:
    """A few that the reader sees, living, without those that are in already."""
    pks = objekt_ids("netzwerk", frage, user=user, sprache="de")
    rows = Netzwerk.objects.sichtbar_fuer(user).lebendig().filter(pk__in=list(pks or ())[:200])
    return rows.exclude(pk__in=ausser)[:MOST_FOUND]
