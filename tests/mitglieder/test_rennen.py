"""Two people at once: the network's row is locked, so that the second one sees what the first one did."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection

from accounts.models import User
from core.refusal import RefusedError
from mitglieder.actions import beitritt, einladung, einladungsliste
from mitglieder.einladungsliste import aus_text
from mitglieder.enums import Anfragezustand
from mitglieder.models import Beitrittsanfrage, Einladung, Einladungsliste
from netzwerke.actions import rolle_geben
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from notifications.models import Ausgangsmail
from tests.factories import UserFactory

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="a race needs a database with rows locked"),
    pytest.mark.django_db(transaction=True),
]


def race(*acts: Callable[[], Any]) -> list[str]:
    """Run all at once; the names of what they raised, "" for those that went through."""
    gate, found = threading.Barrier(len(acts)), []

    def run(act: Callable[[], Any]) -> None:
        gate.wait()
        try:
            act()
            found.append("")
        except (RefusedError, IntegrityError) as error:
            found.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(found)


@pytest.fixture
def zweite(netzwerk_a: Netzwerk) -> User:
    person = UserFactory()
    rolle_geben(netzwerk_a, an=person, rolle=Rolle.LEITUNG)
    return person


def test_of_two_who_answer_at_once_one_decides(
    netzwerk_a: Netzwerk, ada: User, zweite: User, eva: User
) -> None:
    anfrage = beitritt.anfragen(netzwerk_a, person=eva, satz="Bitte")
    found = race(
        lambda: beitritt.annehmen(anfrage, person=ada),
        lambda: beitritt.ablehnen(anfrage, person=zweite, grund="Nein"),
    )
    assert found == ["", "RefusedError"]
    entschieden = Beitrittsanfrage.objects.get()
    mitglied = Mitgliedschaft.objects.filter(person=eva).count()
    assert mitglied == int(entschieden.zustand == Anfragezustand.ANGENOMMEN)
    assert Ausgangsmail.objects.filter(empfaenger=eva.email).count() == 1


def test_without_the_lock_both_would_decide(
    netzwerk_a: Netzwerk, ada: User, zweite: User, eva: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: both read "open" before either writes."""
    anfrage = beitritt.anfragen(netzwerk_a, person=eva, satz="Bitte")
    both_read = threading.Barrier(2)
    read = beitritt.noch_offen

    def read_and_wait(*args: Any) -> Beitrittsanfrage:
        found = read(*args)
        both_read.wait(timeout=10)
        return found

    monkeypatch.setattr(beitritt, "gesperrt", lambda netzwerk: netzwerk)
    monkeypatch.setattr(beitritt, "noch_offen", read_and_wait)
    found = race(
        lambda: beitritt.annehmen(anfrage, person=ada),
        lambda: beitritt.ablehnen(anfrage, person=zweite, grund="Nein"),
    )
    assert found == ["", ""]


def test_a_double_click_asks_once(netzwerk_a: Netzwerk, ada: User, eva: User) -> None:
    act = lambda: beitritt.anfragen(netzwerk_a, person=eva, satz="Bitte")  # noqa: E731 — the same act three times
    assert race(act, act, act) == ["", "", ""]
    assert (Beitrittsanfrage.objects.count(), Ausgangsmail.objects.count()) == (1, 1)


def test_without_the_lock_a_double_click_fails(
    netzwerk_a: Netzwerk, ada: User, eva: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    both_read, read = threading.Barrier(2), beitritt.offene

    def read_and_wait(*args: Any) -> Beitrittsanfrage | None:
        found = read(*args)
        both_read.wait(timeout=10)
        return found

    monkeypatch.setattr(beitritt, "gesperrt", lambda netzwerk: netzwerk)
    monkeypatch.setattr(beitritt, "offene", read_and_wait)
    act = lambda: beitritt.anfragen(netzwerk_a, person=eva, satz="Bitte")  # noqa: E731 — the same act twice
    assert race(act, act) == ["", "IntegrityError"]


def test_an_invitation_is_accepted_once(netzwerk_a: Netzwerk, ada: User, eva: User) -> None:
    einzige = einladung.einladen(netzwerk_a, person=ada, email=eva.email, rolle=Rolle.REDAKTION)
    act = lambda: einladung.annehmen(einzige, person=eva, losung=einzige.losung)  # noqa: E731 — the same act twice
    assert race(act, act) == ["", "RefusedError"]
    assert Mitgliedschaft.objects.filter(person=eva).count() == 1
    assert Ausgangsmail.objects.filter(empfaenger=eva.email).count() == 2  # invitation and welcome


def test_two_leitungen_invite_one_address_once(netzwerk_a: Netzwerk, ada: User, zweite: User) -> None:
    found = race(
        *(
            lambda person=person: einladung.einladen(
                netzwerk_a, person=person, email="kim@example.org", rolle=Rolle.MITGLIED
            )
            for person in (ada, zweite)
        )
    )
    assert found == ["", "RefusedError"]
    assert (Einladung.objects.count(), Ausgangsmail.objects.count()) == (1, 1)


def test_two_workers_send_a_list_once(
    netzwerk_a: Netzwerk, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(einladungsliste, "PIECE", 5)
    zeilen = aus_text("\n".join(f"p{i}@example.org" for i in range(30)))
    liste = einladungsliste.probieren(netzwerk_a, zeilen, rolle=Rolle.MITGLIED, person=ada)
    Einladungsliste.objects.update(begonnen=liste.angelegt)
    act = lambda: einladungsliste.versenden(liste.pk)  # noqa: E731 — the same act twice
    assert race(act, act) == ["", ""]
    assert (Einladung.objects.count(), Ausgangsmail.objects.count()) == (30, 30)
