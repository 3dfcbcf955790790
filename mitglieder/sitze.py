"""Reading about offers of seats: how one stands, how many went out, what waits for whom."""

from datetime import timedelta
from typing import Any

from django.db.models import Sum
from django.db.models.functions import Lower
from django.utils import timezone

from core.signedlinks import absolute, make_token, read_token
from mitglieder.models import Einladung, Sitz

ZWECK = "sitz"  # of the signed links; how long one is good for stands in its row
MOST_A_DAY = 50  # mails of one person, for whatever firm
MOST_PER_ADDRESS = 3  # mails to one address within a day, invitations of networks among them


def adresse_von(sitz: Sitz) -> str:
    """The address in the mail; sending again makes a new one and voids this."""
    return absolute("mitglieder:sitz", token_von(sitz))


def token_von(sitz: Sitz) -> str:
    return make_token(ZWECK, sitz=sitz.pk, losung=sitz.losung)


def gelesen(token: str) -> tuple[Sitz | None, str]:
    """(seat, how its offer stands) of a link; raises `LinkBrokenError` for what is none of ours."""
    facts = read_token(ZWECK, token, max_age=None)
    sitz = Sitz.objects.select_related("unternehmen", "von").filter(pk=facts["sitz"]).first()
    return sitz, stand(sitz, facts["losung"]) if sitz else "fort"


def stand(sitz: Sitz, losung: str) -> str:
    """ "offen", or why the link is of no use any more."""
    if sitz.unternehmen.aufgeloest is not None:
        return "aufgeloest"
    if sitz.abgelehnt:
        return "abgelehnt"
    if sitz.beendet is not None:
        return "beendet"
    if sitz.person_id is not None:
        return "angenommen"
    if sitz.losung != losung:
        return "ersetzt"
    return "abgelaufen" if sitz.abgelaufen else "offen"


def heute_versandt(person: Any) -> int:
    return mails(Sitz.objects.filter(von=person))


def heute_an(email: str) -> int:
    """Mails to an address within a day, by firms and by networks."""
    seats = Sitz.objects.alias(klein=Lower("email")).filter(klein=email.lower())
    invitations = Einladung.objects.alias(klein=Lower("email")).filter(klein=email.lower())
    return mails(seats) + mails(invitations)


def mails(rows: Any) -> int:
    """Every sending of what was sent within a day, the older ones of the same row among them."""
    day = timezone.now() - timedelta(days=1)
    return rows.filter(versandt__gt=day).aggregate(n=Sum("versuche"))["n"] or 0
