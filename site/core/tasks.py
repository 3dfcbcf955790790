"""Background work of the house itself: the nightly jobs, and what the clean-up takes away of our own."""

import logging
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from core import attachments, nightly, retention
from core.models import Protokolleintrag, Tageslauf

logger = logging.getLogger(__name__)


@task()
def nightly_jobs() -> None:
    for aufgabe, number in nightly.taeglich():
        logger.info("nightly job %s: %s", aufgabe.schluessel, "failed" if number is None else number)


def clean_up() -> int:
    """Delete what is due; raises when a kind of data failed, after all others were done."""
    results = list(retention.aufraeumen())
    failed = [art.schluessel for art, number in results if number is None]
    if failed:
        raise RuntimeError(f"not cleaned up: {', '.join(failed)}")
    return sum(number or 0 for _art, number in results)


def start_nightly_jobs() -> None:
    """Queue the jobs once a day, in the night; a worker that was down then does it when it is back."""
    nightly.einmal_am_tag(nightly_jobs.enqueue)


def old_entries(before: datetime) -> QuerySet[Protokolleintrag]:
    return Protokolleintrag.objects.filter(zeitpunkt__lt=before)


def finished_tasks(before: datetime) -> QuerySet[Any]:
    return DBTaskResult.objects.finished().filter(finished_at__lt=before)


def old_runs(before: datetime) -> QuerySet[Tageslauf]:
    return Tageslauf.objects.filter(begonnen__lt=before)


retention.anmelden(
    retention.Datenart("protokoll", _("Protokoll"), old_entries),
    retention.Datenart("aufgaben", _("Ergebnisse von Hintergrundaufgaben"), finished_tasks),
    retention.Datenart("tageslaeufe", _("Vermerke über die Nachtarbeit"), old_runs),
)
nightly.anmelden(
    nightly.Aufgabe("anlagen", _("Verwaiste Dateien löschen"), attachments.sweep),
    nightly.Aufgabe("aufraeumen", _("Aufräumen"), clean_up),
)
