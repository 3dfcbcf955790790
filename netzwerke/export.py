"""Open data: the same records as CSV, XLSX, GeoJSON and JSON, each with licence, source and year."""

import csv
import io
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.text import get_valid_filename
from openpyxl import Workbook

from core import text
from netzwerke.models import Groessenangabe, Netzwerk

LIZENZ = "CC BY 4.0"
LIZENZ_URL = "https://creativecommons.org/licenses/by/4.0/"
MOST_ROWS = 10_000
RUNNABLE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

SPALTEN = (
    "slug", "name", "kurzname", "typ", "rechtsform", "gruendungsjahr", "endejahr", "status",
    "gebiet", "regionen", "lat", "lon", "genauigkeit", "schwerpunkte",
    "mitglieder", "mitglieder_zusatz", "mitglieder_jahr", "mitglieder_quelle",
    "beschaeftigte", "beschaeftigte_zusatz", "beschaeftigte_jahr", "beschaeftigte_bezug",
    "beschaeftigte_quelle",
    "webseite", "bestaetigt_am", "hinweis", "quelle", "stand", "url", "lizenz",
)  # fmt: skip


def datensatz(netzwerk: Netzwerk) -> dict[str, Any]:
    """One flat record. Figures without a known value are None, never 0."""
    return {
        "slug": netzwerk.slug,
        "name": netzwerk.name,
        "kurzname": netzwerk.kurzname,
        "typ": netzwerk.typ,
        "rechtsform": netzwerk.rechtsform or None,
        "gruendungsjahr": netzwerk.gruendungsjahr,
        "endejahr": netzwerk.endejahr,
        "status": netzwerk.status,
        "gebiet": netzwerk.gebiet,
        "regionen": [region.schluessel for region in netzwerk.regionen.all()],
        "lat": netzwerk.lat,
        "lon": netzwerk.lon,
        "genauigkeit": netzwerk.genauigkeit,
        "schwerpunkte": [s.schluessel for s in netzwerk.schwerpunkte.all()],
        **zahl("mitglieder", netzwerk.mitglieder),
        **zahl("beschaeftigte", netzwerk.beschaeftigte, bezug=True),
        "webseite": netzwerk.webseite or None,
        "bestaetigt_am": netzwerk.bestaetigt_am.isoformat() if netzwerk.bestaetigt_am else None,
        "hinweis": netzwerk.hinweis or None,
        "quelle": netzwerk.quellen,
        "stand": netzwerk.stand,
        "url": settings.BASE_URL + netzwerk.get_absolute_url(),
        "lizenz": LIZENZ,
    }


def zahl(art: str, angabe: Groessenangabe | None, *, bezug: bool = False) -> dict[str, Any]:
    record: dict[str, Any] = {
        art: angabe.wert if angabe else None,
        f"{art}_zusatz": (angabe.zusatz or None) if angabe else None,
        f"{art}_jahr": angabe.jahr if angabe else None,
    }
    if bezug:
        record[f"{art}_bezug"] = angabe.bezug if angabe else None
    return {**record, f"{art}_quelle": angabe.quelle if angabe else None}


def kopf() -> dict[str, Any]:
    return {
        "titel": "Netzwerk der Netzwerke: Verzeichnis",
        "lizenz": LIZENZ,
        "lizenz_url": LIZENZ_URL,
        "namensnennung": "Netzwerk der Netzwerke",
        "abgerufen": timezone.now().isoformat(timespec="seconds"),
        "hinweis": (
            "Angaben ohne bestaetigt_am sind öffentlich recherchiert und vom Netzwerk noch nicht "
            "bestätigt. Koordinaten sind meist ungefähr. Betriebe können in mehreren Netzwerken sein."
        ),
    }


def zelle(value: Any) -> Any:
    """A value for a spreadsheet: lists joined, and nothing that a spreadsheet would run."""
    if isinstance(value, list):
        value = " | ".join(value)
    if isinstance(value, str):
        value = text.printable(value)
        return f"'{value}" if value.lstrip(" ")[:1] in RUNNABLE else value
    return "" if value is None else value


def zeilen(netzwerke: Iterable[Netzwerk]) -> Iterable[list[Any]]:
    yield list(SPALTEN)
    for netzwerk in netzwerke:
        record = datensatz(netzwerk)
        yield [zelle(record[spalte]) for spalte in SPALTEN]


def als_csv(netzwerke: Iterable[Netzwerk]) -> HttpResponse:
    """Semicolons and a byte order mark: what a German Excel opens with a double click."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerows(zeilen(netzwerke))
    return HttpResponse("\ufeff" + buffer.getvalue(), content_type="text/csv; charset=utf-8")


def als_xlsx(netzwerke: Iterable[Netzwerk]) -> HttpResponse:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Netzwerke")
    for row in zeilen(netzwerke):
        sheet.append(row)
    about = book.create_sheet("Quelle und Lizenz")
    for pair in kopf().items():
        about.append(pair)
    buffer = io.BytesIO()
    book.save(buffer)
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return HttpResponse(buffer.getvalue(), content_type=media)


def als_json(netzwerke: Iterable[Netzwerk]) -> HttpResponse:
    records = [datensatz(netzwerk) for netzwerk in netzwerke]
    return JsonResponse({**kopf(), "netzwerke": records}, json_dumps_params={"ensure_ascii": False})


def als_geojson(netzwerke: Iterable[Netzwerk]) -> HttpResponse:
    """RFC 7946: WGS 84, longitude first."""
    features = [feature(datensatz(netzwerk)) for netzwerk in netzwerke]
    body = {"type": "FeatureCollection", **kopf(), "features": features}
    return JsonResponse(body, content_type="application/geo+json", json_dumps_params={"ensure_ascii": False})


def feature(record: dict[str, Any]) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [record.pop("lon"), record.pop("lat")]}
    return {"type": "Feature", "id": record["slug"], "geometry": point, "properties": record}


FORMATE: dict[str, tuple[str, Callable[[Iterable[Netzwerk]], HttpResponse]]] = {
    "csv": ("CSV", als_csv),
    "xlsx": ("Excel", als_xlsx),
    "geojson": ("GeoJSON", als_geojson),
    "json": ("JSON", als_json),
}


def antwort(netzwerke: Iterable[Netzwerk], endung: str) -> HttpResponse:
    response = FORMATE[endung][1](netzwerke)
    name = get_valid_filename(f"netzwerke-{timezone.localdate():%Y-%m-%d}.{endung}")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Link"] = f'<{LIZENZ_URL}>; rel="license"'
    return response
