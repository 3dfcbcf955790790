"""A series of visits that lives from its hosts: who may be asked, who was, and who had a turn."""

from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.rules import is_office
from mitglieder.firmen import ansprechpersonen
from mitglieder.models import Firmenmitgliedschaft, Unternehmen
from netzwerke.enums import Netzwerkstatus
from netzwerke.models import Mitgliedschaft, Netzwerk
from veranstaltungen.enums import Fragestand
from veranstaltungen.models.termin import Termin
from veranstaltungen.models.veranstaltung import MOST_PLACES, Veranstaltung

MOST_TITLE = 60  # the event's title has the host's name behind it
SHORTEST, LONGEST = 15, 12 * 60  # minutes


class GastgeberreiheQuerySet(models.QuerySet["Gastgeberreihe"]):
    def sichtbar_fuer(self, user: Any) -> Self:
        """That a network looks for hosts is known to those who belong to it; who is on the list is not."""
        if is_office(user):
            return self
        return self.filter(netzwerk__in=user.netzwerk_ids if user.is_authenticated else ())

    def fuer_unternehmen(self, unternehmen: Unternehmen) -> Self:
        """Those of networks that the firm belongs to: there it may offer itself."""
        running = unternehmen.firmenmitgliedschaften.laufend().values("netzwerk")
        return self.filter(netzwerk__in=running).select_related("netzwerk")


class Gastgeberreihe(models.Model):
    """What its visits have in common. This row is locked by everything that changes who hosts."""

    netzwerk = models.ForeignKey(
        Netzwerk, verbose_name=_("Netzwerk"), on_delete=models.CASCADE, related_name="gastgeberreihen"
    )
    titel = models.CharField(_("Titel"), max_length=MOST_TITLE)
    satz = models.CharField(_("In einem Satz"), max_length=200, blank=True)
    rhythmus = models.CharField(_("Wie oft"), max_length=80, blank=True)
    beginn = models.TimeField(_("Übliche Uhrzeit"), null=True, blank=True)
    dauer_minuten = models.PositiveSmallIntegerField(
        _("Dauer in Minuten"),
        default=120,
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)],
    )
    plaetze = models.PositiveSmallIntegerField(
        _("Übliche Zahl der Plätze"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)],
    )
    automatisch = models.BooleanField(_("Die Nächsten von selbst fragen"), default=False)
    angelegt = models.DateTimeField(_("angelegt"), auto_now_add=True)

    objects = GastgeberreiheQuerySet.as_manager()

    class Meta:
        verbose_name = _("Gastgeber-Reihe")
        verbose_name_plural = _("Gastgeber-Reihen")
        ordering = ("titel", "pk")

    def __str__(self) -> str:
        return self.titel


class ReihengastgeberQuerySet(models.QuerySet["Reihengastgeber"]):
    def dabei(self) -> Self:
        """On the list today: not taken off, the firm still in the network, the other network alive."""
        running = Firmenmitgliedschaft.objects.laufend().filter(
            unternehmen=OuterRef("unternehmen"), netzwerk=OuterRef("reihe__netzwerk")
        )
        alive = Q(netzwerk__isnull=False) & ~Q(netzwerk__status=Netzwerkstatus.BEENDET)
        return self.filter(Exists(running) | alive, entfernt__isnull=True)

    def mit_lage(self) -> Self:
        """With all that the order is derived from: `zuletzt` and `kommt` (begin of the last visit that took
        place, and of the next that is to come), the last answer that was none or a no (`nein_am`,
        `nein_stand`), `gefragt_bis`, and `erreichbar`."""
        dates = Termin.objects.filter(veranstaltung__reihenbesuch__gastgeber=OuterRef("pk"))
        asked = Reihenfrage.objects.filter(gastgeber=OuterRef("pk"))
        no = asked.filter(stand__in=Fragestand.ohne_zusage()).order_by("-erledigt", "-pk")
        speak = ansprechpersonen().filter(unternehmen=OuterRef("unternehmen"))
        lead = Mitgliedschaft.objects.aktuell().leitung().filter(
            netzwerk=OuterRef("netzwerk"), person__is_active=True
        )  # fmt: skip
        return self.select_related("unternehmen", "netzwerk").annotate(
            zuletzt=Subquery(dates.stattgefunden().order_by("-beginn").values("beginn")[:1]),
            kommt=Subquery(dates.bevorstehend().order_by("beginn").values("beginn")[:1]),
            nein_am=Subquery(no.values("erledigt")[:1]),
            nein_stand=Subquery(no.values("stand")[:1]),
            gefragt_bis=Subquery(asked.offen().values("frist")[:1]),
            erreichbar=Exists(speak) | Exists(lead),
        )

    def gefragt(self) -> Self:
        """Those who have an answer to give."""
        return self.filter(fragen__stand=Fragestand.OFFEN)


class Reihengastgeber(models.Model):
    """A firm of the network, or another network, that may be asked. Taken off the list it keeps its row:
    a turn that was had counts when it comes back."""

    reihe = models.ForeignKey(Gastgeberreihe, on_delete=models.CASCADE, related_name="gastgeber")
    unternehmen = models.ForeignKey(
        Unternehmen, null=True, blank=True, on_delete=models.CASCADE, related_name="reihenplaetze"
    )
    netzwerk = models.ForeignKey(
        Netzwerk, null=True, blank=True, on_delete=models.CASCADE, related_name="reihenplaetze"
    )
    selbst = models.BooleanField(_("hat sich selbst angeboten"), default=False)
    pausiert_bis = models.DateField(_("pausiert bis"), null=True, blank=True)
    seit = models.DateTimeField(_("auf der Liste seit"), default=timezone.now)
    entfernt = models.DateTimeField(_("von der Liste genommen"), null=True, blank=True)

    objects = ReihengastgeberQuerySet.as_manager()

    class Meta:
        verbose_name = _("mögliche Gastgeber:in")
        verbose_name_plural = _("mögliche Gastgeber:innen")
        constraints = (
            models.CheckConstraint(
                condition=Q(unternehmen__isnull=True) ^ Q(netzwerk__isnull=True),
                name="veranstaltungen_gastgeber_firma_oder_netzwerk",
            ),
            models.UniqueConstraint(
                fields=["reihe", "unternehmen"], name="veranstaltungen_firma_einmal_je_reihe"
            ),
            models.UniqueConstraint(
                fields=["reihe", "netzwerk"], name="veranstaltungen_netzwerk_einmal_je_reihe"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.unternehmen.name if self.unternehmen else self.netzwerk.kurzname  # type: ignore[union-attr]  # one of the two is there

    @property
    def anschrift(self) -> str:
        """Where one goes, as far as the entry says."""
        return self.unternehmen.standort if self.unternehmen else ""


class Reihenbesuch(models.Model):
    """A turn: the event that came from a yes. Whether it was had is read from the event's dates; goes the
    event, the turn is given back. It names nobody, and outlives the question."""

    gastgeber = models.ForeignKey(Reihengastgeber, on_delete=models.CASCADE, related_name="besuche")
    veranstaltung = models.OneToOneField(
        Veranstaltung, on_delete=models.CASCADE, primary_key=True, related_name="reihenbesuch"
    )

    class Meta:
        verbose_name = _("Besuch einer Reihe")
        verbose_name_plural = _("Besuche einer Reihe")

    def __str__(self) -> str:
        return str(self.veranstaltung)


class ReihenfrageQuerySet(models.QuerySet["Reihenfrage"]):
    def offen(self) -> Self:
        return self.filter(stand=Fragestand.OFFEN)


class Reihenfrage(models.Model):
    """Somebody was asked to host. `frist` is the last day for an answer; `gefragt` are those who got it."""

    reihe = models.ForeignKey(Gastgeberreihe, on_delete=models.CASCADE, related_name="fragen")
    gastgeber = models.ForeignKey(Reihengastgeber, on_delete=models.CASCADE, related_name="fragen")
    stand = models.CharField(_("Stand"), max_length=12, choices=Fragestand.choices, default=Fragestand.OFFEN)
    von = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    gefragt = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    gestellt = models.DateTimeField(_("gestellt"), auto_now_add=True)
    frist = models.DateField(_("Antwort bis"))
    erinnert = models.DateTimeField(_("erinnert"), null=True, blank=True)
    erledigt = models.DateTimeField(_("beantwortet"), null=True, blank=True)
    beantwortet_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    grund = models.CharField(_("Grund"), max_length=300, blank=True)
    veranstaltung = models.ForeignKey(
        Veranstaltung, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ReihenfrageQuerySet.as_manager()

    class Meta:
        verbose_name = _("Frage an Gastgeber:innen")
        verbose_name_plural = _("Fragen an Gastgeber:innen")
        constraints = (
            models.UniqueConstraint(
                fields=["reihe"],
                condition=Q(stand=Fragestand.OFFEN),
                name="veranstaltungen_eine_offene_frage_je_reihe",
            ),
            models.CheckConstraint(
                condition=Q(stand=Fragestand.OFFEN) ^ Q(erledigt__isnull=False),
                name="veranstaltungen_frage_offen_oder_erledigt",
            ),
        )

    def __str__(self) -> str:
        return f"{self.reihe}: {self.gastgeber}"

    @property
    def ist_offen(self) -> bool:
        """Still to be answered; the night after the last day closes what is late."""
        return self.stand == Fragestand.OFFEN and timezone.localdate() <= self.frist
