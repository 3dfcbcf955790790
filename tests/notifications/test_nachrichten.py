"""What is told to people: at once, gathered or only listed, once, and with a way out."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from netzwerke.actions import rolle_nehmen
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from notifications import arten, digest
from notifications.arten import Mailart, Takt
from notifications.models import Ausgangsmail, Mailwunsch, Nachricht
from notifications.nachrichten import (
    GESAMMELTE,
    abbestellen,
    abbestellen_url,
    benachrichtigen,
    mailwuensche_setzen,
)
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
MONDAY = "2026-03-02 03:30+01:00"


@pytest.fixture(autouse=True)
def probe(monkeypatch: Any) -> None:
    """Two kinds that may be switched off and one that may not."""
    kinds = (
        Mailart("neues", "Neues"),
        Mailart("fragen", "Fragen"),
        Mailart("wichtig", "Wichtiges", abstellbar=False),
    )
    monkeypatch.setattr(arten, "arten", dict(arten.arten))
    for module in ("notifications.nachrichten", "notifications.models", "mitglieder.views.mails"):
        monkeypatch.setattr(f"{module}.arten", arten.arten)
    arten.anmelden(*kinds)


def tell(person: User, key: str, art: str = "neues", **more: Any) -> Nachricht:
    return benachrichtigen(
        person, art, schluessel=key, vorlage="mitglieder/patenschaft_antwort", pfad="/mein/",
        kontext={"patenschaft": {"netzwerk": {"kurzname": key}, "get_zustand_display": "x"}, "link": "https://example.org/"}, **more,
    )  # fmt: skip


def mails() -> list[str]:
    return list(Ausgangsmail.objects.order_by("pk").values_list("schluessel", flat=True))


def test_without_a_wish_a_mail_comes_at_once_and_the_list_shows_it(eva: User) -> None:
    tell(eva, "a")
    assert mails() == ["a"]
    assert list(Nachricht.objects.sichtbar_fuer(eva).values_list("titel", "takt")) == [
        ("Ihr Angebot an a: x", "sofort")
    ]


def test_the_same_is_told_once(eva: User) -> None:
    tell(eva, "a")
    tell(eva, "a")
    assert (mails(), Nachricht.objects.count()) == (["a"], 1)


@pytest.mark.parametrize("takt", [Takt.TAEGLICH, Takt.WOECHENTLICH, Takt.NIE])
def test_who_wishes_no_mail_at_once_gets_none(takt: Takt, eva: User) -> None:
    mailwuensche_setzen(eva, {"neues": takt})
    tell(eva, "a")
    assert (mails(), Nachricht.objects.get().takt) == ([], takt)


def test_what_cannot_be_switched_off_comes_at_once_whatever_is_wished(eva: User) -> None:
    mailwuensche_setzen(eva, {"wichtig": Takt.NIE})
    Mailwunsch.objects.create(person=eva, art="wichtig", takt=Takt.NIE)
    tell(eva, "a", "wichtig")
    mail = Ausgangsmail.objects.get()
    assert (mail.kopfzeilen, "abbestellen" in mail.text) == ({}, False)


def test_a_kind_that_cannot_be_switched_off_must_come_at_once() -> None:
    with pytest.raises(ValueError, match="comes at once"):
        arten.anmelden(Mailart("falsch", "Falsch", abstellbar=False, vorgabe=Takt.NIE))


def test_the_daily_letter_gathers_yesterday_by_kind_newest_first_and_nothing_twice(eva: User) -> None:
    with time_machine.travel(MONDAY) as clock:
        mailwuensche_setzen(eva, {"neues": Takt.TAEGLICH, "fragen": Takt.TAEGLICH})
        tell(eva, "frage", "fragen")
        clock.shift(timedelta(minutes=1))
        tell(eva, "alt")
        clock.shift(timedelta(minutes=1))
        tell(eva, "neu")
        assert digest.sammelbriefe() == 0
        clock.shift(timedelta(days=1))
        tell(eva, "von heute")
        assert [digest.sammelbriefe(), digest.sammelbriefe()] == [1, 0]
        text = Ausgangsmail.objects.get().text
        assert mails() == ["sammelbrief:2026-03-03"]
        clock.shift(timedelta(days=1))
        assert digest.sammelbriefe() == 1
    order = [text.index(word) for word in ("NEUES", "an neu:", "an alt:", "FRAGEN", "an frage:")]
    assert order == sorted(order)
    assert "von heute" not in text


def test_the_weekly_letter_comes_on_monday_and_a_missed_monday_is_made_up_for(eva: User) -> None:
    with time_machine.travel("2026-02-26 12:00+01:00") as clock:  # a Thursday
        mailwuensche_setzen(eva, {"neues": Takt.WOECHENTLICH})
        tell(eva, "a")
        clock.move_to("2026-03-01 03:30+01:00")
        assert digest.sammelbriefe() == 0
        clock.move_to("2026-03-03 03:30+01:00")  # Tuesday: the worker was down on Monday
        tell(eva, "neue woche")
        assert digest.sammelbriefe() == 1
        clock.move_to("2026-03-04 03:30+01:00")
        assert digest.sammelbriefe() == 0


def test_a_wish_changed_while_something_waits_counts_for_it(eva: User) -> None:
    with time_machine.travel(MONDAY) as clock:
        mailwuensche_setzen(eva, {"neues": Takt.TAEGLICH})
        tell(eva, "a")
        mailwuensche_setzen(eva, {"neues": Takt.NIE})
        clock.shift(timedelta(days=8))
        assert digest.sammelbriefe() == 0


def test_what_was_told_about_a_network_goes_with_the_role(netzwerk_a: Netzwerk, ben: User) -> None:
    with time_machine.travel(timezone.now()) as clock:
        mailwuensche_setzen(ben, {"neues": Takt.TAEGLICH})
        tell(ben, "a", bezug=f"netzwerk:{netzwerk_a.pk}")
        rolle_nehmen(Mitgliedschaft.objects.get(person=ben, rolle=Rolle.MITGLIED))
        clock.shift(timedelta(days=2))
        assert (digest.sammelbriefe(), Nachricht.objects.count()) == (0, 0)


@pytest.mark.parametrize("people", [1, 3])
def test_a_batch_of_letters_costs_the_same_number_of_queries(
    people: int, django_assert_num_queries: Any
) -> None:
    with time_machine.travel(MONDAY) as clock:
        for number in range(people):
            person = UserFactory()
            mailwuensche_setzen(person, {"neues": Takt.TAEGLICH})
            tell(person, f"a{number}")
        clock.shift(timedelta(days=1))
        with django_assert_num_queries(8):
            assert digest.sammelbriefe() == people


# --- The way out, and the pages ------------------------------------------------------------------------


def test_the_headers_lead_to_one_click_and_a_look_changes_nothing(eva: User) -> None:
    tell(eva, "a")
    headers = Ausgangsmail.objects.get().kopfzeilen
    path = headers["List-Unsubscribe"].strip("<>").partition("/mails/")[2]
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    client = Client(enforce_csrf_checks=True)
    assert client.get(f"/mails/{path}").status_code == 200
    assert Mailwunsch.objects.count() == 0
    assert client.post(f"/mails/{path}", {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert client.post(f"/mails/{path}", {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert list(Mailwunsch.objects.values_list("person", "art", "takt")) == [(eva.pk, "neues", "nie")]


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_forged_way_out_is_answered_with_a_sentence(method: str, eva: User) -> None:
    url = abbestellen_url(eva, "neues").partition("/mails/")[2]
    response = getattr(Client(), method)(f"/mails/{url[:-3]}x/")
    assert (response.status_code, Mailwunsch.objects.count()) == (410, 0)
    assert "Dieser Link ist unvollständig" in response.content.decode()


def test_the_way_out_of_the_gathered_letter_ends_what_comes_gathered(eva: User) -> None:
    mailwuensche_setzen(eva, {"neues": Takt.TAEGLICH, "fragen": Takt.SOFORT})
    abbestellen(eva, GESAMMELTE)
    assert dict(Mailwunsch.objects.values_list("art", "takt")) == {"neues": "nie", "fragen": "sofort"}


def test_the_page_keeps_the_wishes_and_offers_no_switch_for_what_must_come(client: Client, eva: User) -> None:
    client.force_login(eva)
    page = client.get("/mein/mails/").content.decode()
    assert ('name="neues"' in page, 'name="wichtig"' in page, "Wichtiges" in page) == (True, False, True)
    chosen = {art.schluessel: "woechentlich" for art in arten.abstellbare()}
    client.post("/mein/mails/", chosen)
    assert dict(Mailwunsch.objects.values_list("art", "takt")) == chosen


def test_a_wrong_choice_is_answered_in_the_form(client: Client, eva: User) -> None:
    client.force_login(eva)
    response = client.post("/mein/mails/", {"neues": "stündlich"})
    assert (response.status_code, Mailwunsch.objects.count()) == (200, 0)
    assert "errorlist" in response.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(
    number: int, client: Client, eva: User, django_assert_num_queries: Any
) -> None:
    for i in range(number):
        tell(eva, f"a{i}")
    client.force_login(eva)
    with django_assert_num_queries(10):
        page = client.get("/mein/nachrichten/").content.decode()
    assert page.count("Ungelesen:") == number


def test_opening_a_message_marks_it_read_and_leads_on(client: Client, eva: User, ben: User) -> None:
    own, foreign = tell(eva, "a"), tell(ben, "b")
    client.force_login(eva)
    assert client.get(f"/mein/nachrichten/{own.pk}/oeffnen/").status_code == 405
    assert client.post(f"/mein/nachrichten/{own.pk}/oeffnen/")["Location"] == "/mein/"
    assert client.post(f"/mein/nachrichten/{foreign.pk}/oeffnen/").status_code == 404
    assert list(Nachricht.objects.ungelesen()) == [foreign]


def test_all_are_marked_read_with_one_button_but_not_those_of_others(
    client: Client, eva: User, ben: User
) -> None:
    tell(eva, "a")
    foreign = tell(ben, "b")
    client.force_login(eva)
    client.post("/mein/nachrichten/gelesen/")
    assert list(Nachricht.objects.ungelesen()) == [foreign]
