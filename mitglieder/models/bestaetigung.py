"""Once a year a network is asked whether its entry is right; what changed comes as wishes."""

from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.rules import is_office
from netzwerke.enums import Groessenart, Rolle
from netzwerke.models import Netzwerk


class BestaetigungsrundeQuerySet(models.QuerySet["Bestaetigungsrunde"]):
    def offen(self) -> Self:
        return self.filter(beendet__isnull=True)


class Bestaetigungsrunde(models.Model):
    """One time of asking. `stufe` counts the letters after the first; the last one says that it rests."""

    LETZTE_STUFE = 3

    netzwerk = models.ForeignKey(
        Netzwerk, verbose_name=_("Netzwerk"), on_delete=models.CASCADE, related_name="bestaetigungsrunden"
    )
    begonnen = models.DateField(_("begonnen"), default=timezone.localdate)
    stufe = models.PositiveSmallIntegerField(_("Stufe"), default=0)
    zuletzt = models.DateField(_("zuletzt geschrieben"), default=timezone.localdate)
    beendet = models.DateTimeField(_("beantwortet"), null=True, blank=True)

    objects = BestaetigungsrundeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Bestätigungsrunde")
        verbose_name_plural = _("Bestätigungsrunden")
        constraints = (
            models.UniqueConstraint(
                fields=["netzwerk"],
                condition=Q(beendet__isnull=True),
                name="mitglieder_eine_offene_bestaetigungsrunde",
            ),
        )
        indexes = (
            models.Index(
                fields=["zuletzt"], condition=Q(beendet__isnull=True), name="mitglieder_runde_faellig"
            ),
        )

    def __str__(self) -> str:
        return f"{self.netzwerk.kurzname} {self.begonnen}"


class Wunschteil(models.TextChoices):
    """Which part of the entry a wish is about."""

    NAME = "name", _("Name und Rechtsform")
    KONTAKT = "kontakt", _("Website und Kontakt")
    GEBIET = "gebiet", _("Gebiet und Regionen")
    SCHWERPUNKTE = "schwerpunkte", _("Schwerpunkte")
    TEXT = "text", _("Texte und Bilder")
    LEITUNG = "leitung", _("Leitung und Ansprechpersonen")
    MITGLIEDER = "mitglieder", _("Zahl der Mitglieder")
    BESCHAEFTIGTE = "beschaeftigte", _("Beschäftigte der Mitglieder")
    SONSTIGES = "sonstiges", _("Sonstiges")

    @classmethod
    def zahlen(cls) -> "dict[Wunschteil, Groessenart]":
        return {cls.MITGLIEDER: Groessenart.MITGLIEDER, cls.BESCHAEFTIGTE: Groessenart.BESCHAEFTIGTE}


class AenderungswunschQuerySet(models.QuerySet["Aenderungswunsch"]):
    def offen(self) -> Self:
        return self.filter(erledigt__isnull=True)

    def sichtbar_fuer(self, user: Any) -> Self:
        """Those of networks one writes for; the office sees all."""
        if not user.is_authenticated:
            return self.none()
        if is_office(user):
            return self
        schreibt = {Rolle.LEITUNG, Rolle.REDAKTION}
        return self.filter(netzwerk__in=[pk for pk, rollen in user.rollen.items() if rollen & schreibt])


class Aenderungswunsch(models.Model):
    """What should change in an entry: free text about a part, or a figure with its year."""

    netzwerk = models.ForeignKey(
        Netzwerk, verbose_name=_("Netzwerk"), on_delete=models.CASCADE, related_name="aenderungswuensche"
    )
    teil = models.CharField(_("Teil"), max_length=16, choices=Wunschteil.choices)
    text = models.CharField(_("Was soll sich ändern?"), max_length=1000, blank=True)
    wert = models.PositiveIntegerField(_("Anzahl"), null=True, blank=True)
    jahr = models.PositiveSmallIntegerField(
        _("Jahr"), null=True, blank=True, validators=[MinValueValidator(1990), MaxValueValidator(2100)]
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("von"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    angelegt = models.DateTimeField(_("gewünscht"), auto_now_add=True)
    erledigt = models.DateTimeField(_("erledigt"), null=True, blank=True)
    erledigt_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("erledigt von"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip

    objects = AenderungswunschQuerySet.as_manager()

    class Meta:
        verbose_name = _("Änderungswunsch")
        verbose_name_plural = _("Änderungswünsche")
        ordering = ("-angelegt", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(text="") | Q(wert__isnull=False, jahr__isnull=False),
                name="mitglieder_wunsch_sagt_etwas",
            ),
        )

    def __str__(self) -> str:
        return f"{self.netzwerk.kurzname}: {self.get_teil_display()}"

    @property
    def ist_zahl(self) -> bool:
        return self.wert is not None
