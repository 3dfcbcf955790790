"""Loading this room's start data."""

import re
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.startdaten import Tabelle, Zeile
from core.visibility import Sichtbarkeit
from netzwerke.enums import Genauigkeit, Groessenart, Netzwerkstatus, Netzwerktyp, Regionsart
from netzwerke.models import FruehererName, Groessenangabe, Netzwerk, Region, Schwerpunkt
from search.actions import indexieren

ORDNER = Path(__file__).parent
Ergebnis = dict[str, int]


@transaction.atomic
def laden(ordner: Path = ORDNER) -> Ergebnis:
    """Read and check everything, then write what is missing: {kind: rows written}.

    Raises StartdatenError with all bad rows; then nothing has been written.
    """
    written = {"Schwerpunkte": schwerpunkte(ordner), "Regionen": regionen(ordner)}
    new = netzwerke(ordner)
    written["Netzwerke"] = len(new)
    written["Größenangaben"] = groessen(ordner, new)
    if new:
        indexieren("netzwerk", [netzwerk.pk for netzwerk in new.values()])
    return written


def schwerpunkte(ordner: Path) -> int:
    spalten = ("schluessel", "name", "name_en", "definition", "definition_en", "sortierung", "quelle", "stand")
    tabelle = Tabelle(ordner / "schwerpunkte.csv", spalten)
    tabelle.eindeutig("schluessel")
    rows = [
        Schwerpunkt(
            schluessel=z.text("schluessel", pflicht=True, laenge=60),
            name=z.text("name", pflicht=True, laenge=80),
            uebersetzungen=uebersetzt(z, "name"),
            definition=z.text("definition"),
            definition_uebersetzungen=uebersetzt(z, "definition"),
            sortierung=z.ganzzahl("sortierung", bis=999) or 100,
            quelle=z.text("quelle"),
            stand=z.jahr("stand"),
        )
        for z in tabelle
    ]
    tabelle.pruefen()
    return fehlende_anlegen(Schwerpunkt, rows)


def uebersetzt(zeile: Zeile, spalte: str) -> dict[str, str]:
    text = zeile.text(f"{spalte}_en")
    return {"en": text} if text else {}


def fehlende_anlegen(model: Any, rows: list[Any]) -> int:
    """Create the rows whose `schluessel` is not there yet; a person's changes stay."""
    known = set(model.objects.values_list("schluessel", flat=True))
    new = [row for row in rows if row.schluessel not in known]
    model.objects.bulk_create(new)
    return len(new)


def regionen(ordner: Path) -> int:
    spalten = ("schluessel", "name", "name_en", "art", "uebergeordnet", "lat", "lon", "aliasse", "quelle", "stand")
    tabelle = Tabelle(ordner / "regionen.csv", spalten)
    tabelle.eindeutig("schluessel")
    keys = {z.text("schluessel"): z.text("schluessel") for z in tabelle}
    rows = [(region(z), z.wahl("uebergeordnet", keys, pflicht=False)) for z in tabelle]
    tabelle.pruefen()
    created = fehlende_anlegen(Region, [r for r, parent in rows if not parent])
    above = {r.schluessel: r for r in Region.objects.all()}
    for row, parent in rows:
        row.uebergeordnet = above.get(parent) if parent else None
    return created + fehlende_anlegen(Region, [r for r, parent in rows if parent])


def region(z: Zeile) -> Region:
    return Region(
        schluessel=z.text("schluessel", pflicht=True, laenge=80),
        name=z.text("name", pflicht=True, laenge=120),
        uebersetzungen=uebersetzt(z, "name"),
        art=z.wahl("art", {art.value: art for art in Regionsart}) or "",
        aliasse=z.liste("aliasse"),
        lat=z.kommazahl("lat", von=51.3, bis=53.6),
        lon=z.kommazahl("lon", von=11.2, bis=14.8),
        quelle=z.text("quelle"),
        stand=z.jahr("stand"),
    )


NETZWERK_SPALTEN = (
    "slug", "name", "kurzname", "fruehere_namen", "typ", "rechtsform", "gruendungsjahr", "endejahr",
    "regionen", "gebiet", "lat", "lon", "geo_genauigkeit", "schwerpunkte", "website", "status",
    "hinweis", "quelle", "stand",
)  # fmt: skip


def netzwerke(ordner: Path) -> dict[str, Netzwerk]:
    """The networks that were not there yet, by slug."""
    tabelle = Tabelle(ordner / "netzwerke.csv", NETZWERK_SPALTEN)
    tabelle.eindeutig("slug")
    places = {r.schluessel: r for r in Region.objects.all()}
    topics = {s.schluessel: s for s in Schwerpunkt.objects.all()}
    rows = [(netzwerk(z, places), z.alle("regionen", places), z.alle("schwerpunkte", topics), z) for z in tabelle]
    tabelle.pruefen()
    known = set(Netzwerk.objects.values_list("slug", flat=True))
    new = {}
    for row, orte, themen, z in rows:
        if row.slug not in known:
            row.save()
            row.regionen.set(orte)
            row.schwerpunkte.set(themen)
            row.save()
            fruehere_namen(row, z)
            new[row.slug] = row
    return new


def netzwerk(z: Zeile, places: dict[str, Region]) -> Netzwerk:
    first = (z.liste("regionen") or [""])[0]
    if not first:
        z.melden("regionen", "darf nicht leer sein")
    return Netzwerk(
        slug=z.text("slug", pflicht=True, laenge=80),
        name=z.text("name", pflicht=True, laenge=160),
        kurzname=z.text("kurzname", pflicht=True, laenge=60),
        typ=z.wahl("typ", {str(typ.label): typ for typ in Netzwerktyp}) or "",
        rechtsform=z.text("rechtsform", laenge=80),
        gruendungsjahr=z.jahr("gruendungsjahr"),
        endejahr=z.jahr("endejahr"),
        status=z.wahl("status", {s.value: s for s in Netzwerkstatus}) or "",
        sichtbarkeit=Sichtbarkeit.OEFFENTLICH,
        gebiet=z.text("gebiet", pflicht=True, laenge=200),
        hauptregion=places.get(first),
        lat=z.kommazahl("lat", von=51.3, bis=53.6),
        lon=z.kommazahl("lon", von=11.2, bis=14.8),
        genauigkeit=z.wahl("geo_genauigkeit", {g.value: g for g in Genauigkeit}) or "",
        webseite=z.adresse("website"),
        hinweis=z.text("hinweis"),
        quelle="\n".join(z.liste("quelle", "|")),
        stand=z.jahr("stand"),
        geaendert=timezone.now(),
    )


FRUEHER = re.compile(r"^(?P<name>.+?)(?: \(bis (?P<jahr>\d{4})\))?$")


def fruehere_namen(row: Netzwerk, z: Zeile) -> None:
    for entry in z.liste("fruehere_namen"):
        if match := FRUEHER.match(entry):
            FruehererName.objects.create(netzwerk=row, name=match["name"], bis_jahr=match["jahr"])


def groessen(ordner: Path, new: dict[str, Netzwerk]) -> int:
    """Figures of the networks that were just created."""
    spalten = ("netzwerk", "art", "jahr", "wert", "zusatz", "bezug", "quelle")
    tabelle = Tabelle(ordner / "groessen.csv", spalten)
    tabelle.eindeutig("netzwerk", "art", "jahr")
    known = {n.slug: n for n in Netzwerk.objects.all()}
    rows = [groesse(z, known) for z in tabelle]
    tabelle.pruefen()
    missing = [row for row in rows if row.netzwerk.slug in new]
    Groessenangabe.objects.bulk_create(missing)
    return len(missing)


def groesse(z: Zeile, known: dict[str, Netzwerk]) -> Groessenangabe:
    if not z.text("jahr"):
        z.melden("jahr", "darf nicht leer sein")
    if not z.text("wert"):
        z.melden("wert", "darf nicht leer sein")
    return Groessenangabe(
        netzwerk=z.wahl("netzwerk", known),
        art=z.wahl("art", {a.value: a for a in Groessenart}) or "",
        jahr=z.jahr("jahr"),
        wert=z.ganzzahl("wert"),
        zusatz=z.text("zusatz", laenge=20),
        bezug=z.text("bezug", laenge=200),
        quelle=z.text("quelle", pflicht=True),
    )
