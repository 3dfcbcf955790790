"""Synthetic networks for load tests: many, cheap, always the same, and never taken for real ones."""

from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.visibility import Sichtbarkeit
from netzwerke.enums import Groessenart, Netzwerkstatus, Netzwerktyp
from netzwerke.models import Groessenangabe, Netzwerk, Region, Schwerpunkt
from search.actions import entfernen as aus_der_suche
from search.actions import indexieren

PREFIX = "testnetzwerk-"
BATCH = 500
STRASSEN = (
    "Musterweg", "Beispielstraße", "Probeallee", "Versuchsdamm", "Prüfpfad", "Vorlagenring",
    "Musterufer", "Beispielgasse", "Probeplatz", "Versuchszeile",
)  # fmt: skip
WOERTER = (
    "Werkstatt", "Lager", "Ausbildung", "Energie", "Einkauf", "Nachbarschaft", "Verkehr", "Handwerk",
    "Fertigung", "Logistik", "Sicherheit", "Frühstück", "Beleuchtung", "Solaranlage", "Gleisanschluss",
    "Praktikum", "Kantine", "Radweg", "Glasfaser", "Hafen", "Gewerbehof", "Messe", "Sommerfest", "Wärme",
)  # fmt: skip


@transaction.atomic
def erzeugen(anzahl: int) -> int:
    """Add `anzahl` public networks, spread over all regions, types and topics; returns how many."""
    first = letzte_nummer() + 1
    rows = netzwerke(range(first, first + anzahl))
    Netzwerk.objects.bulk_create(rows, batch_size=BATCH)
    regionen_setzen(rows)
    schwerpunkte_setzen(rows)
    Groessenangabe.objects.bulk_create(
        [mitglieder(row, jahr) for row in rows for jahr in (2021, 2024)], batch_size=BATCH
    )
    for start in range(0, len(rows), BATCH):
        indexieren("netzwerk", [row.pk for row in rows[start : start + BATCH]])
    return len(rows)


def letzte_nummer() -> int:
    slugs = testnetzwerke().values_list("slug", flat=True)
    return max((int(slug.removeprefix(PREFIX)) for slug in slugs), default=0)


def testnetzwerke() -> Any:
    return Netzwerk.objects.filter(slug__regex=rf"^{PREFIX}\d+$")


def netzwerke(nummern: range) -> list[Netzwerk]:
    """Unsaved networks; the number alone decides what they look like."""
    regionen = list(Region.objects.obere().filter(lat__isnull=False).order_by("schluessel"))
    return [netzwerk(nummer, regionen[nummer % len(regionen)]) for nummer in nummern]


def netzwerk(nummer: int, region: Region) -> Netzwerk:
    zufall = Random(nummer)  # noqa: S311 — test data that repeats, no secret
    name = f"Testnetzwerk {nummer:05} {STRASSEN[nummer % len(STRASSEN)]}"
    typen, zustaende = list(Netzwerktyp), list(Netzwerkstatus.lebendig())
    return Netzwerk(
        slug=f"{PREFIX}{nummer:05}",
        name=name,
        kurzname=name,
        typ=typen[nummer % len(typen)],
        rechtsform="e. V." if nummer % 2 else "",
        gruendungsjahr=1990 + nummer % 35,
        status=zustaende[0] if nummer % 5 else zustaende[nummer % len(zustaende)],
        sichtbarkeit=Sichtbarkeit.OEFFENTLICH,
        gebiet=f"Erfundenes Gebiet: {', '.join(zufall.sample(WOERTER, 6))}",
        hauptregion=region,
        lat=(region.lat or 0) + zufall.uniform(-0.03, 0.03),
        lon=(region.lon or 0) + zufall.uniform(-0.04, 0.04),
        hinweis="Erfundener Eintrag für Lasttests.",
        stand=2024,
        geaendert=timezone.now(),
    )


def regionen_setzen(rows: list[Netzwerk]) -> None:
    """The main region; every seventh network works in the next one's region as well."""
    through = Netzwerk.regionen.through
    pairs = {(row.pk, row.hauptregion_id) for row in rows}
    pairs |= {(row.pk, rows[i - 1].hauptregion_id) for i, row in enumerate(rows) if i % 7 == 0}
    links = [through(netzwerk_id=pk, region_id=region) for pk, region in sorted(pairs)]
    through.objects.bulk_create(links, batch_size=BATCH)


def schwerpunkte_setzen(rows: list[Netzwerk]) -> None:
    """One to four topics each."""
    through = Netzwerk.schwerpunkte.through
    topics = list(Schwerpunkt.objects.order_by("schluessel").values_list("pk", flat=True))
    links = [
        through(netzwerk_id=row.pk, schwerpunkt_id=topics[(i * 5 + step) % len(topics)])
        for i, row in enumerate(rows)
        for step in range(min(len(topics), 1 + i % 4))
    ]
    through.objects.bulk_create(links, batch_size=BATCH)


def mitglieder(row: Netzwerk, jahr: int) -> Groessenangabe:
    return Groessenangabe(
        netzwerk=row,
        art=Groessenart.MITGLIEDER,
        jahr=jahr,
        wert=5 + (int(row.slug.removeprefix(PREFIX)) * 37 + jahr) % 240,
        quelle="https://example.org/erfunden",
    )


@transaction.atomic
def entfernen() -> int:
    """Delete them all, with everything that belongs to them."""
    pks = list(testnetzwerke().values_list("pk", flat=True))
    for start in range(0, len(pks), BATCH):
        part = pks[start : start + BATCH]
        aus_der_suche("netzwerk", part)
        Netzwerk.objects.filter(pk__in=part).delete()
    return len(pks)
