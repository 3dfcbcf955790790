"""The index: one row per thing and language. The words to match stand beside it, see backends."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.visibility import Sichtbarkeit, visible_to
from search.registry import quellen


class DokumentQuerySet(models.QuerySet["Dokument"]):
    def sichtbar_fuer(self, user: Any) -> Self:
        """The ladder for most kinds; kinds with a rule of their own are asked themselves."""
        own = {art: quelle.sichtbare for art, quelle in quellen().items() if quelle.sichtbare}
        condition = visible_to(user) & ~Q(art__in=list(own))
        for art, sichtbare in own.items():
            condition |= Q(art=art, objekt_id__in=sichtbare(user).values("pk"))
        return self.filter(condition)


class Dokument(models.Model):
    art = models.CharField(_("Art"), max_length=20)
    objekt_id = models.BigIntegerField(_("Kennung"))
    sprache = models.CharField(_("Sprache"), max_length=8)
    titel = models.CharField(_("Titel"), max_length=255)
    text = models.TextField(_("Text"), blank=True)
    stichworte = models.TextField(_("Stichworte"), blank=True, default="")
    url = models.CharField(_("Adresse"), max_length=500)
    sichtbarkeit = models.PositiveSmallIntegerField(_("Sichtbarkeit"), choices=Sichtbarkeit.choices)
    netzwerk_id = models.BigIntegerField(_("Netzwerk"), null=True, blank=True)

    objects = DokumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Suchdokument")
        verbose_name_plural = _("Suchdokumente")
        constraints = (
            models.UniqueConstraint(
                fields=["art", "objekt_id", "sprache"], name="search_ein_dokument_je_sprache"
            ),
        )
        indexes = (models.Index(fields=["sprache", "art", "sichtbarkeit"]),)

    def __str__(self) -> str:
        return self.titel
