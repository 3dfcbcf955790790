"""Applications that somebody outside the network decides: to take over an entry, or to found one.

The Geschäftsstelle decides, or two Leitungen of other networks who vouch.
"""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.rules import is_office
from mitglieder.enums import Antragsart, Antragszustand
from netzwerke.models import Netzwerk

OFFEN = (Antragszustand.ENTWURF, Antragszustand.EINGEREICHT)
FRIST = 14  # days within which an application should be decided


class AntragQuerySet(models.QuerySet["Antrag"]):
    def offen(self) -> Self:
        """Waiting for a decision."""
        return self.filter(zustand=Antragszustand.EINGEREICHT)

    def sichtbar_fuer(self, user: Any) -> Self:
        """One's own; what is handed in also the office and every Leitung, who may vouch for it."""
        if not user.is_authenticated:
            return self.none()
        own = Q(person=user)
        if is_office(user) or user.geleitete_ids:
            return self.filter(own | ~Q(zustand=Antragszustand.ENTWURF))
        return self.filter(own)


class Antrag(models.Model):
    """`daten` are the answers of the form, saved step by step; nothing typed is lost."""

    art = models.CharField(_("Art"), max_length=12, choices=Antragsart.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Person"), on_delete=models.CASCADE, related_name="antraege"
    )
    netzwerk = models.ForeignKey(
        Netzwerk,
        verbose_name=_("Netzwerk"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="antraege",
    )
    daten = models.JSONField(_("Angaben"), default=dict, blank=True)
    zustand = models.CharField(
        _("Stand"), max_length=16, choices=Antragszustand.choices, default=Antragszustand.ENTWURF
    )
    grund = models.CharField(_("Begründung"), max_length=500, blank=True)
    angelegt = models.DateTimeField(_("angelegt"), auto_now_add=True)
    geaendert = models.DateTimeField(_("geändert"), auto_now=True)
    eingereicht = models.DateTimeField(_("eingereicht"), null=True, blank=True)
    entschieden = models.DateTimeField(_("entschieden"), null=True, blank=True)
    entschieden_von = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entschieden von"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = AntragQuerySet.as_manager()

    class Meta:
        verbose_name = _("Antrag")
        verbose_name_plural = _("Anträge")
        ordering = ("eingereicht", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "netzwerk"],
                condition=Q(art=Antragsart.UEBERNAHME, zustand__in=OFFEN),
                name="mitglieder_eine_offene_uebernahme",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(art=Antragsart.AUFNAHME, zustand=Antragszustand.ENTWURF),
                name="mitglieder_ein_entwurf_je_person",
            ),
            models.CheckConstraint(
                condition=Q(netzwerk__isnull=False) | ~Q(art=Antragsart.UEBERNAHME),
                name="mitglieder_uebernahme_nennt_netzwerk",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_art_display()}: {self.titel}"

    @property
    def titel(self) -> str:
        return self.netzwerk.name if self.netzwerk else self.daten.get("name") or str(_("ohne Namen"))

    @property
    def postfach(self) -> str:
        """The published mailbox that can prove a claim; empty where there is none."""
        return self.netzwerk.kontakt_email if self.netzwerk else ""

    @property
    def alter(self) -> int:
        """Days since it was handed in."""
        return (timezone.now() - self.eingereicht).days if self.eingereicht else 0

    @property
    def ueberfaellig(self) -> bool:
        return self.zustand == Antragszustand.EINGEREICHT and self.alter > FRIST


class Buergschaft(models.Model):
    """A Leitung of another network says: I know these people. One voice per network and per person."""

    antrag = models.ForeignKey(
        Antrag, verbose_name=_("Antrag"), on_delete=models.CASCADE, related_name="buergschaften"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Person"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="buergschaften",
    )
    netzwerk = models.ForeignKey(
        Netzwerk, verbose_name=_("bürgendes Netzwerk"), on_delete=models.PROTECT, related_name="buergschaften"
    )
    angelegt = models.DateTimeField(_("am"), auto_now_add=True)

    class Meta:
        verbose_name = _("Bürgschaft")
        verbose_name_plural = _("Bürgschaften")
        constraints = (
            models.UniqueConstraint(fields=["antrag", "netzwerk"], name="mitglieder_eine_stimme_je_netzwerk"),
            models.UniqueConstraint(fields=["antrag", "person"], name="mitglieder_eine_stimme_je_person"),
        )

    def __str__(self) -> str:
        return f"{self.netzwerk.kurzname} → {self.antrag}"
