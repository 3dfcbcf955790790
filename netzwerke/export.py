"""Open data: the same records as CSV, XLSX, GeoJSON and JSON, each with licence, source and year."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.text import get_valid_filename

from core.spreadsheets import as_csv, as_xlsx, cell
from netzwerke.models import Groessenangabe, Netzwerk
from netzwerke.models.region import regionsnamen

LIZENZ = "CC BY 4.0"
LIZENZ_URL = "https://creativecommons.org/licenses/by/4.0/"
MOST_ROWS = 10_000

SPALTEN = (
    "slug", "name", "kurzname", "fruehere_namen", "typ", "rechtsform", "gruendungsjahr", "endejahr", "status",
    "gebiet", "regionen", "lat", "lon", "genauigkeit", "schwerpunkte",
    "mitglieder", "mitglieder_zusatz", "mitglieder_jahr", "mitglieder_quelle",
    "beschaeftigte", "beschaeftigte_zusatz", "beschaeftigte_jahr", "beschaeftigte_bezug",
    "beschaeftigte_quelle",
    "webseite", "bestaetigt_am", "hinweis", "quelle", "stand", "url", "lizenz",
)  # fmt: skip
# Tables are read by people as well: behind each key its name, in the language of the page.
NAMEN = ("typ", "status", "regionen", "schwerpunkte")
TABELLE = tuple(spalte for key in SPALTEN for spalte in ((key, f"{key}_name") if key in NAMEN else (key,)))
REIHE = ("art", "jahr", "wert", "zusatz", "bezug", "quelle")


def datensatz(netzwerk: Netzwerk) -> dict[str, Any]:
    """One record: the latest figures, and in `kennzahlen` all of them. Unknown is None, never 0."""
    return {
        "slug": netzwerk.slug,
        "name": netzwerk.name,
        "kurzname": netzwerk.kurzname,
        "fruehere_namen": [{"name": n.name, "bis_jahr": n.bis_jahr} for n in netzwerk.fruehere_namen.all()],
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
        "kennzahlen": kennzahlen(netzwerk),
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


def kennzahlen(netzwerk: Netzwerk) -> list[dict[str, Any]]:
    """Every known figure with its year and source, oldest first within each kind."""
    angaben = [angabe for reihe in netzwerk.reihen.values() for angabe in reihe]
    return [{spalte: leer_als_none(getattr(angabe, spalte)) for spalte in REIHE} for angabe in angaben]


def leer_als_none(value: Any) -> Any:
    return None if value == "" else value


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


def zeilen(netzwerke: Iterable[Netzwerk]) -> Iterable[list[Any]]:
    yield list(TABELLE)
    for netzwerk in netzwerke:
        record = datensatz(netzwerk) | namen(netzwerk)
        record["fruehere_namen"] = [frueher(**former) for former in record["fruehere_namen"]]
        yield [cell(record[spalte]) for spalte in TABELLE]


def namen(netzwerk: Netzwerk) -> dict[str, Any]:
    return {
        "typ_name": netzwerk.get_typ_display(),
        "status_name": netzwerk.get_status_display(),
        "regionen_name": regionsnamen(netzwerk.regionen.all()),
        "schwerpunkte_name": [topic.bezeichnung for topic in netzwerk.schwerpunkte.all()],
    }


def frueher(name: str, bis_jahr: int | None) -> str:
    return f"{name} (bis {bis_jahr})" if bis_jahr else name


def reihenzeilen(netzwerke: Iterable[Netzwerk]) -> Iterable[list[Any]]:
    """One row per figure: a whole series does not fit into the row of its network."""
    yield ["slug", "name", *REIHE, "lizenz"]
    for netzwerk in netzwerke:
        for angabe in kennzahlen(netzwerk):
            values = [netzwerk.slug, netzwerk.name, *(angabe[spalte] for spalte in REIHE), LIZENZ]
            yield [cell(value) for value in values]


def als_csv(netzwerke: Iterable[Netzwerk]) -> HttpResponse:
    return as_csv(zeilen(netzwerke))


def als_xlsx(netzwerke: list[Netzwerk]) -> HttpResponse:
    return as_xlsx(
        {
            "Netzwerke": zeilen(netzwerke),
            "Kennzahlen": reihenzeilen(netzwerke),
            "Quelle und Lizenz": kopf().items(),
        }
    )


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


FORMATE: dict[str, tuple[str, Callable[[list[Netzwerk]], HttpResponse]]] = {
    "csv": ("CSV", als_csv),
    "xlsx": ("Excel", als_xlsx),
    "geojson": ("GeoJSON", als_geojson),
    "json": ("JSON", als_json),
}


def antwort(netzwerke: list[Netzwerk], endung: str) -> HttpResponse:
    response = FORMATE[endung][1](netzwerke)
    name = get_valid_filename(f"netzwerke-{timezone.localdate():%Y-%m-%d}.{endung}")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Link"] = f'<{LIZENZ_URL}>; rel="license"'
    return response
