"""Networks that one person alone leads, and who there could follow."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from netzwerke.models import Mitgliedschaft, Netzwerk


def allein_geleitete(person: Any) -> QuerySet[Any]:
    """Where the person is the last Leitung; `nachfolgende` says whether others there have an account."""
    eigene = Mitgliedschaft.objects.aktuell().leitung().filter(person=person)
    andere = Mitgliedschaft.objects.aktuell().filter(netzwerk=OuterRef("pk"), person__is_active=True)
    andere = andere.exclude(person=person)
    rows = Netzwerk.objects.filter(pk__in=eigene.values("netzwerk")).exclude(Exists(andere.leitung()))
    return rows.annotate(nachfolgende=Exists(andere))
