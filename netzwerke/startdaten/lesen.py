"""Reading this room's start data: every row of every file is checked before any is written."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from core.startdaten import StartdatenError, Tabelle, Zeile
from core.visibility import Sichtbarkeit
from netzwerke.enums import Genauigkeit, Groessenart, Netzwerkstatus, Netzwerktyp, Regionsart
from netzwerke.models import FruehererName, Groessenangabe, Netzwerk, Region, Schwerpunkt

SCHLUESSEL = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
FRUEHER = re.compile(r"^(?P<name>.+?)(?: \(bis (?P<jahr>\d{4})\))?$")
BREITE, LAENGE = {"von": 51.3, "bis": 53.6}, {"von": 11.2, "bis": 14.8}  # as the model allows

SCHWERPUNKT_SPALTEN = (
    "schluessel", "name", "name_en", "definition", "definition_en", "sortierung", "quelle", "stand",
)  # fmt: skip
REGION_SPALTEN = (
    "schluessel", "name", "name_en", "art", "uebergeordnet", "lat", "lon", "aliasse", "quelle", "stand",
)  # fmt: skip
NETZWERK_SPALTEN = (
    "slug", "name", "kurzname", "fruehere_namen", "typ", "rechtsform", "gruendungsjahr", "endejahr",
    "regionen", "gebiet", "lat", "lon", "geo_genauigkeit", "schwerpunkte", "website", "status",
    "hinweis", "hinweis_en", "quelle", "stand",
)  # fmt: skip
GROESSEN_SPALTEN = ("netzwerk", "art", "jahr", "wert", "zusatz", "bezug", "quelle")
PROFIL_SPALTEN = ("netzwerk", "sprache", "einleitung", "text")


@dataclass(frozen=True)
class Profil:
    """What the page of a network says in one language."""

    einleitung: str
    absaetze: tuple[str, ...]


@dataclass(frozen=True)
class Eintrag:
    """A network that is not saved yet, with the keys of what it points to; the first region leads."""

    netzwerk: Netzwerk
    regionen: list[str]
    schwerpunkte: list[str]
    fruehere_namen: list[FruehererName]


@dataclass
class Startdaten:
    """Checked rows, not saved. `regionen` are (region, key of the one above), `groessen` (slug, figure)."""

    schwerpunkte: list[Schwerpunkt] = field(default_factory=list)
    regionen: list[tuple[Region, str]] = field(default_factory=list)
    netzwerke: list[Eintrag] = field(default_factory=list)
    groessen: list[tuple[str, Groessenangabe]] = field(default_factory=list)
    profile: dict[str, dict[str, Profil]] = field(default_factory=dict)


def lesen(ordner: Path) -> Startdaten:
    """Raises StartdatenError with the bad rows of all files; of files that cannot be read first, because
    what others take from them would be unknown in each of their rows."""
    topics = tabelle(ordner / "schwerpunkte.csv", SCHWERPUNKT_SPALTEN, "schluessel")
    places = tabelle(ordner / "regionen.csv", REGION_SPALTEN, "schluessel")
    networks = tabelle(ordner / "netzwerke.csv", NETZWERK_SPALTEN, "slug")
    figures = tabelle(ordner / "groessen.csv", GROESSEN_SPALTEN, "netzwerk", "art", "jahr")
    profiles = tabelle(ordner / "profile.csv", PROFIL_SPALTEN, "netzwerk", "sprache")
    pruefen(t for t in (topics, places, networks, figures, profiles) if not t.gelesen)
    keys = schluessel(places, "schluessel"), schluessel(topics, "schluessel")
    slugs = schluessel(networks, "slug")
    daten = Startdaten(
        schwerpunkte=[schwerpunkt(z) for z in topics],
        regionen=[(region(z), z.wahl("uebergeordnet", keys[0], pflicht=False) or "") for z in places],
        netzwerke=[eintrag(z, *keys) for z in networks],
        groessen=[(z.text("netzwerk"), groesse(z, slugs)) for z in figures],
        profile=profile(profiles, slugs),
    )
    pruefen([topics, places, networks, figures, profiles])
    return daten


def tabelle(pfad: Path, spalten: tuple[str, ...], *eindeutig: str) -> Tabelle:
    result = Tabelle(pfad, spalten)
    result.eindeutig(*eindeutig)
    return result


def schluessel(zeilen: Tabelle, spalte: str) -> dict[str, str]:
    return {z.text(spalte): z.text(spalte) for z in zeilen}


def pruefen(tabellen: Iterable[Tabelle]) -> None:
    errors = [error for t in tabellen for error in t.fehler]
    if errors:
        raise StartdatenError(errors)


def kennung(z: Zeile, spalte: str, laenge: int) -> str:
    value = z.text(spalte, pflicht=True, laenge=laenge)
    if value and not SCHLUESSEL.fullmatch(value):
        z.melden(spalte, f"„{value}“ darf nur Kleinbuchstaben, Ziffern und Bindestriche enthalten")
    return value


def uebersetzt(z: Zeile, spalte: str) -> dict[str, str]:
    text = z.text(f"{spalte}_en")
    return {"en": text} if text else {}


def pflicht(z: Zeile, spalte: str, lesen: Callable[..., Any], **grenzen: Any) -> Any:
    """A number that must be there."""
    if not z.text(spalte):
        z.melden(spalte, "darf nicht leer sein")
    return lesen(spalte, **grenzen)


def schwerpunkt(z: Zeile) -> Schwerpunkt:
    return Schwerpunkt(
        schluessel=kennung(z, "schluessel", 60),
        name=z.text("name", pflicht=True, laenge=80),
        uebersetzungen=uebersetzt(z, "name"),
        definition=z.text("definition"),
        definition_uebersetzungen=uebersetzt(z, "definition"),
        sortierung=z.ganzzahl("sortierung", bis=999) or 100,
        quelle=z.text("quelle"),
        stand=z.jahr("stand"),
    )


def region(z: Zeile) -> Region:
    return Region(
        schluessel=kennung(z, "schluessel", 80),
        name=z.text("name", pflicht=True, laenge=120),
        uebersetzungen=uebersetzt(z, "name"),
        art=z.wahl("art", {art.value: art for art in Regionsart}) or "",
        aliasse=z.liste("aliasse"),
        lat=z.kommazahl("lat", **BREITE),
        lon=z.kommazahl("lon", **LAENGE),
        quelle=z.text("quelle"),
        stand=z.jahr("stand"),
    )


def eintrag(z: Zeile, places: dict[str, str], topics: dict[str, str]) -> Eintrag:
    if not z.liste("regionen"):
        z.melden("regionen", "darf nicht leer sein")
    return Eintrag(
        netzwerk=netzwerk(z),
        regionen=z.alle("regionen", places),
        schwerpunkte=z.alle("schwerpunkte", topics),
        fruehere_namen=[FruehererName(**frueher(name)) for name in z.liste("fruehere_namen")],
    )


def frueher(text: str) -> dict[str, Any]:
    """ "Neukölln-Südring (bis 2016)" -> {"name": "Neukölln-Südring", "bis_jahr": 2016}."""
    match = FRUEHER.match(text)
    year = match["jahr"] if match else None
    return {"name": match["name"] if match else text, "bis_jahr": int(year) if year else None}


def netzwerk(z: Zeile) -> Netzwerk:
    if z.text("slug") in Netzwerk.RESERVED:
        z.melden("slug", f"„{z.text('slug')}“ ist eine Adresse des Verzeichnisses selbst")
    row = Netzwerk(
        slug=kennung(z, "slug", 80),
        name=z.text("name", pflicht=True, laenge=160),
        kurzname=z.text("kurzname", pflicht=True, laenge=60),
        typ=z.wahl("typ", {str(typ.label): typ for typ in Netzwerktyp}) or "",
        rechtsform=z.text("rechtsform", laenge=80),
        gruendungsjahr=z.jahr("gruendungsjahr"),
        endejahr=z.jahr("endejahr"),
        status=z.wahl("status", {s.value: s for s in Netzwerkstatus}) or "",
        sichtbarkeit=Sichtbarkeit.OEFFENTLICH,
        gebiet=z.text("gebiet", pflicht=True, laenge=200),
        lat=pflicht(z, "lat", z.kommazahl, **BREITE),
        lon=pflicht(z, "lon", z.kommazahl, **LAENGE),
        genauigkeit=z.wahl("geo_genauigkeit", {g.value: g for g in Genauigkeit}) or "",
        webseite=z.adresse("website"),
        hinweis=z.text("hinweis"),
        hinweis_uebersetzungen=uebersetzt(z, "hinweis"),
        quelle="\n".join(z.liste("quelle", "|")),
        stand=z.jahr("stand"),
        geaendert=timezone.now(),
    )
    if not row.quelle:
        z.melden("quelle", "darf nicht leer sein")
    ende_pruefen(z, row)
    return row


def ende_pruefen(z: Zeile, row: Netzwerk) -> None:
    if row.status == Netzwerkstatus.BEENDET and not row.endejahr:
        z.melden("endejahr", "fehlt bei einem beendeten Netzwerk")
    if row.endejahr and row.gruendungsjahr and row.endejahr < row.gruendungsjahr:
        z.melden("endejahr", "liegt vor dem Gründungsjahr")


def groesse(z: Zeile, slugs: dict[str, str]) -> Groessenangabe:
    z.wahl("netzwerk", slugs)
    return Groessenangabe(
        art=z.wahl("art", {a.value: a for a in Groessenart}) or "",
        jahr=pflicht(z, "jahr", z.ganzzahl, von=1800, bis=timezone.localdate().year),
        wert=pflicht(z, "wert", z.ganzzahl),
        zusatz=z.text("zusatz", laenge=20),
        bezug=z.text("bezug", laenge=200),
        quelle=z.text("quelle", pflicht=True),
    )


def profile(zeilen: Tabelle, slugs: dict[str, str]) -> dict[str, dict[str, Profil]]:
    """{slug: {language: profile}}; all languages of a network have the same number of paragraphs."""
    found: dict[str, dict[str, Profil]] = {}
    codes = {code: code for code, _name in settings.LANGUAGES}
    for z in zeilen:
        texts = found.setdefault(z.wahl("netzwerk", slugs) or "", {})
        texts[z.wahl("sprache", codes) or ""] = profil(z)
        source = texts.get(settings.LANGUAGE_CODE)
        if source is None:
            z.melden("sprache", "der deutsche Text muss vor den anderen stehen")
        elif len(source.absaetze) != len(profil(z).absaetze):
            z.melden("text", "hat nicht so viele Absätze wie der deutsche Text")
    return found


def profil(z: Zeile) -> Profil:
    absaetze = [part.strip() for part in z.text("text", pflicht=True).split("\n\n")]
    return Profil(z.text("einleitung", laenge=200), tuple(part for part in absaetze if part))
