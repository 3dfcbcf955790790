"""Two at once around one firm: its row is locked, so that the second one sees what the first one did."""

import threading
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from mitglieder.actions import beitritt, firmen, sitze, unternehmen
from mitglieder.enums import Branche
from mitglieder.models import Beitrittsanfrage, Firmenmitgliedschaft, Sitz, Unternehmen
from mitglieder.models.unternehmen import SITZE_HOECHSTENS
from netzwerke.models import Mitgliedschaft, Netzwerk
from notifications.models import Ausgangsmail
from tests.factories import UserFactory
from tests.mitglieder.firmenhilfen import angebot, firma, mit_sitz, sitz_von
from tests.mitglieder.test_rennen import race

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="a race needs a database with rows locked"),
    pytest.mark.django_db(transaction=True),
]


def unheld(row: Unternehmen) -> Unternehmen:
    return Unternehmen.objects.get(pk=row.pk)


def without_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    for room in (firmen, sitze):
        monkeypatch.setattr(room, "gehalten", unheld)


def last_seat(eva: User) -> tuple[Unternehmen, list[tuple[Sitz, User]]]:
    """A firm with one free seat, and two people to whom it was offered."""
    row = firma(eva)
    for _ in range(SITZE_HOECHSTENS - 2):
        mit_sitz(row, UserFactory())
    people = [UserFactory(), UserFactory()]
    return row, [(angebot(row, eva, person.email), person) for person in people]


def taking(offers: list[tuple[Sitz, User]]) -> list[Any]:
    return [
        lambda sitz=sitz, person=person: sitze.annehmen(sitz, person=person, losung=sitz.losung)
        for sitz, person in offers
    ]


def test_of_two_who_take_the_last_free_seat_one_gets_it(eva: User) -> None:
    row, offers = last_seat(eva)
    assert race(*taking(offers)) == ["", "RefusedError"]
    assert row.sitze.besetzt().count() == SITZE_HOECHSTENS


def test_without_the_lock_there_would_be_one_too_many(eva: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: both count the seats before either sits down."""
    row, offers = last_seat(eva)
    both_counted, inherit = threading.Barrier(2), firmen.netzwerke_von

    def wait_and_inherit(row: Unternehmen) -> list[Netzwerk]:
        both_counted.wait(timeout=10)
        return inherit(row)

    without_lock(monkeypatch)
    monkeypatch.setattr(firmen, "netzwerke_von", wait_and_inherit)
    assert race(*taking(offers)) == ["", ""]
    assert row.sitze.besetzt().count() == SITZE_HOECHSTENS + 1


def coming_and_going(eva: User, dana: User, netzwerk: Netzwerk) -> tuple[Sitz, Firmenmitgliedschaft]:
    row = firma(eva)
    mitgliedschaft = firmen.aufnehmen(row, netzwerk)
    return angebot(row, eva, dana.email), mitgliedschaft


def members(netzwerk: Netzwerk) -> int:
    return Mitgliedschaft.objects.aktuell().filter(netzwerk=netzwerk).count()


@pytest.mark.parametrize("attempt", range(3))
def test_who_takes_a_seat_while_the_firm_leaves_keeps_no_membership(
    attempt: int, eva: User, dana: User, netzwerk_a: Netzwerk
) -> None:
    sitz, mitgliedschaft = coming_and_going(eva, dana, netzwerk_a)
    found = race(
        lambda: sitze.annehmen(sitz, person=dana, losung=sitz.losung),
        lambda: unternehmen.netzwerk_verlassen(mitgliedschaft, person=eva),
    )
    assert (found, members(netzwerk_a)) == (["", ""], 0)
    assert sitz_von(dana).pk == sitz.pk


def test_without_the_lock_the_membership_would_stay(
    eva: User, dana: User, netzwerk_a: Netzwerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the seat reads the networks of the firm, which leaves before the membership is given."""
    sitz, mitgliedschaft = coming_and_going(eva, dana, netzwerk_a)
    has_read, has_left, inherit = threading.Event(), threading.Event(), firmen.erben

    def inherit_late(mensch: Any, netzwerke: Any, *, person: Any) -> None:
        found = list(netzwerke)
        has_read.set()
        has_left.wait(timeout=10)
        inherit(mensch, found, person=person)

    def leave() -> None:
        has_read.wait(timeout=10)
        firmen.austreten(mitgliedschaft, person=eva)
        has_left.set()

    without_lock(monkeypatch)
    monkeypatch.setattr(firmen, "erben", inherit_late)
    assert race(lambda: sitze.annehmen(sitz, person=dana, losung=sitz.losung), leave) == ["", ""]
    assert members(netzwerk_a) == 1


def test_a_double_click_takes_one_seat_and_tells_it_once(eva: User, dana: User) -> None:
    row = firma(eva)
    sitz = angebot(row, eva, dana.email)
    act = lambda: sitze.annehmen(sitz, person=dana, losung=sitz.losung)  # noqa: E731 — the same act twice
    assert race(act, act) == ["", "RefusedError"]
    assert row.sitze.besetzt().count() == 2
    assert Ausgangsmail.objects.filter(empfaenger=eva.email).count() == 1


def test_two_who_leave_at_once_leave_one_ansprechperson(eva: User, dana: User) -> None:
    row = firma(eva)
    mit_sitz(row, dana, ansprechperson=True)
    mit_sitz(row, UserFactory())
    found = race(
        lambda: sitze.aufgeben(row, person=eva),
        lambda: sitze.aufgeben(row, person=dana),
    )
    assert found == ["", "RefusedError"]
    assert row.sitze.besetzt().filter(ansprechperson=True).count() == 1


def test_two_who_end_each_other_s_seat_leave_one(eva: User, dana: User) -> None:
    row = firma(eva)
    of_dana, of_eva = mit_sitz(row, dana, ansprechperson=True), sitz_von(eva)
    found = race(
        lambda: sitze.nehmen(of_dana, person=eva),
        lambda: sitze.nehmen(of_eva, person=dana),
    )
    assert (found, row.sitze.besetzt().count()) == (["", "RefusedError"], 1)


def test_a_double_click_enters_one_firm(eva: User) -> None:
    facts = {"name": "Werkstatt Beispiel", "branche": Branche.BAU}
    act = lambda: unternehmen.neu_eintragen(person=eva, **facts)  # noqa: E731 — the same act twice
    assert race(act, act) == ["", ""]
    assert Unternehmen.objects.count() == 1


def test_a_request_answered_while_the_firm_dissolves_ends_either_way_in_nobody(
    eva: User, ada: User, netzwerk_a: Netzwerk
) -> None:
    """Both hold the firm before the network, so that neither waits for the other for ever."""
    row = firma(eva)
    anfrage = beitritt.anfragen(netzwerk_a, person=eva, satz="Bitte", unternehmen=row)
    found = race(
        lambda: beitritt.annehmen(anfrage, person=ada),
        lambda: unternehmen.aufloesen(row, person=eva),
    )
    assert found in (["", ""], ["", "RefusedError"])
    assert Mitgliedschaft.objects.aktuell().filter(person=eva).count() == 0
    assert Beitrittsanfrage.objects.offen().count() == 0


def test_two_who_speak_ask_for_the_firm_once(eva: User, dana: User, netzwerk_a: Netzwerk) -> None:
    row = firma(eva)
    mit_sitz(row, dana, ansprechperson=True)
    found = race(
        *(
            lambda person=person: beitritt.anfragen(netzwerk_a, person=person, satz="x", unternehmen=row)
            for person in (eva, dana)
        )
    )
    assert (found, Beitrittsanfrage.objects.count()) == (["", "RefusedError"], 1)
