"""How long it stays who was asked to host, and what was answered. The turns themselves name nobody."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.retention import Datenart, anmelden
from veranstaltungen.models import Reihenfrage


def erledigte_fragen(vor: datetime) -> QuerySet[Reihenfrage]:
    return Reihenfrage.objects.filter(erledigt__lt=vor)


anmelden(Datenart("gastgeberfragen", _("Beantwortete Fragen an Gastgeber:innen"), erledigte_fragen))
