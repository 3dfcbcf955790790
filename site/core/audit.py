"""The audit log: one way to write it, and what its entries are called.

Each room names its acts in its `protokoll.py`; an act without a name is not written but raises.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.db.models import Model

from core.models import Protokolleintrag

_worte: dict[str, Any] = {}


def benennen(worte: Mapping[str, Any]) -> None:
    """{act: what it is called}, with the room that writes them: "netzwerk.aendern" is "Eintrag geändert"."""
    _worte.update(worte)


def bezeichnung(aktion: str) -> str:
    """The name of an act; one that only an earlier version knew is shown as it is kept."""
    return str(_worte.get(aktion, aktion))


def bezeichnungen() -> list[tuple[str, str]]:
    """(act, name) of all, by name."""
    return sorted(((key, str(name)) for key, name in _worte.items()), key=lambda pair: pair[1].casefold())


def gegenstand(art: str) -> str:
    """What an entry is about: "netzwerke.Netzwerk" is told as „Netzwerk“."""
    try:
        return str(apps.get_model(art)._meta.verbose_name)
    except (LookupError, ValueError):  # a room that is gone
        return art


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
    if aktion not in _worte:
        raise LookupError(f"{aktion} has no name; see core.audit.benennen")
    return Protokolleintrag(
        aktion=aktion,
        person=person if person is not None and person.is_authenticated else None,
        objekt_art=objekt._meta.label if objekt is not None else "",
        objekt_id=str(objekt.pk) if objekt is not None else "",
        angaben=angaben,
    )
