"""What a host wants to know from those who register."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from veranstaltungen.enums import Fragart
from veranstaltungen.models.veranstaltung import Veranstaltung


class Frage(models.Model):
    """`auswahl` holds the words to choose from. Answers to a sensitive question are seen by hosts only,
    stand in no export, and are deleted first."""

    veranstaltung = models.ForeignKey(Veranstaltung, on_delete=models.CASCADE, related_name="fragen")
    text = models.CharField(_("Frage"), max_length=200)
    art = models.CharField(_("Art"), max_length=12, choices=Fragart.choices, default=Fragart.TEXT)
    auswahl = models.JSONField(_("Auswahl"), default=list, blank=True)
    pflicht = models.BooleanField(_("muss beantwortet werden"), default=False)
    sensibel = models.BooleanField(_("vertraulich"), default=False)
    reihe = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    class Meta:
        verbose_name = _("Frage")
        verbose_name_plural = _("Fragen")
        ordering = ("reihe", "pk")

    def __str__(self) -> str:
        return self.text
