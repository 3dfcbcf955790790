"""Writing in this room. Web, admin, commands and start data all come through here."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core.audit import festhalten
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk, Region, Schwerpunkt
from search.actions import entfernen, indexieren


@transaction.atomic
def speichern(netzwerk: Netzwerk, *, person: Any = None, neu: bool | None = None) -> Netzwerk:
    """Save a checked network, note who did it, and renew what can be found.

    `neu` says whether it is new when a form has saved the row, with its children, just before.
    """
    created = netzwerk.pk is None if neu is None else neu
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
def region_speichern(region: Region, *, person: Any = None, neu: bool | None = None) -> Region:
    """Save a place; networks are found under its names, so what can be found is renewed."""
    created = region.pk is None if neu is None else neu
    region.save()
    festhalten("region.anlegen" if created else "region.aendern", person=person, objekt=region)
    indexieren("ort", [region.pk, *region.teile.values_list("pk", flat=True)])
    indexieren("netzwerk", netzwerke_in(region))
    return region


@transaction.atomic
def region_loeschen(region: Region, *, person: Any = None) -> None:
    """Remove a place that no network is led under and that holds no smaller places."""
    affected, pk = netzwerke_in(region), region.pk
    festhalten("region.loeschen", person=person, objekt=region, schluessel=region.schluessel)
    region.delete()
    entfernen("ort", [pk])
    indexieren("netzwerk", affected)


def netzwerke_in(region: Region) -> list[int]:
    """Networks that work in the place or in one of its parts."""
    here = Q(regionen=region) | Q(regionen__uebergeordnet=region)
    return list(Netzwerk.objects.filter(here).distinct().values_list("pk", flat=True))


@transaction.atomic
def schwerpunkt_speichern(
    schwerpunkt: Schwerpunkt, *, person: Any = None, neu: bool | None = None
) -> Schwerpunkt:
    """Save a topic, and renew what can be found under its name."""
    created = schwerpunkt.pk is None if neu is None else neu
    schwerpunkt.save()
    aktion = "schwerpunkt.anlegen" if created else "schwerpunkt.aendern"
    festhalten(aktion, person=person, objekt=schwerpunkt)
    indexieren("schwerpunkt", [schwerpunkt.pk])
    indexieren("netzwerk", netzwerke_zu(schwerpunkt))
    return schwerpunkt


@transaction.atomic
def schwerpunkt_loeschen(schwerpunkt: Schwerpunkt, *, person: Any = None) -> None:
    affected, pk = netzwerke_zu(schwerpunkt), schwerpunkt.pk
    festhalten("schwerpunkt.loeschen", person=person, objekt=schwerpunkt, schluessel=schwerpunkt.schluessel)
    schwerpunkt.delete()
    entfernen("schwerpunkt", [pk])
    indexieren("netzwerk", affected)


def netzwerke_zu(schwerpunkt: Schwerpunkt) -> list[int]:
    return list(schwerpunkt.netzwerke.values_list("pk", flat=True))  # type: ignore[attr-defined]  # reverse


@transaction.atomic
def rolle_geben(netzwerk: Netzwerk, *, an: Any, rolle: Rolle, person: Any = None) -> Mitgliedschaft:
    """Give `an` a role in the network, once; whoever has it already keeps the same row."""
    mitgliedschaft, created = Mitgliedschaft.objects.get_or_create(
        person=an, netzwerk=netzwerk, rolle=rolle, bis=None
    )
    if created:
        festhalten("rolle.geben", person=person, objekt=netzwerk, rolle=rolle.value, an=an.pk)
        in_redaktion_aufnehmen(netzwerk, an, rolle)
    return mitgliedschaft


def in_redaktion_aufnehmen(netzwerk: Netzwerk, mensch: Any, rolle: Rolle) -> None:
    """Let a person who writes into the admin, to the pages of this network and nothing else."""
    from netzwerke.redaktion import GRUPPEN, gruppe_fuer  # Wagtail's groups; only needed here

    if rolle in GRUPPEN:
        mensch.groups.add(gruppe_fuer(netzwerk, rolle))


@transaction.atomic
def redaktion_abgleichen(netzwerk: Netzwerk, *, person: Any = None) -> list[str]:
    """Make the network's groups, collection and members in the admin follow from its roles of today."""
    from netzwerke.redaktion import abgleichen  # Wagtail's groups; only needed here

    changes = abgleichen(netzwerk)
    if changes:
        festhalten("redaktion.abgleichen", person=person, objekt=netzwerk, aenderungen=len(changes))
    return changes
