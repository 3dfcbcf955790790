"""Builds the search index anew, for all rooms."""

from typing import Any

from django.core.management.base import BaseCommand

from core.contentversion import renew
from search.actions import neu_aufbauen


class Command(BaseCommand):
    help = "Builds the search index anew."

    def handle(self, *args: Any, **options: Any) -> None:
        for art, anzahl in neu_aufbauen().items():
            self.stdout.write(f"{art}: {anzahl}")
        renew("search")  # pages of hits are kept by content version, and the index is none
