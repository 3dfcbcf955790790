"""How long files of events, polls about dates and questions to hosts stay. Participants go by the days that
each event says, see `actions.loeschen`; the turns of a series name nobody.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from core import attachments
from core.retention import Datenart, anmelden
from veranstaltungen.models import Reihenfrage, Termin, Terminumfrage, Terminvorschlag, Unterlage


def unterlagen(vor: datetime) -> QuerySet[Unterlage]:
    """Those of events whose last date ended before `vor`; without a date there is nothing to count from."""
    dates = Termin.objects.filter(veranstaltung=OuterRef("veranstaltung"))
    return Unterlage.objects.filter(Exists(dates), ~Exists(dates.filter(ende__gte=vor)))


def erledigte_fragen(vor: datetime) -> QuerySet[Reihenfrage]:
    return Reihenfrage.objects.filter(erledigt__lt=vor)


def vergangene_umfragen(vor: datetime) -> QuerySet[Terminumfrage]:
    """Those whose last suggestion was before, with everybody who was asked and every answer."""
    later = Terminvorschlag.objects.filter(umfrage=OuterRef("pk"), beginn__gte=vor)
    return Terminumfrage.objects.filter(~Exists(later), angelegt__lt=vor)


anmelden(
    Datenart(
        "unterlagen", _("Unterlagen von Veranstaltungen"), unterlagen, leeren=attachments.delete_in_batches
    )
)
anmelden(Datenart("gastgeberfragen", _("Beantwortete Fragen an Gastgeber:innen"), erledigte_fragen))
anmelden(Datenart("terminumfragen", _("Terminumfragen"), vergangene_umfragen))
