"""Messages of the hosts, and reminders."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import festhalten
from core.refusal import RefusedError
from veranstaltungen.enums import Empfaengerkreis, Terminstand, Veranstaltungsstand
from veranstaltungen.models import Belegung, Rundschreiben, Termin
from veranstaltungen.rueckmeldungen import kreis

MOST_A_DAY = 5  # messages about one date
# field of the event that asks for it, field that notes it, how long before, name of the letter
ERINNERUNGEN = (
    ("erinnern_tage", "erinnert_tage", timedelta(days=2), "erinnerung_tage"),
    ("erinnern_stunden", "erinnert_stunden", timedelta(hours=2), "erinnerung_stunden"),
)


@transaction.atomic
def senden(
    termin: Termin, *, person: Any, an: str, betreff: str, text: str, rueckmeldung: bool = False
) -> Rundschreiben:
    """Write to a circle of people; with `rueckmeldung`, each letter asks how it was. Raises `RefusedError`
    for nobody, for too many messages in a day, for those who are missing before it begins, and for asking
    whom one may not ask."""
    from veranstaltungen.tasks import an_alle  # the task writes through these actions

    Belegung.objects.select_for_update().get(pk=termin.pk)
    day = timezone.now() - timedelta(days=1)
    if termin.rundschreiben.filter(gesendet__gt=day).count() >= MOST_A_DAY:
        raise RefusedError(
            _("Heute gingen zu diesem Termin schon fünf Nachrichten hinaus. Bitte morgen wieder.")
        )
    if an == Empfaengerkreis.GEFEHLT and not termin.hat_begonnen:
        raise RefusedError(_("Wer fehlt, steht erst fest, wenn der Termin begonnen hat."))
    if rueckmeldung:
        nur_wer_da_war(termin, an)
    number = termin.anmeldungen.im_kreis(an).count()
    if not number:
        raise RefusedError(_("In dieser Gruppe ist zurzeit niemand."))
    row = Rundschreiben.objects.create(
        termin=termin, von=person, an=an, betreff=betreff, text=text, rueckmeldung=rueckmeldung, anzahl=number
    )
    festhalten("termin.rundschreiben", person=person, objekt=termin, an=an, anzahl=number)
    an_alle.enqueue(termin.pk, "rundschreiben", an, f"r{row.pk}", kalender=False, rundschreiben=row.pk)
    return row


def nur_wer_da_war(termin: Termin, an: str) -> None:
    if not termin.nimmt_rueckmeldungen:
        raise RefusedError(
            _("Um eine Rückmeldung können Sie bitten, wenn der Termin begonnen hat, und bis 30 Tage danach.")
        )
    if an != kreis(termin):
        raise RefusedError(
            _("Um eine Rückmeldung lassen sich nur die bitten, die da waren. Wählen Sie „%(kreis)s“.")
            % {"kreis": kreis(termin).label}
        )


def erinnern() -> int:
    """What the worker does every few seconds: remind of dates whose time has come. Returns of how many."""
    return sum(1 for _termin in faellige_erinnerungen())


def faellige_erinnerungen() -> Iterator[Termin]:
    """Letters first, each once; then the note that it is done, so that a worker that dies begins again."""
    from veranstaltungen.tasks import an_alle  # the task writes through these actions

    now = timezone.now()
    for asked, noted, before, letter in ERINNERUNGEN:
        rows = Termin.objects.filter(
            stand=Terminstand.GEPLANT,
            veranstaltung__stand=Veranstaltungsstand.VEROEFFENTLICHT,
            beginn__gt=now,
            beginn__lte=now + before,
            **{f"veranstaltung__{asked}": True, f"belegung__{noted}__isnull": True},
        )
        for termin in rows[:20]:
            an_alle.call(termin.pk, letter, Empfaengerkreis.ANGEMELDET, f"s{termin.sequenz}")
            Belegung.objects.filter(pk=termin.pk).update(**{noted: timezone.now()})
            yield termin
