"""A network's firms as a file: what stands in its list, and nothing about people."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook

from mitglieder.firmen import firmen_von
from netzwerke.export import MOST_ROWS, zelle
from netzwerke.models import Netzwerk

SPALTEN = (
    "name", "branche", "branche_wz2008", "groesse", "standort", "webseite",
    "bildet_aus", "ausbildung", "sucht", "bietet", "ansprechperson", "sichtbar", "dabei_seit", "geaendert",
)  # fmt: skip


def zeilen(netzwerk: Netzwerk) -> Iterable[list[Any]]:
    yield list(SPALTEN)
    for row in firmen_von(netzwerk)[:MOST_ROWS]:
        yield [zelle(wert) for wert in werte(row)]


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
    """Semicolons and a byte order mark: what a German Excel opens with a double click."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerows(zeilen(netzwerk))
    return HttpResponse("\ufeff" + buffer.getvalue(), content_type="text/csv; charset=utf-8")


def als_xlsx(netzwerk: Netzwerk) -> HttpResponse:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Unternehmen")
    for row in zeilen(netzwerk):
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return HttpResponse(buffer.getvalue(), content_type=media)


FORMATE = {"csv": als_csv, "xlsx": als_xlsx}


def antwort(netzwerk: Netzwerk, endung: str) -> HttpResponse:
    response = FORMATE[endung](netzwerk)
    name = f"unternehmen-{netzwerk.slug}-{timezone.localdate():%Y-%m-%d}.{endung}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
