"""This room's part of the read API."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema, Status

from core.pagecache import public_page
from netzwerke import export
from netzwerke.filter import Auswahl
from netzwerke.models import Netzwerk
from netzwerke.verzeichnis import verzeichnisindex

router = Router(tags=["Netzwerke"])
MOST_PER_PAGE = 100


class NetzwerkAusgabe(Schema):
    """One network. Figures are of the year beside them; null means: not known."""

    slug: str
    name: str
    kurzname: str
    typ: str
    rechtsform: str | None
    gruendungsjahr: int | None
    endejahr: int | None
    status: str
    gebiet: str
    regionen: list[str]
    lat: float = Field(description="WGS 84, Grad")
    lon: float = Field(description="WGS 84, Grad")
    genauigkeit: str
    schwerpunkte: list[str]
    mitglieder: int | None
    mitglieder_zusatz: str | None = Field(description="zum Beispiel „über“")
    mitglieder_jahr: int | None
    mitglieder_quelle: str | None
    beschaeftigte: int | None
    beschaeftigte_zusatz: str | None = Field(description="zum Beispiel „rund“")
    beschaeftigte_jahr: int | None
    beschaeftigte_bezug: str | None
    beschaeftigte_quelle: str | None
    webseite: str | None
    bestaetigt_am: str | None = Field(description="null: öffentlich recherchiert, unbestätigt")
    hinweis: str | None
    quelle: list[str]
    stand: int | None
    url: str
    lizenz: str


class Seite(Schema):
    anzahl: int = Field(description="Treffer insgesamt")
    ab: int
    lizenz: str = export.LIZENZ
    lizenz_url: str = export.LIZENZ_URL
    netzwerke: list[NetzwerkAusgabe]


@router.get("", response=Seite, summary="Netzwerke, gefiltert wie im Verzeichnis")
def liste(
    request: HttpRequest,
    response: HttpResponse,
    region: list[str] = Query(default=[], description="Schlüssel von Bezirken oder Landkreisen"),  # noqa: B008 — ninja reads it
    typ: list[str] = Query(default=[]),  # noqa: B008 — ninja reads the default
    schwerpunkt: list[str] = Query(default=[]),  # noqa: B008 — ninja reads the default
    status: list[str] = Query(default=[]),  # noqa: B008 — ninja reads the default
    ab: int = Query(default=0, ge=0, le=1_000_000),
    anzahl: int = Query(default=50, ge=1, le=MOST_PER_PAGE),
) -> dict[str, Any]:
    index = verzeichnisindex()
    auswahl = Auswahl.lesen(request.GET, index)
    maske = index.auswahl(auswahl.werte, index.oeffentlich)
    pks = [zeile.pk for zeile in index.geordnet(maske, "name", ab, anzahl)]
    rows = Netzwerk.objects.sichtbar_fuer(AnonymousUser()).mit_angaben().in_bulk(pks)
    public_page(request, response)
    return {
        "anzahl": maske.bit_count(),
        "ab": ab,
        "netzwerke": [export.datensatz(rows[pk]) for pk in pks if pk in rows],
    }


class Fehler(Schema):
    detail: str


@router.get("/{slug}", response={200: NetzwerkAusgabe, 404: Fehler}, summary="Ein Netzwerk")
def einzeln(request: HttpRequest, response: HttpResponse, slug: str) -> Any:
    rows = Netzwerk.objects.sichtbar_fuer(AnonymousUser()).mit_angaben()
    netzwerk = rows.filter(slug=slug).first()
    if netzwerk is None:
        return Status(404, {"detail": "Dieses Netzwerk gibt es nicht."})
    public_page(request, response)
    return export.datensatz(netzwerk)
