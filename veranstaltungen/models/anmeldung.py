"""Who comes, who waits, and with how many."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mitglieder.models import Unternehmen
from netzwerke.models import Netzwerk
from veranstaltungen.enums import Anmeldestand, Empfaengerkreis
from veranstaltungen.models.frage import Frage
from veranstaltungen.models.termin import Termin


def gehoert(person: Any) -> Q:
    return Q(person=person) | Q(person=None, email__in=person.bestaetigte_adressen)


class AnmeldungQuerySet(models.QuerySet["Anmeldung"]):
    def laufend(self) -> Self:
        return self.filter(stand__in=Anmeldestand.laufend())

    def von(self, person: Any) -> Self:
        """Those of an account, and those that a guest left at one of its confirmed addresses."""
        return self.filter(gehoert(person))

    def mit_platz(self) -> Self:
        return self.filter(stand__in=Anmeldestand.mit_platz())

    def wartend(self) -> Self:
        """In the order in which they move up."""
        return self.filter(stand=Anmeldestand.WARTET).order_by("wartet_seit", "pk")

    def nie_bestaetigt(self) -> Self:
        """See `Anmeldung.nie_bestaetigt`."""
        return self.filter(stand=Anmeldestand.VERFALLEN, wartet_seit=None)

    def zurueckgetreten(self) -> Self:
        """Who said that he or she does not come, by a word or by letting an offer run out."""
        ran_out = Q(stand=Anmeldestand.VERFALLEN, wartet_seit__isnull=False)
        return self.filter(Q(stand=Anmeldestand.ABGEMELDET) | ran_out)

    def im_kreis(self, kreis: str) -> Self:
        """Those whom hosts mean by a circle, each once."""
        came = Exists(Platz.objects.filter(anmeldung=OuterRef("pk"), eingetroffen__isnull=False))
        coming, waiting = Q(stand=Anmeldestand.ANGEMELDET), Q(stand__in=Anmeldestand.wartend())
        circles = {
            Empfaengerkreis.ALLE: coming | waiting,
            Empfaengerkreis.ANGEMELDET: coming,
            Empfaengerkreis.WARTEND: waiting,
            Empfaengerkreis.GEKOMMEN: coming & Q(came),
            Empfaengerkreis.GEFEHLT: coming & ~Q(came),
        }
        return self.filter(circles[Empfaengerkreis(kreis)])

    def abgelaufen(self) -> Self:
        """Held or offered for a time that is over."""
        return self.filter(stand__in=Anmeldestand.befristet(), frist__lte=timezone.now())


class Anmeldung(models.Model):
    """A registration: of an account, or of a guest by name and mail address.

    `email` is kept in small letters for accounts too, so that nobody stands on a date twice, once with
    and once without an account.
    """

    termin = models.ForeignKey(Termin, on_delete=models.CASCADE, related_name="anmeldungen")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Konto"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="anmeldungen",
    )
    name = models.CharField(_("Name"), max_length=160)
    email = models.EmailField(_("E-Mail-Adresse"))
    sprache = models.CharField(_("Sprache"), max_length=8, default="de")
    netzwerk = models.ForeignKey(Netzwerk, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    unternehmen = models.ForeignKey(
        Unternehmen, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    firma = models.CharField(_("Unternehmen"), max_length=160, blank=True)
    plaetze = models.PositiveSmallIntegerField(_("Plätze"), default=1)
    stand = models.CharField(_("Stand"), max_length=16, choices=Anmeldestand.choices)
    frist = models.DateTimeField(_("gilt bis"), null=True, blank=True)
    wartet_seit = models.DateTimeField(_("wartet seit"), null=True, blank=True)
    rueckgemeldet = models.BooleanField(_("hat eine Rückmeldung gegeben"), default=False, editable=False)
    nonce = models.CharField(max_length=32, editable=False)
    fassung = models.PositiveIntegerField(default=0, editable=False)  # counts what was told by mail
    angelegt = models.DateTimeField(_("angelegt"), auto_now_add=True)
    entschieden = models.DateTimeField(_("zuletzt geändert"), default=timezone.now)

    unterlagen: "list[Any]"  # files for its owner; set where they are listed

    objects = AnmeldungQuerySet.as_manager()

    class Meta:
        verbose_name = _("Anmeldung")
        verbose_name_plural = _("Anmeldungen")
        ordering = ("pk",)
        indexes = (models.Index(fields=["termin", "stand", "wartet_seit"], name="veranst_anmeldung_reihe"),)
        constraints = (
            models.UniqueConstraint(
                fields=["termin", "email"],
                condition=Q(stand__in=Anmeldestand.laufend()),
                name="veranstaltungen_eine_anmeldung_je_adresse",
            ),
            models.UniqueConstraint(
                fields=["termin", "person"],
                condition=Q(stand__in=Anmeldestand.laufend()),
                name="veranstaltungen_eine_anmeldung_je_person",
            ),
            models.CheckConstraint(condition=Q(plaetze__gte=1), name="veranstaltungen_ein_platz_mindestens"),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.get_stand_display()})"

    @property
    def hat_platz(self) -> bool:
        return self.stand in Anmeldestand.mit_platz()

    @property
    def laeuft(self) -> bool:
        return self.stand in Anmeldestand.laufend()

    @property
    def nie_bestaetigt(self) -> bool:
        """Ran out before a guest confirmed; an offer runs out for somebody who waited."""
        return self.stand == Anmeldestand.VERFALLEN and self.wartet_seit is None

    @property
    def plaetze_hoechstens(self) -> int:
        """How many it may be changed to: never fewer than there are, whatever the host allows meanwhile, and
        no more once the time for registering is over."""
        if not self.termin.nimmt_anmeldungen:
            return self.plaetze
        return max(self.plaetze, self.termin.veranstaltung.plaetze_je_anmeldung)

    @property
    def an(self) -> Any:
        """Who is written to: the account, or the address."""
        return self.person or self.email


class Platz(models.Model):
    """One seat of a registration. An empty name is told as "N. N."."""

    anmeldung = models.ForeignKey(Anmeldung, on_delete=models.CASCADE, related_name="sitze")
    nummer = models.PositiveSmallIntegerField()
    name = models.CharField(_("Name"), max_length=160, blank=True)
    eingetroffen = models.DateTimeField(_("eingetroffen"), null=True, blank=True)

    class Meta:
        verbose_name = _("Platz")
        verbose_name_plural = _("Plätze")
        ordering = ("nummer",)
        constraints = (
            models.UniqueConstraint(fields=["anmeldung", "nummer"], name="veranstaltungen_platz_einmal"),
        )

    def __str__(self) -> str:
        return self.name or "N. N."


class Antwort(models.Model):
    anmeldung = models.ForeignKey(Anmeldung, on_delete=models.CASCADE, related_name="antworten")
    frage = models.ForeignKey(Frage, on_delete=models.CASCADE, related_name="antworten")
    text = models.CharField(_("Antwort"), max_length=500)

    class Meta:
        verbose_name = _("Antwort")
        verbose_name_plural = _("Antworten")
        constraints = (
            models.UniqueConstraint(fields=["anmeldung", "frage"], name="veranstaltungen_antwort_einmal"),
        )

    def __str__(self) -> str:
        return self.text
