"""Who hosts next, and why; who stands on the list; and the pages of those who write for the network."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core.models import Protokolleintrag
from core.refusal import RefusedError
from mitglieder.actions.firmen import austreten
from netzwerke.models import Netzwerk
from tests.factories import NetzwerkFactory
from tests.veranstaltungen.reihenhilfen import (
    LISTE,
    angemeldet,
    bald,
    besuch,
    betrieb,
    dran,
    gast,
    namen,
    neue_reihe,
    seite,
    spricht,
    worte,
)
from veranstaltungen.actions import gastgeberfrage, gastgeberreihe
from veranstaltungen.actions.veranstaltung import termin_absagen
from veranstaltungen.models import Gastgeberreihe, Reihenfrage, Reihengastgeber, Veranstaltung
from veranstaltungen.reihenfolge import naechste, stellen, warum

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]


@pytest.fixture
def reihe(netzwerk_a: Netzwerk, ada: User) -> Gastgeberreihe:
    return neue_reihe(netzwerk_a)


@pytest.fixture
def adas(ada: User) -> Client:
    return angemeldet(ada)


# --- The order -----------------------------------------------------------------------------------------


def test_who_never_hosted_comes_first_then_whose_visit_is_longest_ago(reihe: Gastgeberreihe) -> None:
    recent, old, second, third = (gast(reihe, name) for name in ("Recent", "Old", "Second", "Third"))
    besuch(recent, -10)
    besuch(old, -200)
    besuch(old, -100)
    assert [name for name, _lage in namen(reihe)] == ["Second", "Third", "Old", "Recent"]
    besuch(second, -3)
    besuch(third, -4)
    assert [name for name, _lage in namen(reihe)] == ["Old", "Recent", "Third", "Second"]


def test_the_sentence_says_why_it_is_this_one(reihe: Gastgeberreihe) -> None:
    with time_machine.travel("2026-03-02T09:00:00Z"):
        first, second = gast(reihe, "Eins"), gast(reihe, "Zwei")
    with time_machine.travel("2026-05-02T09:00:00Z"):
        assert warum(naechste(stellen(reihe))) == (  # type: ignore[arg-type]  # somebody is free
            "Wer noch nie dran war, kommt zuerst. Davon steht Eins am längsten auf der Liste: seit 2. März 2026."
        )
        besuch(first, -30)
        besuch(second, -20)
        assert warum(naechste(stellen(reihe))) == (  # type: ignore[arg-type]  # the same
            "Alle, die jetzt gefragt werden können, waren schon einmal dran. "
            "Bei Eins ist es am längsten her: 2. April 2026."
        )


def test_a_visit_counts_once_it_began_and_a_cancelled_one_gives_the_turn_back(
    reihe: Gastgeberreihe, ada: User
) -> None:
    host, _other = gast(reihe, "Eins"), gast(reihe, "Zwei")
    planned = besuch(host, 5)
    assert namen(reihe) == [("Eins", "zugesagt"), ("Zwei", "frei")]
    with time_machine.travel(planned.beginn + timedelta(minutes=1)):
        assert namen(reihe) == [("Zwei", "frei"), ("Eins", "frei")]
    termin_absagen(planned, person=ada, grund="Sturm")
    assert namen(reihe) == [("Eins", "frei"), ("Zwei", "frei")]
    with time_machine.travel(planned.beginn + timedelta(days=1)):
        assert namen(reihe) == [("Eins", "frei"), ("Zwei", "frei")]


def test_a_draft_that_is_deleted_gives_the_turn_back(reihe: Gastgeberreihe) -> None:
    host = gast(reihe, "Eins")
    frage = gastgeberfrage.fragen(host, person=None)
    draft = gastgeberfrage.zusagen(frage, person=spricht(host), zusage=bald())
    assert namen(reihe) == [("Eins", "zugesagt")]
    draft.delete()
    assert namen(reihe) == [("Eins", "frei")]


def test_who_declined_is_passed_over_until_somebody_says_yes(reihe: Gastgeberreihe) -> None:
    first, second = gast(reihe, "Eins"), gast(reihe, "Zwei")
    gast(reihe, "Drei")
    gastgeberfrage.absagen(gastgeberfrage.fragen(first, person=None), person=spricht(first), grund="")
    assert (namen(reihe)[0], dran(reihe)) == (("Eins", "abgesagt"), "Zwei")
    with pytest.raises(RefusedError, match="in der nächsten Runde"):
        gastgeberfrage.fragen(first, person=None)
    frage = gastgeberfrage.fragen(second, person=None)
    gastgeberfrage.zusagen(frage, person=spricht(second), zusage=bald())
    assert dran(reihe) == "Eins"


def test_when_all_declined_the_round_begins_anew_with_the_oldest_answer_but_not_at_once(
    reihe: Gastgeberreihe,
) -> None:
    hosts = [gast(reihe, name) for name in ("Eins", "Zwei")]
    for host in hosts:
        gastgeberfrage.absagen(gastgeberfrage.fragen(host, person=None), person=spricht(host), grund="")
    assert dran(reihe) == "Eins"
    assert "haben in dieser Runde abgesagt" in warum(naechste(stellen(reihe)))  # type: ignore[arg-type]  # one is
    with pytest.raises(RefusedError, match="gerade erst geantwortet"):
        gastgeberfrage.fragen(hosts[0], person=None)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        with pytest.raises(RefusedError, match="diesmal abgesagt"):
            gastgeberfrage.fragen(hosts[1], person=None)
        assert gastgeberfrage.fragen(hosts[0], person=None).ist_offen


def test_a_pause_holds_until_the_end_of_its_day(reihe: Gastgeberreihe) -> None:
    host = gast(reihe, "Eins")
    gast(reihe, "Zwei")
    gastgeberreihe.pausieren(host, person=None, bis=timezone.localdate() + timedelta(days=3))
    assert (namen(reihe)[0], dran(reihe)) == (("Eins", "pausiert"), "Zwei")
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        assert dran(reihe) == "Eins"
    gastgeberreihe.pausieren(host, person=None, bis=None)
    assert dran(reihe) == "Eins"
    acts = Protokolleintrag.objects.filter(aktion="gastgeberreihe.pausieren")
    gastgeberreihe.pausieren(host, person=None, bis=None)
    assert acts.count() == 2, "the second click wrote nothing"


def test_whoever_leaves_the_network_drops_out_by_itself(
    reihe: Gastgeberreihe, netzwerk_b: Netzwerk, ada: User, cem: User
) -> None:
    host = gast(reihe, "Eins")
    gastgeberreihe.aufnehmen(reihe, netzwerk_b, person=None)
    assert namen(reihe) == [("Eins", "frei"), ("Netzwerk B", "frei")]
    austreten(host.unternehmen.firmenmitgliedschaften.get())  # type: ignore[union-attr]  # a firm
    netzwerk_b.status, netzwerk_b.endejahr = "beendet", 2024
    netzwerk_b.save()
    assert namen(reihe) == []
    assert "0 auf der Liste" in worte(angemeldet(ada).get(LISTE))


def test_where_nobody_could_answer_nobody_is_asked(
    reihe: Gastgeberreihe, netzwerk_b: Netzwerk, ada: User
) -> None:
    host = gast(reihe, "Eins")
    host.unternehmen.sitze.update(ansprechperson=False)  # type: ignore[union-attr]  # a firm
    gastgeberreihe.aufnehmen(reihe, netzwerk_b, person=None)
    assert namen(reihe) == [("Eins", "unerreichbar"), ("Netzwerk B", "unerreichbar")]
    assert dran(reihe) == ""
    with pytest.raises(RefusedError, match="Laden Sie eine Ansprechperson ein"):
        gastgeberfrage.fragen(host, person=ada)


# --- The list ------------------------------------------------------------------------------------------


def test_nobody_stands_on_a_list_twice_and_who_comes_back_keeps_the_turns(reihe: Gastgeberreihe) -> None:
    host, _other = gast(reihe, "Eins"), gast(reihe, "Zwei")
    besuch(host, -5)
    assert gastgeberreihe.aufnehmen(reihe, host.unternehmen, person=None) == host  # type: ignore[arg-type]  # a firm
    gastgeberreihe.herausnehmen(host, person=None)
    gastgeberreihe.herausnehmen(host, person=None)
    assert namen(reihe) == [("Zwei", "frei")]
    gastgeberreihe.aufnehmen(reihe, host.unternehmen, person=None)  # type: ignore[arg-type]  # a firm
    assert namen(reihe) == [("Zwei", "frei"), ("Eins", "frei")]
    assert Protokolleintrag.objects.filter(aktion="gastgeberreihe.herausnehmen").count() == 1


def test_who_cannot_come_on_a_list(reihe: Gastgeberreihe, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk) -> None:
    ended = NetzwerkFactory(status="beendet", endejahr=2020)
    for wen, words in (
        (betrieb(netzwerk_b, "Fremd"), "gehört nicht zu Netzwerk A"),
        (netzwerk_a, "eigenes Netzwerk"), (ended, "gibt es nicht mehr"),
    ):  # fmt: skip
        with pytest.raises(RefusedError, match=words):
            gastgeberreihe.aufnehmen(reihe, wen, person=None)


def test_the_database_holds_one_open_question_and_one_kind_of_host(reihe: Gastgeberreihe) -> None:
    first, second = gast(reihe, "Eins"), gast(reihe, "Zwei")
    gastgeberfrage.fragen(first, person=None)
    wrong: list[Any] = [
        lambda: Reihenfrage.objects.create(reihe=reihe, gastgeber=second, frist=timezone.localdate()),
        lambda: Reihengastgeber.objects.create(reihe=reihe),
        lambda: Reihengastgeber.objects.create(
            reihe=reihe, unternehmen=first.unternehmen, netzwerk=reihe.netzwerk
        ),
        lambda: Reihenfrage.objects.filter(reihe=reihe).update(erledigt=timezone.now()),
    ]
    for act in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


# --- The pages -----------------------------------------------------------------------------------------


def test_from_the_first_series_to_the_question(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, adas: Client
) -> None:
    shown = adas.get("/mein/netzwerke/netzwerk-a/veranstaltungen/").content.decode()
    assert f'href="{LISTE}"' in shown
    assert "Erste Reihe anlegen" in adas.get(LISTE).content.decode()
    data = {"titel": "Frühstück", "dauer_minuten": "60", "beginn": "08:00", "rhythmus": "monatlich"}
    for _ in range(2):
        adas.post(f"{LISTE}neu/", data)
    reihe = Gastgeberreihe.objects.get()
    firm = betrieb(netzwerk_a, "Werk")
    more = {"unternehmen": [firm.pk], "netzwerk": [netzwerk_b.pk]}
    for _ in range(2):
        adas.post(f"{seite(reihe)}hinzufuegen/", more)
    assert namen(reihe) == [("Werk", "frei"), ("Netzwerk B", "unerreichbar")]
    shown = worte(adas.get(seite(reihe)))
    assert "Als Nächstes: Werk" in shown
    assert "Wer noch nie dran war, kommt zuerst." in shown
    host = reihe.gastgeber.get(unternehmen=firm)
    for _ in range(2):
        told = worte(adas.post(seite(reihe), {"fragen": "1", "gastgeber": host.pk}, follow=True))
        assert "Werk ist gefragt" in told
    assert Reihenfrage.objects.count() == 1
    adas.post(seite(reihe), {"zuruecknehmen": Reihenfrage.objects.get().pk})
    assert Reihenfrage.objects.get().stand == "zurueck"
    assert "Als Nächstes: Werk" in worte(adas.get(seite(reihe)))


def test_the_search_finds_firms_of_the_network_and_other_networks_that_are_not_on_the_list(
    reihe: Gastgeberreihe, netzwerk_b: Netzwerk, adas: Client
) -> None:
    gast(reihe, "Werkhof")
    betrieb(reihe.netzwerk, "Werkstatt")
    betrieb(netzwerk_b, "Werkbank")
    shown = worte(adas.get(f"{seite(reihe)}hinzufuegen/", {"q": "werk"}))
    assert ("Werkstatt" in shown, "Werkhof" in shown, "Werkbank" in shown) == (True, False, False)
    assert "ist niemand bekannt" in worte(adas.get(f"{seite(reihe)}hinzufuegen/", {"q": "xyzzy"}))


def test_a_series_is_changed_and_goes_with_its_questions_while_events_stay(
    reihe: Gastgeberreihe, adas: Client
) -> None:
    host = gast(reihe, "Eins")
    frage = gastgeberfrage.fragen(host, person=None)
    event = gastgeberfrage.zusagen(frage, person=spricht(host), zusage=bald())
    adas.post(f"{seite(reihe)}aendern/", {"titel": "Anders", "dauer_minuten": "45", "automatisch": "on"})
    reihe.refresh_from_db()
    assert (reihe.titel, reihe.dauer_minuten, reihe.automatisch) == ("Anders", 45, True)
    for _ in range(2):
        adas.post(f"{seite(reihe)}loeschen/")
    assert not Gastgeberreihe.objects.exists()
    assert not Reihenfrage.objects.exists()
    assert Veranstaltung.objects.filter(pk=event.pk).exists()


@pytest.mark.parametrize(
    "data",
    [
        {"titel": "", "dauer_minuten": "60"},
        {"titel": "x" * 61, "dauer_minuten": "60"},
        {"titel": "Gut", "dauer_minuten": "14"},
        {"titel": "Gut", "dauer_minuten": "9" * 30},
        {"titel": "Gut", "dauer_minuten": "60", "beginn": "25:00"},
        {"titel": "Gut", "dauer_minuten": "60", "plaetze": "-1"},
        {"titel": "Gut\x00", "dauer_minuten": "60"},
        {"titel": "Gut", "dauer_minuten": "60", "satz": "zwei\nZeilen"},
    ],
)
def test_what_cannot_be_is_told_and_kept(data: dict[str, str], netzwerk_a: Netzwerk, adas: Client) -> None:
    answer = adas.post(f"{LISTE}neu/", {"rhythmus": "alle paar Wochen", **data})
    if "\x00" in data["titel"]:
        assert answer.status_code in {200, 400}
    else:
        assert "errorlist" in answer.content.decode()
        assert "alle paar Wochen" in answer.content.decode()
    assert not Gastgeberreihe.objects.exists()


def test_nonsense_is_told_and_changes_nothing(reihe: Gastgeberreihe, adas: Client) -> None:
    host = gast(reihe, "Eins")
    for key in ("x", "9" * 30, "", str(host.pk + 99), "-1"):
        assert adas.post(seite(reihe), {"fragen": "1", "gastgeber": key}).status_code == 404
        assert adas.post(seite(reihe), {"zuruecknehmen": key}).status_code == 302
        adas.post(f"{seite(reihe)}hinzufuegen/", {"unternehmen": key, "netzwerk": key})
    assert adas.post(seite(reihe), {"gastgeber": host.pk}, follow=True).status_code == 200
    assert adas.post(seite(reihe)).status_code == 404
    far = timezone.localdate() + timedelta(days=900)
    for day in ("", "gestern", "0001-01-01", "2020-01-01", f"{far}", "9999-12-31"):
        answer = adas.post(f"{seite(reihe)}{host.pk}/pause/", {"bis": day}).content.decode()
        assert "errorlist" in answer
    assert adas.get(f"{LISTE}999999999999/").status_code == 404
    assert adas.get(f"{seite(reihe)}{host.pk + 99}/pause/").status_code == 404
    host.refresh_from_db()
    assert (Reihenfrage.objects.count(), host.pausiert_bis, reihe.gastgeber.count()) == (0, None, 1)


def test_a_pause_and_leaving_the_list_by_the_buttons(reihe: Gastgeberreihe, adas: Client) -> None:
    host = gast(reihe, "Eins")
    day = timezone.localdate() + timedelta(days=3)
    adas.post(f"{seite(reihe)}{host.pk}/pause/", {"bis": day.isoformat()})
    assert namen(reihe) == [("Eins", "pausiert")]
    assert "Zurzeit kann niemand gefragt werden" in worte(adas.get(seite(reihe)))
    adas.post(seite(reihe), {"fortsetzen": "1", "gastgeber": host.pk})
    assert namen(reihe) == [("Eins", "frei")]
    gastgeberfrage.fragen(host, person=None)
    told = worte(adas.post(seite(reihe), {"herausnehmen": "1", "gastgeber": host.pk}, follow=True))
    assert "wartet noch eine Frage" in told
    adas.post(seite(reihe), {"zuruecknehmen": Reihenfrage.objects.get().pk})
    adas.post(seite(reihe), {"herausnehmen": "1", "gastgeber": host.pk})
    assert namen(reihe) == []


def test_markup_stays_words(reihe: Gastgeberreihe, adas: Client) -> None:
    gast(reihe, "<script>alert(1)</script>", None)
    Gastgeberreihe.objects.update(titel="<b>x</b>", satz="<script>alert(2)</script>")
    for path in (LISTE, seite(reihe), f"{seite(reihe)}hinzufuegen/", f"{seite(reihe)}loeschen/"):
        found = adas.get(path).content.decode()
        assert ("<script>alert(" in found, "<b>x</b>" in found) == (False, False)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("cem", 404), ("ben", 403), ("eva", 403), ("dana", 403), ("rita", 200), ("ada", 200), ("guel", 200)],
)
def test_who_writes_for_the_network_keeps_its_series(
    name: str, expected: int, reihe: Gastgeberreihe, request: Any
) -> None:
    host = gast(reihe, "Eins")
    client = angemeldet(request.getfixturevalue(name))
    for path in (LISTE, f"{LISTE}neu/", seite(reihe), f"{seite(reihe)}hinzufuegen/", f"{seite(reihe)}aendern/",
                 f"{seite(reihe)}loeschen/", f"{seite(reihe)}{host.pk}/pause/"):  # fmt: skip
        assert client.get(path).status_code == expected
    done = client.post(seite(reihe), {"fragen": "1", "gastgeber": host.pk}).status_code
    assert done == (302 if expected == 200 else expected)
    assert Reihenfrage.objects.exists() is (expected == 200)


def test_a_visitor_is_asked_to_sign_in(reihe: Gastgeberreihe, client: Client) -> None:
    assert client.get(seite(reihe))["Location"].startswith("/konto/login/")
    assert client.post(seite(reihe), {"fragen": "1"}).status_code == 403


def test_a_series_is_reached_through_its_own_network_only(
    reihe: Gastgeberreihe, netzwerk_b: Netzwerk, cem: User
) -> None:
    path = seite(reihe).replace("netzwerk-a", "netzwerk-b")
    assert angemeldet(cem).get(path).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_few_queries(
    count: int, reihe: Gastgeberreihe, adas: Client, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        host = gast(reihe, f"Werk{number}")
        besuch(host, -number - 1)
        betrieb(reihe.netzwerk, f"Hof{number}")
        neue_reihe(reihe.netzwerk, titel=f"Reihe {number}")
        frage = gastgeberfrage.fragen(host, person=None)
        gastgeberfrage.absagen(frage, person=spricht(host), grund="Zu")
    for path, queries in ((LISTE, 8), (seite(reihe), 13), (f"{seite(reihe)}hinzufuegen/", 8)):
        adas.get(path)
        with django_assert_num_queries(queries):
            adas.get(path)
