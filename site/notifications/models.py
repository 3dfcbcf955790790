"""The outbox: a mail is a row, written in the transaction of what it tells about."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    WARTET = "wartet", _("wartet")
    GESENDET = "gesendet", _("gesendet")
    AUFGEGEBEN = "aufgegeben", _("aufgegeben")
    ZURUECKGEZOGEN = "zurueckgezogen", _("zurückgezogen")


class AusgangsmailQuerySet(models.QuerySet["Ausgangsmail"]):
    def faellig(self) -> Self:
        """Waiting, and not to be tried again only later."""
        return self.filter(status=Status.WARTET, naechster_versuch__lte=timezone.now())


class Ausgangsmail(models.Model):
    """One mail to one person. `schluessel` names purpose and occasion: the same is queued once."""

    schluessel = models.CharField(_("Schlüssel"), max_length=200)
    empfaenger = models.EmailField(_("Empfänger:in"))
    betreff = models.CharField(_("Betreff"), max_length=250)
    text = models.TextField(_("Text"))
    html = models.TextField(_("HTML"), blank=True)
    absender = models.CharField(_("Absender"), max_length=250)
    kopfzeilen = models.JSONField(_("Kopfzeilen"), default=dict, blank=True)
    anhaenge = models.JSONField(_("Anhänge"), default=list, blank=True)
    bezug = models.CharField(
        _("Bezug"), max_length=60, blank=True, db_index=True,
        help_text=_("Wovon die Mail handelt. Endet das Recht daran, geht sie nicht mehr hinaus."),
    )  # fmt: skip
    message_id = models.CharField(_("Message-ID"), max_length=250, unique=True)
    status = models.CharField(_("Status"), max_length=16, choices=Status.choices, default=Status.WARTET)
    versuche = models.PositiveSmallIntegerField(_("Versuche"), default=0)
    naechster_versuch = models.DateTimeField(_("nächster Versuch"), default=timezone.now)
    fehler = models.CharField(_("letzter Fehler"), max_length=500, blank=True)
    angelegt = models.DateTimeField(_("angelegt"), auto_now_add=True)
    gesendet = models.DateTimeField(_("gesendet"), null=True, blank=True)

    objects = AusgangsmailQuerySet.as_manager()

    class Meta:
        verbose_name = _("Ausgangsmail")
        verbose_name_plural = _("Ausgangsmails")
        constraints = (
            models.UniqueConstraint(
                fields=["schluessel", "empfaenger"], name="notifications_einmal_je_anlass"
            ),
        )
        indexes = (models.Index(fields=["status", "naechster_versuch"]),)

    def __str__(self) -> str:
        return f"{self.schluessel} ({self.get_status_display()})"
