"""Mails that wait in the outbox."""

from typing import Any

from notifications.actions import mail_einreihen
from notifications.models import Ausgangsmail


def wartende_mail(
    schluessel: str = "probe", empfaenger: str = "a@example.org", **fields: Any
) -> Ausgangsmail:
    """Queued as the rooms do it; the row."""
    mail_einreihen(schluessel, empfaenger=empfaenger, **{"betreff": "Betreff", "text": "Text", **fields})
    return Ausgangsmail.objects.get(schluessel=schluessel, empfaenger=empfaenger)
