"""Writing what a person lets others know. Every release is a consent, with its words and its time."""

from typing import Any

from django.db import transaction

from accounts.actions import einwilligen, widerrufen
from mitglieder.models import Personenangaben
from mitglieder.zwecke import EMAIL, GELISTET, TELEFON

FREIGABEN = {"gelistet": GELISTET, "email_zeigen": EMAIL, "telefon_zeigen": TELEFON}


@transaction.atomic
def angaben_speichern(person: Any, **felder: Any) -> Personenangaben:
    """Save the entry; a release that is ticked is noted as a consent, one that is not is taken back."""
    angaben, _created = Personenangaben.objects.select_for_update().get_or_create(person=person)
    for name, wert in felder.items():
        setattr(angaben, name, wert)
    if not angaben.gelistet:
        angaben.email_zeigen = angaben.telefon_zeigen = False
    angaben.save()
    for feld, zweck in FREIGABEN.items():
        if getattr(angaben, feld):
            einwilligen(person, zweck)
        else:
            widerrufen(person, zweck.schluessel)
    return angaben


@transaction.atomic
def einwilligung_zuruecknehmen(person: Any, zweck: str) -> bool:
    """Take one consent back and stop showing what it allowed. Whether there was one."""
    feld = next((feld for feld, eintrag in FREIGABEN.items() if eintrag.schluessel == zweck), None)
    if feld and Personenangaben.objects.filter(person=person, **{feld: True}).exists():
        angaben_speichern(person, **{feld: False})
        return True
    return widerrufen(person, zweck)
