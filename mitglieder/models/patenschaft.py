"""A lively network offers its help to a quiet one."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mitglieder.enums import Anfragezustand
from netzwerke.models import Netzwerk


class Patenschaft(models.Model):
    """`pate` offers help to `netzwerk`; while both agree, the state is ANGENOMMEN."""

    netzwerk = models.ForeignKey(
        Netzwerk, verbose_name=_("ruhiges Netzwerk"), on_delete=models.CASCADE, related_name="paten"
    )
    pate = models.ForeignKey(
        Netzwerk, verbose_name=_("Patennetzwerk"), on_delete=models.CASCADE, related_name="patenkinder"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("angeboten von"), null=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    satz = models.CharField(_("Ihr Angebot in einem Satz"), max_length=300)
    zustand = models.CharField(
        _("Stand"), max_length=16, choices=Anfragezustand.choices, default=Anfragezustand.OFFEN
    )
    angelegt = models.DateTimeField(_("angeboten"), auto_now_add=True)
    entschieden = models.DateTimeField(_("entschieden"), null=True, blank=True)

    class Meta:
        verbose_name = _("Patenschaft")
        verbose_name_plural = _("Patenschaften")
        ordering = ("-angelegt",)
        constraints = (
            models.UniqueConstraint(
                fields=["netzwerk", "pate"],
                condition=Q(zustand__in=(Anfragezustand.OFFEN, Anfragezustand.ANGENOMMEN)),
                name="mitglieder_eine_patenschaft",
            ),
            models.CheckConstraint(condition=~Q(netzwerk=F("pate")), name="mitglieder_pate_ist_anderes"),
        )

    def __str__(self) -> str:
        return f"{self.pate.kurzname} → {self.netzwerk.kurzname}"
