"""Take official boundaries of districts and counties from a GeoJSON file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from netzwerke.grenzen import GrenzenError, importieren

MOST_NAMES = 30


class Command(BaseCommand):
    help = _("Übernimmt amtliche Grenzen von Bezirken und Landkreisen aus einer GeoJSON-Datei.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("geojson", type=Path)
        parser.add_argument("--quelle", default="", help=_("Quellenvermerk, wenn die Datei keinen enthält"))

    def handle(self, *args: Any, geojson: Path, quelle: str, **options: Any) -> None:
        try:
            ergebnis = importieren(geojson, quelle=quelle)
        except GrenzenError as error:
            raise CommandError(f"{geojson.name}: {error}") from None
        self.stdout.write(_("Grenzen übernommen: %s") % ergebnis.anzahl)
        if ergebnis.ausgelassen:
            self.stderr.write(_("In der Datei, aber hier nicht bekannt: %s") % kurz(ergebnis.ausgelassen))
        if ergebnis.ohne_grenze:
            self.stderr.write(_("Weiter ohne Grenze: %s") % kurz(ergebnis.ohne_grenze))


def kurz(names: list[str]) -> str:
    """The first names, and how many more there are."""
    more = len(names) - MOST_NAMES
    shown = ", ".join(names[:MOST_NAMES])
    return shown if more <= 0 else _("%(namen)s und %(n)s weitere") % {"namen": shown, "n": more}
