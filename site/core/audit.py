"""The audit log: one way to write it."""

from typing import Any

from django.db.models import Model

from core.models import Protokolleintrag


def festhalten(
    aktion: str, *, person: Any = None, objekt: Model | None = None, **angaben: Any
) -> Protokolleintrag:
    """Note that `person` did `aktion` to `objekt`. `angaben` are plain facts, never secrets."""
    return Protokolleintrag.objects.create(
        aktion=aktion,
        person=person if person is not None and person.is_authenticated else None,
        objekt_art=objekt._meta.label if objekt is not None else "",
        objekt_id=str(objekt.pk) if objekt is not None else "",
        angaben=angaben,
    )
