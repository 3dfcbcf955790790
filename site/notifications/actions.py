"""Queueing a mail: in the database, in the caller's transaction."""

import base64
import secrets
from collections.abc import Iterable, Mapping
from datetime import date
from email.utils import make_msgid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from core.audit import festhalten
from notifications.models import Ausgangsmail, Nachricht, Status

FEW = 10  # letters that hold up nobody
Attachment = tuple[str, bytes, str]  # file name, content, media type


def mail_entwerfen(
    schluessel: str,
    *,
    empfaenger: str,
    betreff: str,
    text: str,
    html: str = "",
    absender: str = "",
    kopfzeilen: Mapping[str, str] | None = None,
    anhaenge: Iterable[Attachment] = (),
    bezug: str = "",
) -> Ausgangsmail:
    """A mail that is not queued yet; see `mail_einreihen` for what the values mean."""
    return Ausgangsmail(
        schluessel=schluessel,
        empfaenger=empfaenger,
        betreff=" ".join(betreff.split())[:250],  # a line break would end the header
        text=text,
        html=html,
        absender=absender or settings.DEFAULT_FROM_EMAIL,
        kopfzeilen=dict(kopfzeilen or {}),
        bezug=bezug,
        anhaenge=[pack(attachment) for attachment in anhaenge],
        message_id=make_msgid(domain=urlsplit(settings.BASE_URL).hostname or "localhost"),
    )


def mail_einreihen(schluessel: str, *, empfaenger: str, **angaben: Any) -> None:
    """Queue one mail. The same `schluessel` to the same address is queued once, however often asked.

    It is delivered at least once; a repetition after a crash carries the same Message-ID.
    """
    mails_einreihen([mail_entwerfen(schluessel, empfaenger=empfaenger, **angaben)])


def mails_einreihen(entwuerfe: list[Ausgangsmail]) -> None:
    """Queue several at once; those whose key is queued already stay as they are. Very many go out behind
    what people wait for one by one."""
    for entwurf in entwuerfe:
        entwurf.eine_von_vielen = len(entwuerfe) > FEW
    Ausgangsmail.objects.bulk_create(entwuerfe, ignore_conflicts=True)


def mails_zurueckziehen(person: Any, *, bezug: str) -> int:
    """Take back what was told to a person who may no longer know about `bezug`; returns how many mails."""
    Nachricht.objects.filter(person=person, bezug=bezug).delete()
    return mails_an_adresse_zurueckziehen(person.email, bezug=bezug)


def mails_an_adresse_zurueckziehen(email: str, *, bezug: str) -> int:
    """Keep back what waits for an address, such as an invitation that was revoked; returns how many."""
    rows = Ausgangsmail.objects.filter(status__in=Status.ungesendet(), empfaenger__iexact=email)
    return rows.filter(bezug=bezug).update(status=Status.ZURUECKGEZOGEN)


@transaction.atomic
def mails_erneut_einreihen(*, seit: date | None = None, probelauf: bool = False) -> int:
    """Put given-up mails back, all or those made since a day, as if never tried; returns how many."""
    rows = Ausgangsmail.objects.filter(status=Status.AUFGEGEBEN)
    if seit is not None:
        rows = rows.filter(angelegt__date__gte=seit)
    if probelauf:
        return rows.count()
    number = rows.update(status=Status.WARTET, versuche=0, naechster_versuch=timezone.now())
    festhalten("mails.erneut", anzahl=number, seit=seit.isoformat() if seit else "")
    return number


def pack(attachment: Attachment) -> dict[str, str]:
    name, content, media_type = attachment
    encoded = base64.b64encode(content).decode("ascii")
    return {"name": name, "inhalt": encoded, "typ": media_type}


def einmaliger_schluessel(zweck: str) -> str:
    """A key for mails that may be sent again and again, such as a password reset."""
    return f"{zweck}:{secrets.token_hex(12)}"
