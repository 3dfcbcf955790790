"""Do the networks' groups, rights and collections follow from today's roles? Shows or mends what does not."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from netzwerke.actions import redaktion_abgleichen
from netzwerke.models import Netzwerk


class Command(BaseCommand):
    help = _(
        "Prüft die Rechte der Redaktionen; mit --reparieren wird ergänzt und entfernt, was nicht stimmt."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reparieren", action="store_true", help=_("nicht nur zeigen, sondern ändern"))

    def handle(self, *args: Any, reparieren: bool, **options: Any) -> None:
        with transaction.atomic():
            found = {netzwerk.slug: redaktion_abgleichen(netzwerk) for netzwerk in Netzwerk.objects.all()}
            transaction.set_rollback(not reparieren)
        lines = [f"{slug}: {line}" for slug, lines in found.items() for line in lines]
        self.stdout.write("\n".join(lines) or _("Alles stimmt."))
        if lines and not reparieren:
            raise CommandError(_("Beheben mit: python manage.py redaktion_pruefen --reparieren"))
