"""Who registers as a guest at the address of an account: it becomes that account's, and nobody reads more."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from accounts.actions import konto_loeschen
from accounts.models import User
from notifications.models import Ausgangsmail
from tests.accounts.helpers import bestaetigt, letzte_mail, pfad_aus
from tests.factories import UserFactory
from tests.factories.veranstaltungen import termin
from veranstaltungen import personal
from veranstaltungen.actions import anmeldung as actions
from veranstaltungen.anmeldungen import fuer_den_kalender
from veranstaltungen.models import Anmeldung, Termin

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]
ZWEITE = "kim.zweitens@example.org"


@pytest.fixture
def kim() -> User:
    """Two confirmed addresses, and one that is not."""
    person = bestaetigt(UserFactory(email="kim@example.org", first_name="Kim", last_name="Konto"))
    EmailAddress.objects.create(user=person, email=ZWEITE, verified=True)
    EmailAddress.objects.create(user=person, email="fremd@example.org", verified=False)
    return person


def als_gast(email: str, hier: Termin | None = None, *, bestaetigen: bool = True) -> Anmeldung:
    row = actions.als_gast_anmelden(hier or termin(titel="Abend"), name="Kim Gast", email=email)
    assert row is not None
    return actions.bestaetigen(row) if bestaetigen else row


@pytest.mark.parametrize("email", ["kim@example.org", "KIM@Example.org", ZWEITE])
def test_it_becomes_the_accounts_own_when_it_is_confirmed(email: str, kim: User, client: Client) -> None:
    row = als_gast(email)
    assert (row.person, row.name, row.email) == (kim, "Kim Gast", email.lower())
    client.force_login(kim)
    assert "Abend" in client.get("/mein/anmeldungen/").content.decode()
    assert "Sie sind angemeldet" in client.get(row.termin.get_absolute_url()).content.decode()
    assert [one.pk for one in fuer_den_kalender(kim)] == [row.pk]
    assert [one["name"] for one in personal.anmeldungen(kim)] == ["Kim Gast"]
    konto_loeschen(kim)
    row.refresh_from_db()
    assert (row.stand, row.name, row.email.endswith("@geloescht.invalid")) == ("abgemeldet", "–", True)


@pytest.mark.parametrize("email", ["fremd@example.org", "andere@example.org"])
def test_an_address_that_is_not_confirmed_belongs_to_no_account(email: str, kim: User) -> None:
    row = als_gast(email)
    assert row.person is None
    assert (personal.anmeldungen(kim), fuer_den_kalender(kim)) == ([], [])


def test_an_account_that_is_shut_gets_none(kim: User) -> None:
    User.objects.update(is_active=False)
    assert als_gast(ZWEITE).person is None


def test_who_waits_is_known_as_well(kim: User) -> None:
    hier = termin(1)
    actions.anmelden(hier, person=UserFactory())
    row = als_gast(ZWEITE, hier)
    assert (row.stand, row.person) == ("wartet", kim)


def test_who_comes_late_is_known_as_well(kim: User) -> None:
    with time_machine.travel(timezone.now()) as clock:
        row = als_gast(ZWEITE, bestaetigen=False)
        clock.shift(timedelta(hours=1))
        assert actions.bestaetigen(row).person == kim


def test_an_account_has_one_and_the_other_stays_a_guests(kim: User, client: Client) -> None:
    hier = termin(titel="Abend")
    own = actions.anmelden(hier, person=kim)
    guest = als_gast(ZWEITE, hier)
    assert (guest.stand, guest.person) == ("angemeldet", None)
    client.force_login(kim)
    assert client.get("/mein/anmeldungen/").content.decode().count("event-title") == 2
    assert [one.pk for one in fuer_den_kalender(kim)] == [own.pk]
    assert len(personal.anmeldungen(kim)) == 2
    konto_loeschen(kim)
    assert set(Anmeldung.objects.values_list("stand", "name")) == {("abgemeldet", "–")}


def test_what_was_confirmed_before_there_was_an_account_is_found_by_its_address(client: Client) -> None:
    hier = termin(titel="Abend")
    row = als_gast("neu@example.org", hier)
    person = bestaetigt(UserFactory(email="neu@example.org"))
    client.force_login(person)
    assert "Abend" in client.get("/mein/anmeldungen/").content.decode()
    assert "Sie sind angemeldet" in client.get(hier.get_absolute_url()).content.decode()
    answer = client.get(f"{hier.get_absolute_url()}anmelden/", follow=True)
    assert answer.context["anmeldung"] == row
    with pytest.raises(actions.SchonAngemeldetError):
        actions.anmelden(hier, person=person)
    assert [one.pk for one in fuer_den_kalender(person)] == [row.pk]
    konto_loeschen(person)
    assert set(Anmeldung.objects.values_list("stand", "name")) == {("abgemeldet", "–")}


def test_an_account_is_not_registered_again_beside_a_guests_at_its_other_address(kim: User) -> None:
    hier = termin()
    Anmeldung.objects.filter(pk=als_gast(ZWEITE, hier).pk).update(person=None)
    with pytest.raises(actions.SchonAngemeldetError):
        actions.anmelden(hier, person=kim)


def test_what_nobody_confirmed_is_in_no_calendar_and_called_what_it_is(kim: User, client: Client) -> None:
    hier = termin(titel="Abend")
    als_gast("kim@example.org", hier, bestaetigen=False)
    client.force_login(kim)
    assert fuer_den_kalender(kim) == []
    assert "noch nicht bestätigt" in client.get("/mein/anmeldungen/").content.decode()
    page = client.get(hier.get_absolute_url()).content.decode()
    assert ("noch nicht bestätigt" in page, "Sie sind angemeldet" in page) == (True, False)


def test_before_confirming_one_reads_the_names_that_were_typed(client: Client) -> None:
    hier = termin()
    data = {
        "name": "Witz Bold",
        "email": "kim@example.org",
        "plaetze": 2,
        "name_2": "Lea",
        "firma": "Spaß GmbH",
    }
    client.post(f"{hier.get_absolute_url()}anmelden/", data)
    page = client.get(pfad_aus(letzte_mail("kim@example.org"))).content.decode()
    assert [word for word in ("Witz Bold", "Lea", "Spaß GmbH") if word not in page] == []


def test_a_stranger_learns_nothing_of_the_account(kim: User, client: Client) -> None:
    """Answers, and the page of the link, are the same for an address with an account and without one."""
    hier = termin(plaetze_je_anmeldung=1, slug="abend")
    pages = []
    for email in (ZWEITE, "niemand@example.org"):
        answer = client.post(f"{hier.get_absolute_url()}anmelden/", {"name": "Wer", "email": email})
        link = pfad_aus(letzte_mail(email))
        before = client.get(link).content.decode()
        confirmed = client.post(link, {"bestaetigen": "1"})
        after = client.get(link).content.decode()
        seen = "".join((before, after))
        assert ("Konto" in seen, "kim@example.org" in seen) == (False, False)
        pages.append(
            (answer.status_code, answer["Location"], confirmed.status_code, confirmed["Location"] == link)
        )
    assert len(set(pages)) == 1


def test_letters_that_a_stranger_causes_go_to_the_address_that_was_typed(kim: User) -> None:
    hier = termin()
    als_gast(ZWEITE, hier)
    Ausgangsmail.objects.all().delete()
    actions.als_gast_anmelden(hier, name="Wer", email=ZWEITE)
    assert list(Ausgangsmail.objects.values_list("empfaenger", flat=True)) == [ZWEITE]


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_of_both_kinds_costs_the_same(
    count: int, kim: User, client: Client, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        guest = als_gast(ZWEITE, termin(in_tagen=number + 1))
        Anmeldung.objects.filter(pk=guest.pk).update(person=None)
        actions.anmelden(termin(in_tagen=number + 1), person=kim)
    client.force_login(kim)
    client.get("/mein/anmeldungen/")
    with django_assert_num_queries(9):
        client.get("/mein/anmeldungen/")
