"""A network invites people by mail, one by one or from a list."""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from core.rules import is_office
from mitglieder.enums import Einladungszustand
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk

GUELTIG = timedelta(days=14)


def neue_losung() -> str:
    """What makes a token single-use: sending again changes it, so that the older mail is void."""
    return get_random_string(22)


def in_vierzehn_tagen() -> Any:
    return timezone.now() + GUELTIG


class EinladungQuerySet(models.QuerySet["Einladung"]):
    def offen(self) -> Self:
        return self.filter(zustand=Einladungszustand.OFFEN)

    def sichtbar_fuer(self, user: Any) -> Self:
        """Those of networks one leads; the office sees all. The invited person holds a token."""
        if not user.is_authenticated:
            return self.none()
        if is_office(user):
            return self
        return self.filter(netzwerk__in=user.geleitete_ids)


class Einladungsliste(models.Model):
    """A list of people to invite: first tried without consequences, then sent by the worker."""

    netzwerk = models.ForeignKey(
        Netzwerk, verbose_name=_("Netzwerk"), on_delete=models.CASCADE, related_name="einladungslisten"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("von"), on_delete=models.CASCADE, related_name="+"
    )
    zeilen = models.JSONField(_("Zeilen"), default=list)
    fehler = models.JSONField(_("Fehler"), default=list)
    gesamt = models.PositiveIntegerField(_("Zeilen insgesamt"), default=0)
    erledigt = models.PositiveIntegerField(_("davon erledigt"), default=0)
    begonnen = models.DateTimeField(_("begonnen"), null=True, blank=True)
    fertig = models.DateTimeField(_("fertig"), null=True, blank=True)
    angelegt = models.DateTimeField(_("angelegt"), auto_now_add=True)

    class Meta:
        verbose_name = _("Einladungsliste")
        verbose_name_plural = _("Einladungslisten")
        ordering = ("-angelegt",)

    def __str__(self) -> str:
        return f"{self.netzwerk.kurzname} {self.angelegt:%Y-%m-%d}"


class Einladung(models.Model):
    """One mail address, one network, one role; the token in the mail is bound to all three."""

    netzwerk = models.ForeignKey(
        Netzwerk, verbose_name=_("Netzwerk"), on_delete=models.CASCADE, related_name="einladungen"
    )
    email = models.EmailField(_("E-Mail-Adresse"))
    vorname = models.CharField(_("Vorname"), max_length=150, blank=True)
    nachname = models.CharField(_("Nachname"), max_length=150, blank=True)
    firma = models.CharField(_("Unternehmen"), max_length=160, blank=True)
    # A firm that the network entered: whoever accepts speaks for it, and is in by its seat.
    unternehmen = models.ForeignKey(
        "mitglieder.Unternehmen", verbose_name=_("für das Unternehmen"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="einladungen",
    )  # fmt: skip
    rolle = models.CharField(_("Rolle"), max_length=12, choices=Rolle.choices, default=Rolle.MITGLIED)
    sprache = models.CharField(_("Sprache der Mail"), max_length=8, default="de")
    von = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("eingeladen von"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    liste = models.ForeignKey(
        Einladungsliste, verbose_name=_("Liste"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="einladungen",
    )  # fmt: skip
    losung = models.CharField(_("Losung"), max_length=22, default=neue_losung, editable=False)
    zustand = models.CharField(
        _("Stand"), max_length=12, choices=Einladungszustand.choices, default=Einladungszustand.OFFEN
    )
    angelegt = models.DateTimeField(_("angelegt"), auto_now_add=True)
    versandt = models.DateTimeField(_("zuletzt versandt"), default=timezone.now)
    versuche = models.PositiveSmallIntegerField(_("wie oft versandt"), default=1)
    gueltig_bis = models.DateTimeField(_("gültig bis"), default=in_vierzehn_tagen)
    angenommen_von = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("angenommen von"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="angenommene_einladungen",
    )
    erledigt = models.DateTimeField(_("beantwortet"), null=True, blank=True)

    objects = EinladungQuerySet.as_manager()

    class Meta:
        verbose_name = _("Einladung")
        verbose_name_plural = _("Einladungen")
        ordering = ("-versandt", "-pk")
        constraints = (
            models.UniqueConstraint(
                Lower("email"), "netzwerk",
                condition=Q(zustand=Einladungszustand.OFFEN),
                name="mitglieder_eine_offene_einladung",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.netzwerk.kurzname}: {self.get_rolle_display()} ({self.get_zustand_display()})"

    @property
    def name(self) -> str:
        """How the inviting network knows the person."""
        return f"{self.vorname} {self.nachname}".strip()

    @property
    def abgelaufen(self) -> bool:
        return self.zustand == Einladungszustand.OFFEN and self.gueltig_bis < timezone.now()
