"""What the tests of this room share."""

import time
from typing import Any

from django.test import Client

from accounts.models import User
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft
from notifications.models import Ausgangsmail
from tests.factories.konten import mit_zweitem_faktor


def fresh(user: User) -> User:
    """The same person as the next request sees it, without remembered roles."""
    return User.objects.get(pk=user.pk)


def angemeldet(user: User) -> Client:
    client = Client()
    client.force_login(mit_zweitem_faktor(user) if fresh(user).needs_second_factor else user)
    return client


def ausgewiesen(user: User) -> Client:
    """Signed in, and proved within the last minutes to be there."""
    client = angemeldet(user)
    session = client.session
    record: dict[str, Any] = {"method": "password", "at": time.time(), "reauthenticated": True}
    session["account_authentication_methods"] = [record]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def rolle_von(user: User, rolle: Rolle) -> Mitgliedschaft:
    return Mitgliedschaft.objects.offen().get(person=user, rolle=rolle)


def briefe() -> list[tuple[str, str]]:
    """(to, subject) of all letters, in the order of queueing."""
    return list(Ausgangsmail.objects.order_by("pk").values_list("empfaenger", "betreff"))
