"""Registering and hosting by the pages: what people click, and what they are told when they err."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core import contentversion
from core.models import Protokolleintrag
from netzwerke.models import Netzwerk
from notifications.models import Ausgangsmail
from tests.accounts.helpers import letzte_mail, pfad_aus
from tests.factories import UserFactory
from tests.factories.konten import mit_zweitem_faktor
from tests.factories.veranstaltungen import termin
from veranstaltungen.actions import anmeldung, loeschen
from veranstaltungen.enums import Fragart
from veranstaltungen.models import Anmeldung, Belegung, Frage, Platz, Termin, Veranstaltung

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]


def form_of(hier: Termin) -> str:
    return f"{hier.get_absolute_url()}anmelden/"


def test_a_member_registers_with_two_clicks_and_cancels(client: Client, eva: User) -> None:
    hier = termin(plaetze_je_anmeldung=1)
    client.force_login(eva)
    assert form_of(hier) in client.get(hier.get_absolute_url()).content.decode()
    done = client.post(form_of(hier), follow=True)
    assert "Sie sind angemeldet." in done.content.decode()
    again = client.get(form_of(hier), follow=True)  # the link carries the second in which it was made
    assert again.context["anmeldung"] == done.context["anmeldung"]
    client.post(done.redirect_chain[-1][0], {"absagen": "1"})
    assert Anmeldung.objects.get().stand == "abgemeldet"


def test_a_guest_confirms_by_the_link_and_looking_changes_nothing(client: Client) -> None:
    hier = termin(plaetze_je_anmeldung=2)
    data = {"name": "Kim Gast", "email": "kim@example.org", "plaetze": 2, "name_2": "Lea"}
    page = client.post(form_of(hier), data, follow=True).content.decode()
    assert "Sehen Sie in Ihr Postfach" in page
    link = pfad_aus(letzte_mail("kim@example.org"))
    client.get(link)
    assert Anmeldung.objects.get().stand == "offen"
    client.post(link, {"bestaetigen": "1"})
    row = Anmeldung.objects.get()
    assert (row.stand, [str(seat) for seat in row.sitze.all()]) == ("angemeldet", ["Kim Gast", "Lea"])
    client.post(link, {"aendern": "1", "plaetze": 1, "name_1": "Kim"})
    assert [str(seat) for seat in row.sitze.all()] == ["Kim"]


def test_a_known_address_gets_the_same_answer_as_a_new_one(client: Client) -> None:
    hier = termin(plaetze_je_anmeldung=1)
    anmeldung.anmelden(hier, person=UserFactory(email="kim@example.org"))
    answers = [
        client.post(form_of(hier), {"name": "Wer", "email": email})
        for email in ("kim@example.org", "neu@example.org")
    ]
    assert len({(a.status_code, a["Location"], a.content) for a in answers}) == 1


def test_what_is_typed_wrong_is_told_and_kept(client: Client) -> None:
    hier = termin()
    page = client.post(form_of(hier), {"name": "Kim", "email": "kim", "plaetze": 99}).content.decode()
    assert 'value="Kim"' in page
    assert "gültige E-Mail-Adresse" in page
    assert Anmeldung.objects.count() == 0


@pytest.mark.parametrize("name", ["\u200b", "\u202eabc", "\u00ad"])
def test_a_name_that_nobody_can_read_is_refused_for_every_seat(name: str, client: Client) -> None:
    hier = termin()
    data = {"name": "Kim", "email": "kim@example.org", "plaetze": 2, "name_2": "Lea"}
    for field in ("name", "name_2"):
        answer = client.post(form_of(hier), {**data, field: name})
        assert set(answer.context["form"].errors) == {field}
    client.post(form_of(hier), data)
    link = pfad_aus(letzte_mail("kim@example.org"))
    client.post(link, {"bestaetigen": "1"})
    answer = client.post(link, {"aendern": "1", "plaetze": 2, "name_1": "Kim", "name_2": name})
    assert set(answer.context["form"].errors) == {"name_2"}
    assert [str(seat) for seat in Platz.objects.all()] == ["Kim", "Lea"]


def test_an_address_is_not_flooded(client: Client) -> None:
    for number in range(11):
        hier = termin(plaetze_je_anmeldung=1, in_tagen=number + 1)
        page = client.post(form_of(hier), {"name": "Wer", "email": "opfer@example.org"}, follow=True)
    assert Ausgangsmail.objects.filter(empfaenger="opfer@example.org").count() == 10
    assert "gingen heute schon viele Mails" in page.content.decode()


def test_an_address_that_is_registered_is_not_flooded_either(client: Client) -> None:
    hier = termin(plaetze_je_anmeldung=1)
    anmeldung.anmelden(hier, person=UserFactory(email="opfer@example.org"))
    Ausgangsmail.objects.all().delete()
    with time_machine.travel(timezone.now()) as clock:
        for _n in range(11):
            page = client.post(form_of(hier), {"name": "Wer", "email": "opfer@example.org"}, follow=True)
            clock.shift(timedelta(minutes=10))
    assert Ausgangsmail.objects.filter(empfaenger="opfer@example.org").count() == 10
    assert "gingen heute schon viele Mails" in page.content.decode()


@pytest.mark.parametrize("link", ["/anmeldung/unsinn/", "/en/anmeldung/unsinn:1:2/"])
def test_a_broken_link_says_so(link: str, client: Client) -> None:
    answer = client.get(link)
    assert answer.status_code == 404
    assert "kalender" in answer.content.decode() or "veranstaltungen" in answer.content.decode()


def questions(hier: Termin) -> list[Frage]:
    make = Frage.objects.create
    return [
        make(
            veranstaltung=hier.veranstaltung,
            text="Essen?",
            art=Fragart.AUSWAHL,
            auswahl=["A", "B"],
            pflicht=True,
        ),
        make(veranstaltung=hier.veranstaltung, text="Unverträglich?", art=Fragart.TEXT, sensibel=True),
        make(veranstaltung=hier.veranstaltung, text="Fotos?", art=Fragart.EINWILLIGUNG),
    ]


@pytest.fixture
def gastgeber(client: Client, ada: User) -> Client:
    client.force_login(mit_zweitem_faktor(ada))
    return client


def test_answers_are_seen_by_hosts_and_sensitive_ones_stay_out_of_the_file(
    gastgeber: Client, netzwerk_a: Netzwerk
) -> None:
    hier = termin(netzwerk=netzwerk_a, plaetze_je_anmeldung=1)
    food, sensitive, photos = questions(hier)
    data = {f"frage_{food.pk}": "B", f"frage_{sensitive.pk}": "Nüsse", f"frage_{photos.pk}": "on"}
    assert gastgeber.post(form_of(hier), {**data, f"frage_{food.pk}": ""}).status_code == 200
    gastgeber.post(form_of(hier), data)
    base = f"/mein{hier.get_absolute_url()}"
    page = gastgeber.get(base).content.decode()
    assert [word for word in ("Essen?: B", "Unverträglich?: Nüsse", "Fotos?: ja") if word not in page] == []
    answer = gastgeber.post(f"{base}ausgabe/", {"zweck": "=Schilder", "art": "xlsx"})
    rows = list(openpyxl.load_workbook(BytesIO(answer.content)).active.values)  # type: ignore[union-attr]  # it has a sheet
    assert (rows[0][-2:], rows[1][-2:]) == (("Essen?", "Fotos?"), ("B", "ja"))
    assert Protokolleintrag.objects.get(aktion="teilnehmende.ausgeben").angaben == {"zweck": "=Schilder"}


def test_cells_that_look_like_formulas_are_text(gastgeber: Client, netzwerk_a: Netzwerk) -> None:
    hier = termin(netzwerk=netzwerk_a)
    anmeldung.als_gast_anmelden(hier, name='=HYPERLINK("x")', email="kim@example.org")
    answer = gastgeber.post(f"/mein{hier.get_absolute_url()}ausgabe/", {"zweck": "Test", "art": "csv"})
    assert '"=HYPERLINK' not in answer.content.decode()
    assert "HYPERLINK" in answer.content.decode()


def neu(**changes: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=30)
    return {
        "titel": "Neujahrsempfang", "form": "vor-ort", "ort": "Saal", "sichtbarkeit": 40, "anmeldeweg": "hier",
        "zugang": "alle", "plaetze_je_anmeldung": 2, "nachruecken": "automatisch", "angebot_stunden": 24,
        "aufbewahren_tage": 183, "warteliste": "on", "datum": day.isoformat(), "beginn": "18:00", "ende": "21:00",
        "rhythmus": "einmal", "plaetze": 400, **changes,
    }  # fmt: skip


def test_a_host_makes_publishes_moves_and_cancels(gastgeber: Client, netzwerk_a: Netzwerk) -> None:
    url = f"/mein/netzwerke/{netzwerk_a.slug}/veranstaltungen/neu/"
    made = gastgeber.post(url, neu(region=netzwerk_a.hauptregion_id))
    row = Veranstaltung.objects.get()
    assert made["Location"] == f"/mein/veranstaltungen/{row.slug}/"
    assert Client().get(row.get_absolute_url()).status_code == 404
    gastgeber.post(f"{made['Location']}schritt/", {"veroeffentlichen": "1"})
    assert Client().get(row.get_absolute_url()).status_code == 200
    hier = row.termine.get()
    anmeldung.anmelden(hier, person=UserFactory(email="kim@example.org"))
    moved = {**neu(beginn="19:00", ende="22:00"), "verlegen": "1"}
    gastgeber.post(f"/mein{hier.get_absolute_url()}aendern/", moved)
    gastgeber.post(f"/mein{hier.get_absolute_url()}absagen/", {"grund": "Sturm"})
    hier.refresh_from_db()
    assert (hier.stand, hier.sequenz, timezone.localtime(hier.beginn).hour) == ("abgesagt", 2, 19)
    subjects = [
        mail.betreff for mail in Ausgangsmail.objects.filter(empfaenger="kim@example.org").order_by("pk")
    ]
    assert subjects == [
        "Angemeldet: Neujahrsempfang",
        "Neue Zeit: Neujahrsempfang",
        "Abgesagt: Neujahrsempfang",
    ]
    contentversion.renew("veranstaltungen")  # as the end of a transaction does
    page = Client().get(row.get_absolute_url()).content.decode()
    assert "Dieser Termin ist abgesagt." in page
    assert "Sturm" in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ort": ""}, "Wo findet es statt?"),
        ({"beginn": ""}, "Um wie viel Uhr?"),
        ({"datum": "2020-01-01"}, "Dieser Tag ist vorbei."),
        ({"anmeldeweg": "extern"}, "Unter welcher Adresse meldet man sich an?"),
        ({"rhythmus": "woche"}, "Bis wann soll es sich wiederholen?"),
        ({"titel": ""}, "Das hat noch nicht geklappt"),
    ],
)
def test_mistakes_are_told_and_what_was_typed_stays(
    changes: dict[str, Any], words: str, gastgeber: Client, netzwerk_a: Netzwerk
) -> None:
    url = f"/mein/netzwerke/{netzwerk_a.slug}/veranstaltungen/neu/"
    page = gastgeber.post(
        url, neu(region=netzwerk_a.hauptregion_id, kurztext="Bleibt", **changes)
    ).content.decode()
    assert words in page
    assert 'value="Bleibt"' in page
    assert Veranstaltung.objects.count() == 0


def test_a_copy_takes_words_and_questions_and_nothing_that_happened(
    gastgeber: Client, netzwerk_a: Netzwerk
) -> None:
    hier = termin(30, netzwerk=netzwerk_a, titel="Frühstück", slug="fruehstueck")
    questions(hier)
    anmeldung.anmelden(hier, person=UserFactory())
    Frage.objects.filter(pflicht=True).update(pflicht=False)
    answer = gastgeber.post("/mein/veranstaltungen/fruehstueck/schritt/", {"kopieren": "1"})
    copy = Veranstaltung.objects.exclude(slug="fruehstueck").get()
    assert answer["Location"] == f"/mein/veranstaltungen/{copy.slug}/termin/"
    assert (copy.stand, copy.termine.count(), copy.fragen.count()) == ("entwurf", 0, 3)
    page = gastgeber.get(answer["Location"]).content.decode()
    assert page.count("<form") >= 1


def test_the_door_lets_everybody_in_once(gastgeber: Client, netzwerk_a: Netzwerk) -> None:
    hier = termin(netzwerk=netzwerk_a, in_tagen=0.1)
    row = anmeldung.anmelden(hier, person=UserFactory(first_name="Lea", last_name="Kurz"))
    seat, door = row.sitze.get(), f"/mein{hier.get_absolute_url()}einlass/"
    assert "Lea Kurz" in gastgeber.get(door, {"q": "kurz"}).content.decode()
    assert "Niemand mit diesem Namen" in gastgeber.get(door, {"q": "lang"}).content.decode()
    first = gastgeber.post(door, {"platz": seat.pk}, follow=True).content.decode()
    again = gastgeber.post(door, {"platz": seat.pk}, follow=True).content.decode()
    assert "Lea Kurz ist eingetroffen." in first
    assert "Lea Kurz ist schon da." in again
    gastgeber.post(door, {"platz": seat.pk, "zurueck": "1"})
    assert Platz.objects.get().eingetroffen is None
    for nonsense in ("", "x", "-1", "9" * 30, "0"):
        assert gastgeber.post(door, {"platz": nonsense}).status_code == 302


def test_a_host_takes_somebody_out_and_the_next_moves_up(gastgeber: Client, netzwerk_a: Netzwerk) -> None:
    hier = termin(1, netzwerk=netzwerk_a)
    first = anmeldung.anmelden(hier, person=UserFactory(email="eins@example.org"))
    anmeldung.anmelden(hier, person=UserFactory())
    gastgeber.post(f"/mein{hier.get_absolute_url()}{first.pk}/abmelden/")
    assert list(Anmeldung.objects.order_by("pk").values_list("stand", flat=True)) == [
        "abgemeldet",
        "angemeldet",
    ]
    assert "hat Ihre Anmeldung zurückgenommen" in letzte_mail("eins@example.org").text


@pytest.mark.parametrize("days", [182, 184])
def test_names_go_after_the_time_the_event_says_and_numbers_stay(days: int) -> None:
    hier = termin(in_tagen=1)
    [_food, sensitive, _photos] = questions(hier)
    row = anmeldung.anmelden(hier, person=UserFactory())
    row.antworten.create(frage=sensitive, text="Nüsse")
    row.sitze.update(eingetroffen=timezone.now())
    end = timezone.now() - timedelta(days=days)
    Termin.objects.update(beginn=end - timedelta(hours=2), ende=end)
    loeschen.teilnehmende_loeschen()
    gone = days > 183
    assert Anmeldung.objects.exists() is not gone
    assert not row.antworten.exists()
    kept = Belegung.objects.get()
    assert (kept.belegt, kept.gekommen, bool(kept.geloescht)) == (1, 1 if gone else None, gone)


def test_sensitive_answers_wait_for_fourteen_days() -> None:
    hier = termin(in_tagen=1)
    sensitive = questions(hier)[1]
    row = anmeldung.anmelden(hier, person=UserFactory())
    row.antworten.create(frage=sensitive, text="Nüsse")
    end = timezone.now() - timedelta(days=13)
    Termin.objects.update(beginn=end - timedelta(hours=2), ende=end)
    loeschen.teilnehmende_loeschen()
    assert row.antworten.exists()


def test_the_form_of_a_date_shows_what_is_so_as_browsers_read_it(
    gastgeber: Client, netzwerk_a: Netzwerk
) -> None:
    hier = termin(netzwerk=netzwerk_a)
    hier.anmeldeschluss = hier.beginn - timedelta(days=1)
    hier.save()
    page = gastgeber.get(f"/mein{hier.get_absolute_url()}aendern/").content.decode()
    begin, deadline = timezone.localtime(hier.beginn), timezone.localtime(hier.anmeldeschluss)
    for value in (f"{begin:%Y-%m-%d}", f"{begin:%H:%M}", f"{deadline:%Y-%m-%dT%H:%M}"):
        assert f'value="{value}"' in page


def test_a_time_that_the_clocks_turn_round_is_told(gastgeber: Client, netzwerk_a: Netzwerk) -> None:
    url = f"/mein/netzwerke/{netzwerk_a.slug}/veranstaltungen/neu/"
    night = neu(region=netzwerk_a.hauptregion_id, datum="2027-03-28", beginn="02:30", ende="03:10")
    assert "Das Ende liegt vor dem Beginn." in gastgeber.post(url, night).content.decode()
    hier = termin(netzwerk=netzwerk_a)
    answer = gastgeber.post(f"/mein{hier.get_absolute_url()}aendern/", {**night, "verlegen": "1"})
    assert "Das Ende liegt vor dem Beginn." in answer.content.decode()


def test_whoever_comes_after_the_deadline_is_told_and_loses_nothing(client: Client) -> None:
    hier = termin(plaetze_je_anmeldung=1)
    hier.anmeldeschluss = timezone.now() - timedelta(minutes=1)
    hier.save()
    page = client.get(form_of(hier), follow=True).content.decode()
    assert "Die Anmeldung für diesen Termin ist geschlossen." in page
    answer = client.post(form_of(hier), {"name": "Kim Gast", "email": "kim@example.org"})
    assert answer.status_code == 200
    assert "Die Anmeldung für diesen Termin ist geschlossen." in answer.content.decode()
    assert 'value="Kim Gast"' in answer.content.decode()
    assert not Anmeldung.objects.exists()


def test_the_form_says_beforehand_that_one_will_wait(
    client: Client, ben: User, eva: User, netzwerk_a: Netzwerk
) -> None:
    quota = termin(10, netzwerk=netzwerk_a, plaetze_je_netzwerk=1, nachruecken="angebot")
    anmeldung.anmelden(quota, person=UserFactory(), angaben=anmeldung.Angaben(netzwerk=netzwerk_a))
    client.force_login(ben)
    page = client.get(form_of(quota)).content.decode()
    assert "bieten wir ihn Ihnen der Reihe nach an" in page
    assert "Auf die Warteliste setzen" in page
    client.force_login(eva)
    assert "Verbindlich anmelden" in client.get(form_of(quota)).content.decode()


def test_a_full_date_without_a_waiting_list_has_no_form(client: Client) -> None:
    full = termin(1, warteliste=False)
    anmeldung.anmelden(full, person=UserFactory())
    answer = client.get(form_of(full), follow=True)
    assert answer.redirect_chain == [(full.get_absolute_url(), 302)]
    assert "Alle Plätze sind vergeben." in answer.content.decode()


def test_what_is_wrong_with_a_form_stands_above_it(client: Client) -> None:
    answer = client.post(form_of(termin()), {"name": "", "email": f"{'x' * 250}@example.org"})
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert not Anmeldung.objects.exists()
