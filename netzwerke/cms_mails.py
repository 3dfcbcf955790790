"""Wagtail's mails about pages go to those who work on the page today, and say which network they are about.

Wagtail keeps who asked for a release, wrote in a thread or follows a page, and writes to them for good.
"""

from collections.abc import Callable, Iterable
from typing import Any

from wagtail.admin import mail
from wagtail.admin.views.pages import edit

from notifications.bezuege import mails_ueber

send_emails = mail.EmailNotificationMixin.send_emails
send_notification = edit.send_notification


def works_on(person: Any, page: Any) -> bool:
    if not person.is_active:
        return False
    return person.is_superuser or bool(page.specific.permissions_for_user(person).permissions)


def about(page: Any, people: Iterable[Any], send: Callable[[list[Any]], bool]) -> bool:
    netzwerk = getattr(page.specific, "netzwerk_id", None)
    with mails_ueber(f"netzwerk:{netzwerk}" if netzwerk else ""):
        return send([person for person in people if works_on(person, page)])


def send_workflow_emails(
    self: mail.EmailNotificationMixin, template_set: Any, context: dict[str, Any], recipients: Any, **kw: Any
) -> bool:
    page = context.get("page")
    if page is None:
        return send_emails(self, template_set, context, recipients, **kw)
    return about(page, recipients, lambda people: send_emails(self, template_set, context, people, **kw))


def send_comments(people: Iterable[Any], notification: str, context: dict[str, Any]) -> bool:
    return about(context["page"], people, lambda found: send_notification(found, notification, context))


def keep_mails_apart() -> None:
    mail.EmailNotificationMixin.send_emails = send_workflow_emails
    edit.send_notification = send_comments
