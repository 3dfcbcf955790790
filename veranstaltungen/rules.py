"""Who may do what with events. Whether somebody sees one is said by `sichtbar_fuer` alone."""

from typing import Any

import rules

from core.rules import is_office
from core.visibility import Sichtbarkeit
from netzwerke.rules import schreibt_fuer
from veranstaltungen.enums import Zugang
from veranstaltungen.models import Veranstaltung


def gastgebende(veranstaltung: Veranstaltung) -> set[int]:
    return veranstaltung.gastgebende_ids()


@rules.predicate
def sieht(user: Any, veranstaltung: Veranstaltung | None) -> bool:
    if veranstaltung is None:
        return False
    if veranstaltung.ist_veroeffentlicht and veranstaltung.sichtbarkeit == Sichtbarkeit.OEFFENTLICH:
        return True  # what everybody sees needs no question
    return Veranstaltung.objects.sichtbar_fuer(user).filter(pk=veranstaltung.pk).exists()


@rules.predicate
def ist_eingeladen(user: Any, veranstaltung: Veranstaltung | None) -> bool:
    """Whether the host lets people like this one register."""
    if veranstaltung is None:
        return False
    if veranstaltung.zugang == Zugang.ALLE:
        return True
    if not user.is_authenticated:
        return False
    if veranstaltung.zugang == Zugang.MITGLIEDER:
        return bool(user.netzwerk_ids)
    return not user.netzwerk_ids.isdisjoint(gastgebende(veranstaltung))


@rules.predicate
def schreibt_fuer_gastgeber(user: Any, veranstaltung: Veranstaltung | None) -> bool:
    """Redaktion or Leitung of a network that hosts it."""
    if veranstaltung is None or not user.is_authenticated:
        return False
    return not user.geschriebene_ids.isdisjoint(gastgebende(veranstaltung))


@rules.predicate
def leitet_gastgeber(user: Any, veranstaltung: Veranstaltung | None) -> bool:
    """Leitung of a network that hosts it."""
    if veranstaltung is None or not user.is_authenticated:
        return False
    return not user.geleitete_ids.isdisjoint(gastgebende(veranstaltung))


@rules.predicate
def schreibt_irgendwo(user: Any) -> bool:
    return bool(user.is_authenticated and user.geschriebene_ids)


rules.add_perm("veranstaltungen.eingeladen", ist_eingeladen | is_office)  # of those who see it
rules.add_perm("veranstaltungen.anmelden", sieht & (ist_eingeladen | is_office))
rules.add_perm("veranstaltungen.veranstaltung_anlegen", schreibt_irgendwo | is_office)
rules.add_perm("veranstaltungen.veranstaltung_aendern", schreibt_fuer_gastgeber | is_office)
rules.add_perm("veranstaltungen.rundschreiben", leitet_gastgeber | is_office)
rules.add_perm("veranstaltungen.gastgeberreihe_fuehren", schreibt_fuer | is_office)
