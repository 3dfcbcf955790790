"""Dates in words, as people in Berlin say them."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from veranstaltungen.models import Termin, Terminumfrage, Terminvorschlag

Spanne = Termin | Terminvorschlag  # both begin, end, and last a whole day or not


def tag(moment: datetime) -> str:
    """ "Mi., 2. Dezember 2026"."""
    local = timezone.localtime(moment)
    return f"{date_format(local, 'D')}, {date_format(local, 'DATE_FORMAT')}"


def uhrzeit(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "TIME_FORMAT")


def dauer(umfrage: Terminumfrage) -> str:
    """ "90 Minuten", "2 Stunden": hours where they are whole."""
    hours, rest = divmod(umfrage.minuten, 60)
    if rest:
        return ngettext("%(n)s Minute", "%(n)s Minuten", umfrage.minuten) % {"n": umfrage.minuten}
    return ngettext("%(n)s Stunde", "%(n)s Stunden", hours) % {"n": hours}


def letzter_tag(termin: Spanne) -> datetime:
    """The last moment of it: an all-day date ends at midnight of the day after."""
    return termin.ende - timedelta(seconds=1) if termin.ganztags else termin.ende


def zeitraum(termin: Spanne) -> str:
    """ "Mi., 2. Dezember 2026, 19:30–21:00 Uhr"; whole days and dates over midnight in their own words."""
    first, last = tag(termin.beginn), tag(letzter_tag(termin))
    if termin.ganztags:
        return first if first == last else _("%(first)s bis %(last)s") % {"first": first, "last": last}
    begin, end = uhrzeit(termin.beginn), uhrzeit(termin.ende)
    if first == last:
        clock = pgettext("Uhrzeit", "%(begin)s–%(end)s Uhr") % {"begin": begin, "end": end}
        return f"{first}, {clock}"
    return _("%(first)s, %(begin)s Uhr bis %(last)s, %(end)s Uhr") % {
        "first": first, "begin": begin, "last": last, "end": end,
    }  # fmt: skip
