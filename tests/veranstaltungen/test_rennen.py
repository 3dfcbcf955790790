"""Many at once for few places: never oversold, nobody twice, the order kept. And what happens without the lock."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from core.refusal import RefusedError
from netzwerke.models import Netzwerk
from tests.factories import UserFactory
from tests.factories.veranstaltungen import termin
from veranstaltungen.actions import anmeldung, plaetze
from veranstaltungen.models import Anmeldung, Belegung, Termin

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="a race needs a database with rows locked"),
    pytest.mark.django_db(transaction=True),
]
PLACES, CROWD, ROUNDS = 20, 100, 5


def at_once(acts: list[Callable[[], Any]]) -> list[str]:
    """Run all at the same time; the names of what they raised, "" for those that went through."""
    gate, found = threading.Barrier(len(acts)), []

    def run(act: Callable[[], Any]) -> None:
        gate.wait()
        try:
            act()
            found.append("")
        except (RefusedError, IntegrityError, OperationalError) as error:
            found.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(found)


def register(hier: Termin, person: Any) -> Callable[[], Any]:
    return lambda: anmeldung.anmelden(hier, person=person)


def staende(hier: Termin) -> dict[str, int]:
    found: dict[str, int] = {}
    for stand in Anmeldung.objects.filter(termin=hier).values_list("stand", flat=True):
        found[stand] = found.get(stand, 0) + 1
    return found


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_crowd_gets_exactly_the_places_there_are(number: int, netzwerk_a: Netzwerk) -> None:
    hier = termin(PLACES, netzwerk=netzwerk_a)
    crowd = [UserFactory() for _n in range(CROWD)]
    assert at_once([register(hier, person) for person in crowd]) == [""] * CROWD
    assert staende(hier) == {"angemeldet": PLACES, "wartet": CROWD - PLACES}
    assert Belegung.objects.get().belegt == PLACES
    seated = Anmeldung.objects.filter(stand="angemeldet").order_by("-pk").first()
    waiting = Anmeldung.objects.wartend().first()
    assert seated
    assert waiting
    assert seated.pk < waiting.pk


def test_one_person_who_asks_ten_times_at_once_stands_there_once(netzwerk_a: Netzwerk) -> None:
    hier, person = termin(PLACES, netzwerk=netzwerk_a), UserFactory()
    found = at_once([register(hier, person)] * 10)
    assert found == [""] + ["SchonAngemeldetError"] * 9
    assert Belegung.objects.get().belegt == 1


def test_whoever_leaves_makes_place_for_one_and_capacity_for_as_many(netzwerk_a: Netzwerk) -> None:
    hier = termin(5, netzwerk=netzwerk_a)
    rows = [anmeldung.anmelden(hier, person=UserFactory()) for _n in range(20)]
    acts: list[Callable[[], Any]] = [lambda row=row: anmeldung.abmelden(row) for row in rows[:5]]
    acts += [lambda: anmeldung.kapazitaet_setzen(hier, 8)]
    acts += [register(hier, UserFactory()) for _n in range(5)]
    assert at_once(acts) == [""] * len(acts)
    assert staende(hier) == {"abgemeldet": 5, "angemeldet": 8, "wartet": 12}
    seated = Anmeldung.objects.filter(stand="angemeldet").values_list("pk", flat=True)
    assert sorted(seated) == [row.pk for row in rows[5:13]]  # those who came first
    assert Belegung.objects.get().belegt == 8


def test_what_runs_out_is_given_on_once(netzwerk_a: Netzwerk) -> None:
    hier = termin(1, netzwerk=netzwerk_a)
    anmeldung.als_gast_anmelden(hier, name="Gast", email="gast@example.org")
    for _n in range(3):
        anmeldung.anmelden(hier, person=UserFactory())
    Anmeldung.objects.filter(stand="offen").update(frist=timezone.now() - timedelta(seconds=1))
    assert at_once([plaetze.ablauf] * 4) == [""] * 4
    assert staende(hier) == {"verfallen": 1, "angemeldet": 1, "wartet": 2}


def test_without_the_lock_it_would_be_oversold(netzwerk_a: Netzwerk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: who reads without the lock and waits for the others to read, promises too much."""
    hier = termin(1, netzwerk=netzwerk_a)
    gate = threading.Barrier(2)

    class Unlocked:
        def __init__(self, termin: Termin) -> None:
            self.termin = termin

        def __enter__(self) -> Termin:
            self.around = transaction.atomic()
            self.around.__enter__()
            row = Belegung.objects.select_related("termin__veranstaltung__netzwerk").get(pk=self.termin.pk)
            row.termin.schwebend = plaetze.schwebende(row.termin)
            gate.wait()
            return row.termin

        def __exit__(self, *args: Any) -> None:
            self.around.__exit__(*args)

    monkeypatch.setattr(anmeldung, "gesperrt", Unlocked)
    at_once([register(hier, UserFactory()) for _n in range(2)])
    assert staende(hier) == {"angemeldet": 2}
