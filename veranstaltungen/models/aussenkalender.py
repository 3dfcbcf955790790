"""A calendar that a network keeps elsewhere, read every hour so that nobody types twice."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from netzwerke.models import Netzwerk

INTERVAL = timedelta(hours=1)


class AussenkalenderQuerySet(models.QuerySet["Aussenkalender"]):
    def faellig(self) -> Self:
        return self.filter(Q(versucht__isnull=True) | Q(versucht__lte=timezone.now() - INTERVAL))


class Aussenkalender(models.Model):
    """`gelesen` is when it was last read without trouble, `fehler` what stood in the way since."""

    netzwerk = models.ForeignKey(
        Netzwerk, verbose_name=_("Netzwerk"), on_delete=models.CASCADE, related_name="aussenkalender"
    )
    adresse = models.URLField(_("Adresse des Kalenders"), max_length=500)
    von = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    angelegt = models.DateTimeField(_("angelegt"), auto_now_add=True)
    versucht = models.DateTimeField(_("zuletzt versucht"), null=True, blank=True)
    gelesen = models.DateTimeField(_("zuletzt gelesen"), null=True, blank=True)
    fehler = models.CharField(_("letzter Fehler"), max_length=200, blank=True)

    objects = AussenkalenderQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kalender von woanders")
        verbose_name_plural = _("Kalender von woanders")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["netzwerk", "adresse"], name="veranstaltungen_kalender_einmal"),
        )

    def __str__(self) -> str:
        return self.adresse
