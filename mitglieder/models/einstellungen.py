"""What the operator decides about letting networks in."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="group")
class Aufnahmeregeln(BaseSiteSetting):
    buergschaft_genuegt = models.BooleanField(
        _("Bürgschaften genügen"),
        default=True,
        help_text=_("Leitungen anderer Netzwerke dürfen ohne Geschäftsstelle aufnehmen, indem sie bürgen."),
    )
    buergschaften = models.PositiveSmallIntegerField(
        _("Zahl der Bürgschaften"), default=2, validators=[MinValueValidator(2)],
        help_text=_("So viele verschiedene Netzwerke müssen bürgen."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("Regeln der Aufnahme")
        verbose_name_plural = _("Regeln der Aufnahme")
