"""Reading registrations: by the link of a letter, and where somebody stands on the waiting list."""

from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Prefetch, Q, Sum
from django.utils import timezone

from core.signedlinks import read_token
from notifications.models import Ausgangsmail
from veranstaltungen import ics
from veranstaltungen.actions.briefe import LINK, LINK_AGE
from veranstaltungen.enums import Anmeldestand
from veranstaltungen.models import Anmeldung, Termin

MOST_IN_CALENDAR = 500
MOST_TO_ADDRESS = 10  # letters of these kinds within a day: anybody can have them sent to any address
UNGEFRAGT = ("anmeldung.bitte_bestaetigen:", "anmeldung.schon_angemeldet:")


def gelesen(token: str) -> Anmeldung | None:
    """The registration of a link; raises `LinkBrokenError` or `LinkExpiredError` for what is none (any
    more).
    """
    facts = read_token(LINK, token, max_age=LINK_AGE)
    rows = Anmeldung.objects.select_related("person", "termin__veranstaltung__netzwerk", "termin__belegung")
    return rows.filter(pk=facts["pk"], nonce=facts["nonce"]).first()


def vor_mir(anmeldung: Anmeldung) -> int:
    """How many registrations wait before this one."""
    earlier = Q(wartet_seit__lt=anmeldung.wartet_seit)
    same = Q(wartet_seit=anmeldung.wartet_seit, pk__lt=anmeldung.pk)
    return anmeldung.termin.anmeldungen.wartend().filter(earlier | same).count()


def wartende_plaetze(termin: Termin) -> int:
    """Places that those who wait would take."""
    rows = Anmeldung.objects.filter(termin=termin).wartend()
    return rows.order_by().aggregate(n=Sum("plaetze"))["n"] or 0


def zu_viele_mails(email: str) -> bool:
    """Whether strangers had so many letters sent to this address that one more would be a nuisance."""
    day = timezone.now() - timedelta(days=1)
    rows = Ausgangsmail.objects.filter(empfaenger=email.lower(), angelegt__gt=day)
    kinds = reduce(or_, (Q(schluessel__startswith=kind) for kind in UNGEFRAGT))
    return rows.filter(kinds).count() >= MOST_TO_ADDRESS


def fuer_den_kalender(person: Any) -> list[Anmeldung]:
    """What a person has a place for or waits for, of the last weeks as well, each date once: a fixed number
    of queries. What nobody has confirmed yet is none of it."""
    since = timezone.now() - ics.LOOKS_BACK
    dates = Prefetch("termin", Termin.objects.mit_allem())
    rows = Anmeldung.objects.von(person).laufend().filter(termin__ende__gt=since)
    rows = rows.exclude(stand__in=Anmeldestand.unbestaetigt()).prefetch_related(dates)
    found: dict[int, Anmeldung] = {}
    for row in rows.order_by("termin__beginn", "pk")[:MOST_IN_CALENDAR]:
        known = found.setdefault(row.termin_id, row)
        if row.hat_platz and not known.hat_platz:
            found[row.termin_id] = row
    return list(found.values())
