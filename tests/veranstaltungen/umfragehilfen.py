"""Polls for tests: of network A, asking network B and one guest, with two suggestions."""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from accounts.models import User
from netzwerke.models import Netzwerk
from notifications.models import Ausgangsmail
from tests.factories.konten import mit_zweitem_faktor
from veranstaltungen.actions import befragung, terminumfrage
from veranstaltungen.actions.umfragebriefe import losung
from veranstaltungen.models import Terminumfrage, Terminvorschlag, Umfrageteilnahme, Veranstaltung
from veranstaltungen.wiederholung import ortszeit

GUEST = "kim@example.org"
NEU = "/mein/netzwerke/netzwerk-a/terminumfragen/neu/"


def moment(days: int, hour: int = 18) -> datetime:
    """A full hour in Berlin, so many days ahead."""
    day = timezone.localdate() + timedelta(days=days)
    return ortszeit(datetime.combine(day, time(hour)))


def entwurf(
    netzwerk: Netzwerk,
    person: Any,
    *,
    tage: Collection[int] = (8, 9),
    veranstaltung: Veranstaltung | None = None,
    **angaben: Any,
) -> Terminumfrage:
    facts = {"titel": "Vorstandsrunde", "anlass": "Wir stimmen uns ab.", "ort": "Rathaus", "minuten": 90}
    return terminumfrage.anlegen(
        netzwerk,
        person=person,
        angaben={**facts, "frist": moment(5), **angaben},
        zeiten=[moment(day) for day in tage],
        veranstaltung=veranstaltung,
    )


def gesendet(netzwerk: Netzwerk, person: Any, andere: Netzwerk, **angaben: Any) -> Terminumfrage:
    row = entwurf(netzwerk, person, **angaben)
    befragung.netzwerk_fragen(row, andere, person=person)
    befragung.adressen_fragen(row, [GUEST], person=person, sprache="de")
    befragung.senden(row, person=person)
    row.refresh_from_db()
    return row


def gefragt(umfrage: Terminumfrage, email: str) -> Umfrageteilnahme:
    return umfrage.teilnahmen.get(email=email)


def sagt(umfrage: Terminumfrage, email: str, *werte: str, name: str = "Kim") -> None:
    """Answer every suggestion, in their order."""
    rows = dict(zip(umfrage.vorschlaege.values_list("pk", flat=True), werte, strict=True))
    befragung.antworten(gefragt(umfrage, email), werte=rows, name=name)


def erster(umfrage: Terminumfrage) -> Terminvorschlag:
    return umfrage.vorschlaege.all()[0]


def link(umfrage: Terminumfrage, email: str) -> str:
    return f"/terminumfrage/{losung(gefragt(umfrage, email))}/"


def seite(umfrage: Terminumfrage, rest: str = "") -> str:
    return f"/mein/netzwerke/{umfrage.netzwerk.slug}/terminumfragen/{umfrage.pk}/{rest}"


def eigene(umfrage: Terminumfrage) -> str:
    return f"/mein/terminumfragen/{umfrage.pk}/"


def als(person: User) -> Client:
    client = Client()
    client.force_login(mit_zweitem_faktor(person))
    return client


def briefe(anlass: str) -> list[str]:
    """To whom the letters of one purpose go."""
    rows = Ausgangsmail.objects.filter(schluessel__startswith=f"umfrage.{anlass}:")
    return sorted(rows.values_list("empfaenger", flat=True))


def seite_eins(**changes: Any) -> dict[str, Any]:
    """What the first page sends: two of its six rows are filled in."""
    data: dict[str, Any] = {
        "titel": "Runde", "anlass": "Wir stimmen uns ab.", "ort": "online", "minuten": "60",
        "frist": f"{timezone.localtime(moment(3)):%Y-%m-%dT%H:%M}",
        "vorschlag-TOTAL_FORMS": "6", "vorschlag-INITIAL_FORMS": "0",
    }  # fmt: skip
    for number, day in enumerate((4, 6)):
        data[f"vorschlag-{number}-datum"] = moment(day).date().isoformat()
        data[f"vorschlag-{number}-uhr"] = "19:30"
    return data | changes
