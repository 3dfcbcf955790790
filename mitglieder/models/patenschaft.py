"""A lively network offers its help to a quiet one."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.rules import is_office
from mitglieder.enums import Patenschaftszustand
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk
from netzwerke.models.mitgliedschaft import unbesetzt

LAUFEND = (Patenschaftszustand.OFFEN, Patenschaftszustand.ANGENOMMEN)


class PatenschaftQuerySet(models.QuerySet["Patenschaft"]):
    def laufend(self) -> Self:
        """Offered and not answered yet, or agreed."""
        return self.filter(zustand__in=LAUFEND)

    def mit_verwaist(self) -> Self:
        """Each with `verwaist`: nobody leads the quiet network, so that the office answers for it."""
        return self.annotate(verwaist=unbesetzt(Rolle.LEITUNG))

    def sichtbar_fuer(self, user: Any) -> Self:
        """Those from and to networks one leads; to networks that nobody leads for the office."""
        if not user.is_authenticated:
            return self.none()
        mine = Q(netzwerk__in=user.geleitete_ids) | Q(pate__in=user.geleitete_ids)
        return self.filter(mine | unbesetzt(Rolle.LEITUNG) if is_office(user) else mine)


class Patenschaft(models.Model):
    """`pate` offers help to `netzwerk`; while both agree, the state is ANGENOMMEN.

    Help may go on when the quiet network has confirmed again; it ends when one of the two says so.
    """

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
        _("Stand"), max_length=16, choices=Patenschaftszustand.choices, default=Patenschaftszustand.OFFEN
    )
    angelegt = models.DateTimeField(_("angeboten"), auto_now_add=True)
    entschieden = models.DateTimeField(_("entschieden"), null=True, blank=True)
    abschied = models.CharField(
        _("Ein Satz zum Ende"),
        max_length=300,
        blank=True,
        help_text=_("Steht in der Mail. Zum Beispiel: Danke, wir kommen wieder allein zurecht."),
    )
    beendet = models.DateTimeField(_("beendet"), null=True, blank=True)

    verwaist: bool  # with `mit_verwaist`
    objects = PatenschaftQuerySet.as_manager()

    class Meta:
        verbose_name = _("Patenschaft")
        verbose_name_plural = _("Patenschaften")
        ordering = ("-angelegt",)
        constraints = (
            models.UniqueConstraint(
                fields=["netzwerk", "pate"],
                condition=Q(zustand__in=LAUFEND),
                name="mitglieder_eine_patenschaft",
            ),
            models.CheckConstraint(condition=~Q(netzwerk=F("pate")), name="mitglieder_pate_ist_anderes"),
            models.CheckConstraint(
                condition=Q(zustand=Patenschaftszustand.BEENDET, beendet__isnull=False)
                | ~Q(zustand=Patenschaftszustand.BEENDET) & Q(beendet__isnull=True),
                name="mitglieder_ende_hat_zeit",
            ),
        )

    def __str__(self) -> str:
        return f"{self.pate.kurzname} → {self.netzwerk.kurzname}"
