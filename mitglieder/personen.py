"""Reading who belongs to a network. Everybody there sees names and offices; mail only the Leitung."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Prefetch, Q, QuerySet

from netzwerke.models import Mitgliedschaft, Netzwerk

JE_SEITE = 50


def leitungen(netzwerk: Netzwerk) -> QuerySet[Mitgliedschaft]:
    """Who leads the network today, deputies last."""
    rows = netzwerk.mitgliedschaften.aktuell().leitung().filter(person__is_active=True)
    return rows.select_related("person", "netzwerk").order_by("stellvertretung", "von", "pk")


def rollen_in(netzwerk: Netzwerk, *, alle: bool) -> QuerySet[Mitgliedschaft]:
    """Roles in force; `alle` adds those that begin later or whose term is over."""
    rows = netzwerk.mitgliedschaften.all()
    return rows.offen() if alle else rows.aktuell().filter(person__is_active=True)


def personen(netzwerk: Netzwerk, *, frage: str = "", alle: bool = False) -> QuerySet[Any]:
    """People of the network by name, each with `rollen_hier`; `frage` are words of the name."""
    rollen = rollen_in(netzwerk, alle=alle)
    rows = get_user_model().objects.filter(pk__in=rollen.values("person"))
    for wort in frage.split()[:5]:
        rows = rows.filter(heisst(wort))
    hier = Prefetch("mitgliedschaften", queryset=rollen.order_by("rolle"), to_attr="rollen_hier")
    return rows.select_related("angaben").prefetch_related(hier).order_by("last_name", "first_name", "pk")


def heisst(wort: str) -> Q:
    """Part of the first or last name. SQLite knows capitals of A to Z only, so others are tried as well."""
    condition = Q()
    for schreibung in {wort, wort.lower(), wort.capitalize()}:
        condition |= Q(last_name__icontains=schreibung) | Q(first_name__icontains=schreibung)
    return condition
