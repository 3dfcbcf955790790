"""Calendars from elsewhere: read, followed, told when they fail; hosts type nothing twice."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core.refusal import RefusedError
from core.safefetch import FetchError
from netzwerke.models import Netzwerk
from tests.factories.konten import mit_zweitem_faktor
from tests.veranstaltungen.kalenderhilfen import NOW, ONE, URL, entered, event, ics, titles
from veranstaltungen import aussen
from veranstaltungen.actions import aussenkalender as actions
from veranstaltungen.models import Aussenkalender, Termin, Veranstaltung

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]
PAGE = "/mein/netzwerke/netzwerk-a/veranstaltungen/kalender/"


@time_machine.travel(NOW, tick=False)
def test_what_is_read_stands_in_the_calendar_as_extern(
    served: dict[str, Any], netzwerk_a: Netzwerk, ada: User, client: Client
) -> None:
    entered(netzwerk_a, ada)
    page = client.get("/veranstaltungen/").content.decode()
    assert [word for word in ("Stammtisch", "extern", "Saal") if word not in page] == []
    row = Veranstaltung.objects.get()
    assert (row.kurztext, row.anmeldeweg, row.anmeldelink) == (
        "Erste Zeile",
        "extern",
        "https://example.org/a",
    )
    date = Termin.objects.get()
    assert timezone.localtime(date.beginn).isoformat() == "2027-03-10T18:00:00+01:00"
    assert "kommt aus dem eigenen Kalender" in client.get(row.get_absolute_url()).content.decode()


@time_machine.travel(NOW, tick=False)
def test_changes_deletions_and_cancellations_are_followed(
    served: dict[str, Any], netzwerk_a: Netzwerk, ada: User
) -> None:
    served["is"] = ics(ONE, event("2", "Messe"), event("3", "Frühstück", RRULE="FREQ=WEEKLY;COUNT=3"))
    kalender = entered(netzwerk_a, ada)
    assert titles() == [("Frühstück", 3), ("Messe", 1), ("Stammtisch", 1)]
    first = Veranstaltung.objects.get(titel="Stammtisch")
    served["is"] = ics(
        event("1", "Stammtisch neu", STATUS="CANCELLED"), event("3", "Frühstück", RRULE="FREQ=WEEKLY;COUNT=2")
    )
    assert actions.abgleichen(kalender)
    assert titles() == [("Frühstück", 3), ("Messe", 1), ("Stammtisch neu", 1)]
    assert [str(row) for row in Termin.objects.filter(stand="geplant")] == [
        "Frühstück 2027-03-10 18:00", "Frühstück 2027-03-17 18:00",
    ]  # fmt: skip
    first.refresh_from_db()
    assert (first.titel, first.termine.get().stand, first.termine.get().sequenz) == (
        "Stammtisch neu",
        "abgesagt",
        1,
    )
    assert actions.abgleichen(kalender)
    assert Termin.objects.get(veranstaltung=first).sequenz == 1, "the same once more changes nothing"


@time_machine.travel(NOW, tick=False)
def test_what_fails_keeps_what_was_read_and_says_why(
    served: dict[str, Any], netzwerk_a: Netzwerk, ada: User
) -> None:
    kalender = entered(netzwerk_a, ada)
    for trouble in (
        FetchError("Die Website antwortet nicht."),
        b"<html>",
        ics(event("1", "X", RRULE="FREQ=SECONDLY")),
    ):
        served["is"] = trouble
        assert not actions.abgleichen(kalender)
        kalender.refresh_from_db()
        assert kalender.fehler
        assert titles() == [("Stammtisch", 1)]
    served["is"] = ics(ONE)
    assert actions.abgleichen(kalender)
    kalender.refresh_from_db()
    assert kalender.fehler == ""


def test_it_is_read_once_an_hour(served: dict[str, Any], netzwerk_a: Netzwerk, ada: User) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        entered(netzwerk_a, ada)
        assert actions.faellige_abgleichen() == 0
        clock.shift(timedelta(minutes=61))
        assert (actions.faellige_abgleichen(), actions.faellige_abgleichen()) == (1, 0)


@time_machine.travel(NOW, tick=False)
def test_a_host_enters_reads_and_removes_it(
    served: dict[str, Any], netzwerk_a: Netzwerk, ada: User, client: Client
) -> None:
    client.force_login(mit_zweitem_faktor(ada))
    assert "1 Termin ist übernommen." in client.post(PAGE, {"adresse": URL}, follow=True).content.decode()
    assert "schon eingetragen" in client.post(PAGE, {"adresse": URL}).content.decode()
    row = Veranstaltung.objects.get()
    for path in ("", "aendern/", f"{row.termine.get().pk}/aendern/"):
        answer = client.get(f"/mein/veranstaltungen/{row.slug}/{path}", follow=True)
        assert "kommt aus Ihrem eigenen Kalender" in answer.content.decode()
    key = str(Aussenkalender.objects.get().pk)
    served["is"] = FetchError("Die Website antwortet nicht.")
    assert (
        "Die Website antwortet nicht." in client.post(PAGE, {"kalender": key}, follow=True).content.decode()
    )
    client.post(PAGE, {"kalender": key, "entfernen": "1"})
    assert (Veranstaltung.objects.count(), Aussenkalender.objects.count()) == (0, 0)
    for nonsense in ("x", "9" * 30):
        assert client.post(PAGE, {"kalender": nonsense}, follow=True).status_code == 200


@pytest.mark.parametrize(
    "adresse", ["http://127.0.0.1/", "ftp://example.org/", "http://[::1]/", "kein kalender"]
)
def test_an_address_that_is_none_of_the_public_web_is_told(
    adresse: str, netzwerk_a: Netzwerk, ada: User, client: Client
) -> None:
    client.force_login(mit_zweitem_faktor(ada))
    answer = client.post(PAGE, {"adresse": adresse})
    assert answer.context["form"].errors["adresse"]
    assert not Aussenkalender.objects.exists()


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(
    "broken",
    [
        b"", b"BEGIN:VCALENDAR", b"\x00\xff", ics("UID:1\r\nSUMMARY:x\r\nDTSTART:quatsch"),
        ics(event("1", "x", RRULE="FREQ=DAILY;BYSECOND=0,1,2")), ics(event("1", "x", RRULE="FREQ=HOURLY")),
        ics(*(event(str(i), "x", RRULE="FREQ=DAILY") for i in range(201))),
        ics(*(event(str(i), "x", RRULE="FREQ=DAILY;COUNT=50") for i in range(20))),
    ],
)  # fmt: skip
def test_what_is_no_calendar_or_too_much(broken: bytes) -> None:
    found = "refused"
    with suppress(RefusedError):
        found = str(aussen.lesen(broken))
    assert found in ("refused", "[]")


@time_machine.travel(NOW, tick=False)
def test_times_of_all_kinds() -> None:
    read = aussen.lesen(
        ics(
            "UID:1\r\nSUMMARY:Tag\r\nDTSTART;VALUE=DATE:20270310\r\nDTEND;VALUE=DATE:20270312",
            "UID:2\r\nSUMMARY:UTC\r\nDTSTART:20270310T170000Z\r\nDURATION:PT90M",
            "UID:3\r\nSUMMARY:\r\nDTSTART:20270310T180000",
        )
    )
    found = {
        row.titel: [(f"{b:%d %H:%M %z}", e - b, whole) for b, e, whole, *_ in row.zeiten] for row in read
    }
    assert found["Tag"] == [("10 00:00 +0100", timedelta(days=2), True)]
    assert found["UTC"] == [("10 17:00 +0000", timedelta(minutes=90), False)]
    assert "Termin" in found
