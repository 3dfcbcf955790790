"""After a new SECRET_KEY: write the secrets of second factors anew, so that the old key can go."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from accounts.actions import geheimnisse_erneuern


class Command(BaseCommand):
    help = _("Verschlüsselt die Geheimnisse der zweiten Faktoren mit dem jetzigen SECRET_KEY.")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("Erneuert: %d") % geheimnisse_erneuern())
