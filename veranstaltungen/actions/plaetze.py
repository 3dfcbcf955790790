"""Places of a date, under its lock: who holds one, who moves up, what runs out.

Whatever changes a place goes through `gesperrt`. The row that counts is locked for the whole transaction,
so that counting and writing are one step; the database refuses more places than there are. Pages that
everybody sees are renewed when what they say of the places changes, not with each registration.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from django.db import transaction
from django.db.models import Min, Sum
from django.utils import timezone

from core import contentversion
from veranstaltungen.actions import briefe
from veranstaltungen.enums import Anmeldestand, Nachruecken
from veranstaltungen.models import Anmeldung, Belegung, Termin
from veranstaltungen.vergabe import Lage, an_der_reihe

HELD = timedelta(minutes=30)  # for a guest who has still to confirm
LOOKED_AT = 500  # of those who wait, when places become free


@contextmanager
def gesperrt(termin: Termin) -> Iterator[Termin]:
    """The date as it stands, locked until the end of the transaction; what has run out is free again."""
    with transaction.atomic():
        rows = Belegung.objects.select_for_update(of=("self",)).select_related(
            "termin__veranstaltung__netzwerk"
        )
        belegung = rows.get(pk=termin.pk)
        hier = belegung.termin
        before = belegung.lage
        hier.schwebend = schwebende(hier)
        if any(frist and frist <= timezone.now() for frist in hier.schwebend.values()):
            verfallen_lassen(hier)
            nachruecken(hier)
        yield hier
        if hier.belegung.lage != before:
            contentversion.changed("veranstaltungen")


def schwebende(termin: Termin) -> dict[str, datetime | None]:
    """{state of those who wait, or hold a place for a time: when the first of them ends}. One small question
    in place of one for each, for nearly always nobody does."""
    rows = termin.anmeldungen.filter(stand__in=Anmeldestand.schwebend()).order_by()
    return dict(rows.values_list("stand").annotate(erste=Min("frist")))


def verfallen_lassen(termin: Termin) -> int:
    """End what was held or offered until a time that is over; returns how many. Needs the lock."""
    rows = list(termin.anmeldungen.abgelaufen())
    for row in rows:
        offered = row.stand == Anmeldestand.ANGEBOTEN
        setzen(row, Anmeldestand.VERFALLEN, termin)
        if offered:
            briefe.angebot_verfallen(row)
    return len(rows)


def setzen(
    anmeldung: Anmeldung, stand: Anmeldestand, termin: Termin, *, frist: datetime | None = None
) -> None:
    """Bring a registration into a state, and the count of the date with it. Needs the lock."""
    before = anmeldung.plaetze if anmeldung.pk and anmeldung.hat_platz else 0
    anmeldung.stand, anmeldung.frist = stand, frist
    anmeldung.entschieden = timezone.now()
    if stand == Anmeldestand.WARTET:
        anmeldung.wartet_seit = anmeldung.entschieden  # whoever comes back waits behind the others
    anmeldung.fassung += 1
    anmeldung.save()
    if stand in Anmeldestand.schwebend():
        termin.schwebend.setdefault(stand, frist)
    zaehlen(termin, (anmeldung.plaetze if anmeldung.hat_platz else 0) - before)


def zaehlen(termin: Termin, mehr: int) -> None:
    if mehr:
        termin.belegung.belegt += mehr
        termin.belegung.save(update_fields=["belegt"])


def lage(termin: Termin) -> Lage:
    """What is free now. Quotas and contingents cost a query or two where there are some."""
    veranstaltung = termin.veranstaltung
    shares = veranstaltung.beteiligungen.filter(kontingent__isnull=False)
    kept: dict[int, Any] = dict(shares.values_list("netzwerk", "kontingent"))
    found = Lage(
        frei=termin.belegung.frei,
        gesamt=termin.belegung.plaetze,
        je_netzwerk=veranstaltung.plaetze_je_netzwerk,
        je_unternehmen=veranstaltung.plaetze_je_unternehmen,
    )
    if kept or found.je_netzwerk is not None:
        found.netzwerke = belegt_je(termin, "netzwerk")
        found.reserviert = {
            network: max(0, places - found.netzwerke[network]) for network, places in kept.items()
        }
    if found.je_unternehmen is not None:
        found.unternehmen = belegt_je(termin, "unternehmen")
    return found


def belegt_je(termin: Termin, spalte: str) -> Counter[int]:
    rows = termin.anmeldungen.mit_platz().filter(**{f"{spalte}__isnull": False})
    return Counter(dict(rows.values_list(spalte).annotate(n=Sum("plaetze"))))


def bekaeme_platz(termin: Termin, anmeldung: Anmeldung) -> bool:
    """Whether a registration that comes now gets a place, after all who wait already. Needs the lock."""
    now = lage(termin)
    if now.frei is None:
        return not now.ausgeschoepft(anmeldung)
    if now.voll:
        return False
    waiting: Iterable[Anmeldung] = ()
    if Anmeldestand.WARTET in termin.schwebend:
        waiting = termin.anmeldungen.wartend().exclude(pk=anmeldung.pk)[:LOOKED_AT]
    return anmeldung in an_der_reihe(now, chain(waiting, [anmeldung]))


def nachruecken(termin: Termin) -> list[Anmeldung]:
    """Give what is free to those who wait, in order. Needs the lock; nobody moves up once it has begun."""
    if not termin.belegung_offen or Anmeldestand.WARTET not in termin.schwebend:
        return []
    now = lage(termin)
    if now.voll:
        return []
    waiting: Any = termin.anmeldungen.wartend().select_related("person")[:LOOKED_AT]
    moved = an_der_reihe(now, waiting)
    for anmeldung in moved:
        platz_geben(termin, anmeldung)
    return moved


def platz_geben(termin: Termin, anmeldung: Anmeldung) -> None:
    """A place for somebody who waited: at once, or as an offer, as the host likes it."""
    veranstaltung = termin.veranstaltung
    if veranstaltung.nachruecken == Nachruecken.AUTOMATISCH:
        setzen(anmeldung, Anmeldestand.ANGEMELDET, termin)
        briefe.nachgerueckt(anmeldung)
        return
    until = min(timezone.now() + timedelta(hours=veranstaltung.angebot_stunden), termin.beginn)
    setzen(anmeldung, Anmeldestand.ANGEBOTEN, termin, frist=until)
    briefe.platz_angeboten(anmeldung)


def faellige_termine() -> list[Termin]:
    """Dates with something that has run out."""
    due = Anmeldung.objects.abgelaufen().values("termin")
    return list(Termin.objects.filter(pk__in=due)[:100])


def ablauf() -> int:
    """What the worker does every few seconds: free what has run out; returns on how many dates."""
    rows = faellige_termine()
    for termin in rows:
        with gesperrt(termin):
            pass  # taking the lock does it
    return len(rows)
