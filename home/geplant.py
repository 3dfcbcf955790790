"""Pages whose time has come: published, or taken back, as editors scheduled it."""

from django.core.management import call_command
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page, Revision

from netzwerke.actions import uebersetzungen_zurueckziehen


def ausgelaufen() -> QuerySet[Page]:
    return Page.objects.filter(live=True, expire_at__lt=timezone.now())


def faellig() -> bool:
    due = Revision.objects.filter(approved_go_live_at__lt=timezone.now())
    return due.exists() or ausgelaufen().exists()


def ausfuehren() -> bool:
    """Do what is due; whether there was anything. Of several workers one does it, the others find it done."""
    if not faellig():
        return False
    with transaction.atomic():
        Page.objects.select_for_update().get(depth=1)
        expired = list(ausgelaufen())
        call_command("publish_scheduled")
        for page in expired:
            uebersetzungen_zurueckziehen(page)
    return True
