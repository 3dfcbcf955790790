"""Letters to all of a date: written by the worker, piece by piece, each once."""

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django_tasks import task

from veranstaltungen.actions import briefe
from veranstaltungen.enums import Anmeldestand, Empfaengerkreis
from veranstaltungen.models import Anmeldung, Rundschreiben, Termin

PIECE = 50  # letters in one transaction: a writer on SQLite never waits long

GONE = Q(sitze__eingetroffen__isnull=False)
KREISE: dict[str, Q] = {
    Empfaengerkreis.ALLE: Q(stand__in=(Anmeldestand.ANGEMELDET, Anmeldestand.WARTET, Anmeldestand.ANGEBOTEN)),
    Empfaengerkreis.ANGEMELDET: Q(stand=Anmeldestand.ANGEMELDET),
    Empfaengerkreis.WARTEND: Q(stand__in=(Anmeldestand.WARTET, Anmeldestand.ANGEBOTEN)),
    Empfaengerkreis.GEKOMMEN: Q(stand=Anmeldestand.ANGEMELDET) & GONE,
    Empfaengerkreis.GEFEHLT: Q(stand=Anmeldestand.ANGEMELDET) & ~GONE,
}


def empfaenger(termin: Termin, kreis: str) -> QuerySet[Anmeldung]:
    """The registrations that a circle means now, each once."""
    rows = termin.anmeldungen.filter(KREISE[kreis]).order_by("pk").values("pk")
    return Anmeldung.objects.filter(pk__in=rows).select_related("person").order_by("pk")


@task()
def an_alle(
    termin_pk: int, anlass: str, kreis: str, stempel: str, *, kalender: bool = True, rundschreiben: int = 0
) -> int:
    """Write `anlass` to everybody of a circle; a repetition writes to nobody twice. Returns how many."""
    termin = Termin.objects.select_related("veranstaltung__netzwerk", "belegung").get(pk=termin_pk)
    more: dict[str, Any] = {}
    if rundschreiben:
        more["rundschreiben"] = Rundschreiben.objects.get(pk=rundschreiben)
    last = number = 0
    while piece := list(empfaenger(termin, kreis).filter(pk__gt=last)[:PIECE]):
        with transaction.atomic():
            for anmeldung in piece:
                anmeldung.termin = termin
                briefe.schreiben(anmeldung, anlass, kalender=kalender, stempel=stempel, **more)
        last, number = piece[-1].pk, number + len(piece)
    return number
