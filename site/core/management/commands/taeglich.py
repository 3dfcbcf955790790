"""Do now what the worker does every night; whoever runs it twice does no harm."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core import nightly


class Command(BaseCommand):
    help = "Erledigt jetzt, was der Worker sonst jede Nacht tut: erinnern, Sammelbriefe, aufräumen."

    def handle(self, *args: Any, **options: Any) -> None:
        failed = []
        for aufgabe, number in nightly.taeglich():
            self.stdout.write(f"{number if number is not None else 'Fehler':>8}  {aufgabe.name}")
            failed += [aufgabe.schluessel] if number is None else []
        if failed:
            raise CommandError(f"Nicht erledigt: {', '.join(failed)}. Der Grund steht im Protokoll.")
