"""Make synthetic events for load tests, or remove them."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from netzwerke.models import Netzwerk
from veranstaltungen import testveranstaltungen

MOST, MOST_EACH = 20_000, 1_000


class Command(BaseCommand):
    help = _("Erzeugt erfundene Veranstaltungen für Lasttests; nur mit DEMO=1 oder DEBUG=1.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("anzahl", type=int, nargs="?", default=0)
        parser.add_argument("--anmeldungen", type=int, default=0, help=_("so viele für jede"))
        parser.add_argument("--entfernen", action="store_true", help=_("löscht sie wieder"))

    def handle(self, *args: Any, anzahl: int, anmeldungen: int, entfernen: bool, **options: Any) -> None:
        if entfernen:
            count = testveranstaltungen.entfernen()
            self.stdout.write(_("Testveranstaltungen gelöscht: %s") % count)
            return
        if not (settings.DEMO or settings.DEBUG):
            raise CommandError(_("Testveranstaltungen gibt es nur mit DEMO=1 oder DEBUG=1."))
        if not (1 <= anzahl <= MOST and 0 <= anmeldungen <= MOST_EACH):
            raise CommandError(
                _("Bitte 1 bis %(anzahl)s Veranstaltungen und bis zu %(je)s Anmeldungen für jede angeben.")
                % {"anzahl": MOST, "je": MOST_EACH}
            )
        if not Netzwerk.objects.lebendig().exists():
            raise CommandError(_("Es gibt noch keine Netzwerke; bitte zuerst die Startdaten laden."))
        count = testveranstaltungen.erzeugen(anzahl, anmeldungen)
        self.stdout.write(_("Testveranstaltungen erzeugt: %s") % count)
