"""Dates as iCalendar (RFC 5545): for one date, for feeds, in letters. Never with names of participants."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress, vText

from core.i18n import path_in_language
from veranstaltungen.models import Termin

PRODID = "-//Netzwerk der Netzwerke//Veranstaltungen//DE"
MEDIA_TYPE = "text/calendar; charset=utf-8"
ATTACHED = "termin.ics"


def kalender(
    termine: Iterable[Termin],
    *,
    name: str,
    sprache: str = "de",
    zusatz: str = "",
    vorsatz: Mapping[int, str] | None = None,
) -> bytes:
    """A calendar file. `termine` come with event, network and topics; `zusatz` stands in each description,
    `vorsatz` before the titles of some, by the key of the date."""
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", timedelta(hours=1), {"VALUE": "DURATION"})
    for termin in termine:
        calendar.add_component(eintrag(termin, sprache, zusatz, (vorsatz or {}).get(termin.pk, "")))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def eintrag(termin: Termin, sprache: str, zusatz: str = "", vorsatz: str = "") -> Event:
    veranstaltung = termin.veranstaltung
    event = Event()
    event.add("uid", f"{termin.uid}@{urlsplit(settings.BASE_URL).hostname or 'localhost'}")
    event.add("sequence", termin.sequenz)
    event.add("dtstamp", termin.geaendert)
    event.add("last-modified", termin.geaendert)
    begin, end = (timezone.localtime(moment) for moment in (termin.beginn, termin.ende))
    event.add("dtstart", begin.date() if termin.ganztags else begin)
    event.add("dtend", end.date() if termin.ganztags else end)
    event.add("summary", f"{vorsatz}: {veranstaltung.titel}" if vorsatz else veranstaltung.titel)
    fest = "TENTATIVE" if vorsatz else "CONFIRMED"
    event.add("status", "CANCELLED" if termin.ist_abgesagt else fest)
    url = ""
    if veranstaltung.ist_veroeffentlicht:  # a draft has a date before it has a page
        url = settings.BASE_URL + path_in_language(termin.get_absolute_url(), sprache)
        event.add("url", url)
    parts = (zusatz, veranstaltung.kurztext, url)
    event.add("description", "\n\n".join(part for part in parts if part))
    if where := ort(veranstaltung):
        event.add("location", where)
    if topics := [topic.name for topic in veranstaltung.schwerpunkte.all()]:
        event.add("categories", topics)
    add_host(event, veranstaltung)
    return event


def ort(veranstaltung: Any) -> str:
    return ", ".join(part for part in (veranstaltung.ort, veranstaltung.adresse) if part)


def add_host(event: Event, veranstaltung: Any) -> None:
    """The network by its published mailbox; without one it is not named, for the format wants an address."""
    netzwerk = veranstaltung.netzwerk
    if netzwerk.kontakt_email:
        host = vCalAddress(f"mailto:{netzwerk.kontakt_email}")
        host.params["CN"] = vText(netzwerk.kurzname)
        event["organizer"] = host
