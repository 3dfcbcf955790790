"""Two Leitungen remove each other in the same moment: exactly one stays."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections

from accounts.models import User
from core.refusal import RefusedError
from mitglieder.actions import rollen
from netzwerke import actions
from netzwerke.actions import rolle_geben
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from tests.mitglieder.helpers import rolle_von

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="a race needs a database with rows locked"),
]


def race(*attempts: Callable[[], None]) -> list[str]:
    """Run all at once, each on a connection of its own; "ok" or the sentence of the refusal."""
    gate, results = threading.Barrier(len(attempts)), []

    def run(attempt: Callable[[], None]) -> None:
        gate.wait()
        try:
            attempt()
            results.append("ok")
        except RefusedError as refused:
            results.append(str(refused))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(attempt,)) for attempt in attempts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(results)


def each_other(ada: User, ben: User) -> list[str]:
    of_ada, of_ben = rolle_von(ada, Rolle.LEITUNG), rolle_von(ben, Rolle.LEITUNG)
    return race(
        lambda: rollen.rolle_entziehen(of_ben, person=ada),
        lambda: rollen.rolle_entziehen(of_ada, person=ben),
    )


def left(netzwerk: Netzwerk) -> int:
    return Mitgliedschaft.objects.aktuell().leitung().filter(netzwerk=netzwerk).count()


REFUSED = "Ihre eigene Rolle hat sich gerade geändert. Es wurde nichts gespeichert."


@pytest.mark.parametrize("third", [False, True])
def test_exactly_one_of_the_two_stays(
    third: bool, netzwerk_a: Netzwerk, ada: User, ben: User, eva: User
) -> None:
    """With a third Leitung as well, whoever was removed first removes nobody any more."""
    rolle_geben(netzwerk_a, an=ben, rolle=Rolle.LEITUNG)
    if third:
        rolle_geben(netzwerk_a, an=eva, rolle=Rolle.LEITUNG)
    assert each_other(ada, ben) == [REFUSED, "ok"]
    assert left(netzwerk_a) == 1 + third


def test_both_leaving_at_once_leaves_one(netzwerk_a: Netzwerk, ada: User, ben: User) -> None:
    rolle_geben(netzwerk_a, an=ben, rolle=Rolle.LEITUNG)
    results = race(
        lambda: rollen.verlassen(netzwerk_a, person=ada), lambda: rollen.verlassen(netzwerk_a, person=ben)
    )
    assert (results[1], left(netzwerk_a)) == ("ok", 1)


def test_without_the_lock_nobody_would_stay(
    netzwerk_a: Netzwerk, ada: User, ben: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the same two, where nobody waits for the other."""
    rolle_geben(netzwerk_a, an=ben, rolle=Rolle.LEITUNG)
    both_looked = threading.Barrier(2)
    ask = actions.letzte_leitung

    def unlocked(netzwerk: Netzwerk) -> Netzwerk:
        return Netzwerk.objects.get(pk=netzwerk.pk)

    def ask_together(row: Any) -> bool:
        answer = ask(row)
        both_looked.wait(timeout=10)
        return answer

    monkeypatch.setattr(rollen, "gesperrt", unlocked)
    monkeypatch.setattr(actions, "gesperrt", unlocked)
    monkeypatch.setattr(actions, "letzte_leitung", ask_together)
    assert each_other(ada, ben) == ["ok", "ok"]
    assert left(netzwerk_a) == 0
