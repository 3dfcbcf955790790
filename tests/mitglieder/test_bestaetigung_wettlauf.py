"""Two people who answer at the same moment; the control shows what the lock is for."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from core.models import Protokolleintrag
from mitglieder.actions import bestaetigung
from mitglieder.actions.bestaetigung import alles_stimmt, antwortende_angemeldet, erledigen
from mitglieder.actions.jahresfrage import PAUSE, jahresfrage
from mitglieder.models import Aenderungswunsch, Bestaetigungsrunde
from netzwerke.models import Groessenangabe, Mitgliedschaft, Netzwerk
from notifications.models import Ausgangsmail

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(act: Callable[[], Any]) -> list[Any]:
    gate, results = Barrier(2), list[Any]()

    def run() -> None:
        gate.wait()
        try:
            results.append(act())
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(results)


def confirmations() -> int:
    return Protokolleintrag.objects.filter(aktion="netzwerk.bestaetigen").count()


def test_a_confirmation_by_two_at_once_is_one(netzwerk_a: Netzwerk, ada: User) -> None:
    antwortende = antwortende_angemeldet(netzwerk_a, ada)
    assert at_once(lambda: alles_stimmt(antwortende)) == [False, True]
    assert confirmations() == 1


def test_control_without_the_lock_it_would_be_two(netzwerk_a: Netzwerk, ada: User, monkeypatch: Any) -> None:
    gate = Barrier(2)

    def unlocked(netzwerk: Netzwerk) -> Netzwerk:
        row = Netzwerk.objects.get(pk=netzwerk.pk)
        gate.wait()
        return row

    monkeypatch.setattr(bestaetigung.netzwerke, "gesperrt", unlocked)
    antwortende = antwortende_angemeldet(netzwerk_a, ada)
    assert at_once(lambda: alles_stimmt(antwortende)) == [True, True]
    assert confirmations() == 2


def test_a_figure_taken_over_by_two_at_once_is_added_once(netzwerk_a: Netzwerk, ada: User) -> None:
    wunsch = Aenderungswunsch.objects.create(netzwerk=netzwerk_a, teil="mitglieder", wert=57, jahr=2025)
    assert at_once(lambda: erledigen(wunsch, person=ada, uebernehmen=True)) == [False, True]
    assert Groessenangabe.objects.count() == 1


def test_two_nightly_runs_at_once_write_each_letter_once(netzwerk_a: Netzwerk, ada: User) -> None:
    Mitgliedschaft.objects.update(von=timezone.localdate() - PAUSE)
    at_once(jahresfrage)
    assert (Bestaetigungsrunde.objects.count(), Ausgangsmail.objects.count()) == (1, 1)
