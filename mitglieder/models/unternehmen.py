"""Firms, the networks they belong to, and the people who sit there for them."""

from typing import Any, Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import Bild
from core.rules import is_office
from core.visibility import Sichtbarkeit, lowest_step, visible_to
from mitglieder.enums import Branche, Groessenklasse
from mitglieder.models.einladung import in_vierzehn_tagen, neue_losung
from netzwerke.models import Netzwerk

# It stands in subjects and sentences of letters to people who do not know the firm.
NAME = RegexValidator(
    r"^(?!.*://)[^\x00-\x1f\x7f]+$", _("Bitte nur den Namen, ohne Zeilenumbruch und ohne Adresse mit „://“.")
)
LOGO = "max-320x160|format-webp"  # made when it is uploaded, shown everywhere
SITZE_HOECHSTENS = 25  # people who may come in with one firm; each reads what members read


class UnternehmenQuerySet(models.QuerySet["Unternehmen"]):
    def bestehend(self) -> Self:
        return self.filter(aufgeloest__isnull=True)

    def eigene(self, user: Any) -> Self:
        """Those a person sits for, and those that were dissolved around the person; the office knows all."""
        if is_office(user):
            return self
        until_the_end = Q(beendet__isnull=True) | Q(beendet__gte=OuterRef("aufgeloest"))
        return self.filter(
            Exists(Sitz.objects.filter(until_the_end, unternehmen=OuterRef("pk"), person=user))
        )

    def vertreten_von(self, user: Any) -> Self:
        """Those a person speaks for."""
        seats = Sitz.objects.besetzt().filter(person=user, ansprechperson=True).values("unternehmen")
        return self.bestehend().filter(pk__in=seats)

    def mit_logo(self) -> Self:
        """With the size of the logo that lists and profiles show: one query each for all of them."""
        return self.prefetch_related(Prefetch("logo", Bild.objects.prefetch_renditions(LOGO)))

    def sichtbar_fuer(self, user: Any) -> Self:
        """One's own, those of one's networks, and what has been released, seen through a visible network.

        A firm that belongs to no network is seen by its own people and the office alone. The lists are
        asked for once: a question to each firm and network would take seconds where there are thousands.
        """
        if is_office(user):
            return self
        running = Firmenmitgliedschaft.objects.laufend()
        seen = running.sichtbar_fuer(user).values("unternehmen")
        condition = Q(sichtbarkeit__gte=lowest_step(user), pk__in=seen)
        if user.is_authenticated:
            members = running.filter(netzwerk__in=user.netzwerk_ids).values("unternehmen")
            seats = Sitz.objects.besetzt().filter(person=user).values("unternehmen")
            condition |= Q(pk__in=members) | Q(pk__in=seats)
        return self.bestehend().filter(condition)


class Unternehmen(models.Model):
    """A firm. It is told to others as far as it has agreed (`sichtbarkeit`), and counts once."""

    name = models.CharField(_("Name"), max_length=160, validators=[NAME])
    slug = models.SlugField(_("Adresse"), max_length=80, unique=True, editable=False)
    branche = models.CharField(_("Branche"), max_length=1, choices=Branche.choices)
    groessenklasse = models.CharField(_("Größe"), max_length=8, choices=Groessenklasse.choices, blank=True)
    standort = models.CharField(
        _("Standort"), max_length=160, blank=True, help_text=_("Straße, Postleitzahl und Ort")
    )
    webseite = models.URLField(_("Webseite"), blank=True)
    logo = models.ForeignKey(
        "core.Bild", verbose_name=_("Logo"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    bildet_aus = models.BooleanField(_("Wir bilden aus"), default=False)
    ausbildung = models.CharField(_("Ausbildungsberufe"), max_length=200, blank=True)
    sucht = models.CharField(_("Wir suchen"), max_length=200, blank=True)
    bietet = models.CharField(_("Wir bieten"), max_length=200, blank=True)
    sichtbarkeit = models.PositiveSmallIntegerField(
        _("Wer den Eintrag sieht"), choices=Sichtbarkeit.choices, default=Sichtbarkeit.NETZWERK
    )
    angelegt = models.DateTimeField(_("angelegt"), auto_now_add=True)
    geaendert = models.DateTimeField(_("geändert"), auto_now=True)
    aufgeloest = models.DateTimeField(_("aufgelöst"), null=True, blank=True)

    objects = UnternehmenQuerySet.as_manager()

    class Meta:
        verbose_name = _("Unternehmen")
        verbose_name_plural = pgettext_lazy("Mehrzahl", "Unternehmen")
        ordering = (Lower("name"), "pk")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("mitglieder:unternehmen_profil", args=[self.slug])

    @property
    def logobild(self) -> Any:
        """The logo in the size in which it is shown; made when it was uploaded."""
        return self.logo.get_rendition(LOGO) if self.logo else None


class FirmenmitgliedschaftQuerySet(models.QuerySet["Firmenmitgliedschaft"]):
    def laufend(self) -> Self:
        return self.filter(beendet__isnull=True)

    def sichtbar_fuer(self, user: Any) -> Self:
        """Those in networks that one sees. Joined, for a list of thousands of networks costs seconds here."""
        return self.filter(visible_to(user, step="netzwerk__sichtbarkeit"))


class Firmenmitgliedschaft(models.Model):
    """A firm belongs to a network, from when to when. The row stays: the network remembers who was there."""

    unternehmen = models.ForeignKey(
        Unternehmen, verbose_name=_("Unternehmen"), on_delete=models.CASCADE,
        related_name="firmenmitgliedschaften",
    )  # fmt: skip
    netzwerk = models.ForeignKey(
        Netzwerk, verbose_name=_("Netzwerk"), on_delete=models.PROTECT, related_name="firmenmitgliedschaften"
    )
    von = models.DateTimeField(_("von"), auto_now_add=True)
    beendet = models.DateTimeField(_("beendet"), null=True, blank=True)

    objects = FirmenmitgliedschaftQuerySet.as_manager()

    class Meta:
        verbose_name = _("Mitgliedschaft eines Unternehmens")
        verbose_name_plural = _("Mitgliedschaften von Unternehmen")
        ordering = ("netzwerk", "von")
        constraints = (
            models.UniqueConstraint(
                fields=["unternehmen", "netzwerk"],
                condition=Q(beendet__isnull=True),
                name="mitglieder_firma_einmal_je_netzwerk",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unternehmen} · {self.netzwerk.kurzname}"


class SitzQuerySet(models.QuerySet["Sitz"]):
    def offen(self) -> Self:
        """Offered or taken; not ended."""
        return self.filter(beendet__isnull=True)

    def besetzt(self) -> Self:
        return self.offen().filter(person__isnull=False)

    def angebote(self) -> Self:
        """Offered and neither taken, declined nor revoked; the time to take it may be over."""
        return self.offen().filter(person__isnull=True)


class Sitz(models.Model):
    """A person sits for a firm: first offered to an address, then taken by its owner, then ended.

    Whoever is `ansprechperson` speaks for the firm: keeps its entry and gives its seats.
    """

    unternehmen = models.ForeignKey(
        Unternehmen, verbose_name=_("Unternehmen"), on_delete=models.CASCADE, related_name="sitze"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Person"), null=True, blank=True, on_delete=models.CASCADE,
        related_name="sitze",
    )  # fmt: skip
    email = models.EmailField(_("E-Mail-Adresse"), blank=True)
    ansprechperson = models.BooleanField(_("Ansprechperson"), default=False)
    sprache = models.CharField(_("Sprache der Mail"), max_length=8, default="de")
    von = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("angeboten von"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    losung = models.CharField(_("Losung"), max_length=22, default=neue_losung, editable=False)
    versandt = models.DateTimeField(_("zuletzt versandt"), default=timezone.now)
    versuche = models.PositiveSmallIntegerField(_("wie oft versandt"), default=1)
    gueltig_bis = models.DateTimeField(_("gültig bis"), default=in_vierzehn_tagen)
    abgelehnt = models.BooleanField(_("abgelehnt"), default=False)
    angeboten = models.DateTimeField(_("angeboten"), auto_now_add=True)
    besetzt_seit = models.DateTimeField(_("besetzt seit"), null=True, blank=True)
    beendet = models.DateTimeField(_("beendet"), null=True, blank=True)

    objects = SitzQuerySet.as_manager()

    class Meta:
        verbose_name = _("Sitz eines Unternehmens")
        verbose_name_plural = _("Sitze von Unternehmen")
        ordering = ("unternehmen", "angeboten")
        constraints = (
            models.UniqueConstraint(
                fields=["unternehmen", "person"],
                condition=Q(beendet__isnull=True),
                name="mitglieder_ein_sitz_je_person",
            ),
            models.UniqueConstraint(
                "unternehmen", Lower("email"),
                condition=Q(beendet__isnull=True, person__isnull=True),
                name="mitglieder_ein_angebot_je_adresse",
            ),
            models.CheckConstraint(
                condition=Q(beendet__isnull=False) | Q(person__isnull=False) | ~Q(email=""),
                name="mitglieder_sitz_fuer_person_oder_adresse",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.unternehmen}: {self.person or self.email}"

    @property
    def abgelaufen(self) -> bool:
        """An offer whose time to take it is over."""
        return self.person_id is None and self.beendet is None and self.gueltig_bis < timezone.now()
