"""Reading for those who ask to join: what stands in the way, who decides, what waits for whom."""

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from mitglieder.enums import Anfragezustand
from mitglieder.models import Beitrittsanfrage, Unternehmen
from mitglieder.offen import Offen, je_netzwerk
from mitglieder.unternehmen import beitretbare
from netzwerke.enums import Netzwerkstatus, Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk

WARTEZEIT = timedelta(days=30)  # after a refusal
BEDENKZEIT = timedelta(days=1)  # after taking a request back: each one writes to the Leitung
MOST_A_DAY = 20  # requests of one person; each writes to several people
MOST_SHOWN = 20


def leitungen(netzwerk: Netzwerk) -> QuerySet[User]:
    """Who leads the network today and can be written to."""
    seats = Mitgliedschaft.objects.aktuell().leitung().filter(netzwerk=netzwerk)
    return User.objects.filter(pk__in=seats.values("person"), is_active=True).order_by("pk")


def gehoert_zu(netzwerk: Netzwerk, person: Any) -> bool:
    return person.mitgliedschaften.aktuell().filter(netzwerk=netzwerk).exists()


def hindernis(netzwerk: Netzwerk, person: Any, unternehmen: Unternehmen | None = None) -> str:
    """Why the person cannot ask to join now, or ask for the firm, as a sentence that says what to do; ""
    if nothing does."""
    name = {"name": netzwerk.kurzname}
    if netzwerk.status == Netzwerkstatus.BEENDET:
        return _("%(name)s ist beendet und nimmt niemanden mehr auf.") % name
    if grund := schon_da(netzwerk, person, unternehmen):
        return grund
    if gerade_zurueckgezogen(netzwerk, person):
        return (
            _("Sie haben Ihre Anfrage an %(name)s heute zurückgezogen. Ab morgen können Sie neu anfragen.")
            % name
        )
    if ablehnung := letzte_ablehnung(netzwerk, person, unternehmen):
        return abgelehnt(ablehnung)
    if zu_oft(person):
        return _("Sie haben heute schon sehr viele Anfragen gestellt. Bitte versuchen Sie es morgen wieder.")
    return ""


def schon_da(netzwerk: Netzwerk, person: Any, unternehmen: Unternehmen | None) -> str:
    """Whoever is in already, or is asked for by somebody else, needs no request."""
    if unternehmen is None:
        if gehoert_zu(netzwerk, person):
            return _("Sie gehören schon zu %(name)s.") % {"name": netzwerk.kurzname}
        return ""
    names = {"firma": unternehmen.name, "name": netzwerk.kurzname}
    if unternehmen.firmenmitgliedschaften.laufend().filter(netzwerk=netzwerk).exists():
        return _("%(firma)s gehört schon zu %(name)s.") % names
    if unternehmen.beitrittsanfragen.offen().filter(netzwerk=netzwerk).exists():
        return _("Für %(firma)s wartet schon eine Anfrage an %(name)s.") % names
    return ""


def abgelehnt(anfrage: Beitrittsanfrage) -> str:
    """Who was refused, from when one may ask again, and why."""
    entschieden: Any = anfrage.entschieden  # a refusal has its moment
    frei_ab = timezone.localtime(entschieden + WARTEZEIT).date()
    facts = {
        "name": anfrage.netzwerk.kurzname,
        "firma": anfrage.unternehmen.name if anfrage.unternehmen else "",
        "tag": date_format(frei_ab, "DATE_FORMAT"),
        "grund": anfrage.grund,
    }
    if anfrage.unternehmen:
        return (
            _(
                "%(name)s hat die Anfrage von %(firma)s abgelehnt. "
                "Ab %(tag)s können Sie neu anfragen. Grund: %(grund)s"
            )
            % facts
        )
    return (
        _("%(name)s hat Ihre Anfrage abgelehnt. Ab %(tag)s können Sie neu anfragen. Grund: %(grund)s") % facts
    )


def abgelehnte(netzwerk: Netzwerk | None = None) -> QuerySet[Beitrittsanfrage]:
    """Refusals that still hold."""
    rows = Beitrittsanfrage.objects.filter(
        zustand=Anfragezustand.ABGELEHNT, entschieden__gt=timezone.now() - WARTEZEIT
    )
    return rows.filter(netzwerk=netzwerk) if netzwerk else rows


def gilt_fuer(person: Any, unternehmen: Unternehmen | None) -> Q:
    """Whose refusals hold for this request. Who asked for a firm waits as a person too, and the other way
    round: else the answer of the Leitung would not last a minute."""
    if unternehmen is None:
        return Q(person=person)
    return Q(person=person, unternehmen=None) | Q(unternehmen=unternehmen)


def letzte_ablehnung(
    netzwerk: Netzwerk, person: Any, unternehmen: Unternehmen | None = None
) -> Beitrittsanfrage | None:
    refused = abgelehnte(netzwerk).filter(gilt_fuer(person, unternehmen))
    return refused.select_related("netzwerk", "unternehmen").order_by("-entschieden").first()


def fragende_firmen(netzwerk: Netzwerk, person: Any) -> QuerySet[Unternehmen]:
    """Firms for which the person may ask the network now."""
    rows = beitretbare(person, netzwerk)
    refused = abgelehnte(netzwerk)
    if refused.filter(person=person, unternehmen=None).exists():
        return rows.none()
    refused = refused.filter(unternehmen__isnull=False)  # NULL in a subquery would exclude everything
    return rows.exclude(pk__in=refused.values("unternehmen"))


def gerade_zurueckgezogen(netzwerk: Netzwerk, person: Any) -> bool:
    taken_back = person.beitrittsanfragen.filter(netzwerk=netzwerk, zustand=Anfragezustand.ZURUECKGEZOGEN)
    return taken_back.filter(entschieden__gt=timezone.now() - BEDENKZEIT).exists()


def nicht_jetzt(person: Any, unternehmen: Unternehmen | None) -> QuerySet[Beitrittsanfrage]:
    """Requests for which the person, or the firm, cannot ask the same network now: one waits, was refused
    within the last weeks, or was taken back today."""
    now = timezone.now()
    firm = Q(unternehmen=unternehmen) if unternehmen else Q(person=person)
    return Beitrittsanfrage.objects.filter(
        Q(firm | Q(person=person), entschieden__isnull=True)
        | Q(pk__in=abgelehnte().filter(gilt_fuer(person, unternehmen)).values("pk"))
        | Q(person=person, zustand=Anfragezustand.ZURUECKGEZOGEN, entschieden__gt=now - BEDENKZEIT)
    )


def zu_oft(person: Any) -> bool:
    day = timezone.now() - timedelta(days=1)
    return person.beitrittsanfragen.filter(angelegt__gt=day).count() >= MOST_A_DAY


def offene(netzwerk: Netzwerk, person: Any) -> Beitrittsanfrage | None:
    return person.beitrittsanfragen.offen().filter(netzwerk=netzwerk).first()


def ausgang(anfrage: Beitrittsanfrage) -> str:
    """Who decided what and when, for those who come later."""
    facts = {
        "wer": str(anfrage.entschieden_von or _("eine andere Person")),
        "wann": date_format(timezone.localtime(anfrage.entschieden), "DATETIME_FORMAT"),
    }
    if anfrage.zustand == Anfragezustand.ZURUECKGEZOGEN:
        return _("Die Anfrage wurde am %(wann)s zurückgezogen.") % facts
    if anfrage.zustand == Anfragezustand.ANGENOMMEN:
        return _("%(wer)s hat die Anfrage am %(wann)s angenommen.") % facts
    return _("%(wer)s hat die Anfrage am %(wann)s abgelehnt.") % facts


def eigene(person: Any) -> QuerySet[Beitrittsanfrage]:
    """How one's own requests stand: those that wait, and the answers of the last weeks."""
    recent = Q(entschieden__isnull=True) | Q(entschieden__gt=timezone.now() - WARTEZEIT)
    return person.beitrittsanfragen.filter(recent).select_related("netzwerk")[:MOST_SHOWN]


@je_netzwerk(Beitrittsanfrage.objects.offen, rollen=[Rolle.LEITUNG], amt=True)
def wartende(netzwerk: Netzwerk, anzahl: int) -> Offen:
    """One entry per network, however many ask."""
    words = ngettext("%(n)s Person möchte zu %(name)s", "%(n)s Personen möchten zu %(name)s", anzahl)
    return Offen(
        titel=words % {"n": anzahl, "name": netzwerk.name},
        url=reverse("mitglieder:anfragen", args=[netzwerk.slug]),
        knopf=_("Ansehen"),
    )
