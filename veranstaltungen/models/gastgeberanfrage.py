"""One network asks another to host an event together."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from netzwerke.models import Netzwerk
from veranstaltungen.models.veranstaltung import Veranstaltung


class Gastgeberanfrage(models.Model):
    """Open until it is answered: then it is gone, and a `Mitveranstalter` stands in its place, or nothing."""

    veranstaltung = models.ForeignKey(Veranstaltung, on_delete=models.CASCADE, related_name="anfragen")
    netzwerk = models.ForeignKey(Netzwerk, on_delete=models.CASCADE, related_name="gastgeberanfragen")
    kontingent = models.PositiveSmallIntegerField(_("Plätze für dieses Netzwerk"), null=True, blank=True)
    von = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    angelegt = models.DateTimeField(_("angelegt"), auto_now_add=True)

    class Meta:
        verbose_name = _("Anfrage an ein gastgebendes Netzwerk")
        verbose_name_plural = _("Anfragen an gastgebende Netzwerke")
        constraints = (
            models.UniqueConstraint(
                fields=["veranstaltung", "netzwerk"], name="veranstaltungen_netzwerk_einmal_gefragt"
            ),
        )

    def __str__(self) -> str:
        return f"{self.veranstaltung}: {self.netzwerk}"
