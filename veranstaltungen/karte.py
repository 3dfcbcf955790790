"""What the map in the browser is made of: one point for each event, at its next date."""

import math
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime

from netzwerke.facetten import name_von
from netzwerke.gesicht import farbe
from veranstaltungen.enums import Form
from veranstaltungen.kalender import Kalender
from veranstaltungen.models import Termin

MOST = 1_000
STEP = 0.006  # degrees between points that would cover each other
TURN = math.radians(137.5)  # the golden angle: a spiral whose arms never meet
COLUMNS = (
    "beginn", "veranstaltung__slug", "veranstaltung__titel", "veranstaltung__form",
    "veranstaltung__lat", "veranstaltung__lon", "veranstaltung__region__lat", "veranstaltung__region__lon",
    "veranstaltung__region__schluessel", "veranstaltung__region__uebergeordnet__schluessel",
)  # fmt: skip


def punkte(kalender: Kalender) -> dict[str, Any]:
    """As `netzwerke.karte.punkte`; what takes place online only has no place. Two queries at most."""
    pks = kalender.index.schluessel(kalender.treffer, 0, MOST)
    rows = Termin.objects.filter(pk__in=pks).exclude(veranstaltung__form=Form.ONLINE)
    found: dict[str, list[Any]] = {}
    there: dict[tuple[float, float], int] = {}
    for beginn, slug, titel, form, lat, lon, mid_lat, mid_lon, key, above in rows.order_by(
        "beginn", "pk"
    ).values_list(*COLUMNS):
        spot = (lat, lon) if lat is not None and lon is not None else (mid_lat, mid_lon)
        if slug in found or spot[0] is None or spot[1] is None:
            continue
        number = there[spot] = there.get(spot, -1) + 1
        day = date_format(localtime(beginn), "SHORT_DATE_FORMAT")
        found[slug] = [*daneben(*spot, number), day, slug, titel, form, above or key]
    regions = sorted({row[6] for row in found.values()})
    return {
        "punkte": list(found.values()),
        "typen": {value: str(label) for value, label in Form.choices},
        "regionen": {key: [name_von("region", key), farbe(key)] for key in regions},
    }


def daneben(lat: float, lon: float, number: int) -> tuple[float, float]:
    """The spot itself for the first point, places around it for those that share it."""
    away = STEP * math.sqrt(number)
    return round(lat + away * math.sin(number * TURN), 5), round(
        lon + 1.6 * away * math.cos(number * TURN), 5
    )
