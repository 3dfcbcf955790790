"""The yearly question: who is asked when, reminded how often, and when a network is said to rest."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from accounts.models import User
from core.models import Protokolleintrag
from mitglieder.actions.jahresfrage import PAUSE, jahresfrage
from mitglieder.models import Aenderungswunsch, Bestaetigungsrunde
from netzwerke.actions import bestaetigen, rolle_geben, rolle_nehmen
from netzwerke.enums import Netzwerkstatus, Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from notifications.models import Ausgangsmail, Status
from tests.factories import NetzwerkFactory, UserFactory

pytestmark = pytest.mark.django_db
NIGHT = "2060-03-01 03:30+01:00"  # long after the roles of the cast begin
TODAY = date(2060, 3, 1)


def letters() -> list[tuple[str, str]]:
    return list(Ausgangsmail.objects.order_by("pk").values_list("empfaenger", "betreff"))


def confirmed(netzwerk: Netzwerk, days: int, **fields: Any) -> None:
    Netzwerk.objects.filter(pk=netzwerk.pk).update(bestaetigt_am=TODAY - timedelta(days=days), **fields)


@pytest.mark.parametrize(("days", "asked"), [(334, 0), (335, 1)])
@time_machine.travel(NIGHT)
def test_the_leitung_is_asked_when_the_confirmation_grows_old(
    days: int, asked: int, netzwerk_a: Netzwerk, ada: User, ben: User, rita: User
) -> None:
    confirmed(netzwerk_a, days)
    assert jahresfrage() == asked
    assert letters() == [("ada@example.org", "Stimmt der Eintrag von Netzwerk A noch?")] * asked


@time_machine.travel(NIGHT)
def test_a_network_that_never_confirmed_is_asked_once_it_has_a_leitung(netzwerk_a: Netzwerk) -> None:
    Netzwerk.objects.update(kontakt_email="post@example.org")
    assert jahresfrage() == 0
    neu = rolle_geben(netzwerk_a, an=UserFactory(email="neu@example.org"), rolle=Rolle.LEITUNG)
    assert jahresfrage() == 0, "who has just taken it over is led through the first check"
    Mitgliedschaft.objects.filter(pk=neu.pk).update(von=timezone.localdate() - PAUSE)
    assert jahresfrage() == 1
    assert [to for to, _ in letters()] == ["neu@example.org"]


@time_machine.travel(NIGHT)
def test_without_a_leitung_the_published_mailbox_is_asked(netzwerk_a: Netzwerk) -> None:
    confirmed(netzwerk_a, 400, kontakt_email="post@example.org")
    assert jahresfrage() == 1
    assert [to for to, _ in letters()] == ["post@example.org"]


@time_machine.travel(NIGHT)
def test_where_nobody_can_be_asked_nothing_begins(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User
) -> None:
    confirmed(netzwerk_b, 900)
    confirmed(netzwerk_a, 900, status=Netzwerkstatus.BEENDET, endejahr=2025)
    assert (jahresfrage(), letters(), Bestaetigungsrunde.objects.count()) == (0, [], 0)


def test_it_reminds_after_four_and_eight_weeks_and_after_twelve_the_network_rests(
    netzwerk_a: Netzwerk, ada: User
) -> None:
    with time_machine.travel(NIGHT) as clock:
        confirmed(netzwerk_a, 335)
        for _ in range(100):
            jahresfrage()
            jahresfrage()  # twice a night does no harm
            clock.shift(timedelta(days=1))
    assert [subject for _, subject in letters()] == [
        "Stimmt der Eintrag von Netzwerk A noch?",
        "Erinnerung: Stimmt der Eintrag von Netzwerk A noch?",
        "Erinnerung: Stimmt der Eintrag von Netzwerk A noch?",
        "Netzwerk A ruht jetzt auf der Plattform",
    ]
    netzwerk_a.refresh_from_db()
    assert netzwerk_a.status == Netzwerkstatus.RUHT
    assert Protokolleintrag.objects.filter(aktion="netzwerk.ruhen", objekt_id=str(netzwerk_a.pk)).count() == 1


@pytest.mark.parametrize(("days", "stufe"), [(27, 0), (28, 1), (55, 1), (56, 2), (83, 2), (84, 3)])
def test_the_letters_come_to_the_day(days: int, stufe: int, netzwerk_a: Netzwerk, ada: User) -> None:
    with time_machine.travel(NIGHT) as clock:
        confirmed(netzwerk_a, 335)
        for _ in range(days + 1):
            jahresfrage()
            clock.shift(timedelta(days=1))
    assert Bestaetigungsrunde.objects.get().stufe == stufe


def test_after_a_long_pause_of_the_worker_nobody_gets_two_letters_at_once(
    netzwerk_a: Netzwerk, ada: User
) -> None:
    with time_machine.travel(NIGHT) as clock:
        confirmed(netzwerk_a, 335)
        jahresfrage()
        clock.shift(timedelta(days=90))
        jahresfrage()
        clock.shift(timedelta(days=27))
        jahresfrage()
    assert Bestaetigungsrunde.objects.get().stufe == 1
    assert len(letters()) == 2


def test_a_confirmation_on_another_way_ends_the_reminders(netzwerk_a: Netzwerk, ada: User) -> None:
    with time_machine.travel(NIGHT) as clock:
        confirmed(netzwerk_a, 335)
        jahresfrage()
        netzwerk_a.refresh_from_db()
        bestaetigen(netzwerk_a, person=ada)
        clock.shift(timedelta(days=40))
        assert jahresfrage() == 0
        clock.shift(timedelta(days=295))
        assert jahresfrage() == 1
    assert [subject for _, subject in letters()] == ["Stimmt der Eintrag von Netzwerk A noch?"] * 2


def test_while_wishes_wait_the_question_does_not_come_again(netzwerk_a: Netzwerk, ada: User) -> None:
    with time_machine.travel(NIGHT):
        confirmed(netzwerk_a, 400)
        Aenderungswunsch.objects.create(netzwerk=netzwerk_a, teil="text", text="Neues Bild")
        assert jahresfrage() == 0


def test_a_letter_goes_no_more_to_whoever_lost_the_role(netzwerk_a: Netzwerk, ada: User, cem: User) -> None:
    with time_machine.travel(NIGHT):
        rolle_geben(netzwerk_a, an=cem, rolle=Rolle.LEITUNG)
        confirmed(netzwerk_a, 335)
        jahresfrage()
        rolle_nehmen(Mitgliedschaft.objects.get(person=ada, rolle=Rolle.LEITUNG))
    rows = Ausgangsmail.objects.filter(bezug=f"netzwerk:{netzwerk_a.pk}").values_list("empfaenger", "status")
    assert sorted(rows) == [("ada@example.org", Status.ZURUECKGEZOGEN), ("cem@example.org", Status.WARTET)]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("days", "queries"), [(0, 10), (28, 10), (84, 27)])
def test_a_batch_costs_the_same_number_of_queries(
    days: int, queries: int, number: int, django_assert_num_queries: Any
) -> None:
    """The first night, a reminder, and the night on which networks are said to rest."""
    with time_machine.travel(NIGHT) as clock:
        for i in range(number):
            netzwerk = NetzwerkFactory(bestaetigt_am=TODAY - timedelta(days=335))
            rolle_geben(netzwerk, an=UserFactory(email=f"l{i}@example.org"), rolle=Rolle.LEITUNG)
        for _ in range(days // 28):
            jahresfrage()
            clock.shift(timedelta(days=28))
        if days == 84 and connection.vendor == "postgresql":
            queries -= 1  # SQLite's search index is a table of its own
        with django_assert_num_queries(queries):
            assert jahresfrage() == number
