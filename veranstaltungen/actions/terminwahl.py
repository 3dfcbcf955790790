"""A poll becomes a date: one suggestion is chosen, once, and everybody who was asked is told."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import festhalten
from core.refusal import RefusedError
from core.text import fold
from core.visibility import Sichtbarkeit
from veranstaltungen.actions.terminumfrage import gesperrt
from veranstaltungen.actions.umfragebriefe import an_alle
from veranstaltungen.actions.veranstaltung import anlegen, termin_hinzufuegen
from veranstaltungen.enums import Form, Umfragestand
from veranstaltungen.models import Termin, Terminumfrage, Terminvorschlag


@transaction.atomic
def waehlen(umfrage: Terminumfrage, pk: int, *, person: Any) -> Terminumfrage:
    """Make the date of a suggestion: in the event the poll was begun from, or in a new draft.

    Chosen already, nothing happens. Raises `RefusedError`.
    """
    row = gesperrt(umfrage)
    vorschlag = row.vorschlaege.filter(pk=pk).first()
    if vorschlag is None:
        raise RefusedError(_("Diesen Vorschlag gibt es nicht mehr."))
    if vorschlag.gewaehlt:
        return row
    if not row.ist_waehlbar:
        raise RefusedError(
            _("Die Entscheidung ist schon gefallen, oder die Umfrage ist noch nicht gesendet.")
        )
    if vorschlag.ist_vorbei:
        raise RefusedError(_("Dieser Vorschlag liegt in der Vergangenheit."))
    vorschlag.umfrage = row
    termin = eintragen(row, vorschlag, person)
    vorschlag.gewaehlt = True
    vorschlag.save(update_fields=["gewaehlt"])
    row.stand, row.veranstaltung = Umfragestand.ENTSCHIEDEN, termin.veranstaltung
    row.save(update_fields=["stand", "veranstaltung"])
    festhalten("umfrage.waehlen", person=person, objekt=row, beginn=vorschlag.beginn.isoformat())
    an_alle(row, row.teilnahmen.gueltig().select_related("person"), "gewaehlt", termin=termin)
    return row


def eintragen(umfrage: Terminumfrage, vorschlag: Terminvorschlag, person: Any) -> Termin:
    zeiten = [(vorschlag.beginn, vorschlag.ende)]
    if umfrage.veranstaltung is not None:
        [termin] = termin_hinzufuegen(umfrage.veranstaltung, person=person, zeiten=zeiten, plaetze=None)
        return termin
    event = anlegen(umfrage.netzwerk, person=person, angaben=angaben(umfrage), zeiten=zeiten)
    return event.termine.get()


def angaben(umfrage: Terminumfrage) -> dict[str, Any]:
    """What the poll knows of the event. Boards found the date among themselves, so the draft is for the
    networks until its host opens it further."""
    online = fold(umfrage.ort).startswith("online")
    return {
        "titel": umfrage.titel,
        "kurztext": umfrage.anlass,
        "ort": umfrage.ort,
        "form": Form.ONLINE if online else Form.VOR_ORT,
        "region": umfrage.netzwerk.hauptregion,
        "sichtbarkeit": Sichtbarkeit.MITGLIEDER,
    }
