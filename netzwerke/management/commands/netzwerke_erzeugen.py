"""Make synthetic networks for load tests, or remove them."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from netzwerke import testnetzwerke
from netzwerke.models import Region

MOST = 20_000


class Command(BaseCommand):
    help = _("Erzeugt erfundene Netzwerke für Lasttests; nur mit DEMO=1 oder DEBUG=1.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("anzahl", type=int, nargs="?", default=0)
        parser.add_argument("--entfernen", action="store_true", help=_("löscht sie wieder"))

    def handle(self, *args: Any, anzahl: int, entfernen: bool, **options: Any) -> None:
        if entfernen:
            count = testnetzwerke.entfernen()
            self.stdout.write(_("Testnetzwerke gelöscht: %s") % count)
            return
        if not (settings.DEMO or settings.DEBUG):
            raise CommandError(_("Testnetzwerke gibt es nur mit DEMO=1 oder DEBUG=1."))
        if not 1 <= anzahl <= MOST:
            raise CommandError(_("Bitte eine Zahl zwischen 1 und %s angeben.") % MOST)
        if not Region.objects.obere().exists():
            raise CommandError(_("Es gibt noch keine Regionen; bitte zuerst die Startdaten laden."))
        self.stdout.write(_("Testnetzwerke erzeugt: %s") % testnetzwerke.erzeugen(anzahl))
