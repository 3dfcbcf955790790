"""Writing in this room."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts.encryption import renewed_data
from core.audit import festhalten


@transaction.atomic
def geheimnisse_erneuern() -> int:
    """Encrypt the secrets of all second factors with the current key. Returns how many."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES]
    rows = list(Authenticator.objects.select_for_update().filter(type__in=kinds))
    for row in rows:
        row.data = renewed_data(row.data)
        row.save(update_fields=["data"])
    festhalten("zweiter_faktor.erneuern", anzahl=len(rows))
    return len(rows)
