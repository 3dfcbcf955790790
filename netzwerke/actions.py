"""Writing in this room. Web, admin, commands and start data all come through here."""

from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core.audit import festhalten
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk, Region, Schwerpunkt
from search.actions import entfernen, indexieren

Begriff = TypeVar("Begriff", Region, Schwerpunkt)  # what networks are sorted by


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
def begriff_speichern(begriff: Begriff, *, person: Any = None, neu: bool | None = None) -> Begriff:
    """Save a place or a topic; networks are found under its name, so what can be found is renewed."""
    created = begriff.pk is None if neu is None else neu
    begriff.save()
    aktion = f"{begriff._meta.model_name}.{'anlegen' if created else 'aendern'}"
    festhalten(aktion, person=person, objekt=begriff)
    quelle, pks = eigene_treffer(begriff)
    indexieren(quelle, pks)
    indexieren("netzwerk", netzwerke_mit(begriff))
    return begriff


@transaction.atomic
def begriff_loeschen(begriff: Begriff, *, person: Any = None) -> None:
    """Remove a topic, or a place that no network is led under and that holds no smaller places."""
    affected = netzwerke_mit(begriff)
    quelle, pk = eigene_treffer(begriff)[0], begriff.pk
    aktion = f"{begriff._meta.model_name}.loeschen"
    festhalten(aktion, person=person, objekt=begriff, schluessel=begriff.schluessel)
    begriff.delete()
    entfernen(quelle, [pk])
    indexieren("netzwerk", affected)


def eigene_treffer(begriff: Begriff) -> tuple[str, list[int]]:
    """The search source that a place or topic is found in, and the rows whose words it changes."""
    if isinstance(begriff, Region):
        return "ort", [begriff.pk, *begriff.teile.values_list("pk", flat=True)]
    return "schwerpunkt", [begriff.pk]


def netzwerke_mit(begriff: Begriff) -> list[int]:
    """Networks with the topic, or that work in the place or in one of its parts."""
    if isinstance(begriff, Region):
        having = Q(regionen=begriff) | Q(regionen__uebergeordnet=begriff)
    else:
        having = Q(schwerpunkte=begriff)
    return list(Netzwerk.objects.filter(having).distinct().values_list("pk", flat=True))


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
