"""Firms: in several networks, with seats whose people belong where the firm belongs."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mitglieder.enums import Firmengroesse
from netzwerke.models import Mitgliedschaft, Netzwerk, Region


class Branche(models.Model):
    """A section of the classification of economic activities (WZ 2008), by its letter."""

    schluessel = models.CharField(_("Abschnitt"), max_length=2, unique=True)
    name = models.CharField(_("Name"), max_length=160)
    abteilungen = models.CharField(_("Abteilungen"), max_length=20, blank=True)
    quelle = models.TextField(_("Quelle"), blank=True)
    stand = models.PositiveSmallIntegerField(_("Stand"), null=True, blank=True)

    class Meta:
        verbose_name = _("Branche")
        verbose_name_plural = _("Branchen")
        ordering = ("schluessel",)

    def __str__(self) -> str:
        return self.name


class ZeitraumQuerySet(models.QuerySet[Any]):
    def aktuell(self) -> Self:
        today = timezone.localdate()
        return self.filter(Q(bis__isnull=True) | Q(bis__gt=today), von__lte=today)


class UnternehmenQuerySet(models.QuerySet["Unternehmen"]):
    def gelistet(self) -> Self:
        """Firms that agreed to be shown in public."""
        return self.filter(listung_seit__isnull=False)

    def sichtbar_fuer(self, user: Any) -> Self:
        """Listed firms; in addition one's own, and those of the networks one belongs to."""
        listed = Q(listung_seit__isnull=False)
        if not user.is_authenticated:
            return self.filter(listed)
        if user.is_superuser or user.is_office:
            return self
        seats = Firmenplatz.objects.aktuell().filter(person=user).values("unternehmen")
        firms = Firmenmitgliedschaft.objects.aktuell().filter(netzwerk__in=user.netzwerk_ids)
        return self.filter(listed | Q(pk__in=seats) | Q(pk__in=firms.values("unternehmen")))


class Unternehmen(models.Model):
    """A firm. It is shown in public only while `listung_seit` holds the moment of its consent."""

    name = models.CharField(_("Name"), max_length=160)
    slug = models.SlugField(_("Adresse"), max_length=80, unique=True)
    branche = models.ForeignKey(
        Branche, verbose_name=_("Branche"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="unternehmen",
    )  # fmt: skip
    groesse = models.CharField(_("Größe"), max_length=8, choices=Firmengroesse.choices, blank=True)
    strasse = models.CharField(_("Straße und Hausnummer"), max_length=160, blank=True)
    ort = models.CharField(_("Postleitzahl und Ort"), max_length=120, blank=True)
    region = models.ForeignKey(
        Region, verbose_name=_("Region"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    webseite = models.URLField(_("Website"), blank=True)
    logo = models.ForeignKey(
        "core.Bild", verbose_name=_("Logo"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    bildet_aus = models.CharField(_("Wir bilden aus"), max_length=200, blank=True)
    sucht = models.CharField(_("Wir suchen"), max_length=200, blank=True)
    bietet = models.CharField(_("Wir bieten"), max_length=200, blank=True)
    listung_seit = models.DateTimeField(_("öffentlich gelistet seit"), null=True, blank=True)
    angelegt = models.DateTimeField(_("angelegt"), auto_now_add=True)
    geaendert = models.DateTimeField(_("geändert"), auto_now=True)

    objects = UnternehmenQuerySet.as_manager()

    class Meta:
        verbose_name = _("Unternehmen")
        verbose_name_plural = _("Unternehmen")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class Zeitraum(models.Model):
    """From a day on, up to but not including `bis`."""

    von = models.DateField(_("von"), default=timezone.localdate)
    bis = models.DateField(_("bis"), null=True, blank=True)

    objects = ZeitraumQuerySet.as_manager()

    class Meta:
        abstract = True


class Firmenmitgliedschaft(Zeitraum):
    """A firm belongs to a network."""

    unternehmen = models.ForeignKey(
        Unternehmen, verbose_name=_("Unternehmen"), on_delete=models.PROTECT, related_name="mitgliedschaften"
    )
    netzwerk = models.ForeignKey(
        Netzwerk, verbose_name=_("Netzwerk"), on_delete=models.PROTECT, related_name="firmen"
    )

    class Meta:
        verbose_name = _("Mitgliedschaft eines Unternehmens")
        verbose_name_plural = _("Mitgliedschaften von Unternehmen")
        constraints = (
            models.UniqueConstraint(
                fields=["unternehmen", "netzwerk"],
                condition=Q(bis__isnull=True),
                name="mitglieder_firma_einmal_offen",
            ),
            models.CheckConstraint(
                condition=Q(bis__isnull=True) | Q(bis__gte=F("von")), name="mitglieder_firma_bis_nach_von"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unternehmen} · {self.netzwerk.kurzname}"


class Firmenplatz(Zeitraum):
    """A person's seat at a firm; who has one belongs to the networks of the firm."""

    unternehmen = models.ForeignKey(
        Unternehmen, verbose_name=_("Unternehmen"), on_delete=models.PROTECT, related_name="plaetze"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Person"),
        on_delete=models.CASCADE,
        related_name="firmenplaetze",
    )
    verwaltet = models.BooleanField(_("pflegt die Angaben des Unternehmens"), default=False)
    geerbt = models.ManyToManyField(
        Mitgliedschaft, verbose_name=_("Mitgliedschaften durch diesen Platz"), related_name="firmenplaetze"
    )

    class Meta:
        verbose_name = _("Platz")
        verbose_name_plural = _("Plätze")
        constraints = (
            models.UniqueConstraint(
                fields=["unternehmen", "person"],
                condition=Q(bis__isnull=True),
                name="mitglieder_platz_einmal_offen",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} · {self.unternehmen}"
