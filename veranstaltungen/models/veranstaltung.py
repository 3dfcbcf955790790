"""What takes place: told once, on one date or many."""

from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.rules import is_office
from core.visibility import Sichtbarkeit, lowest_step
from netzwerke.models import Netzwerk, Region, Schwerpunkt
from veranstaltungen.enums import Anmeldeweg, Form, Nachruecken, Veranstaltungsstand, Zugang
from veranstaltungen.models.aussenkalender import Aussenkalender
from veranstaltungen.models.format import Format

MOST_PLACES = 10_000
MOST_SEATS = 10  # that one person may register for


class VeranstaltungQuerySet(models.QuerySet["Veranstaltung"]):
    def hinter_der_anmeldung(self, user: Any) -> Self:
        """What a visitor would perhaps see after the login; that it exists is no secret among networks."""
        if user.is_authenticated:
            return self.none()
        steps = (Sichtbarkeit.MITGLIEDER, Sichtbarkeit.VERWALTUNG)
        return self.veroeffentlicht().filter(sichtbarkeit__in=steps)

    def veroeffentlicht(self) -> Self:
        return self.filter(stand=Veranstaltungsstand.VEROEFFENTLICHT)

    def gastgegeben_von(self, netzwerk_ids: Any) -> Self:
        """Those of these networks, alone or together with others."""
        together = Mitveranstalter.objects.filter(netzwerk__in=netzwerk_ids, veranstaltung=OuterRef("pk"))
        return self.filter(Q(netzwerk__in=netzwerk_ids) | Exists(together))

    def sichtbar_fuer(self, user: Any) -> Self:
        """What is published, up to the reader's step of the ladder; everything for those who write it."""
        if is_office(user):
            return self
        condition = Q(stand=Veranstaltungsstand.VEROEFFENTLICHT, sichtbarkeit__gte=lowest_step(user))
        if user.is_authenticated and user.netzwerk_ids:
            own = Veranstaltung.objects.veroeffentlicht().gastgegeben_von(user.netzwerk_ids)
            written = Veranstaltung.objects.gastgegeben_von(user.geschriebene_ids)
            condition |= Q(pk__in=own.values("pk")) | Q(pk__in=written.values("pk"))
        return self.filter(condition)


class Veranstaltung(models.Model):
    """An event of one network, together with others if they host it jointly. Its dates are `Termin`."""

    netzwerk = models.ForeignKey(
        Netzwerk, verbose_name=_("Netzwerk"), on_delete=models.PROTECT, related_name="veranstaltungen"
    )
    mitveranstalter = models.ManyToManyField(
        Netzwerk,
        verbose_name=_("gemeinsam mit"),
        through="Mitveranstalter",
        related_name="mitveranstaltungen",
        blank=True,
    )
    format = models.ForeignKey(
        Format, verbose_name=_("Format"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    titel = models.CharField(_("Titel"), max_length=120)
    slug = models.SlugField(_("Adresse"), max_length=80, unique=True, editable=False)
    kurztext = models.CharField(_("In einem Satz"), max_length=200, blank=True)
    beschreibung = models.TextField(_("Beschreibung"), max_length=6000, blank=True)
    programm = models.TextField(_("Ablauf"), max_length=3000, blank=True)
    zielgruppe = models.CharField(_("Für wen"), max_length=120, blank=True)
    schwerpunkte = models.ManyToManyField(
        Schwerpunkt, verbose_name=_("Schwerpunkte"), related_name="veranstaltungen", blank=True
    )
    form = models.CharField(_("Form"), max_length=8, choices=Form.choices, default=Form.VOR_ORT)
    ort = models.CharField(_("Ort"), max_length=120, blank=True)
    adresse = models.CharField(_("Adresse des Ortes"), max_length=200, blank=True)
    region = models.ForeignKey(
        Region, verbose_name=_("Bezirk oder Landkreis"), on_delete=models.PROTECT, related_name="+"
    )
    lat = models.FloatField(_("geografische Breite"), null=True, blank=True)
    lon = models.FloatField(_("geografische Länge"), null=True, blank=True)
    barrierefreiheit = models.TextField(_("Barrierefreiheit des Ortes"), max_length=600, blank=True)
    zugangslink = models.URLField(_("Zugang für Angemeldete"), blank=True)
    sichtbarkeit = models.PositiveSmallIntegerField(
        _("Wer die Veranstaltung sieht"), choices=Sichtbarkeit.choices, default=Sichtbarkeit.OEFFENTLICH
    )
    stand = models.CharField(
        _("Stand"),
        max_length=16,
        choices=Veranstaltungsstand.choices,
        default=Veranstaltungsstand.ENTWURF,
        db_index=True,
    )
    veroeffentlichen_ab = models.DateTimeField(
        _("wird veröffentlicht am"), null=True, blank=True, editable=False, db_index=True
    )
    anmeldeweg = models.CharField(
        _("Anmeldung"), max_length=8, choices=Anmeldeweg.choices, default=Anmeldeweg.HIER
    )
    anmeldelink = models.URLField(_("Website der Anmeldung"), blank=True)
    zugang = models.CharField(
        _("Wer sich anmelden darf"), max_length=12, choices=Zugang.choices, default=Zugang.ALLE
    )
    plaetze_je_anmeldung = models.PositiveSmallIntegerField(
        _("Plätze je Anmeldung"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)],
    )
    plaetze_je_netzwerk = models.PositiveSmallIntegerField(
        _("Plätze je Netzwerk"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    plaetze_je_unternehmen = models.PositiveSmallIntegerField(
        _("Plätze je Unternehmen"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    warteliste = models.BooleanField(_("Warteliste"), default=True)
    nachruecken = models.CharField(
        _("Wenn ein Platz frei wird"),
        max_length=12,
        choices=Nachruecken.choices,
        default=Nachruecken.AUTOMATISCH,
    )
    angebot_stunden = models.PositiveSmallIntegerField(
        _("Stunden, die ein Angebot gilt"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(168)],
    )
    erinnern_tage = models.BooleanField(_("zwei Tage vorher erinnern"), default=True)
    erinnern_stunden = models.BooleanField(_("zwei Stunden vorher erinnern"), default=False)
    aufbewahren_tage = models.PositiveSmallIntegerField(
        _("Tage, die Teilnehmendendaten bleiben"),
        default=183,
        validators=[MinValueValidator(1), MaxValueValidator(366)],
    )
    aussenkalender = models.ForeignKey(
        Aussenkalender,
        verbose_name=_("Kalender von woanders"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="veranstaltungen",
    )
    aussen_uid = models.CharField(max_length=255, blank=True, editable=False)
    beispiel = models.BooleanField(_("Beispiel der Demo"), default=False, editable=False)
    angelegt = models.DateTimeField(_("angelegt"), auto_now_add=True)
    geaendert = models.DateTimeField(_("geändert"), auto_now=True)

    objects = VeranstaltungQuerySet.as_manager()

    class Meta:
        verbose_name = _("Veranstaltung")
        verbose_name_plural = _("Veranstaltungen")
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["aussenkalender", "aussen_uid"],
                condition=Q(aussenkalender__isnull=False),
                name="veranstaltungen_je_kennung_von_woanders",
            ),
        )

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return reverse("veranstaltungen:veranstaltung", args=[self.slug])

    @property
    def ist_veroeffentlicht(self) -> bool:
        return self.stand == Veranstaltungsstand.VEROEFFENTLICHT

    @property
    def hat_anmeldung(self) -> bool:
        return self.anmeldeweg == Anmeldeweg.HIER

    def gastgebende_ids(self) -> set[int]:
        """The networks that host it; asks the database for those beside the first."""
        return {self.netzwerk_id, *self.mitveranstalter.values_list("pk", flat=True)}


class Mitveranstalter(models.Model):
    """Another network that hosts as well, with places that are kept for its members (`None`: none are)."""

    veranstaltung = models.ForeignKey(Veranstaltung, on_delete=models.CASCADE, related_name="beteiligungen")
    netzwerk = models.ForeignKey(Netzwerk, on_delete=models.PROTECT, related_name="+")
    kontingent = models.PositiveSmallIntegerField(_("Plätze für dieses Netzwerk"), null=True, blank=True)

    class Meta:
        verbose_name = _("gastgebendes Netzwerk")
        verbose_name_plural = _("gastgebende Netzwerke")
        constraints = (
            models.UniqueConstraint(
                fields=["veranstaltung", "netzwerk"], name="veranstaltungen_netzwerk_einmal"
            ),
        )

    def __str__(self) -> str:
        return str(self.netzwerk)
