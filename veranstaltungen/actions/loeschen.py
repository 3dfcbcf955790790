"""Forgetting who took part: after the time each event says, earlier who never confirmed or cancelled, and
sensitive answers first. The numbers stay.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from accounts.actions import FORGOTTEN
from veranstaltungen.actions.plaetze import gesperrt
from veranstaltungen.actions.rueckmeldung import worte_loeschen
from veranstaltungen.models import Anmeldung, Antwort, Platz, Termin, Veranstaltung

SENSITIVE = timedelta(days=14)  # after the end of the date
CANCELLED = timedelta(days=14)  # the same
UNCONFIRMED = timedelta(days=7)  # after the time for confirming
AT_ONCE = 100  # dates in one night's run of a batch
MOST_DATES = 2_000  # of those with somebody who never confirmed, in one night
BATCH = 500  # rows in one transaction


def faellige() -> QuerySet[Termin]:
    """Dates whose participants are due, oldest first."""
    now = timezone.now()
    periods = Veranstaltung.objects.order_by().values_list("aufbewahren_tage", flat=True).distinct()
    due = Q(pk__in=[])
    for days in periods:
        due |= Q(veranstaltung__aufbewahren_tage=days, ende__lt=now - timedelta(days=days))
    return Termin.objects.filter(due, belegung__geloescht__isnull=True).order_by("ende")


def teilnehmende_loeschen() -> int:
    """The nightly job; returns how many dates and registrations lost their names. Answers that are sensitive
    go first."""
    since = timezone.now() - SENSITIVE
    Antwort.objects.filter(frage__sensibel=True, anmeldung__termin__ende__lt=since).delete()
    rows = list(faellige()[:AT_ONCE])
    for termin in rows:
        with gesperrt(termin) as hier:
            came = Platz.objects.filter(anmeldung__termin=hier, eingetroffen__isnull=False).count()
            hier.anmeldungen.all().delete()
            worte_loeschen(hier)
            hier.belegung.gekommen, hier.belegung.geloescht = came, timezone.now()
            hier.belegung.save(update_fields=["gekommen", "geloescht"])
    return len(rows) + unbestaetigte_loeschen() + abgesagte_vergessen()


def unbestaetigte_loeschen() -> int:
    """Guests who never confirmed are gone altogether; returns how many. Under the lock of each date, because
    whoever comes late may be confirming at this moment.
    """
    rows = Anmeldung.objects.nie_bestaetigt().filter(entschieden__lt=timezone.now() - UNCONFIRMED)
    dates = Termin.objects.filter(pk__in=rows.values("termin")).order_by("pk")
    gone = 0
    for termin in dates[:MOST_DATES]:
        with gesperrt(termin):
            _all, kinds = rows.filter(termin=termin).delete()
            gone += kinds.get(Anmeldung._meta.label, 0)
    return gone


def abgesagte_vergessen() -> int:
    """Who cancelled, or let an offer run out, stays as a number; returns how many. There is no way back into
    a date that is over, so no lock is needed.
    """
    rows = Anmeldung.objects.zurueckgetreten().filter(termin__ende__lt=timezone.now() - CANCELLED)
    rows = rows.exclude(email__endswith=f"@{FORGOTTEN}").order_by("pk")
    gone = 0
    while keys := list(rows.values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            namen_nehmen(Anmeldung.objects.filter(pk__in=keys))
        gone += len(keys)
    return gone


def namen_nehmen(rows: QuerySet[Anmeldung]) -> None:
    """What stays of these registrations says of nobody whose they were."""
    Platz.objects.filter(anmeldung__in=rows).update(name="")
    Antwort.objects.filter(anmeldung__in=rows).delete()
    nobody = Concat(Value("anmeldung-"), Cast("id", CharField()), Value(f"@{FORGOTTEN}"))
    rows.order_by().update(person=None, unternehmen=None, name="–", firma="", email=nobody)
