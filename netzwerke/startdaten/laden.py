"""Writing this room's start data: only what is not there yet."""

from pathlib import Path
from typing import Any

from django.db import transaction

from core.audit import festhalten
from core.models import Protokolleintrag
from core.startdaten import StartdatenError
from netzwerke.enums import Regionsart
from netzwerke.models import Groessenangabe, Netzwerk, Region, Schwerpunkt
from netzwerke.startdaten.lesen import Eintrag, Startdaten, lesen
from search.actions import indexieren

ORDNER = Path(__file__).parent
BEZIRKE = ORDNER / "bezirke.geojson"
UEBERSETZT = "startdaten.hinweise"  # the audit log remembers that it was done
Ergebnis = dict[str, int]


def laden(ordner: Path = ORDNER) -> Ergebnis:
    """Read and check everything, then write what is missing: {kind: rows written}.

    Raises StartdatenError with all bad rows; then nothing has been written.
    """
    return schreiben(lesen(ordner))


@transaction.atomic
def schreiben(daten: Startdaten) -> Ergebnis:
    topics = fehlende_anlegen(Schwerpunkt, daten.schwerpunkte)
    places = regionen(daten.regionen)
    borders = bezirksgrenzen()
    new = netzwerke(daten.netzwerke)
    figures = groessen(daten.groessen, new)
    remarks = hinweise(daten.netzwerke)
    if topics:
        indexieren("schwerpunkt")
    if places:
        indexieren("ort")
    if new:
        indexieren("netzwerk", [netzwerk.pk for netzwerk in new.values()])
    return {
        "Schwerpunkte": topics,
        "Regionen": places,
        "Bezirksgrenzen": borders,
        "Netzwerke": len(new),
        "Größenangaben": figures,
        "Übersetzte Hinweise": remarks,
    }


def fehlende_anlegen(model: Any, rows: list[Any]) -> int:
    """Create the rows whose `schluessel` is not there yet; a person's changes stay."""
    known = set(model.objects.values_list("schluessel", flat=True))
    new = [row for row in rows if row.schluessel not in known]
    if new:
        model.objects.bulk_create(new)
    return len(new)


def regionen(rows: list[tuple[Region, str]]) -> int:
    """Those above first, because the others point to them."""
    created = fehlende_anlegen(Region, [row for row, above in rows if not above])
    known = {region.schluessel: region for region in Region.objects.all()}
    for row, above in rows:
        row.uebergeordnet = known[above] if above else None
    return created + fehlende_anlegen(Region, [row for row, above in rows if above])


def bezirksgrenzen() -> int:
    """By the way an operator's own file takes; a border that a district already has stays."""
    missing = list(Region.objects.filter(art=Regionsart.BEZIRK, geometrie__isnull=True))
    if not missing:
        return 0
    from netzwerke.grenzen import GrenzenError, importieren  # shapely is heavy, most starts need none

    try:
        return importieren(BEZIRKE, regionen=missing).anzahl
    except GrenzenError as error:
        raise StartdatenError([f"{BEZIRKE.name}: {error}"]) from None


def netzwerke(rows: list[Eintrag]) -> dict[str, Netzwerk]:
    """The networks that were not there yet, by slug. What a person deleted stays deleted."""
    known = {*Netzwerk.objects.values_list("slug", flat=True), *geloescht()}
    missing = [row for row in rows if row.netzwerk.slug not in known]
    if not missing:
        return {}
    places = {r.schluessel: r for r in Region.objects.all()}
    topics = {s.schluessel: s for s in Schwerpunkt.objects.all()}
    return {row.netzwerk.slug: anlegen(row, places, topics) for row in missing}


def geloescht() -> set[str]:
    rows = Protokolleintrag.objects.filter(aktion="netzwerk.loeschen")
    return {angaben.get("slug", "") for angaben in rows.values_list("angaben", flat=True)}


def anlegen(row: Eintrag, places: dict[str, Region], topics: dict[str, Schwerpunkt]) -> Netzwerk:
    netzwerk = row.netzwerk
    netzwerk.hauptregion = places[row.regionen[0]]
    netzwerk.regionen.set([places[key] for key in row.regionen])
    netzwerk.schwerpunkte.set([topics[key] for key in row.schwerpunkte])
    netzwerk.fruehere_namen.set(row.fruehere_namen)
    netzwerk.save()
    return netzwerk


def hinweise(rows: list[Eintrag]) -> int:
    """Translate the remarks of networks that were there before translations were, where nobody has
    reworded them. This is done once: a translation that a person takes away later stays away."""
    if Protokolleintrag.objects.filter(aktion=UEBERSETZT).exists():
        return 0
    texts = {row.netzwerk.slug: row.netzwerk for row in rows}
    known = Netzwerk.objects.filter(slug__in=texts, hinweis_uebersetzungen={})
    same = [row for row in known if row.hinweis and row.hinweis == texts[row.slug].hinweis]
    for row in same:
        row.hinweis_uebersetzungen = texts[row.slug].hinweis_uebersetzungen
    Netzwerk.objects.bulk_update(same, ["hinweis_uebersetzungen"])
    festhalten(UEBERSETZT)
    return len(same)


def groessen(rows: list[tuple[str, Groessenangabe]], new: dict[str, Netzwerk]) -> int:
    """Figures of the networks that were just created."""
    missing = [(slug, row) for slug, row in rows if slug in new]
    for slug, row in missing:
        row.netzwerk = new[slug]
    if missing:
        Groessenangabe.objects.bulk_create([row for _, row in missing])
    return len(missing)
