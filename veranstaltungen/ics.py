"""Dates as iCalendar (RFC 5545): for one date, for feeds, in letters. Never with names of participants."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from datetime import timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from core import contentversion
from core.i18n import path_in_language
from veranstaltungen.models import Termin

PRODID = "-//Netzwerk der Netzwerke//Veranstaltungen//DE"
MEDIA_TYPE = "text/calendar; charset=utf-8"
ATTACHED = "termin.ics"
LOOKS_BACK = timedelta(days=31)  # so that what was cancelled reaches those who have it
MOST_KEPT = 20_000  # entries of half a KiB, per process
_kept: dict[Hashable, bytes] = {}


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
    return huelle(
        name, (eintrag(termin, sprache, zusatz, (vorsatz or {}).get(termin.pk, "")) for termin in termine)
    )


def feed(pks: Collection[int], *, name: str, sprache: str) -> bytes:
    """The dates with these keys in the order of time. Calendar programs ask for hundreds of them every hour,
    and few have changed: only those are read and written anew."""
    version = contentversion.current("netzwerke")  # their names and mailboxes stand in the entries
    columns = ("pk", "sequenz", "geaendert", "veranstaltung__geaendert")
    stamps = Termin.objects.filter(pk__in=pks).order_by("beginn", "pk").values_list(*columns)
    keys = [(version, sprache, *stamp) for stamp in stamps]
    missing = {key[2]: key for key in keys if key not in _kept}
    if len(_kept) + len(missing) > MOST_KEPT:
        _kept.clear()
        missing = {key[2]: key for key in keys}
    for termin in Termin.objects.fuer_kalenderdatei().filter(pk__in=missing):
        _kept[missing[termin.pk]] = eintrag(termin, sprache)
    return huelle(name, (_kept[key] for key in keys if key in _kept))


def datei(termin: Termin, sprache: str) -> bytes:
    """The file of one date. Whoever registers gets the same one."""
    return feed([termin.pk], name=termin.veranstaltung.titel, sprache=sprache)


def huelle(name: str, entries: Iterable[bytes]) -> bytes:
    """A calendar around finished entries: put together as text, because the library would read and write
    all of them again."""
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", timedelta(hours=1), {"VALUE": "DURATION"})
    head, end, _rest = calendar.to_ical().partition(b"END:VCALENDAR")
    return b"".join([head, zeitzone(settings.TIME_ZONE), *entries, end, b"\r\n"])


@lru_cache(maxsize=2)
def zeitzone(name: str) -> bytes:
    return Timezone.from_tzid(name).to_ical()


def eintrag(termin: Termin, sprache: str, zusatz: str = "", vorsatz: str = "") -> bytes:
    """One date as a VEVENT."""
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
    return event.to_ical()


def ort(veranstaltung: Any) -> str:
    return ", ".join(part for part in (veranstaltung.ort, veranstaltung.adresse) if part)


def add_host(event: Event, veranstaltung: Any) -> None:
    """The network by its published mailbox; without one it is not named, for the format wants an address."""
    netzwerk = veranstaltung.netzwerk
    if netzwerk.kontakt_email:
        host = vCalAddress(f"mailto:{netzwerk.kontakt_email}")
        host.params["CN"] = vText(netzwerk.kurzname)
        event["organizer"] = host
