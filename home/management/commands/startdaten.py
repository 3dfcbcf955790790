"""Load the start data of all rooms: facts, pages, menus, groups. Writes only what is not there yet."""

import logging
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.startdaten import StartdatenError
from home.gruppen import gruppen_einrichten
from home.startdaten import laden as seiten
from home.startdaten.lesen import lesen as seiten_lesen
from netzwerke.startdaten import laden as netzwerke
from netzwerke.startdaten.lesen import lesen as netzwerke_lesen
from veranstaltungen.startdaten import laden as veranstaltungen
from veranstaltungen.startdaten.lesen import lesen as formate_lesen


class Command(BaseCommand):
    help = _("Lädt die Startdaten. Was schon da ist, bleibt unverändert.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--ordner", type=Path, default=netzwerke.ORDNER, help=_("Ordner mit den CSV-Dateien")
        )

    def handle(self, *args: Any, ordner: Path, **options: Any) -> None:
        logging.getLogger("wagtail").setLevel(logging.WARNING)  # five lines for each of 90 pages
        try:
            written = laden(ordner)
        except StartdatenError as error:
            raise CommandError(
                _("Die Startdaten haben Fehler; es wurde nichts geladen:\n%s") % error
            ) from None
        for kind, count in written.items():
            self.stdout.write(f"{kind}: {count}")


def laden(ordner: Path) -> dict[str, int]:
    """Everything is read and checked before the first row is written."""
    facts, formats, drafts = netzwerke_lesen(ordner), formate_lesen(), seiten_lesen()
    with transaction.atomic(), override("de"):
        written = netzwerke.schreiben(facts) | veranstaltungen.schreiben(formats)
        written |= seiten.schreiben(drafts, facts.profile)
        return written | {_("Gruppen"): gruppen_einrichten()}
