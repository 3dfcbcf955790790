"""Who may let people in, and speak for a network. Roles themselves: netzwerke.rules."""

from typing import Any

import rules

from core.rules import is_authenticated, is_office
from mitglieder.models import Patenschaft, Unternehmen
from netzwerke.rules import gehoert_dazu, leitet


@rules.predicate
def gehoert_zu_einem_netzwerk(user: Any) -> bool:
    return bool(user.is_authenticated and user.netzwerk_ids)


@rules.predicate
def spricht_fuer(user: Any, unternehmen: Unternehmen | None) -> bool:
    """Ansprechperson of the firm."""
    if unternehmen is None or not user.is_authenticated:
        return False
    return unternehmen.sitze.besetzt().filter(person=user, ansprechperson=True).exists()


@rules.predicate
def sitzt_fuer(user: Any, unternehmen: Unternehmen | None) -> bool:
    if unternehmen is None or not user.is_authenticated:
        return False
    return unternehmen.sitze.besetzt().filter(person=user).exists()


@rules.predicate
def steht_fuer_eine_seite(user: Any, patenschaft: Patenschaft | None) -> bool:
    """Leads one of the two networks; the row comes from `mit_verwaist`, for the office."""
    if patenschaft is None or not user.is_authenticated:
        return False
    leads = not user.geleitete_ids.isdisjoint((patenschaft.netzwerk_id, patenschaft.pate_id))
    return leads or (patenschaft.verwaist and is_office(user))


@rules.predicate
def entscheidet_fuer_das_ruhige(user: Any, patenschaft: Patenschaft | None) -> bool:
    """Leads the quiet network, or is the office where nobody does; the row comes from `mit_verwaist`."""
    if patenschaft is None or not user.is_authenticated:
        return False
    return patenschaft.netzwerk_id in user.geleitete_ids or (patenschaft.verwaist and is_office(user))


rules.add_perm("mitglieder.beitritt_anfragen", is_authenticated)
rules.add_perm("mitglieder.beitritt_entscheiden", leitet | is_office)
rules.add_perm("mitglieder.einladen", leitet | is_office)
rules.add_perm("mitglieder.unternehmen_eintragen", is_authenticated)
rules.add_perm("mitglieder.unternehmen_sehen", sitzt_fuer | is_office)
rules.add_perm("mitglieder.unternehmen_aendern", spricht_fuer | is_office)
# A consent: nobody gives it for others. Ask with `rules.has_perm`, which asks no other backend.
rules.add_perm("mitglieder.unternehmen_listen", spricht_fuer)
rules.add_perm("mitglieder.firmen_verwalten", leitet | is_office)
rules.add_perm("mitglieder.firmen_zusammenfuehren", is_office)
rules.add_perm("mitglieder.personen_sehen", gehoert_dazu | is_office)
rules.add_perm("mitglieder.antraege_entscheiden", is_office)
rules.add_perm("mitglieder.aenderung_wuenschen", gehoert_dazu | is_office)
rules.add_perm("mitglieder.netzwerk_innen", gehoert_dazu | is_office)
rules.add_perm("mitglieder.staffelstab", leitet | is_office)
rules.add_perm("mitglieder.amtsrolle_geben", is_office)
rules.add_perm("mitglieder.patenschaft_entscheiden", entscheidet_fuer_das_ruhige)
rules.add_perm("mitglieder.patenschaft_beenden", steht_fuer_eine_seite)
rules.add_perm("mitglieder.personenverzeichnis_sehen", gehoert_zu_einem_netzwerk | is_office)
rules.add_perm("mitglieder.personenverzeichnis_ausgeben", is_office)
