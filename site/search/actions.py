"""Writing the index. Called by the actions of the rooms, in their transaction."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from django.db import transaction

from search.backends import backend, woerter
from search.models import Dokument
from search.registry import Fundstueck, quellen

T = TypeVar("T")


def indexieren(art: str, objekt_ids: Collection[int] | None = None) -> int:
    """Renew the index of some objects of a kind, or of all; returns the number of documents."""
    quelle = quellen()[art]
    with transaction.atomic():
        entfernen(art, objekt_ids)
        return sum(schreiben(art, batch) for batch in batches(quelle.lesen(objekt_ids)))


def batches(rows: Iterable[T], size: int = 500) -> Iterator[list[T]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch


def entfernen(art: str, objekt_ids: Collection[int] | None = None) -> None:
    rows = Dokument.objects.filter(art=art)
    if objekt_ids is not None:
        rows = rows.filter(objekt_id__in=objekt_ids)
    backend().delete(list(rows.values_list("pk", flat=True)))
    rows.delete()


def schreiben(art: str, funde: Iterable[Fundstueck]) -> int:
    pairs = [(dokument(art, fund), fund) for fund in funde]
    Dokument.objects.bulk_create([document for document, _ in pairs])
    backend().write([(document.pk, woerter(document, fund)) for document, fund in pairs])
    return len(pairs)


def dokument(art: str, fund: Fundstueck) -> Dokument:
    return Dokument(
        art=art,
        objekt_id=fund.objekt_id,
        sprache=fund.sprache,
        titel=fund.titel[:255],
        text=fund.text + fund.lage,
        stichworte=f"{fund.namen}\n{fund.zusatz}".strip(),
        url=fund.url,
        sichtbarkeit=fund.sichtbarkeit,
        netzwerk_id=fund.netzwerk_id,
    )


def neu_aufbauen() -> dict[str, int]:
    """Build the whole index anew: {kind: documents}."""
    return {art: indexieren(art) for art in quellen()}
