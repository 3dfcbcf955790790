"""Mails carry names and texts: what is told need not be kept."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.retention import Datenart, anmelden
from notifications.models import Ausgangsmail, Status


def gesendete(vor: datetime) -> QuerySet[Ausgangsmail]:
    return Ausgangsmail.objects.filter(gesendet__lt=vor)


def aufgegebene(vor: datetime) -> QuerySet[Ausgangsmail]:
    return Ausgangsmail.objects.filter(status=Status.AUFGEGEBEN, angelegt__lt=vor)


anmelden(
    Datenart("gesendete_mails", _("Gesendete E-Mails"), gesendete),
    Datenart("aufgegebene_mails", _("Aufgegebene E-Mails"), aufgegebene),
)
