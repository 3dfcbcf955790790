"""The secret address of one's own dates: made, made anew, ended."""

from typing import Any

from core.audit import festhalten
from veranstaltungen.models import Kalenderabo


def anlegen(person: Any) -> Kalenderabo:
    """Once; a second click finds what the first one made."""
    abo, made = Kalenderabo.objects.get_or_create(person=person)
    if made:
        festhalten("kalenderabo.anlegen", person=person, objekt=abo)
    return abo


def beenden(person: Any) -> bool:
    """The address says nothing from now on; False where there was none."""
    abo = Kalenderabo.objects.filter(person=person).first()
    if abo is None:
        return False
    festhalten("kalenderabo.beenden", person=person, objekt=abo)
    abo.delete()
    return True


def gelesen(losung: str) -> Kalenderabo | None:
    """The subscription of an address; None for what is none, or none any more."""
    rows = Kalenderabo.objects.select_related("person")
    return rows.filter(losung=losung, person__is_active=True).first()
