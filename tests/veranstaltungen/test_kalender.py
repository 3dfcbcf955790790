"""The calendar as visitors read it: list, month, filters, one event, calendar files."""

import html
import re
from collections import Counter
from datetime import date, time, timedelta
from typing import Any

import icalendar
import pytest
import recurring_ical_events
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from core import contentversion
from core.visibility import Sichtbarkeit
from home.models import Startseite
from netzwerke.models import Netzwerk
from search.actions import indexieren
from tests.factories import NetzwerkFactory, RegionFactory, SchwerpunktFactory, UserFactory
from tests.factories.veranstaltungen import termin
from tests.oeffentlich.pruefung import complaints
from veranstaltungen.actions import anmeldung, veranstaltung
from veranstaltungen.enums import Form
from veranstaltungen.models import Format, Mitveranstalter, Termin
from veranstaltungen.wiederholung import zeiten

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]

TITLE = re.compile(r'<h4 lang="de"><a href="[^"]*">(.*?)</a>')
DAY = re.compile(r'<span class="day">(.*?<span class="visually-hidden">\. \w+</span>)')


def shown(client: Client, query: str = "") -> list[str]:
    page = client.get(f"/veranstaltungen/{query}").content.decode()
    return [html.unescape(title).replace("\xad", "") for title in TITLE.findall(page)]


def test_the_list_shows_what_comes_in_order_and_nothing_else(client: Client) -> None:
    termin(titel="Später", in_tagen=9)
    termin(titel="Bald", in_tagen=1)
    termin(titel="Vorbei", in_tagen=-2)
    termin(titel="Entwurf", stand="entwurf")
    termin(titel="Nur intern", sichtbarkeit=Sichtbarkeit.NETZWERK)
    assert shown(client) == ["Bald", "Später"]


def test_members_of_every_host_see_what_is_inner(client: Client, ben: User, netzwerk_b: Netzwerk) -> None:
    hier = termin(titel="Nur intern", netzwerk=netzwerk_b, sichtbarkeit=Sichtbarkeit.NETZWERK)
    client.force_login(ben)
    assert shown(client) == []
    Mitveranstalter.objects.create(
        veranstaltung=hier.veranstaltung, netzwerk=Netzwerk.objects.get(slug="netzwerk-a")
    )
    contentversion.renew("veranstaltungen")
    assert shown(client) == ["Nur intern"]


@pytest.fixture
def drei(db: None) -> None:
    host = NetzwerkFactory(slug="gastgeber")
    topic = SchwerpunktFactory()
    district = RegionFactory(schluessel="mitte", name="Mitte")
    first = termin(titel="Eins", netzwerk=host, in_tagen=1)
    first.veranstaltung.schwerpunkte.add(topic)
    termin(titel="Zwei", region=district, form=Form.ONLINE, ort="", zugang="mitglieder", in_tagen=2)
    kind = Format.objects.create(schluessel="fachabend", name="Fachabend")
    full = termin(1, titel="Drei", form=Form.HYBRID, format=kind, in_tagen=3)
    anmeldung.anmelden(full, person=UserFactory())


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Eins", "Zwei", "Drei"]),
        ("?netzwerk=gastgeber", ["Eins"]),
        ("?schwerpunkt=fachkraefte", ["Eins"]),
        ("?bezirk=mitte", ["Zwei"]),
        ("?bezirk=mitte&bezirk=lichtenberg", ["Eins", "Zwei", "Drei"]),
        ("?form=online", ["Zwei", "Drei"]),
        ("?form=vor-ort", ["Eins", "Drei"]),
        ("?zugang=mitglieder", ["Zwei"]),
        ("?format=fachabend", ["Drei"]),
        ("?frei=1", ["Eins", "Zwei"]),
        ("?form=online&bezirk=lichtenberg", ["Drei"]),
        ("?form=unsinn&seite=999&ansicht=quer&monat=2026-99", ["Eins", "Zwei", "Drei"]),
    ],
)
def test_filters(query: str, expected: list[str], drei: None, client: Client) -> None:
    assert shown(client, query) == expected


def test_an_unknown_value_is_named(drei: None, client: Client) -> None:
    assert "form=unsinn" in client.get("/veranstaltungen/?form=unsinn").content.decode()


def test_words_are_found_in_any_form(drei: None, client: Client) -> None:
    termin(titel="Häuser und Höfe", in_tagen=4)
    indexieren("veranstaltung")
    assert shown(client, "?q=Haus") == ["Häuser und Höfe"]
    assert shown(client, "?q=Nirgends") == []


def test_the_month_has_its_days_and_what_lasts_stands_on_each(client: Client, netzwerk_a: Netzwerk) -> None:
    row = veranstaltung.anlegen(
        netzwerk_a,
        person=None,
        angaben={"titel": "Messe", "region": netzwerk_a.hauptregion},
        zeiten=[(zeiten(date(2027, 3, 30), None, None)[0][0], zeiten(date(2027, 4, 1), None, None)[0][1])],
        ganztags=True,
    )
    veranstaltung.veroeffentlichen(row, person=None)
    page = client.get("/veranstaltungen/?ansicht=monat&monat=2027-03").content.decode()
    days = [re.sub(r"<[^>]*>", "", day) for day in DAY.findall(page)]
    assert (days[0], days[-1], len(days)) == ("Montag, 1. März", "Sonntag, 4. April", 35)
    busy = [
        re.sub(r"<[^>]*>", "", day)
        for day in DAY.findall(page)
        if "Messe" in page.split(day)[1].split("</td>")[0]
    ]
    assert busy == ["Dienstag, 30. März", "Mittwoch, 31. März", "Donnerstag, 1. April"]


@pytest.mark.parametrize(
    "path", ["", "?ansicht=monat", "unternehmen/", "unternehmen/{pk}/", "unternehmen/{pk}/anmelden/"]
)
def test_pages_are_valid_in_both_languages(path: str, client: Client) -> None:
    hier = termin(slug="unternehmen", beschreibung="Absatz\n\nNoch einer", barrierefreiheit="Aufzug")
    for prefix, language in (("", "de"), ("/en", "en")):
        answer = client.get(f"{prefix}/veranstaltungen/{path.format(pk=hier.pk)}")
        assert answer.status_code == 200
        assert complaints(answer.content.decode(), language) == []


@pytest.mark.parametrize("path", ["", "?ansicht=monat", "?form=vor-ort&frei=1", "{slug}/", "kalender.ics"])
def test_pages_ask_the_same_with_one_date_and_with_three(path: str, client: Client) -> None:
    most, asked = 10, []
    for _number in (1, 2, 3):
        hier = termin(in_tagen=_number)
        Mitveranstalter.objects.create(veranstaltung=hier.veranstaltung, netzwerk=NetzwerkFactory())
        url = f"/veranstaltungen/{path.format(slug=hier.veranstaltung.slug)}"
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        asked.append(len(queries))
        assert [q for q, n in Counter(q["sql"] for q in queries).items() if n > 1] == []
    assert asked[0] == asked[2]
    assert asked[0] <= most


@pytest.mark.django_db(transaction=True)
def test_a_registration_leaves_cached_pages_alone_until_places_run_low(settings: Any, client: Client) -> None:
    settings.PAGE_CACHE_ENABLED = True
    hier = termin(4)
    before, version = client.get("/veranstaltungen/")["ETag"], contentversion.current()
    anmeldung.anmelden(hier, person=UserFactory())
    assert contentversion.current() == version
    anmeldung.anmelden(hier, person=UserFactory())
    page = client.get("/veranstaltungen/")
    assert page["ETag"] != before
    assert "nur noch wenige Plätze" in page.content.decode()


def events(data: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def test_calendar_programs_read_the_same_in_berlin_time(client: Client, netzwerk_a: Netzwerk) -> None:
    netzwerk_a.kontakt_email = "post@example.org"
    netzwerk_a.save()
    row = veranstaltung.anlegen(
        netzwerk_a,
        person=None,
        angaben={"titel": "Runde; mit, Zeichen\\", "region": netzwerk_a.hauptregion, "ort": "Saal"},
        zeiten=zeiten(timezone.localdate() + timedelta(days=20), time(18), time(20)),
    )
    veranstaltung.veroeffentlichen(row, person=None)
    answer = client.get("/veranstaltungen/kalender.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    [event] = events(answer.content)
    assert event["summary"] == "Runde; mit, Zeichen\\"
    assert (event["dtstart"].params["TZID"], event["dtstart"].dt.hour) == ("Europe/Berlin", 18)
    assert b"BEGIN:VTIMEZONE" in answer.content
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(answer.content)).at(
        timezone.localdate() + timedelta(days=20)
    )
    assert len(found) == 1


def test_a_move_and_a_cancellation_reach_who_subscribed(client: Client, ada: User) -> None:
    hier = termin()
    anmeldung.anmelden(hier, person=UserFactory(first_name="Geheim"))
    [before] = events(client.get("/veranstaltungen/kalender.ics").content)
    veranstaltung.termin_verlegen(
        hier, person=ada, beginn=hier.beginn + timedelta(days=1), ende=hier.ende + timedelta(days=1)
    )
    veranstaltung.termin_absagen(hier, person=ada, grund="Krank")
    data = client.get("/veranstaltungen/kalender.ics").content
    [after] = events(data)
    assert (before["uid"], before["sequence"], after["sequence"]) == (after["uid"], 0, 2)
    assert after["status"] == "CANCELLED"
    assert b"Geheim" not in data


def test_a_series_is_listed_with_its_other_dates(client: Client, seitenbaum: Startseite) -> None:
    hier = termin(in_tagen=1)
    later = termin(veranstaltung=hier.veranstaltung, in_tagen=8)
    page = client.get(hier.veranstaltung.get_absolute_url())
    assert page.context["termin"] == Termin.objects.get(pk=hier.pk)
    assert [row.pk for row in page.context["weitere"]] == [later.pk]


def test_the_map_has_a_point_for_each_event_that_has_a_place(client: Client) -> None:
    mitte = RegionFactory(schluessel="mitte", name="Mitte", lat=52.52, lon=13.37)
    first = termin(titel="Am Ort", lat=52.5, lon=13.4, in_tagen=2)
    termin(veranstaltung=first.veranstaltung, in_tagen=9)
    for name in ("Eins", "Zwei"):
        termin(titel=name, region=mitte, in_tagen=3)
    termin(titel="Nur online", form=Form.ONLINE)
    termin(titel="Intern", sichtbarkeit=Sichtbarkeit.NETZWERK)
    page = client.get("/veranstaltungen/?ansicht=karte").content.decode()
    assert 'data-points="/veranstaltungen/karte.json?ansicht=karte"' in page
    points = client.get("/veranstaltungen/karte.json").json()["punkte"]
    assert [point[4] for point in points] == ["Am Ort", "Eins", "Zwei"]
    assert points[0][:2] == [52.5, 13.4]
    assert points[1][:2] == [52.52, 13.37]
    assert points[1][:2] != points[2][:2], "one would cover the other"
    assert client.get("/veranstaltungen/karte.json?form=unsinn").status_code == 400


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("address", "cold", "warm"),
    [("", 21, 0), ("?ansicht=monat", 21, 0), ("?frei=1", 22, 1), ("kalender.ics", 14, 1)],
)
def test_the_calendar_costs_the_same_few_queries(
    address: str, cold: int, warm: int, count: int, client: Client, django_assert_num_queries: Any
) -> None:
    """Cold: the first visit after a change, index and rows included. Warm: the visits after it."""
    for i in range(count):
        row = termin(titel=f"T{i}")
        row.veranstaltung.schwerpunkte.add(SchwerpunktFactory())
    with django_assert_num_queries(cold):
        client.get(f"/veranstaltungen/{address}")
    with django_assert_num_queries(warm):
        client.get(f"/veranstaltungen/{address}")


def test_a_change_of_one_date_is_in_the_file_at_once_and_the_others_stay(
    client: Client, django_assert_num_queries: Any
) -> None:
    other, row = termin(titel="Bleibt"), termin(titel="Vorher")
    before = client.get("/veranstaltungen/kalender.ics").content
    veranstaltung.aendern(row.veranstaltung, person=None, angaben={"titel": "Nachher"})
    after = client.get("/veranstaltungen/kalender.ics").content
    assert (b"SUMMARY:Vorher" in before, b"SUMMARY:Vorher" in after) == (True, False)
    assert b"SUMMARY:Nachher" in after
    assert entry_of(before, other) == entry_of(after, other)


def entry_of(data: bytes, row: Termin) -> bytes:
    return next(entry for entry in data.split(b"BEGIN:VEVENT") if str(row.uid).encode() in entry)


@pytest.mark.parametrize("count", [1, 3])
def test_the_points_cost_the_same_few_queries(
    count: int, client: Client, django_assert_num_queries: Any
) -> None:
    for i in range(count):
        termin(titel=f"T{i}", lat=52.5, lon=13.4)
    client.get("/veranstaltungen/karte.json")
    with django_assert_num_queries(1):
        client.get("/veranstaltungen/karte.json")


@pytest.mark.parametrize(
    "query", ["netzwerk=ohne-termine", "bezirk=mitte", "schwerpunkt=verkehr", "form=hybrid"]
)
def test_a_subscription_to_what_has_no_dates_is_empty(query: str, client: Client) -> None:
    NetzwerkFactory(slug="ohne-termine", kurzname="Ohne Termine")
    RegionFactory(schluessel="mitte", name="Mitte")
    SchwerpunktFactory(schluessel="verkehr", name="Verkehr")
    termin(titel="Fremd")
    assert b"BEGIN:VEVENT" not in client.get(f"/veranstaltungen/kalender.ics?{query}").content
    assert shown(client, f"?{query}") == []


def test_a_subscription_to_what_does_not_exist_is_refused(client: Client) -> None:
    answer = client.get("/veranstaltungen/kalender.ics?netzwerk=gibt-es-nicht")
    assert (answer.status_code, answer["Content-Type"]) == (400, "text/plain; charset=utf-8")


def test_the_day_of_the_month_leads_to_all_its_dates(client: Client) -> None:
    for number in range(5):
        row = termin(titel=f"T{number}", in_tagen=3)
    day = timezone.localdate(row.beginn)
    page = client.get(f"/veranstaltungen/?ansicht=monat&monat={day:%Y-%m}").content.decode()
    assert f'<a href="/veranstaltungen/?tag={day.isoformat()}">und 2 weitere</a>' in page
    assert len(shown(client, f"?tag={day.isoformat()}")) == 5
    assert shown(client, f"?tag={(day + timedelta(days=1)).isoformat()}") == []
    assert len(shown(client, "?tag=2026-99-99")) == 5


def test_free_places_are_those_one_can_still_get(client: Client, guel: User) -> None:
    termin(titel="Frei")
    closed = termin(titel="Zu")
    Termin.objects.filter(pk=closed.pk).update(anmeldeschluss=timezone.now() - timedelta(minutes=1))
    veranstaltung.termin_absagen(termin(titel="Abgesagt"), person=guel, grund="Sturm")
    assert shown(client, "?frei=1") == ["Frei"]
    assert client.get("/veranstaltungen/kalender.ics?frei=1").content.count(b"BEGIN:VEVENT") == 3


def test_a_date_that_does_not_exist_leads_nobody_to_the_login(client: Client) -> None:
    hier = termin(slug="offen")
    assert client.get(f"/veranstaltungen/offen/{hier.pk + 9}/").status_code == 404
