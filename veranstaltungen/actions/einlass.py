"""Letting people in: each seat arrives once, whoever scans it."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import festhalten
from core.refusal import RefusedError
from veranstaltungen.enums import Anmeldestand
from veranstaltungen.models import Platz, Termin


@dataclass(frozen=True)
class Ankunft:
    """`schon` is true when the seat had arrived before: at that moment."""

    platz: Platz
    schon: bool


@transaction.atomic
def eintreffen(termin: Termin, platz: int, *, person: Any) -> Ankunft:
    """Note that somebody has come. A second scan says when the first was."""
    rows = Platz.objects.select_for_update(of=("self",)).select_related("anmeldung")
    seat = rows.filter(pk=platz, anmeldung__termin=termin).first()
    if seat is None:
        raise RefusedError(_("Diesen Platz gibt es hier nicht."))
    if seat.anmeldung.stand != Anmeldestand.ANGEMELDET:
        raise RefusedError(
            _("%(name)s hat keinen Platz (%(stand)s).")
            % {"name": seat.name or seat.anmeldung.name, "stand": seat.anmeldung.get_stand_display()}
        )
    nur_um_den_tag(termin)
    if seat.eingetroffen is not None:
        return Ankunft(seat, schon=True)
    seat.eingetroffen = timezone.now()
    seat.save(update_fields=["eingetroffen"])
    festhalten("termin.einlass", person=person, objekt=termin, platz=seat.pk)
    return Ankunft(seat, schon=False)


@transaction.atomic
def zuruecknehmen(termin: Termin, platz: int, *, person: Any) -> None:
    """A slip of the finger is undone. Raises `RefusedError` like the arrival."""
    nur_um_den_tag(termin)
    changed = Platz.objects.filter(pk=platz, anmeldung__termin=termin, eingetroffen__isnull=False)
    if changed.update(eingetroffen=None):
        festhalten("termin.einlass_zurueck", person=person, objekt=termin, platz=platz)


def nur_um_den_tag(termin: Termin) -> None:
    """Who came weeks before a date, or weeks after it, is a mistake."""
    if termin.ist_abgesagt:
        raise RefusedError(_("Dieser Termin ist abgesagt."))
    if not termin.einlass_offen:
        raise RefusedError(_("Der Einlass ist vom Tag vor dem Termin bis zum Tag danach offen."))
