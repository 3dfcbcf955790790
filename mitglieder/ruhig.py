"""Which networks have gone quiet, and which of them are neighbours."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from core.rules import is_office
from mitglieder.enums import Anfragezustand
from mitglieder.models import Patenschaft
from netzwerke.enums import Netzwerkstatus
from netzwerke.models import Mitgliedschaft, Netzwerk
from netzwerke.models.netzwerk import CONFIRMED_FOR, NetzwerkQuerySet
from netzwerke.verzeichnis import verzeichnisindex

STILL_SEIT = CONFIRMED_FOR + timedelta(days=91)  # three months past the end of its confirmation
LAUFEND = (Anfragezustand.OFFEN, Anfragezustand.ANGENOMMEN)
NACHBARN = 10  # the index knows as many


def grenze() -> date:
    return timezone.localdate() - STILL_SEIT


def ist_ruhig(netzwerk: Netzwerk) -> bool:
    if netzwerk.status == Netzwerkstatus.BEENDET:
        return False
    veraltet = netzwerk.bestaetigt_am is not None and netzwerk.bestaetigt_am < grenze()
    return veraltet or netzwerk.status == Netzwerkstatus.RUHT


def ruhige() -> NetzwerkQuerySet:
    rows = Netzwerk.objects.lebendig()
    return rows.filter(Q(status=Netzwerkstatus.RUHT) | Q(bestaetigt_am__lt=grenze()))


@dataclass(frozen=True)
class Nachbar:
    """A quiet network near one that is led by the person who looks."""

    netzwerk: Netzwerk
    naehe: str  # short name of one's own network
    km: float
    angebot: Patenschaft | None


def stille_nachbarn(person: Any) -> list[Nachbar]:
    """Quiet neighbours of the networks a person leads, nearest first; two queries, and none for others."""
    eigene = person.geleitete_ids
    nah = naechste(eigene)
    if not nah:
        return []
    rows = {row.pk: row for row in ruhige().filter(pk__in=nah).select_related("hauptregion")}
    laufend = list(Patenschaft.objects.filter(netzwerk__in=rows, zustand__in=LAUFEND))
    angebote = {p.netzwerk_id: p for p in laufend if p.pate_id in eigene}
    vergeben = {p.netzwerk_id for p in laufend if p.zustand == Anfragezustand.ANGENOMMEN}
    found = [
        Nachbar(row, nah[pk][1], nah[pk][0], angebote.get(pk))
        for pk, row in rows.items()
        if pk in angebote or pk not in vergeben
    ]
    return sorted(found, key=lambda nachbar: nachbar.km)


def naechste(eigene: Collection[int]) -> dict[int, tuple[float, str]]:
    """{network near one's own: (km, short name of one's own)}, from the index in memory."""
    index, found = verzeichnisindex(), dict[int, tuple[float, str]]()
    for pk in eigene:
        for km, zeile in index.nachbarn(pk, NACHBARN):
            if zeile.pk not in eigene and (zeile.pk not in found or km < found[zeile.pk][0]):
                found[zeile.pk] = (km, index.zeilen[index.stelle[pk]].kurzname)
    return found


def patenschaften(person: Any) -> QuerySet[Patenschaft]:
    """Offers to and from networks one leads; those to networks without a Leitung for the office."""
    eigene = person.geleitete_ids
    seen = Q(netzwerk__in=eigene) | Q(pate__in=eigene)
    if is_office(person):
        leitungen = Mitgliedschaft.objects.aktuell().leitung().filter(person__is_active=True)
        seen |= ~Q(netzwerk__in=leitungen.values("netzwerk"))
    return Patenschaft.objects.filter(seen).select_related("netzwerk", "pate")
