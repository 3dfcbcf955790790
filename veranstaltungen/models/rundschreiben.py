"""A message of the hosts to people of one date."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from veranstaltungen.enums import Empfaengerkreis
from veranstaltungen.models.termin import Termin


class Rundschreiben(models.Model):
    """Who got it was decided when it was sent; `anzahl` says how many those were."""

    termin = models.ForeignKey(Termin, on_delete=models.CASCADE, related_name="rundschreiben")
    von = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    an = models.CharField(_("An"), max_length=12, choices=Empfaengerkreis.choices)
    betreff = models.CharField(_("Betreff"), max_length=120)
    text = models.TextField(_("Text"), max_length=5000)
    rueckmeldung = models.BooleanField(_("mit Bitte um Rückmeldung"), default=False)
    anzahl = models.PositiveIntegerField(_("Empfänger:innen"), default=0)
    gesendet = models.DateTimeField(_("gesendet"), auto_now_add=True)

    class Meta:
        verbose_name = _("Rundschreiben")
        verbose_name_plural = _("Rundschreiben")
        ordering = ("-gesendet", "-pk")

    def __str__(self) -> str:
        return self.betreff
