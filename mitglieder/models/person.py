"""What a person lets the other networks know."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PersonenangabenQuerySet(models.QuerySet["Personenangaben"]):
    def sichtbar_fuer(self, user: Any) -> Self:
        """Those who listed themselves, for people of networks and the office; one's own always."""
        if not user.is_authenticated:
            return self.none()
        if user.netzwerk_ids or user.is_office or user.is_superuser:
            return self.filter(models.Q(gelistet=True, person__is_active=True) | models.Q(person=user))
        return self.filter(person=user)


class Personenangaben(models.Model):
    """Nothing is shown that is not released: first the entry as a whole, then mail and phone."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("Person"), on_delete=models.CASCADE, related_name="angaben"
    )
    gelistet = models.BooleanField(_("im Verzeichnis der Personen zeigen"), default=False)
    funktion = models.CharField(_("Aufgabe"), max_length=120, blank=True)
    themen = models.CharField(_("Fragen Sie mich zu"), max_length=300, blank=True)
    telefon = models.CharField(_("Telefon"), max_length=40, blank=True)
    email_zeigen = models.BooleanField(_("E-Mail-Adresse zeigen"), default=False)
    telefon_zeigen = models.BooleanField(_("Telefon zeigen"), default=False)

    objects = PersonenangabenQuerySet.as_manager()

    class Meta:
        verbose_name = _("Angaben einer Person")
        verbose_name_plural = _("Angaben von Personen")

    def __str__(self) -> str:
        return str(self.person)
