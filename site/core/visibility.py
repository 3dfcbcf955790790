"""Who may see what: one ladder for all rooms.

Each step includes those before it: what the own network may see, all networks see once it is
raised to MITGLIEDER, the administration from VERWALTUNG on, and everybody at OEFFENTLICH.
"""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Sichtbarkeit(models.IntegerChoices):
    NETZWERK = 10, _("nur das eigene Netzwerk")
    MITGLIEDER = 20, _("alle Netzwerke")
    VERWALTUNG = 30, _("alle Netzwerke und die Verwaltung")
    OEFFENTLICH = 40, _("öffentlich")


def lowest_step(user: Any) -> int:
    """The lowest step of the ladder that `user` sees of networks that are not the own one."""
    if not user.is_authenticated:
        return Sichtbarkeit.OEFFENTLICH
    if user.is_superuser or user.is_office:
        return Sichtbarkeit.NETZWERK
    if user.netzwerk_ids:
        return Sichtbarkeit.MITGLIEDER
    return Sichtbarkeit.VERWALTUNG if user.is_administration else Sichtbarkeit.OEFFENTLICH


def visible_to(user: Any, *, step: str = "sichtbarkeit", network: str = "netzwerk_id") -> Q:
    """The condition under which a row is visible to `user`; `step` and `network` name its columns."""
    condition = Q(**{f"{step}__gte": lowest_step(user)})
    if user.is_authenticated and user.netzwerk_ids:
        condition |= Q(**{f"{network}__in": user.netzwerk_ids})
    return condition


class SichtbarkeitQuerySet(models.QuerySet):
    """Gives a model the one `sichtbar_fuer` that every list, detail, feed and export goes through."""

    network_column = "netzwerk_id"

    def sichtbar_fuer(self, user: Any) -> Self:
        return self.filter(visible_to(user, network=self.network_column))
