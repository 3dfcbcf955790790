"""Files of an event: invitation and plan before it, slides and minutes after it."""

from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import Anlage
from core.rules import is_office
from veranstaltungen.enums import Anmeldestand, Unterlagenart, Unterlagenkreis
from veranstaltungen.models.anmeldung import Anmeldung
from veranstaltungen.models.termin import Termin
from veranstaltungen.models.veranstaltung import Veranstaltung

MOST_FILES = 20  # of one event


class UnterlageQuerySet(models.QuerySet["Unterlage"]):
    def sichtbar_fuer(self, user: Any) -> Self:
        """Never more than of the event itself; all of it for those who write it."""
        if is_office(user):
            return self
        seen = Veranstaltung.objects.sichtbar_fuer(user).filter(pk=OuterRef("veranstaltung"))
        rows = self.filter(Exists(seen))
        condition = Q(fuer=Unterlagenkreis.ALLE)
        if user.is_authenticated:
            own = Anmeldung.objects.von(user).filter(stand=Anmeldestand.ANGEMELDET)
            condition |= Q(fuer=Unterlagenkreis.ANGEMELDETE) & wer_kommt(own)
        if user.is_authenticated and user.netzwerk_ids:
            hosted = Veranstaltung.objects.gastgegeben_von(user.netzwerk_ids)
            written = Veranstaltung.objects.gastgegeben_von(user.geschriebene_ids)
            condition |= Q(fuer=Unterlagenkreis.GASTGEBENDE, veranstaltung__in=hosted.values("pk"))
            condition |= Q(veranstaltung__in=written.values("pk"))
        return rows.filter(condition)

    def fuer_anmeldung(self, anmeldung: Anmeldung) -> Self:
        """What the link of a registration opens, as long as its owner would see the event at all."""
        reader = anmeldung.person or AnonymousUser()
        rows = self.filter(veranstaltung__in=Veranstaltung.objects.sichtbar_fuer(reader))
        condition = Q(fuer=Unterlagenkreis.ALLE)
        if anmeldung.stand == Anmeldestand.ANGEMELDET:
            condition |= Q(fuer=Unterlagenkreis.ANGEMELDETE)
        return rows.filter(condition, veranstaltung=anmeldung.termin.veranstaltung_id).zu(anmeldung.termin)

    def zu(self, termin: Termin | None) -> Self:
        """Those of one date, and those of the event as a whole."""
        return self.filter(Q(termin=None) | Q(termin=termin))

    def geordnet(self) -> Self:
        return self.order_by("art", "titel", "pk")


def wer_kommt(anmeldungen: Any) -> Q:
    """Files of dates that somebody has a place on, and of their events as a whole."""
    return Q(termin__in=anmeldungen.values("termin")) | Q(
        termin=None, veranstaltung__in=anmeldungen.values("termin__veranstaltung")
    )


class Unterlage(Anlage):
    """Without a `termin` it belongs to the event with all its dates."""

    veranstaltung = models.ForeignKey(Veranstaltung, on_delete=models.CASCADE, related_name="unterlagen")
    termin = models.ForeignKey(
        Termin, verbose_name=_("Gehört zu"), null=True, blank=True, on_delete=models.CASCADE,
        related_name="unterlagen",
    )  # fmt: skip
    art = models.CharField(_("Art"), max_length=12, choices=Unterlagenart.choices)
    fuer = models.CharField(
        _("Wer sie sieht"), max_length=12, choices=Unterlagenkreis.choices, default=Unterlagenkreis.ALLE
    )
    von = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Hochgeladen von"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    geaendert = models.DateTimeField(_("hochgeladen"))

    objects = UnterlageQuerySet.as_manager()

    class Meta:
        verbose_name = _("Unterlage")
        verbose_name_plural = _("Unterlagen")
        ordering = ("pk",)

    def get_absolute_url(self) -> str:
        """Stays the same when another version takes its place."""
        return reverse("veranstaltungen:unterlage", args=[self.veranstaltung.slug, self.pk])
