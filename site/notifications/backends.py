"""Django's mail backend: whoever sends mail, Django, Wagtail or allauth, writes into the outbox."""

from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from notifications.actions import Attachment, einmaliger_schluessel, mail_einreihen
from notifications.bezuege import derzeit


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
    recipients = list(dict.fromkeys(message.recipients()))
    for recipient in recipients:
        mail_einreihen(
            einmaliger_schluessel("django"),
            empfaenger=recipient,
            betreff=str(message.subject),
            text=str(message.body),
            html=str(html),
            absender=message.from_email,
            kopfzeilen=headers(message),
            anhaenge=[attachment(part) for part in message.attachments],
            bezug=derzeit.get(),
        )
    return 1 if recipients else 0


def headers(message: EmailMessage) -> dict[str, str]:
    reply_to = {"Reply-To": ", ".join(message.reply_to)} if message.reply_to else {}
    return {**reply_to, **{name: str(value) for name, value in message.extra_headers.items()}}


def attachment(part: Any) -> Attachment:
    """Django keeps attachments as (name, content, type); ready-made MIME parts are not used here."""
    name, content, media_type = part
    data = content if isinstance(content, bytes) else str(content).encode()
    return name or "", data, media_type or "application/octet-stream"
