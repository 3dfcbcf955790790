"""Demo accounts have published passwords: production must not start with them."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db import DatabaseError

from core.startup import START_TAG


@register(START_TAG)
def no_demo_accounts_in_production(
    app_configs: Any, databases: Any = None, **kwargs: Any
) -> list[CheckMessage]:
    if not databases or not settings.PRODUCTION:
        return []
    from accounts.models import User  # models are loaded by now, not when this module is

    try:
        found = User.objects.filter(demo=True).count()
    except DatabaseError:
        return []  # not migrated yet; `release` does that first
    if not found:
        return []
    return [
        Error(
            f"{found} demo accounts exist.",
            hint="Remove them with: python manage.py demo_zugaenge --entfernen",
            id="accounts.E001",
        )
    ]
