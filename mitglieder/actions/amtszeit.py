"""Terms that end: reminded of eight and two weeks ahead, and the office hears when nobody leads any more."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from core.audit import festhalten
from core.models import Protokolleintrag
from mitglieder.actions.rollen import andere, innen
from mitglieder.actions.rueckgabe import ohne_leitung_mitteilen
from mitglieder.personen import leitungen
from netzwerke.actions import gesperrt
from netzwerke.enums import Netzwerkstatus, Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from netzwerke.models.mitgliedschaft import unbesetzt
from notifications.models import Nachricht
from notifications.nachrichten import benachrichtigen

VERWAIST = "netzwerk.ohne_leitung"
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


def verwaiste_melden() -> int:
    """Tell the office where the term of the last Leitung is over; returns of how many networks."""
    letzte = {rolle.netzwerk_id: rolle for rolle in ungemeldet_geendete()}
    return sum(verwaist_melden(rolle) for rolle in letzte.values())


def ungemeldet_geendete() -> QuerySet[Mitgliedschaft]:
    """Terms of the Leitung that are over in networks that nobody leads, the latest last.

    The log says what was told: letters and messages are cleared away, networks may wait for years.
    """
    gesagt = Protokolleintrag.objects.filter(
        aktion__in=[VERWAIST, "netzwerk.leitung_zurueckgeben"],
        objekt_art=Netzwerk._meta.label,
        objekt_id=Cast(OuterRef("netzwerk_id"), CharField()),
        zeitpunkt__date__gt=OuterRef("bis"),
    )
    rows = Mitgliedschaft.objects.offen().leitung().filter(bis__lt=timezone.localdate())
    rows = rows.filter(unbesetzt(Rolle.LEITUNG), netzwerk__status__in=Netzwerkstatus.lebendig())
    return rows.exclude(Exists(gesagt)).order_by("bis", "pk").select_related("person", "netzwerk")


@transaction.atomic
def verwaist_melden(rolle: Mitgliedschaft) -> bool:
    """Asked once more when the network is held: another run, or a new Leitung, may have been quicker."""
    gesperrt(rolle.netzwerk)
    if not ungemeldet_geendete().filter(pk=rolle.pk).exists():
        return False
    festhalten(VERWAIST, objekt=rolle.netzwerk, rolle=rolle.pk)
    ohne_leitung_mitteilen(rolle)
    return True
