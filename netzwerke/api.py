"""This room's part of the read API."""

from typing import Annotated, Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, QueryDict
from ninja import Field, Query, Router, Schema, Status
from ninja.errors import ValidationError
from pydantic import WithJsonSchema

from core.apierrors import Refused
from core.pagecache import public_page
from netzwerke import export
from netzwerke.enums import Groessenart, Groessenklasse, Netzwerkstatus, Netzwerktyp
from netzwerke.filter import Auswahl, gesucht, unbekannt
from netzwerke.models import Netzwerk
from netzwerke.verzeichnis import Verzeichnisindex, verzeichnisindex

router = Router(tags=["Netzwerke"])
MOST_PER_PAGE = 100


class FruehererNameAusgabe(Schema):
    name: str
    bis_jahr: int | None


class Kennzahl(Schema):
    art: Groessenart
    jahr: int
    wert: int
    zusatz: str | None
    bezug: str | None
    quelle: str


class NetzwerkAusgabe(Schema):
    """One network. Figures are of the year beside them; null means: not known."""

    slug: str
    name: str
    kurzname: str
    fruehere_namen: list[FruehererNameAusgabe]
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
    kennzahlen: list[Kennzahl] = Field(description="alle bekannten Zahlen, je Art nach Jahr")
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


FRAGE = "Suchwörter wie im Suchfeld des Verzeichnisses: alle müssen vorkommen. Nach 200 Zeichen wird gekürzt."


# Plain words with a described choice: `pruefen` says what is wrong with them, in one form for all filters.
Typ = Annotated[str, WithJsonSchema({"type": "string", "enum": Netzwerktyp.values})]
Zustand = Annotated[str, WithJsonSchema({"type": "string", "enum": Netzwerkstatus.values})]
Groesse = Annotated[str, WithJsonSchema({"type": "string", "enum": Groessenklasse.values})]


def mehrfach(beschreibung: str) -> Any:
    return Query(default=[], description=f"{beschreibung}; mehrfach möglich, ein Wert genügt")


def pruefen(query: QueryDict, index: Verzeichnisindex) -> None:
    """A program is told of a value that does not exist; the directory page would pass it over."""
    mistakes = [
        {
            "type": "unbekannter_wert",
            "loc": ["query", facette],
            "msg": f"Unbekannt: {', '.join(werte)}. Erlaubt: {', '.join(sorted(index.bits[facette]))}.",
        }
        for facette, werte in unbekannt(query, index).items()
    ]
    if mistakes:
        raise ValidationError(mistakes)


@router.get("", response={200: Seite, 422: Refused}, summary="Netzwerke, gefiltert wie im Verzeichnis")
def liste(
    request: HttpRequest,
    response: HttpResponse,
    q: str = Query(default="", description=FRAGE),
    region: list[str] = mehrfach("Schlüssel von Bezirken, Landkreisen oder kreisfreien Städten"),  # noqa: B008 — ninja reads it
    typ: list[Typ] = mehrfach("Art des Netzwerks"),  # noqa: B008 — ninja reads the default
    schwerpunkt: list[str] = mehrfach("Schlüssel von Schwerpunkten"),  # noqa: B008 — ninja reads the default
    status: list[Zustand] = mehrfach("Status"),  # noqa: B008 — ninja reads the default
    groesse: list[Groesse] = mehrfach("Größe nach der neuesten Mitgliederzahl"),  # noqa: B008 — ninja reads the default
    ab: int = Query(default=0, ge=0, le=1_000_000),
    anzahl: int = Query(default=50, ge=1, le=MOST_PER_PAGE),
) -> dict[str, Any]:
    index, visitor = verzeichnisindex(), AnonymousUser()
    pruefen(request.GET, index)
    auswahl = Auswahl.lesen(request.GET, index)
    maske = index.auswahl(auswahl.werte, gesucht(auswahl, index, visitor))
    pks = [zeile.pk for zeile in index.geordnet(maske, "name", ab, anzahl)]
    rows = Netzwerk.objects.sichtbar_fuer(visitor).vollstaendig().in_bulk(pks)
    public_page(request, response)
    return {
        "anzahl": maske.bit_count(),
        "ab": ab,
        "netzwerke": [export.datensatz(rows[pk]) for pk in pks if pk in rows],
    }


class Fehler(Schema):
    detail: str


@router.get("/{slug}", response={200: NetzwerkAusgabe, 404: Fehler, 422: Refused}, summary="Ein Netzwerk")
def einzeln(request: HttpRequest, response: HttpResponse, slug: str) -> Any:
    rows = Netzwerk.objects.sichtbar_fuer(AnonymousUser()).vollstaendig()
    netzwerk = rows.filter(slug=slug).first()
    if netzwerk is None:
        return Status(404, {"detail": "Dieses Netzwerk gibt es nicht."})
    public_page(request, response)
    return export.datensatz(netzwerk)
