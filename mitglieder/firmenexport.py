"""A network's firms as a file: what stands in its list, and nothing about people."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.spreadsheets import as_csv, as_xlsx, cell, download
from mitglieder.firmen import firmen_von
from netzwerke.export import MOST_ROWS
from netzwerke.models import Netzwerk

SPALTEN = (
    "name", "branche", "branche_wz2008", "groesse", "standort", "webseite",
    "bildet_aus", "ausbildung", "sucht", "bietet", "ansprechperson", "sichtbar", "dabei_seit", "geaendert",
)  # fmt: skip


def zeilen(netzwerk: Netzwerk) -> Iterable[list[Any]]:
    yield list(SPALTEN)
    for row in firmen_von(netzwerk)[:MOST_ROWS]:
        yield [cell(wert) for wert in werte(row)]


def werte(row: Any) -> list[Any]:
    firma = row.unternehmen
    return [
        firma.name, str(firma.get_branche_display()), firma.branche,
        str(firma.get_groessenklasse_display()), firma.standort, firma.webseite,
        ja_nein(firma.bildet_aus), firma.ausbildung, firma.sucht, firma.bietet,
        ja_nein(row.hat_ansprechperson), str(firma.get_sichtbarkeit_display()),
        tag(row.von), tag(firma.geaendert),
    ]  # fmt: skip


def ja_nein(wert: bool) -> str:
    return _("ja") if wert else _("nein")


def tag(zeitpunkt: datetime) -> str:
    return timezone.localtime(zeitpunkt).date().isoformat()


def als_csv(netzwerk: Netzwerk) -> HttpResponse:
    return as_csv(zeilen(netzwerk))


def als_xlsx(netzwerk: Netzwerk) -> HttpResponse:
    return as_xlsx({"Unternehmen": zeilen(netzwerk)})


FORMATE = {"csv": als_csv, "xlsx": als_xlsx}


def antwort(netzwerk: Netzwerk, endung: str) -> HttpResponse:
    name = f"unternehmen-{netzwerk.slug}-{timezone.localdate():%Y-%m-%d}.{endung}"
    return download(FORMATE[endung](netzwerk), name)
