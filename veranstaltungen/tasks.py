"""Letters to all of a date: written by the worker, piece by piece, each once."""

from typing import Any

from django.db import transaction
from django_tasks import task

from core.signedlinks import absolute
from veranstaltungen.actions import briefe
from veranstaltungen.actions.aussenkalender import abgleichen
from veranstaltungen.actions.rueckmeldung import losung
from veranstaltungen.models import Aussenkalender, Rundschreiben, Termin

PIECE = 50  # letters in one transaction: a writer on SQLite never waits long


@task()
def aussenkalender_lesen(pk: int) -> bool:
    """Read a calendar from elsewhere; removed meanwhile, there is nothing to do."""
    kalender = Aussenkalender.objects.filter(pk=pk).first()
    return kalender is not None and abgleichen(kalender)


@task()
def an_alle(
    termin_pk: int, anlass: str, kreis: str, stempel: str, *, kalender: bool = True, rundschreiben: int = 0
) -> int:
    """Write `anlass` to everybody of a circle; a repetition writes to nobody twice. Returns how many."""
    termin = Termin.objects.select_related("veranstaltung__netzwerk", "belegung").get(pk=termin_pk)
    row = Rundschreiben.objects.get(pk=rundschreiben) if rundschreiben else None
    more: dict[str, Any] = {"rundschreiben": row} if row is not None else {}
    rows = termin.anmeldungen.im_kreis(kreis).select_related("person").order_by("pk")
    last = number = 0
    while piece := list(rows.filter(pk__gt=last)[:PIECE]):
        with transaction.atomic():
            for anmeldung in piece:
                anmeldung.termin = termin
                if row is not None and row.rueckmeldung:
                    more["rueckmeldung"] = absolute("veranstaltungen:rueckmeldung", losung(anmeldung))
                briefe.schreiben(anmeldung, anlass, kalender=kalender, stempel=stempel, **more)
        last, number = piece[-1].pk, number + len(piece)
    return number
