"""Put mails back that were given up, once the mail server answers again."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from notifications.actions import mails_erneut_einreihen


class Command(BaseCommand):
    help = "Reiht aufgegebene E-Mails wieder ein; der Worker verschickt sie dann."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seit", type=date.fromisoformat, help="nur E-Mails ab diesem Tag: 2026-11-03")
        parser.add_argument("--probelauf", action="store_true", help="nur zeigen, wie viele es wären")

    def handle(self, *args: Any, seit: date | None, probelauf: bool, **options: Any) -> None:
        number = mails_erneut_einreihen(seit=seit, probelauf=probelauf)
        self.stdout.write(
            f"{number} E-Mails {'würden wieder eingereiht' if probelauf else 'wieder eingereiht'}."
        )
