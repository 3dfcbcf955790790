"""When the logo of a firm may be seen: with its entry."""

from collections.abc import Collection
from typing import Any

from mitglieder.models import Unternehmen


def unternehmen_sichtbar(user: Any, pks: Collection[str]) -> bool:
    return Unternehmen.objects.sichtbar_fuer(user).bestehend().filter(pk__in=pks).exists()
