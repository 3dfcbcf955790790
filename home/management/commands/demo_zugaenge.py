"""Make the demo accounts of a demo installation, or remove them anywhere."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from home import demo
from veranstaltungen import demo as veranstaltungen


class Command(BaseCommand):
    help = _("Legt je Rolle einen Demo-Zugang an; nur mit DEMO=1.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--datei", type=Path, default=settings.VAR_DIR / "demo-zugaenge.json")
        parser.add_argument("--entfernen", action="store_true", help=_("löscht alle Demo-Zugänge"))

    def handle(self, *args: Any, datei: Path, entfernen: bool, **options: Any) -> None:
        if entfernen:
            count = demo.entfernen()
            datei.unlink(missing_ok=True)
            self.stdout.write(_("Demo-Zugänge gelöscht: %s") % count)
            return
        if not settings.DEMO:
            raise CommandError(_("Demo-Zugänge gibt es nur mit DEMO=1."))
        try:
            count = demo.einrichten(datei)
            dates = veranstaltungen.einrichten()
        except demo.DemoError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(_("Beispieltermine: %s neu") % dates)
        self.stdout.write(_("Demo-Zugänge: %(neu)s neu, aufgeschrieben in %(datei)s")
                          % {"neu": count, "datei": datei})  # fmt: skip
