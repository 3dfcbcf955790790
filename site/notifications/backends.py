"""Django's mail backend: whoever sends mail, Django, Wagtail or allauth, writes into the outbox."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from notifications.actions import einmaliger_schluessel, mail_einreihen


class OutboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        with transaction.atomic():
            return sum(queue(message) for message in email_messages)


def queue(message: EmailMessage) -> int:
    """One row per recipient: nobody reads another's address."""
    html = next(
        (part.content for part in getattr(message, "alternatives", []) if part.mimetype == "text/html"),
        "",
    )
    recipients = message.recipients()
    for recipient in recipients:
        mail_einreihen(
            einmaliger_schluessel("django"),
            empfaenger=recipient,
            betreff=str(message.subject),
            text=str(message.body),
            html=str(html),
            absender=message.from_email,
            kopfzeilen={k: str(v) for k, v in message.extra_headers.items()},
        )
    return 1 if recipients else 0
