"""Which networks have gone quiet, and which of them are neighbours."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from mitglieder.blick import MOST, Blick, einmal
from mitglieder.enums import Patenschaftszustand
from mitglieder.models import Patenschaft
from netzwerke.enums import Netzwerkstatus
from netzwerke.models import Netzwerk
from netzwerke.models.netzwerk import CONFIRMED_FOR, NetzwerkQuerySet
from netzwerke.verzeichnis import Zeile, verzeichnisindex

STILL_SEIT = CONFIRMED_FOR + timedelta(days=91)  # three months past the end of its confirmation
NACHBARN = 10  # the index knows as many


def grenze() -> date:
    return timezone.localdate() - STILL_SEIT


def ist_ruhig(netzwerk: Netzwerk | Zeile) -> bool:
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

    netzwerk: Zeile
    naehe: str  # short name of one's own network
    km: float
    angebot: Patenschaft | None = None


def stille_nachbarn(blick: Blick) -> list[Nachbar]:
    """Quiet neighbours of the networks a person leads, nearest first, but for those another one helps."""
    stille = stille_in_der_naehe(blick.person.geleitete_ids)
    eigene = blick.person.geleitete_ids
    laufend = [p for p in patenschaften(blick) if p.netzwerk_id in stille]
    angebote = {p.netzwerk_id: p for p in laufend if p.pate_id in eigene}
    vergeben = {p.netzwerk_id for p in laufend if p.zustand == Patenschaftszustand.ANGENOMMEN}
    return [
        Nachbar(zeile, naehe, km, angebote.get(zeile.pk))
        for km, zeile, naehe in sorted(stille.values())
        if zeile.pk in angebote or zeile.pk not in vergeben
    ]


def stille_in_der_naehe(eigene: Collection[int]) -> dict[int, tuple[float, Zeile, str]]:
    """{quiet network near one's own: (km, row, short name of one's own)}, from the index in memory."""
    index, found = verzeichnisindex(), dict[int, tuple[float, Zeile, str]]()
    for pk in eigene:
        for km, zeile in index.nachbarn(pk, NACHBARN):
            nearer = zeile.pk not in found or km < found[zeile.pk][0]
            if nearer and zeile.pk not in eigene and ist_ruhig(zeile):
                found[zeile.pk] = (km, zeile, index.zeilen[index.stelle[pk]].kurzname)
    return found


@einmal
def patenschaften(blick: Blick) -> list[Patenschaft]:
    """Offers and agreements that are one's business, and those to quiet neighbours."""
    if not blick.person.geleitete_ids and not blick.amt:
        return []
    stille = stille_in_der_naehe(blick.person.geleitete_ids)
    mine = Patenschaft.objects.sichtbar_fuer(blick.person).values("pk")
    rows = Patenschaft.objects.laufend().filter(Q(pk__in=mine) | Q(netzwerk__in=stille))
    return list(rows.mit_verwaist().select_related("netzwerk", "pate")[:MOST])
