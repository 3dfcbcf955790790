"""A person asks to join a network."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.rules import is_office
from mitglieder.enums import Anfragezustand
from netzwerke.models import Netzwerk


class BeitrittsanfrageQuerySet(models.QuerySet["Beitrittsanfrage"]):
    def offen(self) -> Self:
        return self.filter(zustand=Anfragezustand.OFFEN)

    def sichtbar_fuer(self, user: Any) -> Self:
        """One's own, and those that wait at networks one leads; the office sees all."""
        if not user.is_authenticated:
            return self.none()
        if is_office(user):
            return self
        return self.filter(Q(person=user) | Q(netzwerk__in=user.geleitete_ids))


class Beitrittsanfrage(models.Model):
    """What both sides see while a person waits to be let in."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Person"),
        on_delete=models.CASCADE,
        related_name="beitrittsanfragen",
    )
    netzwerk = models.ForeignKey(
        Netzwerk, verbose_name=_("Netzwerk"), on_delete=models.CASCADE, related_name="beitrittsanfragen"
    )
    satz = models.CharField(
        _("Ein Satz zu Ihnen"), max_length=300, help_text=_("Warum möchten Sie dabei sein?")
    )
    firma = models.CharField(_("Unternehmen"), max_length=160, blank=True)
    # Asked for a firm that is entered here: the firm comes in, and with it all who sit for it.
    unternehmen = models.ForeignKey(
        "mitglieder.Unternehmen", verbose_name=_("für das Unternehmen"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="beitrittsanfragen",
    )  # fmt: skip
    zustand = models.CharField(
        _("Stand"), max_length=16, choices=Anfragezustand.choices, default=Anfragezustand.OFFEN
    )
    grund = models.CharField(_("Begründung"), max_length=500, blank=True)
    angelegt = models.DateTimeField(_("gestellt"), auto_now_add=True)
    entschieden = models.DateTimeField(_("entschieden"), null=True, blank=True)
    entschieden_von = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entschieden von"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = BeitrittsanfrageQuerySet.as_manager()

    class Meta:
        verbose_name = _("Beitrittsanfrage")
        verbose_name_plural = _("Beitrittsanfragen")
        ordering = ("-angelegt", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "netzwerk"],
                condition=Q(zustand=Anfragezustand.OFFEN),
                name="mitglieder_eine_offene_anfrage",
            ),
            models.UniqueConstraint(
                fields=["unternehmen", "netzwerk"],
                condition=Q(zustand=Anfragezustand.OFFEN, unternehmen__isnull=False),
                name="mitglieder_eine_offene_firmenanfrage",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} → {self.netzwerk.kurzname} ({self.get_zustand_display()})"
