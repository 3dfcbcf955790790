"""Terms: reminders once per step, roles that begin and end by themselves."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from home.gruppen import gruppen_einrichten
from mitglieder import amtszeiten
from mitglieder.actions import rollen
from mitglieder.actions.amtszeit import amtszeiten_erinnern
from mitglieder.blick import Blick
from mitglieder.offen import offen_fuer
from netzwerke.actions import rolle_geben
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from notifications.models import Ausgangsmail, Status
from tests.cms.conftest import page_of
from tests.factories import UserFactory
from tests.factories.konten import mit_zweitem_faktor
from tests.mitglieder.helpers import angemeldet, fresh, rolle_von

pytestmark = pytest.mark.django_db


def endet_in(user: User, days: int, rolle: Rolle = Rolle.LEITUNG) -> Mitgliedschaft:
    row = rolle_von(user, rolle)
    row.bis = timezone.localdate() + timedelta(days=days)
    row.save()
    return row


def erinnert(days: int = 0) -> list[str]:
    """Who is reminded by a run so many days from now, beside those who were before."""
    before = set(Ausgangsmail.objects.values_list("pk", flat=True))
    with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
        amtszeiten_erinnern()
    return sorted(Ausgangsmail.objects.exclude(pk__in=before).values_list("empfaenger", flat=True))


def test_the_person_and_the_other_leitungen_are_told_eight_and_two_weeks_ahead(
    netzwerk_a: Netzwerk, ada: User, ben: User, rita: User, cem: User
) -> None:
    rolle_geben(netzwerk_a, an=ben, rolle=Rolle.LEITUNG)
    endet_in(ada, 100)
    both = ["ada@example.org", "ben@example.org"]
    days = (0, 43, 44, 44, 50, 85, 86, 87, 100, 101)
    assert [erinnert(day) for day in days] == [[], [], both, [], [], [], both, [], [], []]


@pytest.mark.parametrize(("missed", "letters"), [(50, 1), (90, 1), (101, 0)])
def test_missed_nights_are_made_up_for_once(missed: int, letters: int, ada: User) -> None:
    endet_in(ada, 100)
    assert len(erinnert(missed)) == letters
    assert erinnert(missed) == []


def test_another_term_is_reminded_of_anew(netzwerk_a: Netzwerk, ada: User) -> None:
    row = endet_in(ada, 10)
    assert erinnert() == ["ada@example.org"]
    rollen.amtszeit_aendern(row, person=ada, bis=row.bis + timedelta(days=20), amt="", stellvertretung=False)
    assert erinnert() == ["ada@example.org"]


def test_the_letter_names_what_to_do(netzwerk_a: Netzwerk, ada: User, rita: User) -> None:
    endet_in(ada, 10)
    endet_in(rita, 10, Rolle.REDAKTION)
    assert [amtszeiten_erinnern(), amtszeiten_erinnern()] == [2, 0]
    leitung = Ausgangsmail.objects.get(
        empfaenger=ada.email, betreff__contains="Netzwerk A", text__contains="Wählen"
    )
    for words in ("Verlängern", "Übergeben", "/mein/netzwerke/netzwerk-a/staffelstab/", "personen/"):
        assert words in leitung.text
    assert leitung.bezug == f"netzwerk:{netzwerk_a.pk}"
    redaktion = Ausgangsmail.objects.get(empfaenger=rita.email)
    assert ("Wählen" in redaktion.text, "endet an diesem Tag von selbst" in redaktion.text) == (False, True)


def test_whoever_was_removed_before_the_mail_went_out_does_not_get_it(
    netzwerk_a: Netzwerk, ada: User, ben: User
) -> None:
    rolle_geben(netzwerk_a, an=ben, rolle=Rolle.LEITUNG)
    endet_in(ben, 10)
    erinnert()
    rollen.entfernen(netzwerk_a, mensch=ben, person=ada)
    states = Ausgangsmail.objects.filter(schluessel__startswith="amtszeit:").order_by("empfaenger")
    assert [mail.status for mail in states] == [Status.WARTET, Status.ZURUECKGEZOGEN]


def test_a_closed_account_is_not_reminded(netzwerk_a: Netzwerk, ada: User) -> None:
    closed = UserFactory(is_active=False)
    rolle_geben(netzwerk_a, an=closed, rolle=Rolle.LEITUNG)
    Mitgliedschaft.objects.filter(person=closed).update(bis=timezone.localdate())
    assert erinnert() == []


def test_an_ending_leitung_waits_in_the_personal_area_of_those_who_lead(
    netzwerk_a: Netzwerk, ada: User, ben: User, django_assert_num_queries: Any
) -> None:
    endet_in(ada, 56)
    [punkt] = amtszeiten.endende_leitungen(Blick(fresh(ada)))
    assert punkt.titel == "Netzwerk A: Die Amtszeit von " + ada.get_full_name() + " endet."
    assert punkt.url == f"/mein/netzwerke/netzwerk-a/personen/{ada.pk}/"
    assert punkt in offen_fuer(Blick(fresh(ada)))[0]
    assert offen_fuer(Blick(fresh(ben))) == ([], 0)
    endet_in(ada, 57)
    assert list(amtszeiten.endende_leitungen(Blick(fresh(ada)))) == []


# --- Days on which a role begins and ends: nobody has to do anything -------------------------------------

DOORS = (
    "/cms/",
    "/cms/pages/",
    "/cms/images/",
    "/cms/documents/",
    "/cms/snippets/netzwerke/netzwerk/",
    "/mein/netzwerke/netzwerk-a/",
)


def answers(client: Client) -> list[int]:
    return [client.get(path, follow=True).status_code for path in DOORS]


@pytest.fixture
def kuenftig(netzwerk_a: Netzwerk, ada: User, seitenbaum: object) -> Callable[[Rolle], User]:
    def make(rolle: Rolle) -> User:
        """A role from tomorrow, for three days."""
        gruppen_einrichten()
        page_of(netzwerk_a)
        person, today = UserFactory(), timezone.localdate()
        von, bis = today + timedelta(days=1), today + timedelta(days=3)
        rollen.rolle_vergeben(netzwerk_a, an=person, rolle=rolle, person=ada, von=von, bis=bis)
        return mit_zweitem_faktor(person)

    return make


@pytest.mark.parametrize("rolle", [Rolle.REDAKTION, Rolle.LEITUNG])
def test_a_role_opens_on_its_first_day_and_closes_after_its_last(
    rolle: Rolle, kuenftig: Callable[[Rolle], User]
) -> None:
    person, now = kuenftig(rolle), timezone.now()
    closed, opened = [403, 403, 403, 403, 403, 404], [200, 200, 200, 200, 403, 200]
    for day, expected in ((0, closed), (1, opened), (3, opened), (4, closed)):
        with time_machine.travel(now + timedelta(days=day), tick=False):
            assert answers(angemeldet(fresh(person))) == expected


def test_a_role_that_begins_later_makes_nobody_a_leitung_today(
    kuenftig: Callable[[Rolle], User], netzwerk_a: Netzwerk
) -> None:
    person = fresh(kuenftig(Rolle.LEITUNG))
    assert (person.rollen, person.needs_second_factor) == ({}, False)
    assert not person.has_perm("netzwerke.rolle_geben", netzwerk_a)


def test_an_ended_role_does_not_count_where_another_one_opens_the_admin(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, rita: User
) -> None:
    """Rita writes for A; her term in B is over: she enters, but the group of B gives her nothing."""
    rolle_geben(netzwerk_b, an=rita, rolle=Rolle.LEITUNG)
    yesterday = timezone.localdate() - timedelta(days=1)
    Mitgliedschaft.objects.filter(person=rita, netzwerk=netzwerk_b).update(von=yesterday, bis=yesterday)
    assert fresh(rita).has_perm("wagtailadmin.access_admin")
    rita.groups.remove(*rita.groups.filter(name="Redaktion netzwerk-a"))
    assert not fresh(rita).has_perm("wagtailadmin.access_admin")
