"""Formats that networks have tried: a template for a new event, and what the calendar can be filtered by."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Format(models.Model):
    """`beginn` is local time; what is not known is empty. `geschaetzt` names the columns that nobody
    published, `beispiel` the network it was seen at."""

    schluessel = models.SlugField(_("Schlüssel"), max_length=60, unique=True)
    name = models.CharField(_("Name"), max_length=80)
    beschreibung = models.CharField(_("Beschreibung"), max_length=300)
    dauer_minuten = models.PositiveSmallIntegerField(_("Dauer in Minuten"), null=True, blank=True)
    beginn = models.TimeField(_("Beginn"), null=True, blank=True)
    plaetze = models.PositiveIntegerField(_("Plätze"), null=True, blank=True)
    rhythmus = models.CharField(_("Rhythmus"), max_length=80, blank=True)
    zielgruppe = models.CharField(_("Für wen"), max_length=120, blank=True)
    geschaetzt = models.CharField(_("geschätzt"), max_length=80, blank=True)
    beispiel = models.CharField(_("Beispiel"), max_length=160, blank=True)
    quelle = models.TextField(_("Quelle"), blank=True)
    stand = models.PositiveSmallIntegerField(_("Stand"), null=True, blank=True)

    class Meta:
        verbose_name = _("Format")
        verbose_name_plural = _("Formate")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
