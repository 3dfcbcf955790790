"""A date poll as its network keeps it: begun, its suggestions and its time, closed, dropped."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import festhalten
from core.refusal import RefusedError
from netzwerke.models import Netzwerk
from veranstaltungen.actions.umfragebriefe import an_alle
from veranstaltungen.enums import Umfragestand
from veranstaltungen.models import Terminumfrage, Terminvorschlag, Veranstaltung

LEAST, MOST = 2, 20  # suggestions
MOST_RUNNING = 20  # polls of one network that are drafts or open


def gesperrt(umfrage: Terminumfrage) -> Terminumfrage:
    """The row, locked until the transaction ends: whoever changes, answers or chooses holds it."""
    row = Terminumfrage.objects.select_for_update().filter(pk=umfrage.pk).first()
    if row is None:
        raise RefusedError(_("Diese Terminumfrage gibt es nicht mehr."))
    return row


@transaction.atomic
def anlegen(
    netzwerk: Netzwerk,
    *,
    person: Any,
    angaben: Mapping[str, Any],
    zeiten: Collection[datetime],
    veranstaltung: Veranstaltung | None = None,
) -> Terminumfrage:
    """A draft that nobody is asked by yet. Raises `RefusedError`."""
    if netzwerk.terminumfragen.laufend().count() >= MOST_RUNNING:
        raise RefusedError(
            _("Es laufen schon zwanzig Terminumfragen. Schließen oder löschen Sie zuerst eine.")
        )
    if not LEAST <= len(set(zeiten)) <= MOST:
        raise RefusedError(_("Bitte zwei bis zwanzig verschiedene Vorschläge."))
    pruefe_frist(angaben["frist"], zeiten)
    row = Terminumfrage.objects.create(netzwerk=netzwerk, von=person, veranstaltung=veranstaltung, **angaben)
    Terminvorschlag.objects.bulk_create(Terminvorschlag(umfrage=row, beginn=moment) for moment in set(zeiten))
    festhalten("umfrage.anlegen", person=person, objekt=row, netzwerk=netzwerk.slug)
    return row


def pruefe_frist(frist: datetime, zeiten: Collection[datetime]) -> None:
    if frist <= timezone.now():
        raise RefusedError(_("Diese Frist ist schon vorbei."))
    if frist >= max(zeiten):
        raise RefusedError(_("Die Frist muss vor dem letzten Vorschlag enden."))


@transaction.atomic
def aendern(umfrage: Terminumfrage, *, person: Any, angaben: Mapping[str, Any]) -> None:
    """What is asked, as long as nobody is: answers are about what people read."""
    row = gesperrt(umfrage)
    if not row.ist_entwurf:
        raise RefusedError(
            _("Die Terminumfrage ist schon gesendet. Ändern lassen sich Vorschläge und Frist.")
        )
    pruefe_frist(angaben["frist"], momente(row))
    for name, value in angaben.items():
        setattr(row, name, value)
    row.save()
    festhalten("umfrage.aendern", person=person, objekt=row)


def momente(umfrage: Terminumfrage) -> list[datetime]:
    return list(umfrage.vorschlaege.values_list("beginn", flat=True))


@transaction.atomic
def vorschlag_hinzufuegen(umfrage: Terminumfrage, beginn: datetime, *, person: Any) -> None:
    """Whoever has answered already is told that there is one more."""
    row = gesperrt(umfrage)
    if row.ist_entschieden:
        raise RefusedError(_("Die Entscheidung ist schon gefallen."))
    if row.vorschlaege.count() >= MOST:
        raise RefusedError(_("Mehr als zwanzig Vorschläge liest niemand mehr."))
    if beginn <= timezone.now():
        raise RefusedError(_("Dieser Vorschlag liegt in der Vergangenheit."))
    vorschlag, made = Terminvorschlag.objects.get_or_create(umfrage=row, beginn=beginn)
    if not made:
        return
    festhalten("umfrage.vorschlag", person=person, objekt=row, beginn=beginn.isoformat())
    if row.nimmt_antworten:
        answered = row.teilnahmen.gueltig().filter(geantwortet__isnull=False).select_related("person")
        an_alle(row, answered, "vorschlag", stempel=str(vorschlag.pk))


@transaction.atomic
def vorschlag_wegnehmen(umfrage: Terminumfrage, pk: int, *, person: Any) -> None:
    """As long as nobody has answered it; gone already, nothing happens."""
    row = gesperrt(umfrage)
    vorschlag = row.vorschlaege.filter(pk=pk).first()
    if vorschlag is None:
        return
    if vorschlag.stimmen.exists():
        raise RefusedError(_("Dazu hat schon jemand geantwortet; dieser Vorschlag bleibt stehen."))
    if row.vorschlaege.count() <= LEAST:
        raise RefusedError(_("Zwei Vorschläge braucht es. Tragen Sie zuerst einen anderen ein."))
    if row.frist >= max(moment for moment in momente(row) if moment != vorschlag.beginn):
        raise RefusedError(
            _("Ohne diesen Vorschlag läge die Frist nach allen anderen. Kürzen Sie zuerst die Frist.")
        )
    vorschlag.delete()
    festhalten("umfrage.vorschlag_weg", person=person, objekt=row, beginn=vorschlag.beginn.isoformat())


@transaction.atomic
def frist_setzen(umfrage: Terminumfrage, frist: datetime, *, person: Any) -> None:
    """Another end for answers; a poll that was closed is open again."""
    row = gesperrt(umfrage)
    if row.ist_entschieden:
        raise RefusedError(_("Die Entscheidung ist schon gefallen."))
    pruefe_frist(frist, momente(row))
    row.frist = frist
    if row.stand == Umfragestand.GESCHLOSSEN:
        row.stand = Umfragestand.OFFEN
    row.save(update_fields=["frist", "stand"])
    festhalten("umfrage.frist", person=person, objekt=row, frist=frist.isoformat())


@transaction.atomic
def schliessen(umfrage: Terminumfrage, *, person: Any) -> None:
    """Nobody answers any more; what was said stays to be read."""
    row = gesperrt(umfrage)
    if row.stand != Umfragestand.OFFEN:
        return
    row.stand = Umfragestand.GESCHLOSSEN
    row.save(update_fields=["stand"])
    festhalten("umfrage.schliessen", person=person, objekt=row)


@transaction.atomic
def loeschen(umfrage: Terminumfrage, *, person: Any) -> None:
    """A draft; what was sent stays until its time is over."""
    row = gesperrt(umfrage)
    if not row.ist_entwurf:
        raise RefusedError(_("Sie ist schon gesendet. Schließen Sie sie."))
    festhalten("umfrage.loeschen", person=person, objekt=row)
    row.delete()
