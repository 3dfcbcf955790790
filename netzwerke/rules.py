"""Who may do what with networks."""

from typing import Any

import rules

from core.rules import is_office
from core.visibility import Sichtbarkeit
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk


def rollen(user: Any, netzwerk: Netzwerk | None) -> frozenset[str]:
    if netzwerk is None or not user.is_authenticated:
        return frozenset()
    return user.rollen.get(netzwerk.pk, frozenset())


@rules.predicate
def ist_oeffentlich(user: Any, netzwerk: Netzwerk | None) -> bool:
    return netzwerk is not None and netzwerk.sichtbarkeit == Sichtbarkeit.OEFFENTLICH


@rules.predicate
def gehoert_dazu(user: Any, netzwerk: Netzwerk | None) -> bool:
    return bool(rollen(user, netzwerk))


@rules.predicate
def schreibt_fuer(user: Any, netzwerk: Netzwerk | None) -> bool:
    """Redaktion or Leitung of this network."""
    return bool(rollen(user, netzwerk) & {Rolle.REDAKTION, Rolle.LEITUNG})


@rules.predicate
def leitet(user: Any, netzwerk: Netzwerk | None) -> bool:
    return Rolle.LEITUNG in rollen(user, netzwerk)


rules.add_perm("netzwerke.netzwerk_sehen", ist_oeffentlich | gehoert_dazu | is_office)
rules.add_perm("netzwerke.netzwerk_aendern", schreibt_fuer | is_office)
rules.add_perm("netzwerke.netzwerk_veroeffentlichen", leitet | is_office)
rules.add_perm("netzwerke.netzwerk_anlegen", is_office)
rules.add_perm("netzwerke.rolle_geben", leitet | is_office)
