"""This room's part of the read API: firms that agreed to be public."""

from typing import Annotated, Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema, Status
from ninja.errors import ValidationError
from pydantic import WithJsonSchema

from core.pagecache import public_page
from mitglieder.enums import Branche, Groessenklasse
from mitglieder.models import Unternehmen
from mitglieder.unternehmensverzeichnis import BILDET_AUS, Verzeichnis
from netzwerke.filter import unbekannt

router = Router(tags=["Unternehmen"])
MOST_PER_PAGE = 100
HINWEIS = (
    "Angaben der Unternehmen, öffentlich mit ihrer Einwilligung und solange diese gilt. Keine freie Lizenz. "
    "Jedes Unternehmen steht hier einmal, auch wenn es in mehreren Netzwerken ist."
)


class UnternehmenAusgabe(Schema):
    """One firm. Null means: not known, or not said."""

    slug: str
    name: str
    branche: str = Field(description="Abschnitt der WZ 2008, A bis U")
    groessenklasse: str | None
    standort: str | None
    webseite: str | None
    bildet_aus: bool
    ausbildung: str | None
    sucht: str | None
    bietet: str | None
    netzwerke: list[str] = Field(description="Kurzadressen der öffentlichen Netzwerke, wie in /netzwerke")
    geaendert: str
    url: str


class Seite(Schema):
    anzahl: int = Field(description="Treffer insgesamt")
    ab: int
    hinweis: str = HINWEIS
    unternehmen: list[UnternehmenAusgabe]


class Fehler(Schema):
    detail: str


# Plain words with a described choice: `pruefen` says what is wrong with them, in one form for all filters.
Wz = Annotated[str, WithJsonSchema({"type": "string", "enum": Branche.values})]
Groesse = Annotated[str, WithJsonSchema({"type": "string", "enum": Groessenklasse.values})]
Ja = Annotated[str, WithJsonSchema({"type": "string", "enum": [BILDET_AUS]})]
FRAGE = "Suchwörter wie im Suchfeld der Liste: alle müssen vorkommen. Nach 200 Zeichen wird gekürzt."


def mehrfach(beschreibung: str) -> Any:
    return Query(default=[], description=f"{beschreibung}; mehrfach möglich, ein Wert genügt")


def pruefen(request: HttpRequest, firmen: Verzeichnis) -> None:
    mistakes = [
        {"type": "unbekannter_wert", "loc": ["query", facette], "msg": f"Unbekannt: {', '.join(werte)}."}
        for facette, werte in unbekannt(request.GET, firmen).items()
    ]
    if mistakes:
        raise ValidationError(mistakes)


def datensatz(unternehmen: Any) -> dict[str, Any]:
    """`unternehmen` comes with `in_netzwerken`."""
    texts = ("groessenklasse", "standort", "webseite", "ausbildung", "sucht", "bietet")
    return {
        "slug": unternehmen.slug,
        "name": unternehmen.name,
        "branche": unternehmen.branche,
        **{name: getattr(unternehmen, name) or None for name in texts},
        "bildet_aus": unternehmen.bildet_aus,
        "netzwerke": [row.netzwerk.slug for row in unternehmen.in_netzwerken],
        "geaendert": unternehmen.geaendert.isoformat(timespec="seconds"),
        "url": settings.BASE_URL + unternehmen.get_absolute_url(),
    }


@router.get("", response=Seite, summary="Unternehmen, die öffentlich eingetragen sein möchten")
def liste(
    request: HttpRequest,
    response: HttpResponse,
    q: str = Query(default="", description=FRAGE),
    branche: list[Wz] = mehrfach("Abschnitt der WZ 2008"),  # noqa: B008 — ninja reads the default
    groesse: list[Groesse] = mehrfach("Größenklasse nach Beschäftigten"),  # noqa: B008 — ninja reads the default
    ausbildung: list[Ja] = mehrfach("„ja“: bildet aus"),  # noqa: B008 — ninja reads the default
    netzwerk: list[str] = mehrfach("Kurzadressen von Netzwerken"),  # noqa: B008 — ninja reads the default
    bezirk: list[str] = mehrfach("Schlüssel von Bezirken oder Landkreisen"),  # noqa: B008 — ninja reads the default
    ab: int = Query(default=0, ge=0, le=1_000_000),
    anzahl: int = Query(default=50, ge=1, le=MOST_PER_PAGE),
) -> dict[str, Any]:
    firmen = Verzeichnis(request.GET, AnonymousUser())
    pruefen(request, firmen)
    public_page(request, response)
    return {
        "anzahl": firmen.treffer().count(),
        "ab": ab,
        "unternehmen": [datensatz(row) for row in firmen.zeilen(ab, ab + anzahl)],
    }


@router.get("/{slug}", response={200: UnternehmenAusgabe, 404: Fehler}, summary="Ein Unternehmen")
def einzeln(request: HttpRequest, response: HttpResponse, slug: str) -> Any:
    firmen = Verzeichnis(request.GET, AnonymousUser())
    found = firmen.mit_netzwerken(
        Unternehmen.objects.sichtbar_fuer(AnonymousUser()).filter(slug=slug)
    ).first()
    if found is None:
        return Status(404, {"detail": "Dieses Unternehmen gibt es hier nicht."})
    public_page(request, response)
    return datensatz(found)
