"""Wagtail's mails about comments go to those who work on the page today, and name the network they are about.

Wagtail keeps who wrote in a thread or follows a page, and writes to them for good. Letters about releases:
`freigabe`.
"""

from collections.abc import Iterable
from typing import Any

from wagtail.admin.views.pages import edit

from notifications.bezuege import mails_ueber

send_notification = edit.send_notification


def works_on(person: Any, page: Any) -> bool:
    if not person.is_active:
        return False
    return person.is_superuser or bool(page.specific.permissions_for_user(person).permissions)


def send_comments(people: Iterable[Any], notification: str, context: dict[str, Any]) -> bool:
    page = context["page"]
    netzwerk = getattr(page.specific, "netzwerk_id", None)
    with mails_ueber(f"netzwerk:{netzwerk}" if netzwerk else ""):
        return send_notification(
            [person for person in people if works_on(person, page)], notification, context
        )


def keep_mails_apart() -> None:
    edit.send_notification = send_comments
