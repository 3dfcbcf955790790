"""Background work of the house itself: the nightly clean-up, and what it takes away of our own."""

import logging
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from core import retention
from core.models import Protokolleintrag

logger = logging.getLogger(__name__)
NIGHT_HOUR = 3  # local time: few people are there, and backups of the evening are done
REMEMBERED = 2 * 86_400  # seconds


@task()
def clean_up() -> None:
    for art, number in retention.aufraeumen():
        logger.info("clean-up of %s: %s rows", art.schluessel, "failed" if number is None else number)


def clean_up_nightly() -> None:
    """Queue the clean-up once a day, in the night; a worker that was down then does it when it is back."""
    now = timezone.localtime()
    if now.hour >= NIGHT_HOUR and cache.add(f"clean-up:{now:%Y-%m-%d}", "1", REMEMBERED):
        clean_up.enqueue()


def old_entries(before: datetime) -> QuerySet[Protokolleintrag]:
    return Protokolleintrag.objects.filter(zeitpunkt__lt=before)


def finished_tasks(before: datetime) -> QuerySet[Any]:
    return DBTaskResult.objects.finished().filter(finished_at__lt=before)


retention.anmelden(
    retention.Datenart("protokoll", _("Protokoll"), old_entries),
    retention.Datenart("aufgaben", _("Ergebnisse von Hintergrundaufgaben"), finished_tasks),
)
