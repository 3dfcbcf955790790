"""Who belongs to which network, in which role, from when to when."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from netzwerke.enums import Rolle
from netzwerke.models.netzwerk import Netzwerk


class MitgliedschaftQuerySet(models.QuerySet["Mitgliedschaft"]):
    def aktuell(self) -> Self:
        """In force today: begun, its last day not over, and not taken away."""
        today = timezone.localdate()
        return self.offen().filter(Q(bis__isnull=True) | Q(bis__gte=today), von__lte=today)

    def offen(self) -> Self:
        """Not ended by anybody; the term may be over, or lie ahead."""
        return self.filter(beendet__isnull=True)

    def leitung(self) -> Self:
        return self.filter(rolle=Rolle.LEITUNG)


def unbesetzt(*rollen: str, netzwerk: str = "netzwerk") -> Any:
    """The condition that nobody who can sign in holds one of these roles today, in a row's network."""
    holders = Mitgliedschaft.objects.aktuell().filter(rolle__in=rollen, person__is_active=True)
    return ~models.Exists(holders.filter(netzwerk=models.OuterRef(netzwerk)))


class Mitgliedschaft(models.Model):
    """A role of a person in a network. `bis` is the last day of the term; `beendet` ends it at once.

    A role that ends keeps its row: the network remembers who led it, and when.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Person"),
        on_delete=models.CASCADE,
        related_name="mitgliedschaften",
    )
    netzwerk = models.ForeignKey(
        Netzwerk,
        verbose_name=_("Netzwerk"),
        on_delete=models.PROTECT,
        related_name="mitgliedschaften",
    )
    rolle = models.CharField(_("Rolle"), max_length=12, choices=Rolle.choices, default=Rolle.MITGLIED)
    von = models.DateField(_("von"), default=timezone.localdate)
    bis = models.DateField(
        _("bis"), null=True, blank=True, help_text=_("Letzter Tag der Amtszeit. Leer: ohne Ende.")
    )
    beendet = models.DateTimeField(_("beendet"), null=True, blank=True)
    amt = models.CharField(
        _("Amt"), max_length=80, blank=True, help_text=_("Zum Beispiel: Vorsitz, Schatzmeister:in")
    )
    stellvertretung = models.BooleanField(_("in Stellvertretung"), default=False)
    # Not the person's own: it came with the seat of a firm, and goes with it.
    geerbt = models.BooleanField(_("über ein Unternehmen"), default=False)

    objects = MitgliedschaftQuerySet.as_manager()

    class Meta:
        verbose_name = _("Mitgliedschaft")
        verbose_name_plural = _("Mitgliedschaften")
        ordering = ("netzwerk", "rolle", "von")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "netzwerk", "rolle"],
                condition=Q(beendet__isnull=True),
                name="netzwerke_rolle_einmal_offen",
            ),
            models.CheckConstraint(
                condition=Q(bis__isnull=True) | Q(bis__gte=F("von")), name="netzwerke_bis_nach_von"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} · {self.get_rolle_display()} · {self.netzwerk.kurzname}"

    @property
    def laeuft(self) -> bool:
        """Whether it is in force today."""
        today = timezone.localdate()
        return self.beendet is None and self.von <= today and (self.bis is None or self.bis >= today)

    @property
    def abgelaufen(self) -> bool:
        """Whether its last day is over."""
        return self.bis is not None and self.bis < timezone.localdate()
