"""One letter that gathers several messages: for each person at most one a day, nothing twice."""

from collections import defaultdict
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from core.signedlinks import absolute
from notifications.actions import mails_einreihen
from notifications.arten import Takt, gruppiert
from notifications.letters import brief_entwerfen
from notifications.models import Ausgangsmail, Nachricht
from notifications.nachrichten import GESAMMELTE, abbestellen_url, kopfzeilen

BATCH = 200  # people in one transaction
MOST = 50  # messages in one letter; the others stand in the personal area


def faellig() -> QuerySet[Nachricht]:
    """Daily ones of the days before today, weekly ones of the weeks before this one.

    Nobody needs to remember when the last letter went: a missed night is made up for by the next.
    """
    heute = timezone.localdate()
    tag, woche = mitternacht(heute), mitternacht(heute - timedelta(days=heute.weekday()))
    due = Q(takt=Takt.TAEGLICH, angelegt__lt=tag) | Q(takt=Takt.WOECHENTLICH, angelegt__lt=woche)
    return Nachricht.objects.zu_sammeln().filter(due, person__is_active=True)


def mitternacht(tag: object) -> datetime:
    return timezone.make_aware(datetime.combine(tag, time.min))  # type: ignore[arg-type]  # a date


def sammelbriefe() -> int:
    """Queue what is due, in a fixed number of queries per batch of people; returns how many letters."""
    total, last = 0, 0
    while keys := personen_nach(last):
        total += schreiben(keys)
        last = keys[-1]
    return total


def personen_nach(last: int) -> list[int]:
    rows = faellig().filter(person_id__gt=last).order_by("person_id")
    return list(rows.values_list("person_id", flat=True).distinct()[:BATCH])


@transaction.atomic
def schreiben(keys: list[int]) -> int:
    """The letters of some people; a second run waits here and then finds nothing left."""
    rows = faellig().filter(person_id__in=keys).order_by("-angelegt", "-pk").select_for_update(of=("self",))
    by_person: dict[int, list[Nachricht]] = defaultdict(list)
    for nachricht in rows:
        by_person[nachricht.person_id].append(nachricht)
    people = User.objects.in_bulk(by_person)
    mails_einreihen([brief_an(people[pk], found) for pk, found in by_person.items()])
    told = [nachricht.pk for found in by_person.values() for nachricht in found]
    Nachricht.objects.filter(pk__in=told).update(gesammelt=timezone.now())
    return len(by_person)


def brief_an(person: User, nachrichten: list[Nachricht]) -> Ausgangsmail:
    abbestellen = abbestellen_url(person, GESAMMELTE)
    kontext = {
        "abbestellen": abbestellen,
        "gruppen": list(gruppiert(nachrichten[:MOST]).items()),
        "weitere": max(0, len(nachrichten) - MOST),
        "liste": absolute("mitglieder:nachrichten"),
        "einstellen": absolute("mitglieder:mails"),
    }
    return brief_entwerfen(
        f"sammelbrief:{timezone.localdate()}", an=person, vorlage="notifications/sammelbrief",
        kontext=kontext, kopfzeilen=kopfzeilen(abbestellen),
    )  # fmt: skip
