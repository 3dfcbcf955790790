"""Topics that networks work on, and by which they find each other."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.translations import UebersetzungenField, translated


class Schwerpunkt(models.Model):
    schluessel = models.SlugField(_("Schlüssel"), max_length=60, unique=True)
    name = models.CharField(_("Name"), max_length=80)
    uebersetzungen = UebersetzungenField(_("Name in anderen Sprachen"))
    definition = models.TextField(_("Definition"), blank=True, help_text=_("Was gehört dazu, in einem Satz?"))
    definition_uebersetzungen = UebersetzungenField(_("Definition in anderen Sprachen"))
    sortierung = models.PositiveSmallIntegerField(_("Reihenfolge"), default=100)
    quelle = models.TextField(_("Quelle"), blank=True)
    stand = models.PositiveSmallIntegerField(_("Stand"), null=True, blank=True)

    class Meta:
        verbose_name = _("Schwerpunkt")
        verbose_name_plural = _("Schwerpunkte")
        ordering = ("sortierung", "name")

    def __str__(self) -> str:
        return self.name

    @property
    def bezeichnung(self) -> str:
        return translated(self.uebersetzungen, self.name)

    @property
    def erklaerung(self) -> str:
        return translated(self.definition_uebersetzungen, self.definition)
