"""Forgetting who took part: after the time each event says, sensitive answers first. The numbers stay."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from veranstaltungen.actions.plaetze import gesperrt
from veranstaltungen.actions.rueckmeldung import worte_loeschen
from veranstaltungen.models import Antwort, Platz, Termin, Veranstaltung

SENSITIVE = timedelta(days=14)
AT_ONCE = 100  # dates in one night's run of a batch


def faellige() -> QuerySet[Termin]:
    """Dates whose participants are due, oldest first."""
    now = timezone.now()
    periods = Veranstaltung.objects.order_by().values_list("aufbewahren_tage", flat=True).distinct()
    due = Q(pk__in=[])
    for days in periods:
        due |= Q(veranstaltung__aufbewahren_tage=days, ende__lt=now - timedelta(days=days))
    return Termin.objects.filter(due, belegung__geloescht__isnull=True).order_by("ende")


def teilnehmende_loeschen() -> int:
    """The nightly job; returns on how many dates names went. Answers that are sensitive go first."""
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
    return len(rows)
