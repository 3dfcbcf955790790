"""Forgetting who took part: after the time each event says, sensitive answers first. The numbers stay."""

from datetime import timedelta

from django.db.models import F, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from veranstaltungen.actions.plaetze import gesperrt
from veranstaltungen.models import Antwort, Platz, Termin

SENSITIVE = timedelta(days=14)
AT_ONCE = 100  # dates in one night's run of a batch
DAY = timedelta(days=1)


def faellige() -> QuerySet[Termin]:
    """Dates whose participants are due, oldest first."""
    over = Termin.objects.filter(belegung__geloescht__isnull=True, ende__lt=timezone.now() - DAY)
    return over.filter(ende__lt=Now() - F("veranstaltung__aufbewahren_tage") * DAY).order_by("ende")


def teilnehmende_loeschen() -> int:
    """The nightly job; returns on how many dates names went. Answers that are sensitive go first."""
    since = timezone.now() - SENSITIVE
    Antwort.objects.filter(frage__sensibel=True, anmeldung__termin__ende__lt=since).delete()
    rows = list(faellige()[:AT_ONCE])
    for termin in rows:
        with gesperrt(termin) as hier:
            came = Platz.objects.filter(anmeldung__termin=hier, eingetroffen__isnull=False).count()
            hier.anmeldungen.all().delete()
            hier.belegung.gekommen, hier.belegung.geloescht = came, timezone.now()
            hier.belegung.save(update_fields=["gekommen", "geloescht"])
    return len(rows)
