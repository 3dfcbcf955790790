"""The directory of people: who listed themselves, with the fields they released and no others."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q

from core.visibility import visible_to
from mitglieder.models import Personenangaben
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft

PAGE_SIZE = 30
MOST_ROWS = 10_000


@dataclass(frozen=True)
class Eintrag:
    """One person as others see it; `email` and `telefon` are empty unless released."""

    name: str
    funktion: str
    themen: str
    email: str
    telefon: str
    netzwerke: tuple[tuple[str, str, str], ...]  # name, slug, office or role


def gefunden(user: Any, frage: str, netzwerk: str = "") -> Any:
    """Listed people with a current role in a network, by last name; `frage` in name, office or topics."""
    current = gezeigte_rollen(user)
    if netzwerk:
        current = current.filter(netzwerk__slug=netzwerk)
    rows = Personenangaben.objects.sichtbar_fuer(user).filter(
        gelistet=True, person__in=current.values("person")
    )
    for word in frage.split()[:5]:
        rows = rows.filter(
            Q(person__first_name__icontains=word)
            | Q(person__last_name__icontains=word)
            | Q(funktion__icontains=word)
            | Q(themen__icontains=word)
        )
    return rows.order_by("person__last_name", "person__first_name", "pk")


def gezeigte_rollen(user: Any) -> Any:
    """Roles in networks that the person sees; who belongs only to others is not named."""
    return Mitgliedschaft.objects.aktuell().filter(visible_to(user, step="netzwerk__sichtbarkeit"))


def eintraege(rows: Any, user: Any) -> Iterator[Eintrag]:
    """Three queries, however many rows."""
    roles = gezeigte_rollen(user).select_related("netzwerk").order_by("netzwerk__kurzname")
    prefetch = Prefetch("person__mitgliedschaften", roles, to_attr="jetzige_rollen")
    for angaben in rows.select_related("person").prefetch_related(prefetch):
        yield Eintrag(
            name=angaben.person.get_full_name(),
            funktion=angaben.funktion,
            themen=angaben.themen,
            email=angaben.person.email if angaben.email_zeigen else "",
            telefon=angaben.telefon if angaben.telefon_zeigen else "",
            netzwerke=tuple(je_netzwerk(angaben.person.jetzige_rollen)),
        )


def je_netzwerk(roles: Iterable[Mitgliedschaft]) -> Iterator[tuple[str, str, str]]:
    """Each network once, with the office held there; being a member needs no word."""
    found: dict[int, tuple[str, str, str]] = {}
    for role in roles:
        amt = role.amt or (role.get_rolle_display() if role.rolle == Rolle.LEITUNG else "")
        known = found.get(role.netzwerk_id, ("", "", ""))[2]
        found[role.netzwerk_id] = (role.netzwerk.kurzname, role.netzwerk.slug, known or amt)
    yield from found.values()
