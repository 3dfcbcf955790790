"""Take official boundaries of districts and counties from a GeoJSON file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from netzwerke.grenzen import GrenzenError, importieren


class Command(BaseCommand):
    help = _("Übernimmt amtliche Grenzen von Bezirken und Landkreisen aus einer GeoJSON-Datei.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("geojson", type=Path)
        parser.add_argument("--quelle", default="", help=_("Quellenvermerk, wenn die Datei keinen enthält"))

    def handle(self, *args: Any, geojson: Path, quelle: str, **options: Any) -> None:
        try:
            count = importieren(geojson, quelle=quelle)
        except GrenzenError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(_("Grenzen übernommen: %s") % count)
