"""The outbox, what people wish to get, and what was told to them.

A mail is a row, written in the transaction of what it tells about.
"""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notifications.arten import Takt, arten


class Status(models.TextChoices):
    WARTET = "wartet", _("wartet")
    GESENDET = "gesendet", _("gesendet")
    AUFGEGEBEN = "aufgegeben", _("aufgegeben")
    ZURUECKGEZOGEN = "zurueckgezogen", _("zurückgezogen")

    @classmethod
    def ungesendet(cls) -> list[str]:
        """Not gone out, and may yet go out."""
        return [cls.WARTET, cls.AUFGEGEBEN]


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
    eine_von_vielen = models.BooleanField(_("eine von vielen"), default=False, editable=False)
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
        indexes = (models.Index(fields=["status", "eine_von_vielen", "naechster_versuch"]),)

    def __str__(self) -> str:
        return f"{self.schluessel} ({self.get_status_display()})"


class Mailwunsch(models.Model):
    """How often a person wants a kind of mail. Without a row the default of the kind counts."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Person"), on_delete=models.CASCADE,
        related_name="mailwuensche",
    )  # fmt: skip
    art = models.CharField(_("Art der Mail"), max_length=40)
    takt = models.CharField(_("wie oft"), max_length=12, choices=Takt.choices)

    class Meta:
        verbose_name = _("Mailwunsch")
        verbose_name_plural = _("Mailwünsche")
        constraints = (
            models.UniqueConstraint(fields=["person", "art"], name="notifications_ein_wunsch_je_art"),
        )

    def __str__(self) -> str:
        return f"{self.art}: {self.get_takt_display()}"


class NachrichtQuerySet(models.QuerySet["Nachricht"]):
    def sichtbar_fuer(self, user: Any) -> Self:
        """One's own, and nobody else's."""
        return self.filter(person=user) if user.is_authenticated else self.none()

    def ungelesen(self) -> Self:
        return self.filter(gelesen__isnull=True)

    def zu_sammeln(self) -> Self:
        """Waiting for a letter that gathers several."""
        return self.filter(gesammelt__isnull=True, takt__in=Takt.gesammelt())


class Nachricht(models.Model):
    """Something told to a person: listed in the personal area, and mailed at once, gathered or never."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Person"), on_delete=models.CASCADE,
        related_name="nachrichten",
    )  # fmt: skip
    art = models.CharField(_("Art der Mail"), max_length=40)
    schluessel = models.CharField(_("Schlüssel"), max_length=200)
    titel = models.CharField(_("Titel"), max_length=250)
    pfad = models.CharField(_("Wohin"), max_length=250)
    bezug = models.CharField(_("Bezug"), max_length=60, blank=True, db_index=True)
    takt = models.CharField(_("wie oft"), max_length=12, choices=Takt.choices)
    angelegt = models.DateTimeField(_("angelegt"), default=timezone.now)
    gesammelt = models.DateTimeField(_("im Sammelbrief seit"), null=True, blank=True)
    gelesen = models.DateTimeField(_("gelesen"), null=True, blank=True)

    objects = NachrichtQuerySet.as_manager()

    class Meta:
        verbose_name = _("Nachricht")
        verbose_name_plural = _("Nachrichten")
        ordering = ("-angelegt", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["person", "schluessel"], name="notifications_einmal_gesagt"),
        )
        indexes = (
            models.Index(fields=["person", "-angelegt"]),
            models.Index(
                fields=["takt", "person"],
                condition=models.Q(gesammelt__isnull=True),
                name="notifications_zu_sammeln",
            ),
        )

    def __str__(self) -> str:
        return self.titel

    @property
    def art_name(self) -> str:
        return str(arten[self.art].name) if self.art in arten else str(_("Sonstiges"))

    @property
    def adresse(self) -> str:
        return settings.BASE_URL + self.pfad
