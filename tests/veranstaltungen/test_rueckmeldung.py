"""How it was: asked with the thanks, answered once and without a name, read by hosts from three answers on."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.db import models
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from accounts.actions import konto_loeschen
from accounts.models import User
from core.models import Protokolleintrag
from core.refusal import RefusedError
from netzwerke.models import Netzwerk
from notifications.models import Ausgangsmail
from tests.factories import UserFactory
from tests.factories.konten import mit_zweitem_faktor
from tests.factories.veranstaltungen import termin
from veranstaltungen.actions import anmeldung, loeschen, rueckmeldung, rundschreiben
from veranstaltungen.enums import Nutzen
from veranstaltungen.models import Anmeldung, Hilfsangebot, Platz, Rueckmeldung, Rundschreiben, Termin
from veranstaltungen.rueckmeldungen import Ergebnis, ergebnis

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]
ANSWER = {"nutzen": "4", "bleiben": "Die Runde", "anders": "Pünktlich beginnen", "wieder": "ja"}
WORDS = ("Die Runde", "Pünktlich beginnen")


@pytest.fixture
def abend(netzwerk_a: Netzwerk, ada: User) -> Termin:
    """Yesterday, with five who had a place; four came."""
    hier = termin(5, netzwerk=netzwerk_a, slug="abend", in_tagen=1)
    rows = [anmeldung.anmelden(hier, person=UserFactory(email=f"{n}@example.org")) for n in "abcde"]
    Platz.objects.filter(anmeldung__in=rows[:4]).update(eingetroffen=timezone.now())
    begin = timezone.now() - timedelta(days=1)
    Termin.objects.filter(pk=hier.pk).update(beginn=begin, ende=begin + timedelta(hours=2))
    Ausgangsmail.objects.all().delete()
    return Termin.objects.get(pk=hier.pk)


def host(person: User) -> Client:
    client = Client()
    client.force_login(mit_zweitem_faktor(person))
    return client


@pytest.fixture
def adas(ada: User) -> Client:
    return host(ada)


def of(email: str) -> Anmeldung:
    return Anmeldung.objects.select_related("termin__veranstaltung").get(email=f"{email}@example.org")


def form(email: str) -> str:
    return f"/rueckmeldung/{rueckmeldung.losung(of(email))}/"


def page(hier: Termin, rest: str = "rueckmeldungen/") -> str:
    return f"/mein{hier.get_absolute_url()}{rest}"


def answered(emails: str, steps: str = "5443", **fields: Any) -> None:
    for email, step in zip(emails, steps, strict=False):
        assert Client().post(form(email), {**ANSWER, "nutzen": step, **fields}).status_code == 302


# --- Asked with the thanks --------------------------------------------------------------------------------


def test_who_came_gets_a_link_of_their_own_with_the_thanks(abend: Termin, adas: Client) -> None:
    path = page(abend, "nachricht/")
    letter = adas.get(f"{path}?vorlage=danke").context["form"]
    data = {name: letter[name].value() for name in ("an", "betreff", "text", "rueckmeldung")}
    assert (data["an"], data["rueckmeldung"]) == ("gekommen", True)
    data["rueckmeldung"] = "on"
    preview = adas.post(path, data).content.decode()
    assert "eigener Link für jede Anmeldung" in preview
    assert '<input type="hidden" name="rueckmeldung" value="on">' in preview
    adas.post(path, {**data, "senden": "1"})
    mails = {mail.empfaenger[0]: mail.text for mail in Ausgangsmail.objects.all()}
    assert sorted(mails) == ["a", "b", "c", "d"]
    link = re.search(r"http://localhost:8000(/rueckmeldung/\S+/)", mails["a"])
    assert link is not None
    assert Client().get(link[1]).status_code == 200
    assert len({re.search(r"/rueckmeldung/\S+", text)[0] for text in mails.values()}) == 4  # type: ignore[index]  # each has one
    assert Rundschreiben.objects.get().rueckmeldung is True


def test_an_english_letter_leads_to_the_english_form(abend: Termin, ada: User) -> None:
    User.objects.filter(email="a@example.org").update(sprache="en")
    send(abend, ada, "gekommen")
    assert (
        "http://localhost:8000/en/rueckmeldung/" in Ausgangsmail.objects.get(empfaenger="a@example.org").text
    )


def send(hier: Termin, person: Any, an: str, *, asks: bool = True) -> Rundschreiben:
    return rundschreiben.senden(hier, person=person, an=an, betreff="B", text="T", rueckmeldung=asks)


def test_a_message_that_does_not_ask_holds_no_link(abend: Termin, ada: User) -> None:
    send(abend, ada, "alle", asks=False)
    assert "/rueckmeldung/" not in "".join(Ausgangsmail.objects.values_list("text", flat=True))


@pytest.mark.parametrize("an", ["alle", "angemeldet", "wartend", "gefehlt"])
def test_only_who_was_there_is_asked(an: str, abend: Termin, adas: Client) -> None:
    data = {"an": an, "betreff": "Danke", "text": "Getippt", "rueckmeldung": "on", "senden": "1"}
    answer = adas.post(page(abend, "nachricht/"), data).content.decode()
    assert "Wählen Sie „alle, die gekommen sind“" in answer
    assert "Getippt" in answer
    assert not Rundschreiben.objects.exists()


def test_where_nobody_kept_the_door_all_with_a_place_are_asked(
    abend: Termin, adas: Client, ada: User
) -> None:
    Platz.objects.update(eingetroffen=None)
    letter = adas.get(page(abend, "nachricht/?vorlage=danke")).context["form"]
    assert letter["an"].value() == "angemeldet"
    assert send(abend, ada, "angemeldet").anzahl == 5


@pytest.mark.parametrize("days", [-31, 1])
def test_before_and_long_after_nobody_is_asked(days: int, abend: Termin, adas: Client, ada: User) -> None:
    begin = timezone.now() + timedelta(days=days)
    Termin.objects.filter(pk=abend.pk).update(beginn=begin, ende=begin + timedelta(hours=2))
    assert "rueckmeldung" not in adas.get(page(abend, "nachricht/?vorlage=danke")).context["form"].fields
    with pytest.raises(RefusedError, match="bis 30 Tage danach"):
        send(Termin.objects.get(pk=abend.pk), ada, "gekommen")


# --- Answered ------------------------------------------------------------------------------------------------


def test_an_answer_is_kept_without_whose_it_is(abend: Termin, client: Client) -> None:
    before = client.get(form("a")).content.decode()
    for promise in ("ohne Verbindung zu Ihrer Anmeldung", "sobald 3 Antworten", "nichts mehr ändern"):
        assert promise in before
    assert Rueckmeldung.objects.count() == 0, "looking changes nothing"
    assert client.post(form("a"), ANSWER)["Location"] == form("a")
    row = Rueckmeldung.objects.values().get()
    row.pop("id")
    assert row == {
        "termin_id": abend.pk, "nutzen": 4, "bleiben": WORDS[0], "anders": WORDS[1], "wieder": True,
    }  # fmt: skip
    assert [of(name).rueckgemeldet for name in "ab"] == [True, False]
    assert Hilfsangebot.objects.count() == 0
    assert "Danke für Ihre Rückmeldung" in client.get(form("a")).content.decode()


def test_nothing_in_the_tables_could_join_an_answer_with_a_person(abend: Termin, client: Client) -> None:
    """No moment, no key that counts up, no link; and the log does not tell."""
    kinds = {type(field) for field in Rueckmeldung._meta.concrete_fields}
    assert kinds.isdisjoint({models.DateTimeField, models.DateField, models.AutoField, models.BigAutoField})
    links = {field.related_model for field in Rueckmeldung._meta.concrete_fields if field.is_relation}
    assert links == {Termin}
    changed = Anmeldung.objects.values_list("entschieden").get(email="a@example.org")
    logged = Protokolleintrag.objects.count()
    client.post(form("a"), ANSWER)
    assert Anmeldung.objects.values_list("entschieden").get(email="a@example.org") == changed
    assert Protokolleintrag.objects.count() == logged
    assert Ausgangsmail.objects.count() == 0


def test_the_second_click_changes_nothing(abend: Termin, client: Client) -> None:
    assert client.post(form("a"), ANSWER).status_code == 302
    answer = client.post(form("a"), {**ANSWER, "nutzen": "1"})
    assert (answer.status_code, "lässt sie sich nicht mehr ändern" in answer.content.decode()) == (200, True)
    assert Rueckmeldung.objects.get().nutzen == 4
    with pytest.raises(rueckmeldung.SchonGeantwortetError):
        rueckmeldung.geben(of("a"), antworten={"nutzen": 1})
    assert Rueckmeldung.objects.count() == 1


def test_who_offers_help_does_so_by_name_and_apart_from_the_answer(abend: Termin, client: Client) -> None:
    client.post(form("a"), {**ANSWER, "helfen": "on", "name": "Noa", "kontakt": "030 123"})
    offer = Hilfsangebot.objects.get()
    assert (offer.name, offer.kontakt, offer.anmeldung) == ("Noa", "030 123", of("a"))
    assert Rueckmeldung.objects.count() == 1


BAD = [
    ({"nutzen": ""}, "errorlist"),
    ({"nutzen": "6"}, "errorlist"),
    ({"nutzen": "x" * 100}, "errorlist"),
    ({"bleiben": "x" * 1001}, "errorlist"),
    ({"anders": "a\x00b"}, "errorlist"),
    ({"wieder": "vielleicht"}, "errorlist"),
    ({"helfen": "on"}, "bei Ihnen melden können"),
    ({"name": "Noa"}, "setzen Sie das Häkchen"),
    ({"helfen": "on", "name": "x" * 161, "kontakt": "y"}, "errorlist"),
]


@pytest.mark.parametrize(("fields", "told"), BAD)
def test_what_cannot_be_is_told_and_what_was_typed_stays(
    fields: dict[str, str], told: str, abend: Termin, client: Client
) -> None:
    answer = client.post(form("a"), {**ANSWER, "bleiben": "Bleibt stehen", **fields})
    text = answer.content.decode()
    assert (answer.status_code, told in text) == (200, True)
    assert fields.get("bleiben", "Bleibt stehen") in text
    assert (Rueckmeldung.objects.count(), of("a").rueckgemeldet) == (0, False)


def test_one_answer_is_enough(abend: Termin, client: Client) -> None:
    assert client.post(form("a"), {"nutzen": "1"}).status_code == 302
    row = Rueckmeldung.objects.get()
    assert (row.nutzen, row.bleiben, row.anders, row.wieder) == (1, "", "", None)


def test_links_that_are_none_lead_nowhere(abend: Termin, client: Client) -> None:
    good = form("a")
    anmeldung_link = good.replace("rueckmeldung", "anmeldung")
    Anmeldung.objects.filter(email="b@example.org").update(stand="abgemeldet")
    for path in ("/rueckmeldung/x/", good[:-3] + "/", form("b"), anmeldung_link):
        assert [client.get(path).status_code, client.post(path, ANSWER).status_code] == [404, 404]
    assert Rueckmeldung.objects.count() == 0
    assert client.delete(good).status_code == 405


@pytest.mark.parametrize(("days", "expected"), [(29, 200), (31, 410)])
def test_the_link_is_good_for_thirty_days(days: int, expected: int, abend: Termin, client: Client) -> None:
    with time_machine.travel(abend.ende + timedelta(days=days), tick=False):
        assert client.get(form("a")).status_code == expected
        client.post(form("a"), ANSWER)
        assert Rueckmeldung.objects.count() == (1 if expected == 200 else 0)
    if expected == 410:
        with time_machine.travel(abend.ende + timedelta(days=days), tick=False), pytest.raises(RefusedError):
            rueckmeldung.geben(of("a"), antworten={"nutzen": 1})


# --- Read by hosts -------------------------------------------------------------------------------------------


def test_two_answers_tell_nothing_three_tell_all(abend: Termin, adas: Client) -> None:
    answered("ab")
    text = adas.get(page(abend)).content.decode()
    assert "Noch 1 Antwort bis zum Ergebnis" in text or "Noch hat niemand gefragt" in text
    assert [word in text for word in (*WORDS, "nützlich</dt>")] == [False] * 3
    assert adas.get(page(abend, "rueckmeldungen/ausgabe/")).status_code == 302
    assert "im Mittel" not in adas.get(page(abend, "rueckblick/")).content.decode()
    answered("c", "1")
    text = adas.get(page(abend)).content.decode()
    assert [word in text for word in WORDS] == [True] * 2
    sentence = "3 Antworten, im Mittel 3,3 von 5 (teils, teils). Wiederkommen würden: 3."
    assert sentence in adas.get(page(abend, "rueckblick/")).content.decode()


def test_the_page_says_how_many_are_missing(abend: Termin, adas: Client, ada: User) -> None:
    assert "Noch hat niemand gefragt" in adas.get(page(abend)).content.decode()
    send(abend, ada, "gekommen")
    assert "Noch 3 Antworten bis zum Ergebnis" in adas.get(page(abend)).content.decode()
    answered("ab")
    assert "Noch 1 Antwort bis zum Ergebnis" in adas.get(page(abend)).content.decode()


def test_offers_of_help_are_shown_at_once(abend: Termin, adas: Client) -> None:
    answered("a", "5", helfen="on", name="Noa <b>", kontakt="noa@example.org")
    text = adas.get(page(abend)).content.decode()
    assert "Noa &lt;b&gt;" in text
    assert WORDS[0] not in text


def test_markup_stays_words(abend: Termin, adas: Client) -> None:
    answered("abc", bleiben="<script>alert(1)</script>")
    assert "<script>alert(1)" not in adas.get(page(abend)).content.decode()


@pytest.mark.parametrize(
    ("steps", "mittel", "word"),
    [("555", "5,0", "sehr nützlich"), ("445", "4,3", "nützlich"), ("111", "1,0", "nicht nützlich"),
     ("4455", "4,5", "sehr nützlich")],
)  # fmt: skip
def test_the_average_in_words_and_number(steps: str, mittel: str, word: str, abend: Termin) -> None:
    answered("abcd", steps)
    assert ergebnis(abend).mittel_in_worten == f"{mittel} von 5 ({word})"


def test_what_is_counted(abend: Termin) -> None:
    answered("ab", "55")
    answered("c", "2", wieder="nein")
    answered("d", "2", wieder="")
    assert ergebnis(abend) == Ergebnis(
        4, {Nutzen.SEHR: 2, Nutzen.GUT: 0, Nutzen.TEILS: 0, Nutzen.WENIG: 2, Nutzen.NICHT: 0}, ja=2, nein=1
    )


def test_the_file_holds_question_by_question_and_is_noted(abend: Termin, adas: Client, ada: User) -> None:
    answered("abc", "544", bleiben="=1+1", anders="")
    path = page(abend, "rueckmeldungen/ausgabe/")
    assert "errorlist" in adas.post(path, {"zweck": "", "art": "xlsx"}).content.decode()
    assert "errorlist" in adas.post(path, {"zweck": "x", "art": "exe"}).content.decode()
    answer = adas.post(path, {"zweck": "Vorstand", "art": "csv"})
    assert answer["Content-Disposition"] == f'attachment; filename="rueckmeldungen-abend-{abend.pk}.csv"'
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "Frage;Antwort;Anzahl",
        "Wie nützlich war es für Sie?;sehr nützlich;1",
        "Wie nützlich war es für Sie?;nützlich;2",
        "Wie nützlich war es für Sie?;teils, teils;0",
        "Wie nützlich war es für Sie?;wenig nützlich;0",
        "Wie nützlich war es für Sie?;nicht nützlich;0",
        "Würden Sie wiederkommen?;Ja;3",
        "Würden Sie wiederkommen?;Nein;0",
        *["Was soll so bleiben?;'=1+1;1"] * 3,
    ]
    noted = Protokolleintrag.objects.get(aktion="rueckmeldungen.ausgeben")
    assert (noted.person, noted.angaben) == (ada, {"zweck": "Vorstand"})
    book = load_workbook(BytesIO(adas.post(path, {"zweck": "V", "art": "xlsx"}).content))
    assert book.worksheets[0]["A1"].value == "Frage"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("cem", 404),
        ("ben", 404),
        ("eva", 404),
        ("dana", 404),
        ("rita", 200),
        ("guel", 200),
        ("superuser", 200),
    ],
)
def test_hosts_alone_read_it(name: str, expected: int, abend: Termin, request: Any) -> None:
    answered("abc")
    client = host(request.getfixturevalue(name))
    for rest in ("rueckmeldungen/", "rueckmeldungen/ausgabe/"):
        assert client.get(page(abend, rest)).status_code == expected
    answer = client.post(page(abend, "rueckmeldungen/ausgabe/"), {"zweck": "x", "art": "csv"})
    assert answer.status_code == expected


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_few_queries(
    count: int, abend: Termin, adas: Client, django_assert_num_queries: Any
) -> None:
    answered("abc")
    for number in range(count):
        Hilfsangebot.objects.create(anmeldung=of("abc"[number]), name="N", kontakt="K")
    adas.get(page(abend))
    with django_assert_num_queries(14):
        adas.get(page(abend))


# --- What stays --------------------------------------------------------------------------------------------------


def test_with_the_names_go_the_words_and_the_figures_stay(abend: Termin) -> None:
    answered("abc", "544", helfen="on", name="Noa", kontakt="030")
    before = ergebnis(abend)
    with time_machine.travel(abend.ende + timedelta(days=184), tick=False):
        assert loeschen.teilnehmende_loeschen() == 1
    assert (Anmeldung.objects.count(), Hilfsangebot.objects.count(), ergebnis(abend)) == (0, 0, before)
    assert set(Rueckmeldung.objects.values_list("bleiben", "anders")) == {("", "")}


def test_where_names_go_early_the_link_ends_with_them(abend: Termin, client: Client) -> None:
    type(abend.veranstaltung).objects.update(aufbewahren_tage=2)
    path = form("a")
    with time_machine.travel(abend.ende + timedelta(days=2, minutes=1), tick=False):
        assert client.get(path).status_code == 410
        loeschen.teilnehmende_loeschen()
        assert client.get(path).status_code == 404


def test_who_goes_takes_the_offer_along_and_the_answer_stays(abend: Termin) -> None:
    answered("a", "5", helfen="on", name="Noa", kontakt="030")
    konto_loeschen(User.objects.get(email="a@example.org"))
    assert (Hilfsangebot.objects.count(), Rueckmeldung.objects.count()) == (0, 1)
