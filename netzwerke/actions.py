"""Writing in this room. Web, admin, commands and start data all come through here."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.audit import festhalten
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from search.actions import entfernen, indexieren


@transaction.atomic
def speichern(netzwerk: Netzwerk, *, person: Any = None) -> Netzwerk:
    """Save a checked network, note who did it, and renew what can be found."""
    created = netzwerk.pk is None
    netzwerk.geaendert = timezone.now()
    netzwerk.save()
    festhalten("netzwerk.anlegen" if created else "netzwerk.aendern", person=person, objekt=netzwerk)
    indexieren("netzwerk", [netzwerk.pk])
    return netzwerk


@transaction.atomic
def bestaetigen(netzwerk: Netzwerk, *, person: Any = None, am: date | None = None) -> Netzwerk:
    """The network says that its entry is right today."""
    netzwerk.bestaetigt_am = am or timezone.localdate()
    netzwerk.geaendert = timezone.now()
    netzwerk.save(update_fields=["bestaetigt_am", "geaendert"])
    festhalten("netzwerk.bestaetigen", person=person, objekt=netzwerk)
    return netzwerk


@transaction.atomic
def loeschen(netzwerk: Netzwerk, *, person: Any = None) -> None:
    """Remove a network that nothing points to (the database refuses otherwise)."""
    pk = netzwerk.pk
    festhalten("netzwerk.loeschen", person=person, objekt=netzwerk, slug=netzwerk.slug)
    netzwerk.delete()
    entfernen("netzwerk", [pk])


@transaction.atomic
def rolle_geben(
    netzwerk: Netzwerk, *, an: Any, rolle: Rolle, person: Any = None
) -> Mitgliedschaft:
    """Give `an` a role in the network, once; whoever has it already keeps the same row."""
    mitgliedschaft, created = Mitgliedschaft.objects.get_or_create(
        person=an, netzwerk=netzwerk, rolle=rolle, bis=None
    )
    if created:
        festhalten("rolle.geben", person=person, objekt=netzwerk, rolle=rolle.value, an=an.pk)
        redaktionsgruppe_einrichten(netzwerk, personen=[an] if rolle in REDAKTIONELL else [])
    return mitgliedschaft


REDAKTIONELL = (Rolle.REDAKTION, Rolle.LEITUNG)


def redaktionsgruppe_einrichten(netzwerk: Netzwerk, *, personen: Iterable[Any]) -> None:
    """Let these people into the admin, to the pages of this network and nothing else."""
    from netzwerke.redaktion import gruppe_fuer  # Wagtail's groups; only needed here

    people = list(personen)
    if people:
        group = gruppe_fuer(netzwerk)
        for mensch in people:
            mensch.groups.add(group)
