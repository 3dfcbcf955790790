"""Files of an event: put there, described anew, replaced, taken away."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import attachments
from core.attachments import Checked
from core.audit import festhalten
from core.refusal import RefusedError
from veranstaltungen.models import Termin, Unterlage, Veranstaltung
from veranstaltungen.models.unterlage import MOST_FILES


@transaction.atomic
def hochladen(
    veranstaltung: Veranstaltung,
    *,
    person: Any,
    datei: Checked,
    titel: str,
    art: str,
    fuer: str,
    termin: Termin | None = None,
) -> Unterlage:
    """The same file under the same title is there once, however often it is sent. Raises `RefusedError`
    for one too many."""
    hier = Veranstaltung.objects.select_for_update().get(pk=veranstaltung.pk)
    same = hier.unterlagen.filter(pruefsumme=datei.digest, titel=titel, termin=termin).first()
    if same is not None:
        return same
    if hier.unterlagen.count() >= MOST_FILES:
        raise RefusedError(
            _("Mehr als zwanzig Unterlagen fasst eine Veranstaltung nicht. Bitte entfernen Sie zuerst eine.")
        )
    row = Unterlage(veranstaltung=hier, termin=termin, titel=titel, art=art, fuer=fuer, von=person)
    speichern(row, datei)
    festhalten("unterlage.hochladen", person=person, objekt=hier, unterlage=row.pk, fuer=fuer)
    return row


@transaction.atomic
def aendern(
    unterlage: Unterlage,
    *,
    person: Any,
    titel: str,
    art: str,
    fuer: str,
    termin: Termin | None = None,
    datei: Checked | None = None,
) -> None:
    """With a file, it takes the place of the older one at the same address. Raises `RefusedError` when the
    row went meanwhile."""
    row = Unterlage.objects.select_for_update().filter(pk=unterlage.pk).first()
    if row is None:
        raise RefusedError(_("Diese Unterlage hat inzwischen jemand entfernt."))
    row.titel, row.art, row.fuer, row.termin = titel, art, fuer, termin
    new = datei if datei is not None and datei.digest != row.pruefsumme else None
    if new is not None:
        row.von = person
    speichern(row, new)
    act = "unterlage.ersetzen" if new is not None else "unterlage.aendern"
    festhalten(act, person=person, objekt=row.veranstaltung, unterlage=row.pk, fuer=fuer)


def speichern(row: Unterlage, datei: Checked | None) -> None:
    if datei is not None:
        attachments.put(row, datei)
        row.geaendert = timezone.now()
    row.save()


@transaction.atomic
def entfernen(unterlage: Unterlage, *, person: Any) -> None:
    """A second click finds nothing to do."""
    if attachments.delete(Unterlage.objects.filter(pk=unterlage.pk)):
        festhalten(
            "unterlage.entfernen", person=person, objekt=unterlage.veranstaltung, unterlage=unterlage.pk
        )
