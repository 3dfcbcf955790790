"""The history of a network for its people, read from the audit log: only what has a name here is shown."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.models import Protokolleintrag
from mitglieder.protokoll import AKTIONEN, name_von
from netzwerke.enums import Bestaetigtdurch
from netzwerke.models import Netzwerk


def verlauf_von(netzwerk: Netzwerk) -> QuerySet[Protokolleintrag]:
    """Newest first, with the person who did it."""
    rows = Protokolleintrag.objects.filter(objekt_art=Netzwerk._meta.label, objekt_id=str(netzwerk.pk))
    return rows.filter(aktion__in=AKTIONEN).select_related("person")


def was(eintrag: Protokolleintrag) -> str:
    return str(AKTIONEN[eintrag.aktion])


def wer(eintrag: Protokolleintrag) -> str:
    """The person, else the role in which it was done, else the platform itself."""
    if eintrag.person is not None:
        return name_von(eintrag.person)
    als = eintrag.angaben.get("als", "")
    return str(Bestaetigtdurch(als).label) if als in Bestaetigtdurch else str(_("automatisch"))
