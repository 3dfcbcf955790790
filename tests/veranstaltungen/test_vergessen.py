"""Names that nobody needs any more: never confirmed, or cancelled. The numbers stay."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from accounts.models import User
from tests.factories import UserFactory
from tests.factories.veranstaltungen import termin
from veranstaltungen.actions import anmeldung, loeschen
from veranstaltungen.actions.plaetze import ablauf
from veranstaltungen.enums import Fragart, Nachruecken
from veranstaltungen.models import Anmeldung, Antwort, Belegung, Frage, Platz, Termin

pytestmark = pytest.mark.django_db


def gast(hier: Termin, name: str) -> Anmeldung:
    row = anmeldung.als_gast_anmelden(hier, name=name, email=f"{name.lower()}@example.org")
    assert row is not None
    return row


def namen() -> list[str]:
    return list(Anmeldung.objects.order_by("pk").values_list("name", flat=True))


@pytest.mark.parametrize(("days", "left"), [(6.9, ["Kim", "Lea"]), (7.1, ["Lea"])])
def test_who_never_confirmed_is_gone_after_a_week(days: float, left: list[str]) -> None:
    hier = termin(in_tagen=60)
    with time_machine.travel(timezone.now()) as clock:
        gast(hier, "Kim")
        anmeldung.bestaetigen(gast(hier, "Lea"))
        clock.shift(timedelta(minutes=31))
        ablauf()
        clock.shift(timedelta(days=days))
        loeschen.teilnehmende_loeschen()
        assert namen() == left
        assert Platz.objects.count() == len(left)
        assert Belegung.objects.get().belegt == 1


def test_whoever_waits_is_not_gone_and_an_offer_that_ran_out_was_confirmed() -> None:
    hier = termin(1, in_tagen=60, nachruecken=Nachruecken.ANGEBOT, angebot_stunden=2)
    with time_machine.travel(timezone.now()) as clock:
        first = anmeldung.anmelden(hier, person=UserFactory())
        anmeldung.bestaetigen(gast(hier, "Kim"))
        anmeldung.bestaetigen(gast(hier, "Lea"))
        anmeldung.abmelden(first)
        clock.shift(timedelta(hours=3))
        ablauf()
        clock.shift(timedelta(days=8))
        ablauf()
        loeschen.teilnehmende_loeschen()
        assert namen() == [str(first.person), "Kim", "Lea"]


def test_who_was_not_reached_by_the_worker_yet_is_freed_and_gone() -> None:
    hier = termin(1, in_tagen=60)
    with time_machine.travel(timezone.now()) as clock:
        gast(hier, "Kim")
        clock.shift(timedelta(days=8))
        ablauf()
        assert loeschen.teilnehmende_loeschen() == 0
        clock.shift(timedelta(days=7, minutes=1))
        assert loeschen.teilnehmende_loeschen() == 1
        assert (namen(), Belegung.objects.get().belegt) == ([], 0)


@pytest.mark.parametrize(("days", "left"), [(13.9, ["Kim", "–"]), (14.1, ["–", "–"])])
def test_who_cancelled_has_no_name_two_weeks_after_the_date(days: float, left: list[str], eva: User) -> None:
    hier = termin()
    question = Frage.objects.create(veranstaltung=hier.veranstaltung, text="Essen?", art=Fragart.TEXT)
    with time_machine.travel(timezone.now()) as clock:
        rows = [anmeldung.bestaetigen(gast(hier, "Kim")), anmeldung.anmelden(hier, person=eva)]
        anmeldung.anmelden(hier, person=UserFactory())
        for row in rows:
            anmeldung.abmelden(row)
            Antwort.objects.create(anmeldung=row, frage=question, text="Suppe")
        Anmeldung.objects.filter(pk=rows[1].pk).update(name="–")
        clock.move_to(Termin.objects.get().ende + timedelta(days=days))
        loeschen.teilnehmende_loeschen()
        loeschen.teilnehmende_loeschen()
        assert namen()[:2] == left
        gone = days > 14
        kim = Anmeldung.objects.get(pk=rows[0].pk)
        assert kim.email == (f"anmeldung-{kim.pk}@geloescht.invalid" if gone else "kim@example.org")
        assert [seat.name for seat in kim.sitze.all()] == ["" if gone else "Kim"]
        assert Antwort.objects.count() == (0 if gone else 2)
        assert Anmeldung.objects.filter(person=eva).count() == (0 if gone else 1)
        assert dict(Anmeldung.objects.values_list("stand", "plaetze")) == {"abgemeldet": 1, "angemeldet": 1}
        assert Anmeldung.objects.exclude(name="–").count() == (1 if gone else 2), "who came keeps the name"


@pytest.mark.parametrize("count", [1, 3])
def test_those_who_cancelled_cost_the_same(count: int, django_assert_num_queries: Any) -> None:
    hier = termin()
    with time_machine.travel(timezone.now()) as clock:
        for _n in range(count):
            anmeldung.abmelden(anmeldung.anmelden(hier, person=UserFactory()))
        clock.shift(timedelta(days=30))
        with django_assert_num_queries(7):
            loeschen.abgesagte_vergessen()
        assert namen() == ["–"] * count
