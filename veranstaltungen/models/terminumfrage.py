"""Finding a date: suggestions, who is asked, and what each says to them."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.rules import is_office
from netzwerke.models import Mitgliedschaft, Netzwerk
from veranstaltungen.enums import Umfragestand, Verfuegbarkeit
from veranstaltungen.models.veranstaltung import Veranstaltung


def neue_losung() -> str:
    return get_random_string(24)


class TerminumfrageQuerySet(models.QuerySet["Terminumfrage"]):
    def sichtbar_fuer(self, user: Any) -> Self:
        """Those of networks the reader writes for, and those he or she is asked by."""
        if is_office(user):
            return self
        if not user.is_authenticated:
            return self.none()
        asked = Umfrageteilnahme.objects.von(user).filter(umfrage=OuterRef("pk"))
        sent = Q(stand__in=Umfragestand.gefragt()) & Exists(asked)
        return self.filter(Q(netzwerk__in=user.geschriebene_ids) | sent)

    def laufend(self) -> Self:
        return self.filter(stand__in=Umfragestand.laufend())

    def auszuwerten(self) -> Self:
        """The time for answers is over, and nobody has chosen yet."""
        return self.filter(stand=Umfragestand.OFFEN, frist__lte=timezone.now())


class Terminumfrage(models.Model):
    """A poll of one network. `veranstaltung` is the draft it was begun from; once a suggestion is chosen, the
    event that has the date. Everybody who is asked has a row in `teilnahmen` once it is sent.
    """

    netzwerk = models.ForeignKey(Netzwerk, on_delete=models.CASCADE, related_name="terminumfragen")
    veranstaltung = models.ForeignKey(
        Veranstaltung, null=True, blank=True, on_delete=models.SET_NULL, related_name="terminumfragen"
    )
    netzwerke = models.ManyToManyField(
        Netzwerk, verbose_name=_("gefragte Netzwerke"), related_name="befragungen", blank=True
    )
    titel = models.CharField(_("Titel"), max_length=120)
    anlass = models.CharField(_("Worum geht es?"), max_length=200)
    ort = models.CharField(_("Ort"), max_length=120, blank=True)
    minuten = models.PositiveSmallIntegerField(_("Dauer"), default=120)
    frist = models.DateTimeField(_("Antworten bis"))
    stand = models.CharField(
        _("Stand"), max_length=12, choices=Umfragestand.choices, default=Umfragestand.ENTWURF
    )
    von = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    gesendet = models.DateTimeField(_("gesendet"), null=True, blank=True)
    erinnert = models.DateTimeField(_("zuletzt erinnert"), null=True, blank=True)
    angelegt = models.DateTimeField(_("angelegt"), auto_now_add=True)

    objects = TerminumfrageQuerySet.as_manager()

    class Meta:
        verbose_name = _("Terminumfrage")
        verbose_name_plural = _("Terminumfragen")
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(minuten__gte=15, minuten__lte=1440), name="veranstaltungen_umfrage_dauer"
            ),
        )

    def __str__(self) -> str:
        return self.titel

    @property
    def ist_entwurf(self) -> bool:
        return self.stand == Umfragestand.ENTWURF

    @property
    def ist_entschieden(self) -> bool:
        return self.stand == Umfragestand.ENTSCHIEDEN

    @property
    def ist_waehlbar(self) -> bool:
        return self.stand in Umfragestand.waehlbar()

    @property
    def nimmt_antworten(self) -> bool:
        return self.stand == Umfragestand.OFFEN and timezone.now() < self.frist


class Terminvorschlag(models.Model):
    """`beginn` is a moment; how long it would take says the poll."""

    ganztags = False  # read where dates are told in words

    umfrage = models.ForeignKey(Terminumfrage, on_delete=models.CASCADE, related_name="vorschlaege")
    beginn = models.DateTimeField(_("Beginn"))
    gewaehlt = models.BooleanField(_("gewählt"), default=False)

    class Meta:
        verbose_name = _("Terminvorschlag")
        verbose_name_plural = _("Terminvorschläge")
        ordering = ("beginn", "pk")
        constraints = (
            models.UniqueConstraint(fields=["umfrage", "beginn"], name="veranstaltungen_vorschlag_einmal"),
            models.UniqueConstraint(
                fields=["umfrage"], condition=Q(gewaehlt=True), name="veranstaltungen_ein_vorschlag_gewaehlt"
            ),
        )

    def __str__(self) -> str:
        return f"{timezone.localtime(self.beginn):%Y-%m-%d %H:%M}"

    @property
    def ende(self) -> datetime:
        return self.beginn + timedelta(minutes=self.umfrage.minuten)

    @property
    def ist_vorbei(self) -> bool:
        return self.beginn <= timezone.now()


def noch_dabei() -> Q:
    rows = Mitgliedschaft.objects.aktuell()
    belongs = Exists(rows.filter(person=OuterRef("person"), netzwerk=OuterRef("netzwerk")))
    return Q(person=None) | Q(belongs)


class UmfrageteilnahmeQuerySet(models.QuerySet["Umfrageteilnahme"]):
    def gueltig(self) -> Self:
        """Guests, and people of a network as long as they belong to it: nobody answers for a board that he
        or she has left."""
        return self.filter(noch_dabei())

    def gezeigt(self) -> Self:
        """Those who can answer, and those who did and have left since: what they said was said."""
        return self.filter(noch_dabei() | Q(geantwortet__isnull=False)).select_related("person", "netzwerk")

    def von(self, user: Any) -> Self:
        """What a person is asked: for a network, or as a guest at the same address."""
        own = Q(person=user, netzwerk__in=user.netzwerk_ids)
        return self.filter(own | Q(person=None, email=user.email.lower()))


class Umfrageteilnahme(models.Model):
    """Somebody who is asked: a person for a network, or a guest by mail address.

    `email` is kept in small letters for both, so that nobody is asked twice.
    """

    umfrage = models.ForeignKey(Terminumfrage, on_delete=models.CASCADE, related_name="teilnahmen")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    netzwerk = models.ForeignKey(Netzwerk, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(_("E-Mail-Adresse"))
    name = models.CharField(_("Name"), max_length=160, blank=True)
    sprache = models.CharField(_("Sprache"), max_length=8, default="de")
    nonce = models.CharField(max_length=32, default=neue_losung, editable=False)
    kommentar = models.CharField(_("Anmerkung"), max_length=300, blank=True)
    gefragt = models.DateTimeField(_("gefragt"), null=True, blank=True)  # the first letter is queued
    geantwortet = models.DateTimeField(_("geantwortet"), null=True, blank=True)

    objects = UmfrageteilnahmeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Teilnahme an einer Terminumfrage")
        verbose_name_plural = _("Teilnahmen an Terminumfragen")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["umfrage", "email"], name="veranstaltungen_adresse_einmal_gefragt"
            ),
            models.UniqueConstraint(
                fields=["umfrage", "person"], name="veranstaltungen_person_einmal_gefragt"
            ),
            models.CheckConstraint(
                condition=Q(person=None, netzwerk=None) | Q(person__isnull=False, netzwerk__isnull=False),
                name="veranstaltungen_person_fuer_netzwerk",
            ),
        )

    def __str__(self) -> str:
        return self.wer or self.email

    @property
    def wer(self) -> str:
        """The name as others who are asked read it, never a mail address; empty for who has told none."""
        return self.person.get_full_name() if self.person else self.name

    @property
    def woher(self) -> str:
        return self.netzwerk.kurzname if self.netzwerk else gettext("Gast")

    @property
    def an(self) -> Any:
        """Who is written to: the account, or the address."""
        return self.person or self.email

    @property
    def ist_gast(self) -> bool:
        return self.person_id is None


class Umfragestimme(models.Model):
    """A suggestion that somebody answered stays (`RESTRICT`) until the whole poll goes."""

    teilnahme = models.ForeignKey(Umfrageteilnahme, on_delete=models.CASCADE, related_name="stimmen")
    vorschlag = models.ForeignKey(Terminvorschlag, on_delete=models.RESTRICT, related_name="stimmen")
    wert = models.CharField(_("Antwort"), max_length=8, choices=Verfuegbarkeit.choices)

    class Meta:
        verbose_name = _("Antwort auf einen Terminvorschlag")
        verbose_name_plural = _("Antworten auf Terminvorschläge")
        constraints = (
            models.UniqueConstraint(fields=["teilnahme", "vorschlag"], name="veranstaltungen_stimme_einmal"),
        )

    def __str__(self) -> str:
        return self.get_wert_display()
