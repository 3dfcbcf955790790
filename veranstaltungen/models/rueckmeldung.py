"""How it was: answers without names, and apart from them who offers to help.

An answer knows its date and nothing else: no registration, no moment, and a key that tells no order. That
somebody has answered stands with the registration (`Anmeldung.rueckgemeldet`).
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from veranstaltungen.enums import Nutzen
from veranstaltungen.models.anmeldung import Anmeldung
from veranstaltungen.models.termin import Termin


class Rueckmeldung(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    termin = models.ForeignKey(Termin, on_delete=models.CASCADE, related_name="rueckmeldungen")
    nutzen = models.PositiveSmallIntegerField(_("Wie nützlich war es für Sie?"), choices=Nutzen.choices)
    bleiben = models.TextField(_("Was soll so bleiben?"), max_length=1000, blank=True)
    anders = models.TextField(_("Was soll anders werden?"), max_length=1000, blank=True)
    wieder = models.BooleanField(_("Würden Sie wiederkommen?"), null=True)

    class Meta:
        verbose_name = _("Rückmeldung")
        verbose_name_plural = _("Rückmeldungen")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(nutzen__in=Nutzen.values), name="veranstaltungen_nutzen_von_1_bis_5"
            ),
        )

    def __str__(self) -> str:
        return str(self.get_nutzen_display())


class Hilfsangebot(models.Model):
    """Somebody who came would host or help, and says so by name."""

    anmeldung = models.OneToOneField(
        Anmeldung, on_delete=models.CASCADE, primary_key=True, related_name="hilfsangebot"
    )
    name = models.CharField(_("Name"), max_length=160)
    kontakt = models.CharField(_("E-Mail-Adresse oder Telefon"), max_length=200)

    class Meta:
        verbose_name = _("Hilfsangebot")
        verbose_name_plural = _("Hilfsangebote")

    def __str__(self) -> str:
        return self.name
