"""When a firm's logo may be seen: with the firm."""

from collections.abc import Collection
from typing import Any

from mitglieder.models import Unternehmen


def unternehmen_sichtbar(user: Any, pks: Collection[str]) -> bool:
    return Unternehmen.objects.sichtbar_fuer(user).bestehend().filter(pk__in=pks).exists()
