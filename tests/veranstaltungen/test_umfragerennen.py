"""Many at one poll at once: answers, the end, and the choice; and what happens without the lock."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from netzwerke.models import Netzwerk
from tests.veranstaltungen import umfragehilfen as h
from tests.veranstaltungen.test_rennen import at_once
from veranstaltungen.actions import befragung, terminumfrage, terminwahl
from veranstaltungen.models import Termin, Terminumfrage, Umfragestimme, Veranstaltung

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="a race needs a database with rows locked"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def runde(
    seitenbaum: object, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User
) -> Terminumfrage:
    return h.gesendet(netzwerk_a, ada, netzwerk_b)


def answer(runde: Terminumfrage, email: str, *werte: str) -> Callable[[], Any]:
    return lambda: h.sagt(runde, email, *werte)


def test_two_answers_at_once_are_both_kept_and_one_person_s_is_one(runde: Terminumfrage, cem: User) -> None:
    acts = [answer(runde, email, "passt", "nicht") for email in (cem.email, h.GUEST) for _ in range(4)]
    assert at_once(acts) == [""] * 8
    assert Umfragestimme.objects.count() == 4


def test_chosen_twice_at_once_there_is_one_event_and_one_letter_each(runde: Terminumfrage, ada: User) -> None:
    first, second = runde.vorschlaege.all()
    acts: list[Callable[[], Any]] = [lambda: terminwahl.waehlen(runde, first.pk, person=ada)] * 4
    assert at_once(acts) == [""] * 4
    assert (Veranstaltung.objects.count(), Termin.objects.count()) == (1, 1)
    assert len(h.briefe("gewaehlt")) == 3
    other: list[Callable[[], Any]] = [lambda: terminwahl.waehlen(runde, second.pk, person=ada)] * 2
    assert at_once(other) == ["RefusedError"] * 2


def test_two_different_choices_at_once_become_one_date(runde: Terminumfrage, ada: User) -> None:
    acts: list[Callable[[], Any]] = [
        lambda pk=row.pk: terminwahl.waehlen(runde, pk, person=ada) for row in runde.vorschlaege.all()
    ]
    assert at_once(acts) == ["", "RefusedError"]
    assert (Veranstaltung.objects.count(), len(h.briefe("gewaehlt"))) == (1, 3)


def test_an_answer_while_it_is_closed_is_kept_whole_or_refused(
    runde: Terminumfrage, ada: User, cem: User
) -> None:
    found = at_once(
        [answer(runde, cem.email, "passt", "nicht"), lambda: terminumfrage.schliessen(runde, person=ada)]
    )
    assert Umfragestimme.objects.count() == (2 if found == ["", ""] else 0)
    assert Terminumfrage.objects.get().stand == "geschlossen"


def test_sent_and_reminded_twice_at_once_each_gets_one_letter(
    seitenbaum: object, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User
) -> None:
    draft = h.entwurf(netzwerk_a, ada)
    befragung.netzwerk_fragen(draft, netzwerk_b, person=ada)
    assert at_once([lambda: befragung.senden(draft, person=ada)] * 4) == [""] * 4
    assert h.briefe("bitte") == ["ada@example.org", "cem@example.org"]
    asked = [lambda: befragung.adressen_fragen(draft, [h.GUEST], person=ada, sprache="de")] * 4
    assert at_once(asked) == [""] * 4
    assert h.briefe("bitte").count(h.GUEST) == 1


def test_without_the_lock_two_events_would_be_tried(
    runde: Terminumfrage, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: who reads without the lock and waits for the others to read, chooses twice; the database
    keeps one."""
    gate = threading.Barrier(2)

    def unlocked(umfrage: Terminumfrage) -> Terminumfrage:
        row = Terminumfrage.objects.get(pk=umfrage.pk)
        gate.wait()
        return row

    monkeypatch.setattr(terminwahl, "gesperrt", unlocked)
    acts: list[Callable[[], Any]] = [
        lambda pk=row.pk: terminwahl.waehlen(runde, pk, person=ada) for row in runde.vorschlaege.all()
    ]
    assert at_once(acts) == ["", "IntegrityError"]
