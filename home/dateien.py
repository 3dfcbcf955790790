"""When pictures and documents of the public pages may be seen: with the page that shows them."""

from collections.abc import Collection
from typing import Any

from wagtail.models import Page, PageViewRestriction

from core import files
from home.models import InhaltSeite, Startseite


def seite_sichtbar(user: Any, pks: Collection[str]) -> bool:
    pages = Page.objects.live().filter(pk__in=pks)
    if pages.public().exists():
        return True
    return bool(user.is_authenticated) and any(darf_hinein(user, page) for page in pages)


def darf_hinein(user: Any, page: Page) -> bool:
    """Whether each lock on the page, or above it, opens for the person. Passwords are not in use."""
    if user.is_superuser:
        return True
    groups = set(user.groups.values_list("pk", flat=True))
    return all(
        lock.restriction_type == PageViewRestriction.LOGIN
        or (
            lock.restriction_type == PageViewRestriction.GROUPS
            and groups & set(lock.groups.values_list("pk", flat=True))
        )
        for lock in page.get_view_restrictions()
    )


def anmelden() -> None:
    files.register(Startseite, seite_sichtbar)
    files.register(InhaltSeite, seite_sichtbar)
