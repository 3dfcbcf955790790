"""Whom a date poll asks, and what they answer."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import festhalten
from core.refusal import RefusedError
from mitglieder.beitritt import leitungen
from netzwerke.enums import Netzwerkstatus
from netzwerke.models import Mitgliedschaft, Netzwerk
from notifications.actions import mails_an_adresse_zurueckziehen
from veranstaltungen.actions.terminumfrage import gesperrt, momente, pruefe_frist
from veranstaltungen.actions.umfragebriefe import an_alle, bezug
from veranstaltungen.enums import Umfragestand
from veranstaltungen.models import Terminumfrage, Umfragestimme, Umfrageteilnahme

MOST_NETWORKS = 12
MOST_GUESTS = 50
MOST_PEOPLE = 150  # of all networks together
MOST_SENT = 5  # polls of one network within a day: each writes to many
DAY = timedelta(days=1)


@transaction.atomic
def netzwerk_fragen(umfrage: Terminumfrage, netzwerk: Netzwerk, *, person: Any) -> None:
    """Ask the Leitung of a network; once the poll runs, at once. Asked already, nothing happens."""
    row = gesperrt(umfrage)
    name = {"name": netzwerk.kurzname}
    if netzwerk.pk == row.netzwerk_id or row.netzwerke.filter(pk=netzwerk.pk).exists():
        return
    pruefe_offen(row)
    if netzwerk.status == Netzwerkstatus.BEENDET:
        raise RefusedError(_("%(name)s gibt es nicht mehr.") % name)
    if not leitungen(netzwerk).exists():
        raise RefusedError(_("%(name)s hat noch niemanden, der antworten könnte.") % name)
    if row.netzwerke.count() >= MOST_NETWORKS:
        raise RefusedError(_("Mehr als zwölf Netzwerke lassen sich nicht fragen."))
    row.netzwerke.add(netzwerk)
    festhalten("umfrage.netzwerk", person=person, objekt=row, netzwerk=netzwerk.pk)
    if not row.ist_entwurf:
        bitten(row)


@transaction.atomic
def netzwerk_weglassen(umfrage: Terminumfrage, netzwerk: Netzwerk, *, person: Any) -> None:
    row = gesperrt(umfrage)
    if not row.ist_entwurf:
        raise RefusedError(_("%(name)s ist schon gefragt.") % {"name": netzwerk.kurzname})
    row.netzwerke.remove(netzwerk)
    festhalten("umfrage.netzwerk_weg", person=person, objekt=row, netzwerk=netzwerk.pk)


@transaction.atomic
def adressen_fragen(umfrage: Terminumfrage, adressen: Collection[str], *, person: Any, sprache: str) -> int:
    """Ask guests by mail address; returns how many are new."""
    row = gesperrt(umfrage)
    pruefe_offen(row)
    known = set(row.teilnahmen.values_list("email", flat=True))
    new = sorted({adresse.lower() for adresse in adressen} - known)
    if row.teilnahmen.filter(person=None).count() + len(new) > MOST_GUESTS:
        raise RefusedError(_("Mehr als fünfzig Adressen lassen sich nicht fragen."))
    Umfrageteilnahme.objects.bulk_create(
        Umfrageteilnahme(umfrage=row, email=email, sprache=sprache) for email in new
    )
    if new:
        festhalten("umfrage.adressen", person=person, objekt=row, anzahl=len(new))
    if not row.ist_entwurf:
        bitten(row)
    return len(new)


def pruefe_offen(umfrage: Terminumfrage) -> None:
    if not umfrage.ist_entwurf and not umfrage.nimmt_antworten:
        raise RefusedError(_("Die Zeit für Antworten ist vorbei. Verlängern Sie zuerst die Frist."))


@transaction.atomic
def gast_herausnehmen(teilnahme: Umfrageteilnahme, *, person: Any = None) -> None:
    """The address and what it answered are forgotten, the link ends, and nothing more is sent to it."""
    row = gesperrt(teilnahme.umfrage)
    gone = row.teilnahmen.filter(pk=teilnahme.pk, person=None)
    if not gone.exists():
        return
    mails_an_adresse_zurueckziehen(teilnahme.email, bezug=bezug(teilnahme))
    gone.delete()
    festhalten("umfrage.gast_weg", person=person, objekt=row)


@transaction.atomic
def senden(umfrage: Terminumfrage, *, person: Any) -> int:
    """Ask everybody; sent already, nothing happens. Returns how many are asked. Raises `RefusedError`."""
    row = gesperrt(umfrage)
    if not row.ist_entwurf:
        return row.teilnahmen.count()
    pruefe_frist(row.frist, momente(row))
    sent = Terminumfrage.objects.filter(netzwerk=row.netzwerk_id, gesendet__gt=timezone.now() - DAY)
    if sent.count() >= MOST_SENT:
        raise RefusedError(_("Heute gingen schon fünf Terminumfragen hinaus. Bitte morgen wieder."))
    if not row.netzwerke.exists() and not row.teilnahmen.exists():
        raise RefusedError(
            _("Noch ist niemand gefragt. Wählen Sie ein Netzwerk oder tragen Sie eine Adresse ein.")
        )
    row.stand, row.gesendet = Umfragestand.OFFEN, timezone.now()
    row.save(update_fields=["stand", "gesendet"])
    number = bitten(row)
    festhalten("umfrage.senden", person=person, objekt=row, anzahl=number)
    return number


def bitten(umfrage: Terminumfrage) -> int:
    """The first letter to everybody who has not got it; returns how many those are."""
    for mensch, netzwerk_id in gefragte(umfrage).items():
        aufnehmen(umfrage, mensch, netzwerk_id)
    new = list(umfrage.teilnahmen.gueltig().filter(gefragt=None).select_related("person"))
    umfrage.teilnahmen.filter(pk__in=[row.pk for row in new]).update(gefragt=timezone.now())
    return an_alle(umfrage, new, "bitte")


def gefragte(umfrage: Terminumfrage) -> dict[Any, int]:
    """{person: network} of the Leitungen today, the own network first; and whoever began the poll."""
    asked = {umfrage.netzwerk_id, *umfrage.netzwerke.values_list("pk", flat=True)}
    seats = Mitgliedschaft.objects.aktuell().leitung().filter(netzwerk__in=asked, person__is_active=True)
    rows = sorted(
        seats.select_related("person"), key=lambda seat: (seat.netzwerk_id != umfrage.netzwerk_id, seat.pk)
    )
    found: dict[Any, int] = {}
    if (von := umfrage.von) is not None and von.is_active and umfrage.netzwerk_id in von.netzwerk_ids:
        found[von] = umfrage.netzwerk_id
    for seat in rows:
        found.setdefault(seat.person, seat.netzwerk_id)
    return dict(list(found.items())[:MOST_PEOPLE])


def aufnehmen(umfrage: Terminumfrage, mensch: Any, netzwerk_id: int) -> None:
    """A row for the person; the one of a guest with the same address becomes it."""
    email = mensch.email.lower()
    known = umfrage.teilnahmen.filter(Q(person=mensch) | Q(email=email)).first()
    if known is None:
        Umfrageteilnahme.objects.create(umfrage=umfrage, person=mensch, netzwerk_id=netzwerk_id, email=email)
    elif known.ist_gast:
        known.person, known.netzwerk_id = mensch, netzwerk_id
        known.save(update_fields=["person", "netzwerk"])


@transaction.atomic
def erinnern(umfrage: Terminumfrage, *, person: Any) -> int:
    """Remind those who have not answered everything, once a day at most; who leads a network since is asked.

    Returns how many are reminded. Raises `RefusedError`.
    """
    row = gesperrt(umfrage)
    now = timezone.now()
    if not row.nimmt_antworten:
        raise RefusedError(_("Die Zeit für Antworten ist vorbei. Verlängern Sie zuerst die Frist."))
    if (row.erinnert or row.gesendet or now) > now - DAY:
        raise RefusedError(_("In den letzten 24 Stunden ging schon eine Mail hinaus. Bitte morgen wieder."))
    row.erinnert = now
    row.save(update_fields=["erinnert"])
    missing = saeumige(row)
    bitten(row)
    number = an_alle(row, missing, "erinnerung", stempel=f"{now:%Y%m%d%H%M}")
    festhalten("umfrage.erinnern", person=person, objekt=row, anzahl=number)
    return number


def saeumige(umfrage: Terminumfrage) -> list[Umfrageteilnahme]:
    """Who can answer and has not said something to every suggestion."""
    number = umfrage.vorschlaege.count()
    rows = umfrage.teilnahmen.gueltig().select_related("person", "netzwerk").prefetch_related("stimmen")
    return [row for row in rows if len(row.stimmen.all()) < number]


@transaction.atomic
def antworten(
    teilnahme: Umfrageteilnahme, *, werte: Mapping[int, str], kommentar: str = "", name: str = ""
) -> None:
    """Keep an answer, the first or a changed one. `werte` is {suggestion: Verfuegbarkeit}; a suggestion that
    was taken away meanwhile is passed over. `name` is for guests. Raises `RefusedError` once time is over."""
    row = gesperrt(teilnahme.umfrage)
    if not row.nimmt_antworten:
        raise RefusedError(_("Die Zeit für Antworten ist vorbei; es bleibt bei dem, was Sie gesagt haben."))
    known = row.teilnahmen.gueltig().filter(pk=teilnahme.pk).first()
    if known is None:
        raise RefusedError(_("Sie sind nicht mehr gefragt."))
    known.kommentar, known.name, known.geantwortet = kommentar, name, timezone.now()
    known.save(update_fields=["kommentar", "geantwortet", "name"])
    asked = row.vorschlaege.filter(pk__in=werte).values_list("pk", flat=True)
    Umfragestimme.objects.bulk_create(
        [Umfragestimme(teilnahme=known, vorschlag_id=pk, wert=werte[pk]) for pk in asked],
        update_conflicts=True,
        unique_fields=["teilnahme", "vorschlag"],
        update_fields=["wert"],
    )
