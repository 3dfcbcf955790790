"""How long polls about dates stay: answers are of use until the meeting is over, and a while after."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from core.retention import Datenart, anmelden
from veranstaltungen.models import Terminumfrage, Terminvorschlag


def vergangene_umfragen(vor: datetime) -> QuerySet[Terminumfrage]:
    """Those whose last suggestion was before, with everybody who was asked and every answer."""
    later = Terminvorschlag.objects.filter(umfrage=OuterRef("pk"), beginn__gte=vor)
    return Terminumfrage.objects.filter(~Exists(later), angelegt__lt=vor)


anmelden(Datenart("terminumfragen", _("Terminumfragen"), vergangene_umfragen))
