"""When an event takes place. People register for a date."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from veranstaltungen.enums import Belegungslage, Terminstand
from veranstaltungen.models.veranstaltung import Mitveranstalter, Veranstaltung

FEEDBACK_DAYS = 30  # after the end of a date


class TerminQuerySet(models.QuerySet["Termin"]):
    def sichtbar_fuer(self, user: Any) -> Self:
        """Asked of each date by itself: one date must not cost a list of all events."""
        own = Veranstaltung.objects.sichtbar_fuer(user).filter(pk=OuterRef("veranstaltung"))
        return self.filter(Exists(own))

    def kommend(self, ab: datetime | None = None) -> Self:
        """Those that are not over, the next first."""
        return self.filter(ende__gt=ab or timezone.now()).order_by("beginn", "pk")

    def mit_ort(self) -> Self:
        """With network, place and number of places, in the same query."""
        return self.select_related(
            "veranstaltung__netzwerk", "veranstaltung__region__uebergeordnet", "belegung"
        ).defer(  # borders are large
            "veranstaltung__region__geometrie", "veranstaltung__region__uebergeordnet__geometrie"
        )

    def mit_allem(self) -> Self:
        """With what a card shows of each: two queries more, however many there are."""
        hosts = Mitveranstalter.objects.select_related("netzwerk").order_by("netzwerk__kurzname")
        return self.mit_ort().prefetch_related(
            "veranstaltung__schwerpunkte", Prefetch("veranstaltung__beteiligungen", hosts)
        )

    def fuer_kalenderdatei(self) -> Self:
        """With what a calendar file says of each."""
        return self.select_related("veranstaltung__netzwerk").prefetch_related("veranstaltung__schwerpunkte")

    def stattgefunden(self) -> Self:
        """See `Termin.hat_stattgefunden`."""
        return self.filter(beginn__lte=timezone.now(), stand=Terminstand.GEPLANT)

    def bevorstehend(self) -> Self:
        """Still to begin, and not cancelled."""
        return self.filter(beginn__gt=timezone.now(), stand=Terminstand.GEPLANT)

    def vergangen(self) -> Self:
        return self.filter(ende__lte=timezone.now()).order_by("-beginn", "-pk")


class Termin(models.Model):
    """A date. `beginn` and `ende` are moments in UTC; an all-day date runs from midnight to midnight in
    Berlin.

    How many come is counted in `belegung`.
    """

    veranstaltung = models.ForeignKey(
        Veranstaltung, verbose_name=_("Veranstaltung"), on_delete=models.CASCADE, related_name="termine"
    )
    beginn = models.DateTimeField(_("Beginn"), db_index=True)
    ende = models.DateTimeField(_("Ende"), db_index=True)
    ganztags = models.BooleanField(_("ganztägig"), default=False)
    anmeldeschluss = models.DateTimeField(_("Anmeldeschluss"), null=True, blank=True)
    stand = models.CharField(
        _("Stand"), max_length=8, choices=Terminstand.choices, default=Terminstand.GEPLANT
    )
    grund = models.CharField(_("Grund der Absage"), max_length=300, blank=True)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequenz = models.PositiveIntegerField(default=0, editable=False)
    geaendert = models.DateTimeField(_("geändert"), default=timezone.now)
    aussen_zeit = models.DateTimeField(null=True, editable=False)  # RECURRENCE-ID in a series from elsewhere

    zur_gleichen_zeit: "list[Termin]"  # what competes with it; set where hosts plan
    schwebend: "dict[str, datetime | None]"  # who waits or holds a place for a time; set under the lock

    objects = TerminQuerySet.as_manager()

    class Meta:
        verbose_name = _("Termin")
        verbose_name_plural = _("Termine")
        ordering = ("beginn", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ende__gt=F("beginn")),
                name="veranstaltungen_ende_nach_beginn",
                violation_error_message=_("Das Ende liegt vor dem Beginn."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.veranstaltung} {timezone.localtime(self.beginn):%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("veranstaltungen:termin", args=[self.veranstaltung.slug, self.pk])

    @property
    def ist_abgesagt(self) -> bool:
        return self.stand == Terminstand.ABGESAGT

    @property
    def hat_begonnen(self) -> bool:
        return self.beginn <= timezone.now()

    @property
    def hat_stattgefunden(self) -> bool:
        """Or takes place right now: one can look back at it."""
        return self.hat_begonnen and not self.ist_abgesagt

    @property
    def einlass_tage(self) -> tuple[date, date]:
        """Between which days people are let in: name badges go out the evening before, and slips are put
        right the morning after."""
        first, last = self.beginn, self.ende - timedelta(seconds=1)
        day = timedelta(days=1)
        return timezone.localdate(first) - day, timezone.localdate(last) + day

    @property
    def einlass_offen(self) -> bool:
        first, last = self.einlass_tage
        return first <= timezone.localdate() <= last and not self.ist_abgesagt

    @property
    def rueckmeldung_bis(self) -> datetime:
        """Until when one can say how it was; who came may be forgotten earlier."""
        return self.ende + timedelta(days=min(FEEDBACK_DAYS, self.veranstaltung.aufbewahren_tage))

    @property
    def nimmt_rueckmeldungen(self) -> bool:
        return self.hat_stattgefunden and timezone.now() < self.rueckmeldung_bis

    @property
    def belegung_offen(self) -> bool:
        """Whether places still change hands: until it begins, unless it was cancelled."""
        return not self.ist_abgesagt and not self.hat_begonnen

    @property
    def schluss(self) -> datetime:
        """Until when one can register."""
        return self.anmeldeschluss or self.beginn

    @property
    def nimmt_anmeldungen(self) -> bool:
        """Whether the time for it is not over; whether a place is free is another question."""
        return not self.ist_abgesagt and timezone.now() < min(self.schluss, self.beginn)


class Belegung(models.Model):
    """The places of a date: how many there are (None: no limit), and how many are taken or held.

    It stands in a table of its own because it changes with every registration, and pages need not. This
    row is what is locked, and the database refuses more places than there are. It stays when the names are
    deleted: `gekommen` then says how many came.
    """

    termin = models.OneToOneField(Termin, on_delete=models.CASCADE, primary_key=True, related_name="belegung")
    plaetze = models.PositiveIntegerField(_("Plätze"), null=True, blank=True)
    belegt = models.PositiveIntegerField(_("belegt"), default=0)
    erinnert_tage = models.DateTimeField(_("zwei Tage vorher erinnert"), null=True, blank=True)
    erinnert_stunden = models.DateTimeField(_("zwei Stunden vorher erinnert"), null=True, blank=True)
    gekommen = models.PositiveIntegerField(_("gekommen"), null=True, blank=True)
    geloescht = models.DateTimeField(_("Namen gelöscht"), null=True, blank=True)

    class Meta:
        verbose_name = _("Belegung")
        verbose_name_plural = _("Belegungen")
        indexes = (
            models.Index(
                fields=["termin"],
                condition=Q(plaetze__isnull=False, belegt__gte=F("plaetze")),
                name="veranst_belegung_voll",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(plaetze__isnull=True) | Q(belegt__lte=F("plaetze")),
                name="veranstaltungen_nie_ueberbucht",
            ),
        )

    def __str__(self) -> str:
        return f"{self.belegt}/{self.plaetze or '∞'}"

    @property
    def frei(self) -> int | None:
        """Places left; None where there is no limit."""
        return None if self.plaetze is None else self.plaetze - self.belegt

    @property
    def lage(self) -> Belegungslage:
        """What lists and pages say of it; they are renewed when this changes."""
        if self.frei is None:
            return Belegungslage.FREI
        if self.frei == 0:
            return Belegungslage.VOLL
        return Belegungslage.KNAPP if self.frei <= max(2, (self.plaetze or 0) // 10) else Belegungslage.FREI
