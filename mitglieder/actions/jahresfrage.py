"""The yearly question, as the worker asks it every night: in batches, each letter exactly once."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import override

from core.signedlinks import absolute, make_token
from mitglieder.models import Aenderungswunsch, Bestaetigungsrunde
from netzwerke.actions import ruhen_lassen
from netzwerke.enums import Netzwerkstatus
from netzwerke.models import Mitgliedschaft, Netzwerk
from netzwerke.models.netzwerk import NetzwerkQuerySet
from notifications.actions import mails_einreihen
from notifications.letters import brief_entwerfen
from notifications.models import Ausgangsmail

BATCH = 200  # networks in one transaction
LINK = "bestaetigung"
PAUSE = timedelta(days=56)  # after an answer that told of changes, before the question comes again
GEFRAGT = (Netzwerkstatus.AKTIV, Netzwerkstatus.UNKLAR)


def jahresfrage() -> int:
    """Ask, remind, and say who rests; returns the number of networks that were written to."""
    beantwortete_schliessen()
    return in_stapeln(zu_fragen, fragen) + in_stapeln(zu_erinnern, erinnern)


def in_stapeln(faellige: Any, tun: Any) -> int:
    """Call `tun` with the keys of each batch; a key is taken once, whatever comes of it."""
    total, last = 0, 0
    while keys := list(faellige().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        total += tun(keys)
        last = keys[-1]
    return total


def beantwortete_schliessen() -> None:
    """Somebody confirmed on another way than by our question."""
    runden = Bestaetigungsrunde.objects.offen().filter(netzwerk__bestaetigt_am__gte=F("begonnen"))
    runden.update(beendet=timezone.now())


def zu_fragen() -> NetzwerkQuerySet:
    """Networks whose confirmation grows old, or that never gave one, and somebody who can be asked.

    Who has just taken an entry over is led through the first check, and not asked the same by mail.
    """
    heute = timezone.localdate()
    alt = Q(bestaetigt_am__lte=heute - timedelta(days=settings.CONFIRMATION_ASK_DAYS))
    runden = Bestaetigungsrunde.objects.filter(netzwerk=OuterRef("pk"))
    hier = leitungen().filter(netzwerk=OuterRef("pk"))
    laufend = Q(beendet__isnull=True) | Q(beendet__gt=timezone.now() - PAUSE)
    return (
        Netzwerk.objects.filter(status__in=GEFRAGT)
        .annotate(geleitet=Exists(hier), eingelebt=Exists(hier.filter(von__lte=heute - PAUSE)))
        .filter(Q(geleitet=True) & alt | Q(eingelebt=True, bestaetigt_am=None) | alt & ~Q(kontakt_email=""))
        .exclude(Exists(runden.filter(laufend)))
        .exclude(Exists(Aenderungswunsch.objects.offen().filter(netzwerk=OuterRef("pk"))))
    )


def leitungen() -> QuerySet[Mitgliedschaft]:
    return Mitgliedschaft.objects.aktuell().leitung().filter(person__is_active=True)


@transaction.atomic
def fragen(keys: list[int]) -> int:
    """Begin the rounds of some networks; where another run was quicker, its round stays."""
    neue = [Bestaetigungsrunde(netzwerk_id=key) for key in keys]
    Bestaetigungsrunde.objects.bulk_create(neue, ignore_conflicts=True)
    runden = Bestaetigungsrunde.objects.offen().filter(netzwerk__in=keys, stufe=0)
    return schreiben(list(runden.select_related("netzwerk")))


def zu_erinnern() -> QuerySet[Bestaetigungsrunde]:
    """Rounds whose last letter is a step old. After a pause of the worker none gets two at once."""
    bis = timezone.localdate() - timedelta(days=settings.CONFIRMATION_STEP_DAYS)
    rows = Bestaetigungsrunde.objects.offen().filter(zuletzt__lte=bis, netzwerk__status__in=GEFRAGT)
    return rows.filter(stufe__lt=Bestaetigungsrunde.LETZTE_STUFE)


@transaction.atomic
def erinnern(keys: list[int]) -> int:
    """The next letter of some rounds; the last one tells that the network is said to rest."""
    rows = zu_erinnern().filter(pk__in=keys).select_for_update(of=("self",)).select_related("netzwerk")
    runden = list(rows)
    for runde in runden:
        runde.stufe, runde.zuletzt = runde.stufe + 1, timezone.localdate()
    Bestaetigungsrunde.objects.bulk_update(runden, ["stufe", "zuletzt"])
    still = [runde.netzwerk for runde in runden if runde.stufe == Bestaetigungsrunde.LETZTE_STUFE]
    if still:
        ruhen_lassen(still, grund="keine Antwort")
    return schreiben(runden)


def schreiben(runden: list[Bestaetigungsrunde]) -> int:
    """Queue the letters of these rounds; the key of a letter names its round and step."""
    leitende = leitungen_von([runde.netzwerk_id for runde in runden])
    mails_einreihen([
        brief(runde, an) for runde in runden for an in leitende.get(runde.netzwerk_id) or postfach(runde)
    ])  # fmt: skip
    return len(runden)


def leitungen_von(keys: Iterable[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in leitungen().filter(netzwerk__in=list(keys)).select_related("person"):
        found[row.netzwerk_id].append(row.person)
    return found


def postfach(runde: Bestaetigungsrunde) -> list[str]:
    return [runde.netzwerk.kontakt_email] if runde.netzwerk.kontakt_email else []


def brief(runde: Bestaetigungsrunde, an: Any) -> Ausgangsmail:
    """To a person or, where nobody leads, to the published mailbox; the link is made for that one."""
    person = getattr(an, "pk", None)
    token = make_token(LINK, runde=runde.pk, person=person, postfach="" if person else an)
    with override(getattr(an, "sprache", settings.LANGUAGE_CODE)):
        kontext = {
            "netzwerk": runde.netzwerk,
            "runde": runde,
            "ruht": runde.stufe == Bestaetigungsrunde.LETZTE_STUFE,
            "erinnerung": runde.stufe > 0,
            "link": absolute("mitglieder:bestaetigen_mit_link", token),
        }
        return brief_entwerfen(
            f"bestaetigung:{runde.pk}:{runde.stufe}", an=an, vorlage="mitglieder/bestaetigung",
            kontext=kontext, bezug=f"netzwerk:{runde.netzwerk_id}",
        )  # fmt: skip
