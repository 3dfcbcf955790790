"""Remind of terms that end in eight or two weeks; to be called once a day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from mitglieder.actions.amtszeit import amtszeiten_erinnern


class Command(BaseCommand):
    help = _("Erinnert an Amtszeiten, die in acht oder zwei Wochen enden.")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("Amtszeiten, die bald enden: %s") % amtszeiten_erinnern())
