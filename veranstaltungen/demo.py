"""Sample dates of a demo installation: clearly marked, in the coming weeks, and none of them real."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from netzwerke.models import Netzwerk, Schwerpunkt
from veranstaltungen.actions import veranstaltung as actions
from veranstaltungen.enums import Zugang
from veranstaltungen.models import Format, Veranstaltung
from veranstaltungen.wiederholung import Rhythmus, zeiten


class Vorlage(NamedTuple):
    format: str
    netzwerk: str
    in_tagen: int
    zugang: Zugang = Zugang.ALLE
    rhythmus: Rhythmus = Rhythmus.EINMAL
    thema: str = ""


VORLAGEN = (
    Vorlage("unternehmerfruehstueck", "motzener-strasse", 9, rhythmus=Rhythmus.WOCHENTAG),
    Vorlage("fachabend", "herzbergstrasse", 14, thema="energie_einkauf"),
    Vorlage("jour-fixe", "motzener-strasse", 23, Zugang.MITGLIEDER),
    Vorlage("betriebsbesichtigung", "herzbergstrasse", 30, thema="fachkraefte"),
    Vorlage("neujahrsempfang", "motzener-strasse", 52),
)


@transaction.atomic
def einrichten() -> int:
    """Make them once; returns how many. Networks and formats that are missing are passed over."""
    if Veranstaltung.objects.exists():
        return 0
    return sum(anlegen(vorlage) for vorlage in VORLAGEN)


def anlegen(vorlage: Vorlage) -> bool:
    netzwerk = Netzwerk.objects.filter(slug=vorlage.netzwerk).first()
    muster = Format.objects.filter(schluessel=vorlage.format).first()
    if netzwerk is None or muster is None or muster.beginn is None:
        return False
    day = werktag(timezone.localdate() + timedelta(days=vorlage.in_tagen))
    end = (datetime.combine(day, muster.beginn) + timedelta(minutes=muster.dauer_minuten or 120)).time()
    row = actions.anlegen(
        netzwerk,
        person=None,
        angaben={
            "titel": _("Beispieltermin: %(name)s") % {"name": muster.name},
            "kurztext": muster.beschreibung[:200],
            "zielgruppe": muster.zielgruppe,
            "ort": _("Ort des Beispiels"),
            "region": netzwerk.hauptregion,
            "zugang": vorlage.zugang,
            "format": muster,
            "beispiel": True,
            "schwerpunkte": list(Schwerpunkt.objects.filter(schluessel=vorlage.thema)),
        },
        zeiten=zeiten(day, muster.beginn, end, rhythmus=vorlage.rhythmus, bis=day + timedelta(days=150)),
        plaetze=muster.plaetze,
    )
    actions.veroeffentlichen(row, person=None)
    return True


def werktag(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.isoweekday() + 1) if day.isoweekday() > 5 else 0)
