"""What mails are about: "<kind>:<key>". Rooms say who may still read about things of theirs.

A mail may wait for days, and rights that end by date meanwhile tell nobody.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from notifications.models import Ausgangsmail

Pruefung = Callable[[Ausgangsmail, str], bool]  # (mail, key) -> may it still go out?

pruefungen: dict[str, Pruefung] = {}
derzeit: ContextVar[str] = ContextVar("derzeit", default="")


def anmelden(art: str, pruefung: Pruefung) -> None:
    pruefungen[art] = pruefung


def darf_hinaus(mail: Ausgangsmail) -> bool:
    art, _separator, key = mail.bezug.partition(":")
    pruefung = pruefungen.get(art)
    return pruefung is None or pruefung(mail, key)


@contextmanager
def mails_ueber(bezug: str) -> Iterator[None]:
    """Mails that others send meanwhile, such as Wagtail's, are about this."""
    token = derzeit.set(bezug)
    try:
        yield
    finally:
        derzeit.reset(token)
