"""Places: districts and counties to filter by, and the smaller places people know them by."""

from collections import Counter
from collections.abc import Iterable
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.translations import UebersetzungenField, translated
from netzwerke.enums import Regionsart


class RegionQuerySet(models.QuerySet["Region"]):
    def obere(self) -> Self:
        """Districts and counties."""
        return self.filter(art__in=Regionsart.obere())


class Region(models.Model):
    """A place. Coordinates are WGS 84 degrees; `geometrie` is a GeoJSON geometry or empty."""

    schluessel = models.SlugField(_("Schlüssel"), max_length=80, unique=True)
    name = models.CharField(_("Name"), max_length=120)
    uebersetzungen = UebersetzungenField(_("Name in anderen Sprachen"))
    art = models.CharField(_("Art"), max_length=20, choices=Regionsart.choices)
    uebergeordnet = models.ForeignKey(
        "self",
        verbose_name=_("liegt in"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="teile",
    )
    aliasse = models.JSONField(
        _("auch bekannt als"),
        default=list,
        blank=True,
        help_text=_("Kieze und Orte, unter denen Menschen diese Gegend suchen."),
    )
    lat = models.FloatField(_("geografische Breite"), null=True, blank=True)
    lon = models.FloatField(_("geografische Länge"), null=True, blank=True)
    geometrie = models.JSONField(_("Grenze"), null=True, blank=True, editable=False)
    grenze_quelle = models.CharField(_("Quelle der Grenze"), max_length=200, blank=True)
    quelle = models.TextField(_("Quelle"), blank=True)
    stand = models.PositiveSmallIntegerField(_("Stand"), null=True, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Region")
        verbose_name_plural = _("Regionen")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def bezeichnung(self) -> str:
        return translated(self.uebersetzungen, self.name)

    @property
    def in_berlin(self) -> bool:
        return self.art in (Regionsart.BEZIRK, Regionsart.ORTSTEIL)


def regionsnamen(regionen: Iterable[Region]) -> list[str]:
    """Their names; a district and its quarter of one name are told apart: "Lichtenberg (Bezirk)"."""
    rows = list(regionen)
    often = Counter(region.bezeichnung for region in rows)
    kinds = (f" ({row.get_art_display()})" if often[row.bezeichnung] > 1 else "" for row in rows)
    return [f"{row.bezeichnung}{kind}" for row, kind in zip(rows, kinds, strict=True)]
