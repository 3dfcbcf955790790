"""Choosing and moving dates: days at the edge of the calendar, and whole days."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from netzwerke.models import Netzwerk
from notifications.models import Ausgangsmail
from tests.factories import UserFactory
from tests.factories.konten import mit_zweitem_faktor
from tests.factories.veranstaltungen import termin
from tests.veranstaltungen.test_seiten import neu
from veranstaltungen import zeit
from veranstaltungen.actions import anmeldung
from veranstaltungen.models import Termin, Veranstaltung

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def gastgeber(client: Client, ada: User) -> Client:
    client.force_login(mit_zweitem_faktor(ada))
    return client


@pytest.fixture
def hier(netzwerk_a: Netzwerk) -> Termin:
    return termin(netzwerk=netzwerk_a)


def move(client: Client, hier: Termin, **changes: Any) -> str:
    day = timezone.localdate() + timedelta(days=9)
    data = {"datum": day.isoformat(), "beginn": "10:00", "ende": "12:00", "verlegen": "1", **changes}
    answer = client.post(f"/mein{hier.get_absolute_url()}aendern/", data, follow=True)
    assert answer.status_code == 200
    hier.refresh_from_db()
    return answer.content.decode()


def midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), tzinfo=BERLIN)


def test_a_date_becomes_a_whole_day_and_one_with_times_again(hier: Termin, gastgeber: Client) -> None:
    day = timezone.localdate() + timedelta(days=9)
    anmeldung.anmelden(hier, person=UserFactory(email="kim@example.org"))
    move(gastgeber, hier, ganztags="on", beginn="", ende="")
    assert (hier.ganztags, hier.beginn, hier.ende) == (True, midnight(day), midnight(day + timedelta(days=1)))
    assert zeit.zeitraum(hier) == zeit.tag(midnight(day))
    move(gastgeber, hier)
    assert (hier.ganztags, timezone.localtime(hier.beginn).hour) == (False, 10)
    told = Ausgangsmail.objects.filter(betreff__startswith="Neue Zeit").order_by("pk")
    assert [mail.empfaenger for mail in told] == ["kim@example.org"] * 2


EDGES = [
    ({"datum": "9999-12-31", "ganztags": "on"}, "Bitte einen Tag in den nächsten zwei Jahren."),
    (
        {"datum": "9999-12-31", "beginn": "22:00", "ende": "01:00"},
        "Bitte einen Tag in den nächsten zwei Jahren.",
    ),
    ({"datum": "0001-01-01", "ganztags": "on"}, "Dieser Tag ist vorbei."),
    ({"anmeldeschluss": "0001-01-01T00:00"}, "Bitte einen Zeitpunkt in den nächsten zwei Jahren."),
    ({"anmeldeschluss": "9999-12-31T23:59"}, "Bitte einen Zeitpunkt in den nächsten zwei Jahren."),
]
SERIES = [
    (
        {"datum": "9999-12-31", "rhythmus": "woche", "bis": "9999-12-31"},
        "Bitte einen Tag in den nächsten zwei Jahren.",
    ),
    ({"datum": "9999-12-31", "rhythmus": "woche"}, "Bis wann soll es sich wiederholen?"),
    (
        {"rhythmus": "woche", "bis": "9999-12-31"},
        "Bitte einen Tag in den zwei Jahren nach dem ersten Termin.",
    ),
    (
        {"rhythmus": "woche", "bis": "0001-01-01"},
        "Bitte einen Tag in den zwei Jahren nach dem ersten Termin.",
    ),
    ({"plaetze_je_netzwerk": "99999999999999"}, "10000"),
    ({"plaetze_je_unternehmen": "99999999999999"}, "10000"),
]


@pytest.mark.parametrize(("changes", "words"), EDGES + SERIES)
def test_days_at_the_edge_of_the_calendar_are_told_when_it_is_made(
    changes: dict[str, str], words: str, gastgeber: Client, netzwerk_a: Netzwerk
) -> None:
    url = f"/mein/netzwerke/{netzwerk_a.slug}/veranstaltungen/neu/"
    answer = gastgeber.post(url, neu(region=netzwerk_a.hauptregion_id, kurztext="Bleibt", **changes))
    assert (answer.status_code, Veranstaltung.objects.count()) == (200, 0)
    page = answer.content.decode()
    assert words in page
    assert 'value="Bleibt"' in page


@pytest.mark.parametrize(("changes", "words"), EDGES)
def test_and_when_it_is_moved(changes: dict[str, str], words: str, hier: Termin, gastgeber: Client) -> None:
    before = hier.beginn
    assert words in move(gastgeber, hier, **changes)
    assert hier.beginn == before


@pytest.mark.parametrize("am", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_and_when_it_is_to_be_published_then(am: str, gastgeber: Client, netzwerk_a: Netzwerk) -> None:
    row = termin(netzwerk=netzwerk_a, stand="entwurf").veranstaltung
    answer = gastgeber.post(f"/mein/veranstaltungen/{row.slug}/planen/", {"am": am}, follow=True)
    assert answer.status_code == 200
    row.refresh_from_db()
    assert row.veroeffentlichen_ab is None
