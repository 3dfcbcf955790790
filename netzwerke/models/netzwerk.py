"""`Netzwerk`, the one truth that every membership, event, need and plot points to."""

from datetime import date, timedelta
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import PreviewableMixin, RevisionMixin

from core.translations import UebersetzungenField
from core.visibility import Sichtbarkeit, SichtbarkeitQuerySet
from netzwerke.enums import Frische, Genauigkeit, Groessenart, Netzwerkstatus, Netzwerktyp
from netzwerke.models.region import Region
from netzwerke.models.schwerpunkt import Schwerpunkt

CONFIRMED_FOR = timedelta(days=366)
JAHR = (MinValueValidator(1800), MaxValueValidator(2100))


def bis_heute(jahr: int) -> None:
    """What has happened did so in no year to come."""
    if jahr > timezone.localdate().year:
        raise ValidationError(_("Dieses Jahr liegt in der Zukunft."))


class NetzwerkQuerySet(SichtbarkeitQuerySet):
    network_column = "pk"

    def mit_angaben(self) -> Self:
        """All that a card, an export row or a profile shows, in a fixed number of queries."""
        rows = self.select_related("hauptregion", "logo")
        return rows.prefetch_related("regionen", "schwerpunkte", "groessenangaben")

    def vollstaendig(self) -> Self:
        """What a profile shows and open data give out: former names as well."""
        return self.mit_angaben().prefetch_related("fruehere_namen")

    def lebendig(self) -> Self:
        return self.filter(status__in=Netzwerkstatus.lebendig())


class Netzwerk(PreviewableMixin, RevisionMixin, ClusterableModel):
    """A local business network. Coordinates are WGS 84 degrees and mostly approximate."""

    # Addresses that the directory itself answers, so no profile could be seen there.
    RESERVED = frozenset({"finden"})

    name = models.CharField(_("Name"), max_length=160)
    kurzname = models.CharField(
        _("Kurzname"), max_length=60, help_text=_("Wie wird das Netzwerk im Alltag genannt?")
    )
    slug = models.SlugField(_("Adresse"), max_length=80, unique=True)
    typ = models.CharField(_("Art"), max_length=30, choices=Netzwerktyp.choices)
    rechtsform = models.CharField(_("Rechtsform"), max_length=80, blank=True)
    gruendungsjahr = models.PositiveSmallIntegerField(
        _("Gründungsjahr"), null=True, blank=True, validators=[*JAHR, bis_heute]
    )
    endejahr = models.PositiveSmallIntegerField(_("Jahr des Endes"), null=True, blank=True, validators=JAHR)
    status = models.CharField(
        _("Status"), max_length=10, choices=Netzwerkstatus.choices, default=Netzwerkstatus.AKTIV
    )
    sichtbarkeit = models.PositiveSmallIntegerField(
        _("Sichtbarkeit"), choices=Sichtbarkeit.choices, default=Sichtbarkeit.NETZWERK
    )
    gebiet = models.CharField(
        _("Gebiet"), max_length=200, help_text=_("Welche Straßen oder Orte gehören dazu?")
    )
    regionen = ParentalManyToManyField(
        Region,
        verbose_name=_("Regionen"),
        related_name="netzwerke",
        help_text=_("Alle Bezirke oder Landkreise, in denen das Netzwerk arbeitet."),
    )
    hauptregion = models.ForeignKey(
        Region,
        verbose_name=_("Hauptregion"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Der Bezirk oder Landkreis, unter dem das Netzwerk geführt wird."),
    )
    lat = models.FloatField(
        _("geografische Breite"), validators=[MinValueValidator(51.3), MaxValueValidator(53.6)]
    )
    lon = models.FloatField(
        _("geografische Länge"), validators=[MinValueValidator(11.2), MaxValueValidator(14.8)]
    )
    genauigkeit = models.CharField(
        _("Genauigkeit der Lage"),
        max_length=10,
        choices=Genauigkeit.choices,
        default=Genauigkeit.UNGEFAEHR,
    )
    schwerpunkte = ParentalManyToManyField(
        Schwerpunkt, verbose_name=_("Schwerpunkte"), related_name="netzwerke", blank=True
    )
    webseite = models.URLField(_("Website"), blank=True)
    kontakt_email = models.EmailField(
        _("Funktionspostfach"),
        blank=True,
        help_text=_("Öffentlich sichtbar. Bitte keine persönliche Adresse."),
    )
    logo = models.ForeignKey(
        "core.Bild",
        verbose_name=_("Logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("PNG oder WebP. Ohne Logo zeichnen wir ein Monogramm."),
    )
    markenfarbe = models.CharField(
        _("Markenfarbe"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Bitte als #RRGGBB angeben."))],
        help_text=_("Zum Beispiel #0B4F5C. Der Kontrast wird für Sie gesichert."),
    )
    hinweis = models.TextField(
        _("Hinweis zu den Angaben"), blank=True, help_text=_("Was sollte man beim Lesen wissen?")
    )
    hinweis_uebersetzungen = UebersetzungenField(_("Hinweis zu den Angaben in anderen Sprachen"))
    quelle = models.TextField(_("Quellen"), blank=True, help_text=_("Eine Adresse je Zeile."))
    stand = models.PositiveSmallIntegerField(_("Stand (Jahr)"), null=True, blank=True)
    bestaetigt_am = models.DateField(_("bestätigt am"), null=True, blank=True)
    angelegt = models.DateTimeField(_("angelegt"), auto_now_add=True)
    geaendert = models.DateTimeField(_("geändert"), default=timezone.now, db_index=True)

    objects = NetzwerkQuerySet.as_manager()

    class Meta:
        verbose_name = _("Netzwerk")
        verbose_name_plural = _("Netzwerke")
        ordering = ("kurzname", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(endejahr__isnull=True)
                | models.Q(gruendungsjahr__isnull=True)
                | models.Q(endejahr__gte=models.F("gruendungsjahr")),
                name="netzwerke_ende_nach_gruendung",
                violation_error_message=_("Das Jahr des Endes liegt vor dem Gründungsjahr."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        self.slug = self.slug.lower()  # an address in capitals leads to the one without
        if self.slug in self.RESERVED:
            raise ValidationError({"slug": _("Unter dieser Adresse antwortet das Verzeichnis selbst.")})
        if self.status == Netzwerkstatus.BEENDET and not self.endejahr:
            raise ValidationError({"endejahr": _("In welchem Jahr endete das Netzwerk?")})

    def get_absolute_url(self) -> str:
        return reverse("netzwerke:profil", args=[self.slug])

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "netzwerke/profil.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from netzwerke.profil import gezeichnet  # reads models, so it cannot be imported above

        return {**super().get_preview_context(request, mode_name), "netzwerk": self, **gezeichnet(self)}

    @property
    def frische(self) -> Frische:
        if self.bestaetigt_am is None:
            return Frische.UNBESTAETIGT
        too_old = timezone.localdate() - self.bestaetigt_am > CONFIRMED_FOR
        return Frische.VERALTET if too_old else Frische.BESTAETIGT

    @property
    def quellen(self) -> list[str]:
        return [line.strip() for line in self.quelle.splitlines() if line.strip()]

    @cached_property
    def reihen(self) -> dict[str, list["Groessenangabe"]]:
        """{art: figures, oldest first}; uses what is prefetched."""
        rows: dict[str, list[Groessenangabe]] = {}
        for row in sorted(self.groessenangaben.all(), key=lambda angabe: angabe.jahr):
            rows.setdefault(row.art, []).append(row)
        return rows

    def neueste(self, art: str) -> "Groessenangabe | None":
        rows = self.reihen.get(art)
        return rows[-1] if rows else None

    @property
    def mitglieder(self) -> "Groessenangabe | None":
        return self.neueste(Groessenart.MITGLIEDER)

    @property
    def beschaeftigte(self) -> "Groessenangabe | None":
        return self.neueste(Groessenart.BESCHAEFTIGTE)

    @property
    def gebiet_betriebe(self) -> "Groessenangabe | None":
        return self.neueste(Groessenart.GEBIET_BETRIEBE)

    @property
    def gebiet_beschaeftigte(self) -> "Groessenangabe | None":
        return self.neueste(Groessenart.GEBIET_BESCHAEFTIGTE)


class FruehererName(models.Model):
    """A name the network had before; it stays searchable."""

    netzwerk = ParentalKey(Netzwerk, on_delete=models.CASCADE, related_name="fruehere_namen")
    name = models.CharField(_("früherer Name"), max_length=160)
    bis_jahr = models.PositiveSmallIntegerField(_("bis Jahr"), null=True, blank=True)

    class Meta:
        verbose_name = _("früherer Name")
        verbose_name_plural = _("frühere Namen")
        constraints = (
            models.UniqueConstraint(fields=["netzwerk", "name"], name="netzwerke_frueherer_name_einmal"),
        )

    def __str__(self) -> str:
        return self.name


class Groessenangabe(models.Model):
    """One figure of one year with its source. Figures are added, never overwritten by newer ones."""

    netzwerk = ParentalKey(Netzwerk, on_delete=models.CASCADE, related_name="groessenangaben")
    art = models.CharField(_("Was wird gezählt?"), max_length=24, choices=Groessenart.choices)
    jahr = models.PositiveSmallIntegerField(_("Jahr"), validators=[*JAHR, bis_heute])
    wert = models.PositiveIntegerField(_("Anzahl"))
    zusatz = models.CharField(
        _("Zusatz"), max_length=20, blank=True, help_text=_("Zum Beispiel: rund, über, fast")
    )
    bezug = models.CharField(_("Anmerkung"), max_length=200, blank=True)
    quelle = models.TextField(_("Quelle"))

    class Meta:
        verbose_name = _("Größenangabe")
        verbose_name_plural = _("Größenangaben")
        ordering = ("art", "jahr")
        constraints = (
            models.UniqueConstraint(
                fields=["netzwerk", "art", "jahr"],
                name="netzwerke_eine_angabe_je_jahr",
                violation_error_message=_("Für dieses Jahr gibt es schon eine Angabe."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_art_display()} {self.jahr}: {self.wert}"

    @property
    def quellen(self) -> list[str]:
        return [part.strip() for part in self.quelle.split("|") if part.strip()]

    @property
    def alter(self) -> int:
        """Years since the figure was true."""
        return date.today().year - self.jahr

    @property
    def ist_alt(self) -> bool:
        return self.alter > 5
