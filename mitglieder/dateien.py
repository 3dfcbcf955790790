"""When a firm's logo may be seen: with the firm."""

from collections.abc import Collection
from typing import Any

from core import files
from mitglieder.models import Unternehmen


def firma_sichtbar(user: Any, pks: Collection[str]) -> bool:
    return Unternehmen.objects.sichtbar_fuer(user).filter(pk__in=pks).exists()


def anmelden() -> None:
    files.register(Unternehmen, firma_sichtbar)
