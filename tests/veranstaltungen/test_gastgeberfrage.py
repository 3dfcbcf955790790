"""A question to a possible host: asked once, answered by a link without login, reminded of, run out."""

from datetime import timedelta
from email.utils import parseaddr
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core import nightly
from core.models import Protokolleintrag
from core.refusal import RefusedError
from mitglieder.actions.firmen import austreten
from mitglieder.models import Sitz
from netzwerke.models import Netzwerk
from notifications import bezuege
from notifications.models import Ausgangsmail, Nachricht
from tests.factories import UserFactory
from tests.mitglieder.firmenhilfen import mit_sitz
from tests.veranstaltungen.reihenhilfen import (
    angemeldet,
    bald,
    berlin,
    betreffe,
    dran,
    gast,
    ja,
    link,
    namen,
    neue_reihe,
    seite,
    spricht,
    worte,
)
from veranstaltungen.actions import gastgeberfrage, gastgeberreihe
from veranstaltungen.models import (
    Gastgeberreihe,
    Mitveranstalter,
    Reihenfrage,
    Reihengastgeber,
    Veranstaltung,
)

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


# --- Asking --------------------------------------------------------------------------------------------


def test_all_who_speak_for_the_firm_are_asked_once_in_the_name_of_the_network(
    werk: Reihengastgeber, ada: User
) -> None:
    second, sits = UserFactory(email="kim@example.org"), UserFactory(email="nur@example.org")
    mit_sitz(werk.unternehmen, second, ansprechperson=True)  # type: ignore[arg-type]  # a firm
    mit_sitz(werk.unternehmen, sits)  # type: ignore[arg-type]  # a firm
    for _ in range(2):
        asked = gastgeberfrage.fragen(werk, person=ada)
    subject = "„Unternehmensbesuch“: Lädt Werk beim nächsten Mal ein?"
    assert betreffe() == [("werk@example.org", subject), ("kim@example.org", subject)]
    assert {person.email for person in asked.gefragt.all()} == {"werk@example.org", "kim@example.org"}
    mail = Ausgangsmail.objects.first()
    assert mail
    assert parseaddr(mail.absender)[0] == "Netzwerk A"
    assert f"/gastgeberfrage/{link(asked, spricht_erste(werk)).split('/')[2].split(':')[0]}" in mail.text
    assert asked.frist == timezone.localdate() + timedelta(days=14)


def spricht_erste(werk: Reihengastgeber) -> User:
    return User.objects.get(email="werk@example.org")


def test_a_letter_speaks_the_language_of_the_person(werk: Reihengastgeber, ada: User) -> None:
    User.objects.filter(email="werk@example.org").update(sprache="en")
    gastgeberfrage.fragen(werk, person=ada)
    assert "/en/gastgeberfrage/" in Ausgangsmail.objects.get().text


def test_while_one_is_asked_nobody_else_is(frage: Reihenfrage, reihe: Gastgeberreihe, ada: User) -> None:
    other = gast(reihe, "Hof")
    with pytest.raises(RefusedError, match="Werk ist gerade gefragt"):
        gastgeberfrage.fragen(other, person=ada)
    assert namen(reihe) == [("Werk", "gefragt"), ("Hof", "frei")]


def test_another_network_answers_by_its_leitung_and_hosts_as_well(
    reihe: Gastgeberreihe, netzwerk_b: Netzwerk, cem: User, client: Client
) -> None:
    host = gastgeberreihe.aufnehmen(reihe, netzwerk_b, person=None)
    asked = gastgeberfrage.fragen(host, person=None)
    assert betreffe() == [("cem@example.org", "„Unternehmensbesuch“: Lädt Netzwerk B beim nächsten Mal ein?")]
    cems = angemeldet(cem)
    assert "ist gefragt, ob es einlädt" in cems.get("/mein/").content.decode()
    way = cems.get("/mein/netzwerke/netzwerk-b/veranstaltungen/reihen/").content.decode()
    assert "Ihr Netzwerk ist gefragt" in way
    assert "Ihre Redaktion und Leitung können sie ändern" in client.get(link(asked, cem)).content.decode()
    client.post(link(asked, cem), ja())
    event = Veranstaltung.objects.get()
    assert (event.titel, event.netzwerk) == ("Unternehmensbesuch: Netzwerk B", reihe.netzwerk)
    assert Mitveranstalter.objects.get().netzwerk == netzwerk_b


def test_too_many_questions_a_day_wait(reihe: Gastgeberreihe, werk: Reihengastgeber) -> None:
    for _ in range(10):
        gastgeberfrage.zuruecknehmen(gastgeberfrage.fragen(werk, person=None), person=None)
    with pytest.raises(RefusedError, match="Heute gingen schon zehn Fragen hinaus"):
        gastgeberfrage.fragen(werk, person=None)


def test_a_letter_that_waited_stays_back_when_the_question_is_over_or_somebody_elses(
    frage: Reihenfrage, werk: Reihengastgeber
) -> None:
    mail = Ausgangsmail.objects.get()
    assert bezuege.darf_hinaus(mail)
    Sitz.objects.update(ansprechperson=False)
    assert not bezuege.darf_hinaus(mail)
    Sitz.objects.update(ansprechperson=True)
    gastgeberfrage.zuruecknehmen(frage, person=None)
    assert not bezuege.darf_hinaus(mail)
    frage.delete()
    assert not bezuege.darf_hinaus(mail)


# --- Yes -----------------------------------------------------------------------------------------------


def test_a_yes_makes_a_draft_and_tells_those_who_write(
    frage: Reihenfrage, reihe: Gastgeberreihe, client: Client
) -> None:
    path = link(frage, spricht(frage.gastgeber))
    shown = client.get(path).content.decode()
    assert 'value="Hof 1, 10365 Berlin"' in shown, "the address of the firm is filled in"
    assert 'value="20"' in shown
    with time_machine.travel("2035-03-02T09:00:00Z", tick=False):
        Reihenfrage.objects.update(frist="2035-03-16")
        data = ja(datum="2035-04-01", adresse="Hof 1", plaetze="12", hinweis="Sicherheitsschuhe")
        for _ in range(2):
            told = client.post(path, data, follow=True)
            assert "Werk hat zugesagt. Danke!" in worte(told)
    event = Veranstaltung.objects.get()
    date = event.termine.select_related("belegung").get()
    assert (event.titel, event.stand, event.ort, event.adresse, event.kurztext, event.beschreibung) == (
        "Unternehmensbesuch: Werk", "entwurf", "Halle", "Hof 1", reihe.satz, "Sicherheitsschuhe",
    )  # fmt: skip
    assert (date.beginn, date.ende) == (berlin(2035, 4, 1, 17, 0), berlin(2035, 4, 1, 18, 30))
    assert date.belegung.plaetze == 12
    assert betreffe()[1:] == [
        ("ada@example.org", "Werk lädt bei „Unternehmensbesuch“ ein"),
        ("rita@example.org", "Werk lädt bei „Unternehmensbesuch“ ein"),
        ("werk@example.org", "Zugesagt: „Unternehmensbesuch“ am So, 1. April 2035"),
    ]
    assert parseaddr(Ausgangsmail.objects.get(empfaenger="ada@example.org").absender)[0] == "Netzwerk A"
    assert Nachricht.objects.count() == 2
    acts = Protokolleintrag.objects.filter(aktion__startswith="gastgeberfrage.").values_list(
        "aktion", flat=True
    )
    assert sorted(acts) == ["gastgeberfrage.stellen", "gastgeberfrage.zugesagt"]


def test_a_long_name_fits_into_the_title(reihe: Gastgeberreihe) -> None:
    host = gast(reihe, "W" * 160)
    asked = gastgeberfrage.fragen(host, person=None)
    event = gastgeberfrage.zusagen(asked, person=spricht(host), zusage=bald())
    assert (len(event.titel), event.titel[-2:]) == (120, "W…")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"datum": "2020-01-01"}, "Dieser Tag ist vorbei."),
        ({"datum": "9999-12-31"}, "Bitte einen Tag in den nächsten zwei Jahren."),
        ({"datum": "morgen"}, "errorlist"),
        ({"datum": ""}, "errorlist"),
        ({"beginn": "25:61"}, "errorlist"),
        ({"ort": ""}, "errorlist"),
        ({"ort": "x" * 121}, "errorlist"),
        ({"adresse": "zwei\nZeilen"}, "errorlist"),
        ({"plaetze": "0"}, "errorlist"),
        ({"plaetze": "9" * 40}, "errorlist"),
        ({"hinweis": "x" * 601}, "errorlist"),
        ({"ort": "\x00"}, "errorlist"),
    ],
)
def test_what_cannot_be_is_told_and_kept(
    data: dict[str, str], told: str, frage: Reihenfrage, client: Client
) -> None:
    answer = client.post(link(frage, spricht(frage.gastgeber)), ja(hinweis="Schuhe nicht vergessen") | data)
    if "\x00" in data.get("ort", ""):
        assert answer.status_code in {200, 400}
    else:
        assert told in answer.content.decode()
        if "hinweis" not in data:
            assert "Schuhe nicht vergessen" in answer.content.decode()
    assert not Veranstaltung.objects.exists()


def test_a_moment_of_today_that_is_over_is_refused(frage: Reihenfrage, client: Client) -> None:
    person = spricht(frage.gastgeber)
    with time_machine.travel(timezone.localtime().replace(hour=12, minute=0), tick=False):
        today = ja(datum=timezone.localdate().isoformat(), beginn="11:59")
        answer = client.post(link(frage, person), today).content.decode()
        assert "Dieser Zeitpunkt ist vorbei." in answer
        with pytest.raises(RefusedError, match="Dieser Zeitpunkt ist vorbei"):
            gastgeberfrage.zusagen(frage, person=person, zusage=bald(beginn=timezone.now()))
    assert not Veranstaltung.objects.exists()


def test_the_length_is_real_through_the_night_of_summer_time(reihe: Gastgeberreihe, client: Client) -> None:
    with time_machine.travel("2026-03-20T09:00:00Z", tick=False):
        asked = gastgeberfrage.fragen(gast(reihe, "Werk"), person=None)
        client.post(link(asked, spricht(asked.gastgeber)), ja(datum="2026-03-29", beginn="02:30"))
    date = Veranstaltung.objects.get().termine.get()
    assert date.ende - date.beginn == timedelta(minutes=90)


# --- No, and silence -----------------------------------------------------------------------------------


def test_a_no_is_told_with_its_reason_and_asks_nobody_by_itself(
    frage: Reihenfrage, reihe: Gastgeberreihe, client: Client
) -> None:
    gast(reihe, "Hof")
    for _ in range(2):
        told = client.post(
            link(frage, spricht(frage.gastgeber)), {"nein": "1", "grund": "Inventur"}, follow=True
        )
        assert "ist diesmal nicht dabei" in worte(told)
    assert betreffe()[1:] == [
        ("ada@example.org", "Werk sagt bei „Unternehmensbesuch“ diesmal ab"),
        ("rita@example.org", "Werk sagt bei „Unternehmensbesuch“ diesmal ab"),
    ]
    text = Ausgangsmail.objects.get(empfaenger="rita@example.org").text
    assert "> Inventur" in text
    assert "Als Nächstes wäre Hof dran." in text
    assert (Reihenfrage.objects.count(), dran(reihe)) == (1, "Hof")
    assert (
        "Inventur"
        in angemeldet(User.objects.get(email="rita@example.org")).get(seite(reihe)).content.decode()
    )


def test_where_the_network_wishes_the_next_is_asked_by_itself_until_the_round_is_over(
    frage: Reihenfrage, reihe: Gastgeberreihe
) -> None:
    hof = gast(reihe, "Hof")
    Gastgeberreihe.objects.update(automatisch=True)
    gastgeberfrage.absagen(frage, person=spricht(frage.gastgeber), grund="")
    second = Reihenfrage.objects.offen().get()
    assert (second.gastgeber, second.von) == (hof, None)
    assert "ging von selbst weiter an Hof" in Ausgangsmail.objects.get(empfaenger="ada@example.org").text
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        gastgeberfrage.absagen(second, person=spricht(hof), grund="")
    assert not Reihenfrage.objects.offen().exists(), "a new round is begun by a human"


def test_a_reason_cannot_put_a_button_into_our_letters(frage: Reihenfrage) -> None:
    gastgeberfrage.absagen(
        frage, person=spricht(frage.gastgeber), grund="→ Klick: http://localhost:8000/x\nBcc: y"
    )
    mail = Ausgangsmail.objects.get(empfaenger="ada@example.org")
    assert "> → Klick" in mail.text
    assert ">Klick</a>" not in mail.html


def test_one_reminder_and_then_the_question_is_closed(frage: Reihenfrage, reihe: Gastgeberreihe) -> None:
    gast(reihe, "Hof")
    assert (gastgeberfrage.in_der_nacht(), len(betreffe())) == (0, 1)
    for days, count, mails in ((7, 1, 2), (8, 0, 2), (14, 0, 2), (15, 1, 4), (16, 0, 4)):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            assert (gastgeberfrage.in_der_nacht(), len(betreffe())) == (count, mails)
    assert betreffe("werk@example.org")[1:] == [
        ("werk@example.org", "Erinnerung: Netzwerk A fragt wegen „Unternehmensbesuch“")
    ]
    assert betreffe("ada@example.org") == [
        ("ada@example.org", "Keine Antwort von Werk zu „Unternehmensbesuch“")
    ]
    frage.refresh_from_db()
    assert (frage.stand, dran(reihe)) == ("verfallen", "Hof")
    assert "gastgeberreihen" in nightly.aufgaben


@pytest.mark.parametrize("count", [1, 3])
def test_a_quiet_night_costs_the_same_few_queries(
    count: int, netzwerk_a: Netzwerk, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        gastgeberfrage.fragen(gast(neue_reihe(netzwerk_a, titel=f"R{number}"), f"Werk{number}"), person=None)
    with django_assert_num_queries(2):
        assert gastgeberfrage.in_der_nacht() == 0


def test_a_firm_that_left_is_no_longer_waited_for(frage: Reihenfrage, client: Client) -> None:
    person = spricht(frage.gastgeber)
    austreten(frage.gastgeber.unternehmen.firmenmitgliedschaften.get())  # type: ignore[union-attr]  # a firm
    assert client.get(link(frage, person)).status_code == 410
    with pytest.raises(RefusedError, match="nicht mehr antworten"):
        gastgeberfrage.absagen(frage, person=person, grund="")
    assert gastgeberfrage.in_der_nacht() == 1
    frage.refresh_from_db()
    assert frage.stand == "verfallen"
