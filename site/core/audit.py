"""The audit log: one way to write it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from core.models import Protokolleintrag


def festhalten(
    aktion: str, *, person: Any = None, objekt: Model | None = None, **angaben: Any
) -> Protokolleintrag:
    """Note that `person` did `aktion` to `objekt`. `angaben` are plain facts, never secrets."""
    row = eintrag(aktion, person, objekt, angaben)
    row.save(force_insert=True)
    return row


def viele_festhalten(aktion: str, objekte: Iterable[Model], *, person: Any = None, **angaben: Any) -> None:
    """The same for many objects at once."""
    Protokolleintrag.objects.bulk_create([eintrag(aktion, person, objekt, angaben) for objekt in objekte])


def eintrag(aktion: str, person: Any, objekt: Model | None, angaben: dict[str, Any]) -> Protokolleintrag:
    return Protokolleintrag(
        aktion=aktion,
        person=person if person is not None and person.is_authenticated else None,
        objekt_art=objekt._meta.label if objekt is not None else "",
        objekt_id=str(objekt.pk) if objekt is not None else "",
        angaben=angaben,
    )
