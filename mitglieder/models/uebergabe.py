"""What an outgoing board has handed over already."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mitglieder.enums import Uebergabepunkt
from netzwerke.models import Netzwerk


class Uebergabehaken(models.Model):
    """One tick of the checklist. No row: not handed over yet."""

    netzwerk = models.ForeignKey(
        Netzwerk, verbose_name=_("Netzwerk"), on_delete=models.CASCADE, related_name="uebergabehaken"
    )
    punkt = models.CharField(_("Punkt"), max_length=16, choices=Uebergabepunkt.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("abgehakt von"), null=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    am = models.DateField(_("abgehakt am"), auto_now_add=True)

    class Meta:
        verbose_name = _("Haken der Übergabe")
        verbose_name_plural = _("Haken der Übergabe")
        constraints = (
            models.UniqueConstraint(fields=["netzwerk", "punkt"], name="mitglieder_ein_haken_je_punkt"),
        )

    def __str__(self) -> str:
        return f"{self.netzwerk.kurzname}: {self.get_punkt_display()}"
