"""How a button is written down, and what the entries share."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from django.test import Client

from accounts.models import User
from netzwerke.models import Netzwerk
from tests.factories import GESCHAEFTSSTELLE, UserFactory
from tests.mitglieder.helpers import ausgewiesen, leitung_von

KIM = "kim@example.org"
AM = date(2020, 1, 1)  # long ago: confirmed then, asked about now


class Klick(NamedTuple):
    """`wer` is signed in, or nobody; `log` is what the log says of it, once; `mails` go out."""

    wer: User | Client | None
    pfad: str
    daten: dict[str, Any]
    log: str
    mails: int = 1

    def client(self) -> Client:
        if isinstance(self.wer, Client):
            return self.wer
        return ausgewiesen(self.wer) if self.wer else Client()


KLICKS: dict[str, Callable[[], Klick]] = {}


def klick(name: str) -> Callable[[Callable[[], Klick]], Callable[[], Klick]]:
    def note(make: Callable[[], Klick]) -> Callable[[], Klick]:
        KLICKS[name] = make
        return make

    return note


def mit_leitung() -> tuple[User, Netzwerk, User]:
    """Somebody who leads a network, the network, and somebody else."""
    person, netzwerk = leitung_von("Ada", kontakt_email="post@ada.example")
    return person, netzwerk, UserFactory(first_name="Eva", email="eva@example.org")


def mein(netzwerk: Netzwerk, rest: str) -> str:
    return f"/mein/netzwerke/{netzwerk.slug}/{rest}"


def office() -> User:
    return UserFactory(first_name="Guel", email="guel@example.org", gruppen=GESCHAEFTSSTELLE)
