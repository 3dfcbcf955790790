"""What is left of an evening for those who were there, and for those who could not come."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from veranstaltungen.models.termin import Termin


class Rueckblick(models.Model):
    """In a table of its own: lists of dates need not carry it."""

    termin = models.OneToOneField(
        Termin, on_delete=models.CASCADE, primary_key=True, related_name="rueckblick"
    )
    text = models.TextField(
        _("Was war, was wurde vereinbart"),
        max_length=10_000,
        help_text=_("Sichtbar für alle, die auch die Veranstaltung sehen. Bitte ohne Namen von Gästen."),
    )
    unterlagen = models.URLField(
        _("Adresse der Unterlagen"),
        max_length=500,
        blank=True,
        help_text=_("Wo Folien oder Protokoll liegen, zum Beispiel auf Ihrer Website."),
    )
    geaendert = models.DateTimeField(_("geändert"), auto_now=True)

    class Meta:
        verbose_name = _("Rückblick")
        verbose_name_plural = _("Rückblicke")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}: {self.termin}"
