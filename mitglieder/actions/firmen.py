"""Firms come to networks and go, people get seats of firms and lose them; membership follows by itself.

Everything here locks the firm first and then its networks, in the order of their keys, so that no two of
these acts wait for each other.
"""

import secrets
from collections.abc import Iterable
from itertools import count
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import festhalten
from core.refusal import RefusedError
from mitglieder.enums import Anfragezustand, Branche, Einladungszustand
from mitglieder.models import Beitrittsanfrage, Firmenmitgliedschaft, Sitz, Unternehmen
from mitglieder.models.unternehmen import SITZE_HOECHSTENS
from mitglieder.unternehmen import gehalten_durch, stamm
from netzwerke.actions import gesperrt, rolle_geben, rolle_nehmen
from netzwerke.enums import Netzwerkstatus, Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from notifications.actions import mails_an_adresse_zurueckziehen
from search.actions import indexieren

# What may be changed of a firm; how far it is seen is another matter, and asks for a consent.
ANGABEN = frozenset(
    {"name", "branche", "groessenklasse", "standort", "webseite", "logo"}
    | {"bildet_aus", "ausbildung", "sucht", "bietet"}
)

RESERVED = frozenset({"neu"})  # an address of the personal area


@transaction.atomic
def eintragen(*, person: Any, name: str, branche: Branche, **angaben: Any) -> Unternehmen:
    """A new firm; the person who enters it speaks for it. Others see it once a network took it in."""
    unternehmen = anlegen(person=person, name=name, branche=branche, **angaben)
    sitz_geben(unternehmen, an=person, ansprechperson=True, person=person)
    return unternehmen


def anlegen(*, person: Any, name: str, branche: Branche, **angaben: Any) -> Unternehmen:
    """The bare row, with an address of its own."""
    unternehmen = Unternehmen.objects.create(name=name, branche=branche, slug=freie_adresse(name), **angaben)
    festhalten("unternehmen.anlegen", person=person, objekt=unternehmen)
    im_register_erneuern(unternehmen)
    return unternehmen


@transaction.atomic
def aendern(unternehmen: Unternehmen, *, person: Any, **angaben: Any) -> Unternehmen:
    """Save what differs of `ANGABEN`, and note which of them; nothing happens when nothing does."""
    if unknown := set(angaben) - ANGABEN:
        raise ValueError(f"not for this action: {sorted(unknown)}")
    unternehmen = gehalten(unternehmen)
    felder = sorted(feld for feld, wert in angaben.items() if getattr(unternehmen, feld) != wert)
    if not felder:
        return unternehmen
    for feld in felder:
        setattr(unternehmen, feld, angaben[feld])
    unternehmen.save(update_fields=[*felder, "geaendert"])
    festhalten("unternehmen.aendern", person=person, objekt=unternehmen, felder=felder)
    im_register_erneuern(unternehmen)
    return unternehmen


def im_register_erneuern(unternehmen: Unternehmen) -> None:
    """The search follows; a dissolved firm leaves it. Who sees the firm is asked when somebody searches."""
    indexieren("unternehmen", [unternehmen.pk])


def freie_adresse(name: str) -> str:
    """An address nobody has, from the name; the column is unique, should two ask at once.

    A number that was drawn, not counted: it would say how many firms of the name there are, unseen ones too.
    """
    root = stamm(name)
    taken = RESERVED | set(Unternehmen.objects.filter(slug__startswith=root).values_list("slug", flat=True))
    drawn = (f"{root}-{10_000 + secrets.randbelow(90_000)}" for _ in count())
    return root if root not in taken else next(slug for slug in drawn if slug not in taken)


@transaction.atomic
def aufnehmen(unternehmen: Unternehmen, netzwerk: Netzwerk, *, person: Any = None) -> Firmenmitgliedschaft:
    """The firm belongs to the network from now on, once; all who sit for it come in with it."""
    unternehmen = gehalten(unternehmen)
    netzwerk = gesperrt(netzwerk)
    if netzwerk.status == Netzwerkstatus.BEENDET:
        raise RefusedError(_("%(name)s ist beendet und nimmt niemanden mehr auf.") % {"name": netzwerk.name})
    neu, created = Firmenmitgliedschaft.objects.laufend().get_or_create(
        unternehmen=unternehmen, netzwerk=netzwerk
    )
    if created:
        festhalten("unternehmen.aufnehmen", person=person, objekt=unternehmen, netzwerk=netzwerk.pk)
        for sitz in unternehmen.sitze.besetzt().select_related("person"):
            erben(sitz.person, [netzwerk], person=person)
        waiting = Beitrittsanfrage.objects.offen().filter(unternehmen=unternehmen, netzwerk=netzwerk)
        anfragen_schliessen(waiting, Anfragezustand.ANGENOMMEN, person=person)
    return neu


@transaction.atomic
def austreten(mitgliedschaft: Firmenmitgliedschaft, *, person: Any = None, grund: str = "") -> None:
    """The firm leaves the network or is taken out; whom no other firm holds goes with it."""
    unternehmen = gehalten(mitgliedschaft.unternehmen)
    netzwerk = gesperrt(mitgliedschaft.netzwerk)
    if not mitgliedschaft_beenden(mitgliedschaft):
        return
    festhalten("unternehmen.austreten", person=person, objekt=unternehmen, netzwerk=netzwerk.pk, grund=grund)
    einladungen_schliessen(unternehmen, netzwerk)
    people = unternehmen.sitze.besetzt().values_list("person", flat=True)
    erbe_beenden(people, [netzwerk.pk], person=person)


def einladungen_schliessen(unternehmen: Unternehmen, netzwerk: Netzwerk) -> None:
    """Nobody can be invited any more to speak for a firm that the network has let go."""
    for einladung in unternehmen.einladungen.offen().filter(netzwerk=netzwerk):
        einladung.zustand, einladung.erledigt = Einladungszustand.WIDERRUFEN, timezone.now()
        einladung.save(update_fields=["zustand", "erledigt"])
        mails_an_adresse_zurueckziehen(einladung.email, bezug=f"einladung:{einladung.pk}")


def mitgliedschaft_beenden(mitgliedschaft: Firmenmitgliedschaft) -> bool:
    """Whether it was still running; read under the lock of the firm."""
    rows = Firmenmitgliedschaft.objects.laufend().filter(pk=mitgliedschaft.pk)
    return bool(rows.update(beendet=timezone.now()))


@transaction.atomic
def sitz_geben(
    unternehmen: Unternehmen, *, an: Any, ansprechperson: bool = False, person: Any = None
) -> Sitz:
    """Seat a person, once. Raises `RefusedError` when the firm has no seat left."""
    unternehmen = gehalten(unternehmen)
    if vorher := unternehmen.sitze.besetzt().filter(person=an).first():
        return vorher
    return besetzen(Sitz(unternehmen=unternehmen, ansprechperson=ansprechperson), an=an, person=person)


def besetzen(sitz: Sitz, *, an: Any, person: Any) -> Sitz:
    """A new or an offered seat gets its person, under the lock of the firm; the address is needed no more."""
    unternehmen = sitz.unternehmen
    if unternehmen.sitze.besetzt().count() >= SITZE_HOECHSTENS:
        raise RefusedError(
            _("Für %(name)s sitzen schon %(n)s Personen hier. Bitte geben Sie zuerst einen Sitz frei.")
            % {"name": unternehmen.name, "n": SITZE_HOECHSTENS}
        )
    sitz.person, sitz.email, sitz.besetzt_seit = an, "", timezone.now()
    sitz.save()
    festhalten("sitz.geben", person=person, objekt=unternehmen, an=an.pk, ansprechperson=sitz.ansprechperson)
    erben(an, netzwerke_von(unternehmen), person=person)
    return sitz


@transaction.atomic
def sitz_nehmen(sitz: Sitz, *, person: Any = None) -> None:
    """End a seat at once; what the person had by it alone ends with it."""
    unternehmen = mit_netzwerken_gehalten(sitz.unternehmen)
    networks = [netzwerk.pk for netzwerk in netzwerke_von(unternehmen)]
    if not Sitz.objects.besetzt().filter(pk=sitz.pk).update(beendet=timezone.now()):
        return
    festhalten("sitz.nehmen", person=person, objekt=unternehmen, von=sitz.person_id)
    erbe_beenden([sitz.person_id], networks, person=person)


@transaction.atomic
def aufloesen(unternehmen: Unternehmen, *, person: Any = None) -> None:
    """The firm is no more: it leaves its networks, and its seats, offers and requests end."""
    unternehmen = gehalten(unternehmen)
    waiting = unternehmen.beitrittsanfragen.offen()
    running = unternehmen.firmenmitgliedschaften.laufend()
    keys = {*waiting.values_list("netzwerk", flat=True), *running.values_list("netzwerk", flat=True)}
    for netzwerk in Netzwerk.objects.filter(pk__in=keys).order_by("pk"):
        gesperrt(netzwerk)  # all of them, before any of them changes
    anfragen_schliessen(waiting, Anfragezustand.ZURUECKGEZOGEN, person=person)
    for mitgliedschaft in running.order_by("netzwerk_id"):
        austreten(mitgliedschaft, person=person)
    unternehmen.aufgeloest = timezone.now()
    unternehmen.sitze.offen().update(beendet=unternehmen.aufgeloest)
    unternehmen.save(update_fields=["aufgeloest", "geaendert"])
    festhalten("unternehmen.aufloesen", person=person, objekt=unternehmen)
    im_register_erneuern(unternehmen)


def anfragen_schliessen(rows: Any, zustand: Anfragezustand, *, person: Any) -> None:
    """Requests of the firm have their answer by what happened to it; under the locks of their networks."""
    for anfrage in list(rows):
        festhalten(f"beitritt.{zustand.value}", person=person, objekt=anfrage, netzwerk=anfrage.netzwerk_id)
    rows.update(zustand=zustand, entschieden=timezone.now(), entschieden_von=person)


def gehalten(unternehmen: Unternehmen) -> Unternehmen:
    """The firm, its row locked: its seats and networks change one after another."""
    unternehmen = Unternehmen.objects.select_for_update().get(pk=unternehmen.pk)
    if unternehmen.aufgeloest is not None:
        raise RefusedError(_("%(name)s ist hier nicht mehr eingetragen.") % {"name": unternehmen.name})
    return unternehmen


def mit_netzwerken_gehalten(unternehmen: Unternehmen) -> Unternehmen:
    """The firm and then its networks, all locked."""
    unternehmen = gehalten(unternehmen)
    for netzwerk in netzwerke_von(unternehmen):
        gesperrt(netzwerk)
    return unternehmen


def netzwerke_von(unternehmen: Unternehmen) -> list[Netzwerk]:
    """In the order in which they are locked."""
    running = unternehmen.firmenmitgliedschaften.laufend().order_by("netzwerk_id")
    return [row.netzwerk for row in running.select_related("netzwerk")]


def erben(mensch: Any, netzwerke: Iterable[Netzwerk], *, person: Any) -> None:
    """Membership in these networks; what the person had before stays the person's own."""
    for netzwerk in netzwerke:
        rolle_geben(netzwerk, an=mensch, rolle=Rolle.MITGLIED, person=person, geerbt=True)


def erbe_beenden(personen: Iterable[int | None], netzwerke: Iterable[int], *, person: Any) -> None:
    """End inherited memberships that no other seat of the person holds."""
    inherited = Mitgliedschaft.objects.offen().filter(
        geerbt=True, person__in=list(personen), netzwerk__in=list(netzwerke)
    )
    held = gehalten_durch(inherited.values("person"))
    for rolle in inherited.select_related("netzwerk", "person"):
        if (rolle.person_id, rolle.netzwerk_id) not in held:
            rolle_nehmen(rolle, person=person, grund="sitz")
