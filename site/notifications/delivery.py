"""Delivering the outbox: one mail at a time, with back-off, never losing one."""

import base64
import logging
import smtplib
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import connection, transaction
from django.utils import timezone

from core.health import MAIL_MAX_AGE
from notifications.bezuege import darf_hinaus
from notifications.models import Ausgangsmail, Status

logger = logging.getLogger(__name__)

# After the n-th failure wait this long; after the last one give up (about two days in all).
BACK_OFF = [timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720, 1440)]
CLAIM = timedelta(minutes=5)  # a worker that dies keeps a mail no longer than this
PERMANENT = range(500, 600)  # SMTP answers that no repetition will change


def due() -> Ausgangsmail | None:
    """Claim the next due mail, so that a second worker does not take it as well.

    What one person waits for, such as the way back into an account, overtakes letters to many.
    """
    with transaction.atomic():
        rows = Ausgangsmail.objects.faellig().order_by("eine_von_vielen", "naechster_versuch", "pk")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        mail = rows.first()
        if mail is not None:
            mail.naechster_versuch = timezone.now() + CLAIM
            mail.save(update_fields=["naechster_versuch"])
    return mail


def deliver_due(limit: int = 100) -> int:
    """Deliver up to `limit` due mails; returns how many were tried."""
    for tried in range(limit):
        mail = due()
        if mail is None:
            return tried
        deliver(mail)
    return limit


def deliver(mail: Ausgangsmail) -> None:
    try:
        if not darf_hinaus(mail):
            keep_back(mail)
            return
        as_message(mail).send()
    except Exception as error:
        postpone(mail, error)
        return
    mail.status, mail.gesendet, mail.fehler = Status.GESENDET, timezone.now(), ""
    mail.versuche += 1
    mail.save(update_fields=["status", "gesendet", "fehler", "versuche"])


def keep_back(mail: Ausgangsmail) -> None:
    """The right to read it ended while it waited."""
    mail.status = Status.ZURUECKGEZOGEN
    mail.save(update_fields=["status"])


def postpone(mail: Ausgangsmail, error: Exception) -> None:
    """Try again later, or give up when nothing will change; the reason stays with the mail."""
    mail.versuche += 1
    mail.fehler = f"{type(error).__name__}: {error}"[:500]
    if mail.versuche > len(BACK_OFF) or is_permanent(error):
        mail.status = Status.AUFGEGEBEN
    else:
        mail.naechster_versuch = timezone.now() + BACK_OFF[mail.versuche - 1]
    mail.save(update_fields=["versuche", "fehler", "status", "naechster_versuch"])
    logger.warning("mail %s not delivered, try %s: %s", mail.pk, mail.versuche, type(error).__name__)


def is_permanent(error: Exception) -> bool:
    """A final answer of the server, or a mail that cannot be built at all (a line break in a header)."""
    if isinstance(error, ValueError):
        return True
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code in PERMANENT for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError):
        return error.smtp_code in PERMANENT
    return False


def as_message(mail: Ausgangsmail) -> EmailMultiAlternatives:
    headers = {**mail.kopfzeilen, "Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(
        mail.betreff,
        mail.text,
        mail.absender,
        [mail.empfaenger],
        headers=headers,
        connection=transport(),
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    for part in mail.anhaenge:
        message.attach(part["name"], base64.b64decode(part["inhalt"]), part["typ"])
    return message


def transport() -> Any:
    options = dict(settings.MAIL_TRANSPORT)
    return get_connection(options.pop("backend"), **options)


def oldest_due_age() -> int:
    """Seconds that the oldest due mail has waited; raises when that is too long."""
    age = max(waiting_untried(), waiting_after_failures())
    if age > MAIL_MAX_AGE:
        raise RuntimeError(f"a mail has waited for {age} seconds")
    return age


def waiting_untried() -> int:
    """Seconds since the first try of the oldest mail was due; one planned for later waits not yet."""
    rows = Ausgangsmail.objects.faellig().filter(versuche=0).order_by("naechster_versuch")
    return seconds_since(rows.values_list("naechster_versuch", flat=True).first())


def waiting_after_failures() -> int:
    """Seconds since the oldest mail was made that failed and is still to go out.

    Each failure moves the next try, so that says nothing. While other mail goes out, it is this one
    mailbox that does not answer, and not the mail that has stopped.
    """
    rows = Ausgangsmail.objects.filter(status=Status.WARTET, versuche__gt=0).order_by("angelegt")
    age = seconds_since(rows.values_list("angelegt", flat=True).first())
    recently = timezone.now() - timedelta(seconds=MAIL_MAX_AGE)
    if age > MAIL_MAX_AGE and Ausgangsmail.objects.filter(gesendet__gt=recently).exists():
        return 0
    return age


def seconds_since(moment: datetime | None) -> int:
    return int((timezone.now() - moment).total_seconds()) if moment else 0
