"""Who belongs to which network, in which role, from when to when."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from netzwerke.enums import Rolle
from netzwerke.models.netzwerk import Netzwerk


class MitgliedschaftQuerySet(models.QuerySet["Mitgliedschaft"]):
    def aktuell(self) -> Self:
        """In force today: begun, and not over."""
        today = timezone.localdate()
        return self.filter(Q(bis__isnull=True) | Q(bis__gte=today), von__lte=today)


class Mitgliedschaft(models.Model):
    """A role of a person in a network. A role that ends keeps its row, with the day it ended."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Person"),
        on_delete=models.CASCADE,
        related_name="mitgliedschaften",
    )
    netzwerk = models.ForeignKey(
        Netzwerk,
        verbose_name=_("Netzwerk"),
        on_delete=models.PROTECT,
        related_name="mitgliedschaften",
    )
    rolle = models.CharField(_("Rolle"), max_length=12, choices=Rolle.choices, default=Rolle.MITGLIED)
    von = models.DateField(_("von"), default=timezone.localdate)
    bis = models.DateField(_("bis"), null=True, blank=True)

    objects = MitgliedschaftQuerySet.as_manager()

    class Meta:
        verbose_name = _("Mitgliedschaft")
        verbose_name_plural = _("Mitgliedschaften")
        ordering = ("netzwerk", "rolle", "von")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "netzwerk", "rolle"],
                condition=Q(bis__isnull=True),
                name="netzwerke_rolle_einmal_offen",
            ),
            models.CheckConstraint(
                condition=Q(bis__isnull=True) | Q(bis__gte=F("von")), name="netzwerke_bis_nach_von"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} · {self.get_rolle_display()} · {self.netzwerk.kurzname}"
