"""What only the operator can fill in is a warning in production: legal pages, the contact in the footer."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register
from django.db import DatabaseError

from core.startup import START_TAG


@register(START_TAG, deploy=False)
def legal_pages_have_no_gaps(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    if not databases or not settings.PRODUCTION:
        return []
    from home.models import InhaltSeite  # models are loaded by now, not when this module is

    try:
        pages = [(page, page.luecken) for page in InhaltSeite.objects.live()]
    except DatabaseError:
        return []  # not migrated yet
    return [
        Warning(
            f"Open gaps of the page “{page.title}” ({page.locale}), {len(gaps)}: {'; '.join(gaps)}",
            hint="Fill them in the page admin; they are marked on the page.",
            id="home.W001",
        )
        for page, gaps in pages
        if gaps
    ]


@register(START_TAG, deploy=False)
def footer_has_a_contact(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    if not databases or not settings.PRODUCTION:
        return []
    from home.models import Betreiberangaben  # models are loaded by now, not when this module is

    try:
        known = Betreiberangaben.objects.exclude(kontakt_email="").exists()
    except DatabaseError:
        return []  # not migrated yet
    hint = "Set it in the admin under Settings, “Angaben des Betreibers”."
    return [] if known else [Warning("The footer of all pages names no contact.", hint=hint, id="home.W002")]
