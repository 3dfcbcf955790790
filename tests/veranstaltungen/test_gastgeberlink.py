"""The link of a question: for whom it is good, what it says when it is over, and what stays of a person."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core import retention
from core.models import Protokolleintrag
from mitglieder.models import Sitz
from netzwerke.models import Netzwerk
from notifications.models import Ausgangsmail
from tests.factories import UserFactory
from tests.mitglieder.firmenhilfen import mit_sitz
from tests.veranstaltungen.reihenhilfen import (
    bald,
    gast,
    ja,
    link,
    namen,
    neue_reihe,
    spricht,
    worte,
)
from veranstaltungen import personal
from veranstaltungen.actions import gastgeberfrage
from veranstaltungen.models import (
    Gastgeberreihe,
    Reihenfrage,
    Reihengastgeber,
    Veranstaltung,
)
from veranstaltungen.personal import REIHENFRAGEN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]


@pytest.fixture
def reihe(netzwerk_a: Netzwerk, ada: User, rita: User) -> Gastgeberreihe:
    return neue_reihe(netzwerk_a, satz="Ein Betrieb öffnet die Türen.", plaetze=20)


@pytest.fixture
def werk(reihe: Gastgeberreihe) -> Reihengastgeber:
    return gast(reihe, "Werk")


@pytest.fixture
def frage(werk: Reihengastgeber, ada: User) -> Reihenfrage:
    return gastgeberfrage.fragen(werk, person=ada)


# --- The link ------------------------------------------------------------------------------------------


def test_looking_changes_nothing_and_needs_no_login(frage: Reihenfrage, client: Client) -> None:
    before = (Ausgangsmail.objects.count(), Protokolleintrag.objects.count())
    for _ in range(3):
        answer = client.get(link(frage, spricht(frage.gastgeber)))
        assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert (Ausgangsmail.objects.count(), Protokolleintrag.objects.count()) == before


def test_a_link_is_good_for_whom_it_was_made_while_that_one_may_answer(
    frage: Reihenfrage, ben: User, client: Client
) -> None:
    assert client.get(link(frage, ben)).status_code == 410
    assert client.post(link(frage, ben), ja()).status_code == 410
    path = link(frage, spricht(frage.gastgeber))
    Sitz.objects.update(ansprechperson=False)
    assert client.post(path, ja()).status_code == 410
    Sitz.objects.update(ansprechperson=True)
    User.objects.filter(email="werk@example.org").update(is_active=False)
    assert client.post(path, ja()).status_code == 410
    assert not Veranstaltung.objects.exists()


@pytest.mark.parametrize("token", ["x", "a:b:c", "%00", "9" * 500, "eyJmcmFnZSI6MX0:1:1"])
def test_a_broken_link_is_told(token: str, client: Client, db: None) -> None:
    assert client.get(f"/gastgeberfrage/{token}/").status_code in {400, 404}
    assert client.post(f"/gastgeberfrage/{token}/", ja()).status_code in {400, 404}


def test_a_question_that_is_over_says_how_it_stands(frage: Reihenfrage, client: Client) -> None:
    path = link(frage, spricht(frage.gastgeber))
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert "abgelaufen" in worte(client.get(path))
        assert "abgelaufen" in worte(client.post(path, ja(), follow=True))
    gastgeberfrage.zuruecknehmen(frage, person=None)
    assert "zurückgenommen" in worte(client.post(path, ja(), follow=True))
    assert client.post(path).status_code == 200
    assert not Veranstaltung.objects.exists()
    frage.delete()
    assert client.get(path).status_code == 410


def test_the_first_answer_counts_and_the_colleague_reads_it(frage: Reihenfrage, client: Client) -> None:
    kim = UserFactory()
    mit_sitz(frage.gastgeber.unternehmen, kim, ansprechperson=True)  # type: ignore[arg-type]  # a firm
    client.post(link(frage, User.objects.get(email="werk@example.org")), {"nein": "1", "grund": ""})
    told = client.post(link(frage, kim), ja(), follow=True)
    assert "ist diesmal nicht dabei" in worte(told)
    assert not Veranstaltung.objects.exists()


def test_what_people_typed_stays_words_on_the_page(frage: Reihenfrage, client: Client) -> None:
    Gastgeberreihe.objects.update(titel="<b>x</b>", satz="<script>alert(1)</script>")
    found = client.get(link(frage, spricht(frage.gastgeber))).content.decode()
    assert ("<b>x</b>" in found, "<script>alert(1)" in found) == (False, False)


# --- What stays about a person -------------------------------------------------------------------------


def test_answered_questions_go_after_their_time_and_the_turn_stays(
    frage: Reihenfrage, reihe: Gastgeberreihe
) -> None:
    gastgeberfrage.zusagen(frage, person=spricht(frage.gastgeber), zusage=bald())
    with time_machine.travel(timezone.now() + timedelta(days=729)):
        assert retention.datenarten["gastgeberfragen"].loeschen() == 0
    with time_machine.travel(timezone.now() + timedelta(days=731)):
        assert retention.datenarten["gastgeberfragen"].loeschen() == 1
        gast(reihe, "Hof")
        assert [name for name, _lage in namen(reihe)] == ["Hof", "Werk"], "it still knows who hosted"


def test_a_person_reads_and_takes_along_what_was_asked(frage: Reihenfrage, ada: User, ben: User) -> None:
    person = spricht(frage.gastgeber)
    gastgeberfrage.absagen(frage, person=person, grund="Inventur")
    [told] = REIHENFRAGEN.auskunft(person)
    assert (told["gastgeber"], told["stand"], told["grund"]) == ("Werk", "abgesagt", "Inventur")
    assert (told["selbst_gefragt"], told["selbst_beantwortet"]) == (False, True)
    [asked] = REIHENFRAGEN.auskunft(ada)
    assert (asked["grund"], asked["selbst_gefragt"]) == ("", True)
    assert REIHENFRAGEN.auskunft(ben) == []
    for one in (person, ada):
        personal.reihenfragen_vergessen(one)
    frage.refresh_from_db()
    assert (frage.grund, frage.beantwortet_von, frage.von, frage.gefragt.count()) == ("", None, None, 0)
    assert frage.stand == "abgesagt"
