"""The calendar of one's own registrations, for the calendar program of a person."""

from django.conf import settings
from django.db import models
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _


def neue_losung() -> str:
    return get_random_string(32)


class Kalenderabo(models.Model):
    """Its address is secret, by `losung` alone: a new one makes the old address worthless."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Person"),
        on_delete=models.CASCADE,
        related_name="kalenderabo",
    )
    losung = models.CharField(max_length=32, default=neue_losung, unique=True, editable=False)
    angelegt = models.DateTimeField(_("angelegt"), auto_now_add=True)

    class Meta:
        verbose_name = _("Kalenderabo")
        verbose_name_plural = _("Kalenderabos")

    def __str__(self) -> str:
        return f"Kalenderabo {self.pk}"
