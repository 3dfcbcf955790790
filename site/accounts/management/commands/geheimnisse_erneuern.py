"""After a new SECRET_KEY: write the secrets of second factors anew, so that the old key can go."""

from typing import Any

from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.actions import geheimnisse_erneuern


class Command(BaseCommand):
    help = _("Verschlüsselt die Geheimnisse der zweiten Faktoren mit dem jetzigen SECRET_KEY.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = geheimnisse_erneuern()
        except InvalidToken:
            raise CommandError(
                _(
                    "Ein Geheimnis lässt sich mit keinem der Schlüssel lesen. Es wurde nichts geändert. "
                    "Stehen SECRET_KEY und der vorige in SECRET_KEY_FALLBACKS?"
                )
            ) from None
        self.stdout.write(_("Erneuert: %d") % count)
