"""Delete now what is due; the worker does the same every night."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import retention


class Command(BaseCommand):
    help = "Löscht, was nach den Fristen in docs/betrieb/aufbewahrung.md fällig ist."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--probelauf", action="store_true", help="nur zeigen, was gelöscht würde")

    def handle(self, *args: Any, probelauf: bool, **options: Any) -> None:
        failed = []
        for art, number in retention.aufraeumen(probelauf=probelauf):
            self.stdout.write(f"{number if number is not None else 'Fehler':>8}  {art.name} ({frist(art)})")
            failed += [art.schluessel] if number is None else []
        if failed:
            raise CommandError(f"Nicht aufgeräumt: {', '.join(failed)}. Der Grund steht im Protokoll.")


def frist(art: retention.Datenart) -> str:
    return "bleibt unbegrenzt" if art.tage is None else f"Frist: {art.tage} Tage"
