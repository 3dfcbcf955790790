"""Two editors at once ask once, two colleagues at once answer once. And what happens without the lock."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from mitglieder.models import Unternehmen
from netzwerke.models import Netzwerk
from notifications.models import Ausgangsmail
from tests.factories import UserFactory
from tests.mitglieder.firmenhilfen import mit_sitz
from tests.veranstaltungen.reihenhilfen import bald, gast, neue_reihe, spricht
from tests.veranstaltungen.test_rennen import at_once
from veranstaltungen.actions import gastgeberfrage, gastgeberreihe
from veranstaltungen.models import Gastgeberreihe, Reihenbesuch, Reihenfrage, Reihengastgeber, Veranstaltung

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="a race needs a database with rows locked"),
    pytest.mark.django_db(transaction=True),
]


def fragt(host: Reihengastgeber) -> Callable[[], Any]:
    return lambda: gastgeberfrage.fragen(host, person=None)


def test_two_who_press_the_button_at_once_ask_once(netzwerk_a: Netzwerk) -> None:
    host = gast(neue_reihe(netzwerk_a), "Werk")
    assert at_once([fragt(host)] * 6) == [""] * 6
    assert (Reihenfrage.objects.count(), Ausgangsmail.objects.count()) == (1, 1)


def test_two_who_ask_different_hosts_at_once_ask_one(netzwerk_a: Netzwerk) -> None:
    reihe = neue_reihe(netzwerk_a)
    hosts = [gast(reihe, name) for name in ("Eins", "Zwei")]
    assert at_once([fragt(host) for host in hosts]) == ["", "RefusedError"]
    assert Reihenfrage.objects.offen().count() == 1


def test_two_answers_at_once_are_one(netzwerk_a: Netzwerk) -> None:
    host = gast(neue_reihe(netzwerk_a), "Werk")
    first, kim, frage = spricht(host), UserFactory(), gastgeberfrage.fragen(host, person=None)
    mit_sitz(host.unternehmen, kim, ansprechperson=True)  # type: ignore[arg-type]  # a firm
    yes: list[Callable[[], Any]] = [
        lambda person=person: gastgeberfrage.zusagen(frage, person=person, zusage=bald())
        for person in (first, kim, first)
    ]
    no = [lambda: gastgeberfrage.absagen(frage, person=kim, grund="")]
    assert at_once([*yes, *no]) == ["", "RefusedError", "RefusedError", "RefusedError"]
    answered = Reihenfrage.objects.get()
    made = 1 if answered.stand == "zugesagt" else 0
    assert (Veranstaltung.objects.count(), Reihenbesuch.objects.count()) == (made, made)


def test_the_night_and_an_answer_at_once_close_it_once(netzwerk_a: Netzwerk) -> None:
    host = gast(neue_reihe(netzwerk_a), "Werk")
    frage, person = gastgeberfrage.fragen(host, person=None), spricht(host)
    acts: list[Callable[[], Any]] = [lambda: gastgeberfrage.absagen(frage, person=person, grund="")]
    acts += [lambda: gastgeberfrage.verfallen(frage)] * 3
    at_once(acts)
    assert Reihenfrage.objects.get().stand in {"abgesagt", "verfallen"}


def test_a_firm_chosen_and_offered_at_once_stands_there_once(netzwerk_a: Netzwerk) -> None:
    reihe = neue_reihe(netzwerk_a)
    firm = Unternehmen.objects.get(pk=gast(neue_reihe(netzwerk_a, titel="Andere"), "Werk").unternehmen_id)
    acts: list[Callable[[], Any]] = [
        lambda selbst=selbst: gastgeberreihe.aufnehmen(reihe, firm, person=None, selbst=selbst)
        for selbst in (True, False, True)
    ]
    assert at_once(acts) == [""] * 3
    assert reihe.gastgeber.count() == 1


def test_without_the_lock_the_database_would_refuse_the_second(
    netzwerk_a: Netzwerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: who reads without waiting runs into the constraint."""

    def unlocked(pk: int) -> Gastgeberreihe:
        return Gastgeberreihe.objects.select_related("netzwerk").get(pk=pk)

    monkeypatch.setattr(gastgeberfrage, "gesperrt", unlocked)
    host = gast(neue_reihe(netzwerk_a), "Werk")
    assert "IntegrityError" in at_once([fragt(host)] * 6)
    assert Reihenfrage.objects.count() == 1
