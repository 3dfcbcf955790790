"""A look back at a date: written, changed, taken away."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import festhalten
from core.refusal import RefusedError
from veranstaltungen.models import Rueckblick, Termin


@transaction.atomic
def schreiben(termin: Termin, *, person: Any, text: str, unterlagen: str) -> None:
    """Without any words it is taken away. Raises `RefusedError` for a date that is still to come."""
    if not termin.hat_stattgefunden:
        raise RefusedError(_("Einen Rückblick gibt es, sobald der Termin begonnen hat."))
    if text:
        Rueckblick.objects.update_or_create(termin=termin, defaults={"text": text, "unterlagen": unterlagen})
    else:
        Rueckblick.objects.filter(termin=termin).delete()
    festhalten("termin.rueckblick", person=person, objekt=termin)
