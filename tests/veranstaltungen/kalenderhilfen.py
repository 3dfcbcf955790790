"""Calendars from elsewhere for tests: written as text, and entered for network A."""

from accounts.models import User
from netzwerke.models import Netzwerk
from veranstaltungen.actions import aussenkalender as actions
from veranstaltungen.models import Aussenkalender, Veranstaltung

NOW = "2027-03-02T08:00:00Z"
URL = "https://kalender.example.org/a.ics"


def ics(*events: str) -> bytes:
    body = "".join(
        f"BEGIN:VEVENT\r\nDTSTAMP:20260101T000000Z\r\n{event}\r\nEND:VEVENT\r\n" for event in events
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{body}END:VCALENDAR\r\n".encode()


def event(uid: str, summary: str, start: str = "20270310T180000", **more: str) -> str:
    lines = {"UID": uid, "SUMMARY": summary, "DTSTART": start, "DTEND": start[:9] + "200000", **more}
    return "\r\n".join(f"{name}:{value}" for name, value in lines.items())


ONE = event(
    "1", "Stammtisch", LOCATION="Saal", URL="https://example.org/a", DESCRIPTION="Erste Zeile\\nZweite"
)


def titles() -> list[tuple[str, int]]:
    return [(row.titel, row.termine.count()) for row in Veranstaltung.objects.order_by("titel")]


def entered(netzwerk: Netzwerk, person: User) -> Aussenkalender:
    actions.eintragen(netzwerk, URL, person=person)
    return Aussenkalender.objects.get()
