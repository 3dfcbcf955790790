"""Founding a network here: the draft that is saved step by step, and handing it in."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import festhalten
from core.refusal import RefusedError
from mitglieder.actions.antraege import gesperrt, nachbarn_bitten
from mitglieder.actions.gruendung import mittelpunkt
from mitglieder.antraege import regeln
from mitglieder.enums import Antragsart, Antragszustand
from mitglieder.models import Antrag

REQUIRED = (
    "name",
    "kurzname",
    "typ",
    "hauptregion",
    "gebiet",
    "kontakt_email",
    "funktion",
    "einleitung",
    "text",
)
MOST_OPEN = 3
MOST_A_DAY = 3  # each writes to several neighbours, also when it is withdrawn afterwards


def entwurf_von(person: Any) -> Antrag | None:
    rows = Antrag.objects.filter(art=Antragsart.AUFNAHME, zustand=Antragszustand.ENTWURF, person=person)
    return rows.first()


@transaction.atomic
def schritt_speichern(person: Any, angaben: dict[str, Any]) -> Antrag:
    """Keep the answers of one step. The draft begins with the first; a person has one at a time."""
    antrag, _created = Antrag.objects.get_or_create(
        art=Antragsart.AUFNAHME, zustand=Antragszustand.ENTWURF, person=person
    )
    antrag = gesperrt(antrag)
    if antrag.zustand != Antragszustand.ENTWURF:
        raise RefusedError(_("Dieser Antrag ist schon abgeschickt."))
    antrag.daten.update(angaben)
    antrag.save(update_fields=["daten", "geaendert"])
    return antrag


@transaction.atomic
def einreichen(antrag: Antrag, *, person: Any) -> Antrag:
    """Hand the draft in; the neighbours are asked to vouch. Twice is once."""
    antrag = gesperrt(antrag)
    if antrag.zustand == Antragszustand.EINGEREICHT:
        return antrag
    einreichen_pruefen(antrag)
    antrag.daten |= {**mittelpunkt(antrag.daten), "eingewilligt": timezone.now().isoformat()}
    antrag.zustand, antrag.eingereicht = Antragszustand.EINGEREICHT, timezone.now()
    antrag.save()
    festhalten("antrag.einreichen", person=person, objekt=antrag, art=antrag.art)
    if regeln().buergschaft_genuegt:
        nachbarn_bitten(antrag, person=person)
    return antrag


def einreichen_pruefen(antrag: Antrag) -> None:
    if antrag.zustand != Antragszustand.ENTWURF:
        raise RefusedError(_("Dieser Antrag ist schon entschieden."))
    if any(not antrag.daten.get(name) for name in REQUIRED):
        raise RefusedError(_("Es fehlen noch Angaben. Bitte ergänzen Sie die Schritte ohne Haken."))
    waiting = Antrag.objects.offen().filter(art=Antragsart.AUFNAHME, person=antrag.person)
    if waiting.count() >= MOST_OPEN:
        raise RefusedError(_("Drei Ihrer Anträge warten schon. Bitte warten Sie auf die Entscheidung."))
    since = timezone.now() - timedelta(days=1)
    handed_in = Antrag.objects.filter(art=Antragsart.AUFNAHME, person=antrag.person, eingereicht__gte=since)
    if handed_in.count() >= MOST_A_DAY:
        raise RefusedError(
            _("Mehr als drei Anträge am Tag sind nicht möglich. Bitte versuchen Sie es morgen.")
        )
