"""Terms that end: reminded of eight and two weeks ahead, once each."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from mitglieder.actions.rollen import andere, innen
from mitglieder.personen import leitungen
from netzwerke.models import Mitgliedschaft
from notifications.models import Nachricht
from notifications.nachrichten import benachrichtigen

SCHRITTE = (timedelta(weeks=2), timedelta(weeks=8))  # the nearest first: a late reminder is sent once only


def schritt(bis: date, heute: date) -> timedelta | None:
    """The reminder that is due so long before the end, if any; missed nights are made up for."""
    return next((ahead for ahead in SCHRITTE if bis - heute <= ahead), None)


def amtszeiten_erinnern(heute: date | None = None) -> int:
    """Remind of every term that ends soon; returns of how many for the first time. May be repeated."""
    heute = heute or timezone.localdate()
    rows = Mitgliedschaft.objects.aktuell().filter(bis__gte=heute, bis__lte=heute + SCHRITTE[-1])
    rows = rows.filter(person__is_active=True).select_related("person", "netzwerk")
    return sum(erinnern(rolle, heute) for rolle in rows)


@transaction.atomic
def erinnern(rolle: Mitgliedschaft, heute: date) -> bool:
    """To the person and, in a network, those who lead it; the key makes each step of a term once.

    Whoever leads the network since the last night is told as well; that is no new reminder.
    """
    ahead = schritt(rolle.bis or heute, heute)
    if ahead is None:
        return False
    schluessel = f"amtszeit:{rolle.pk}:{rolle.bis}:{ahead.days}"
    neu = not Nachricht.objects.filter(person=rolle.person, schluessel=schluessel).exists()
    for person in [rolle.person, *andere(leitungen(rolle.netzwerk), rolle.person)]:
        benachrichtigen(
            person,
            "amtszeit",
            schluessel=schluessel,
            vorlage="mitglieder/amtszeit_endet",
            pfad=innen(rolle.netzwerk),
            kontext={"rolle": rolle, "netzwerk": rolle.netzwerk},
            bezug=f"netzwerk:{rolle.netzwerk_id}",
        )
    return neu
