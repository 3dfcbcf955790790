"""Offices of the administration, and the people who speak for them here."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.rules import is_office
from mitglieder.enums import Ebene
from netzwerke.models import Region


class Stelle(models.Model):
    """A place in the administration that networks deal with, such as a district's economic development."""

    name = models.CharField(_("Name"), max_length=160, unique=True)
    kuerzel = models.CharField(_("Kürzel"), max_length=20, blank=True)
    ebene = models.CharField(_("Ebene"), max_length=12, choices=Ebene.choices)
    region = models.ForeignKey(
        Region, verbose_name=_("Region"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    email = models.EmailField(_("Funktionspostfach"), blank=True)

    class Meta:
        verbose_name = _("Stelle")
        verbose_name_plural = _("Stellen")
        ordering = ("ebene", "name")

    def __str__(self) -> str:
        return self.name


class AmtsrolleQuerySet(models.QuerySet["Amtsrolle"]):
    def offen(self) -> Self:
        """Not ended by anybody; the term may be over."""
        return self.filter(beendet__isnull=True)

    def aktuell(self) -> Self:
        """In force today."""
        today = timezone.localdate()
        return self.offen().filter(Q(bis__isnull=True) | Q(bis__gte=today), von__lte=today)

    def sichtbar_fuer(self, user: Any) -> Self:
        """One's own; the office sees all."""
        if not user.is_authenticated:
            return self.none()
        return self if is_office(user) else self.filter(person=user)


class Amtsrolle(models.Model):
    """A person speaks for an office. `bis` is the last day; `beendet` ends it at once, the row stays."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Person"),
        on_delete=models.CASCADE,
        related_name="amtsrollen",
    )
    stelle = models.ForeignKey(
        Stelle, verbose_name=_("Stelle"), on_delete=models.PROTECT, related_name="amtsrollen"
    )
    von = models.DateField(_("von"), default=timezone.localdate)
    bis = models.DateField(_("bis"), null=True, blank=True, help_text=_("Letzter Tag. Leer: ohne Ende."))
    beendet = models.DateTimeField(_("beendet"), null=True, blank=True)

    objects = AmtsrolleQuerySet.as_manager()

    class Meta:
        verbose_name = _("Rolle der Verwaltung")
        verbose_name_plural = _("Rollen der Verwaltung")
        ordering = ("stelle", "person", "von")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "stelle"],
                condition=Q(beendet__isnull=True),
                name="mitglieder_amtsrolle_einmal_offen",
            ),
            models.CheckConstraint(
                condition=Q(bis__isnull=True) | Q(bis__gte=F("von")), name="mitglieder_amt_bis_nach_von"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} · {self.stelle}"

    @property
    def laeuft(self) -> bool:
        """Whether it is in force today."""
        return self.beendet is None and self.von <= timezone.localdate() and not self.abgelaufen

    @property
    def abgelaufen(self) -> bool:
        return self.bis is not None and self.bis < timezone.localdate()
