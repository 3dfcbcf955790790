"""A network's answer to the yearly question: all is right, or this has changed."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from core.audit import festhalten
from core.refusal import RefusedError
from core.rules import is_office
from core.signedlinks import LinkBrokenError, read_token
from mitglieder.actions.jahresfrage import LINK, leitungen
from mitglieder.models import Aenderungswunsch, Bestaetigungsrunde, Wunschteil
from netzwerke import actions as netzwerke
from netzwerke.enums import Bestaetigtdurch, Groessenart, Rolle
from netzwerke.models import Groessenangabe, Mitgliedschaft, Netzwerk
from netzwerke.rules import leitet
from notifications.nachrichten import benachrichtigen

LINK_AGE = timedelta(days=300)  # a network that rests may answer its last letter months later
MOST_OPEN = 60  # wishes of one network; whoever sends more should talk to somebody
MOST_BY_MEMBER = 20
QUELLE = "Angabe des Netzwerks"  # stays German, like every source


@dataclass(frozen=True)
class Antwortende:
    """Who answers for which network: a person signed in, or the holder of a link from a letter."""

    netzwerk: Netzwerk
    als: Bestaetigtdurch
    person: Any = None
    runde: Bestaetigungsrunde | None = None
    angemeldet: bool = False

    @property
    def bestaetigt(self) -> bool:
        """Whether the entry was confirmed since the question was asked; without a question, today."""
        stichtag = self.runde.begonnen if self.runde else timezone.localdate()
        return self.netzwerk.bestaetigt_am is not None and self.netzwerk.bestaetigt_am >= stichtag


def antwortende_mit_link(token: str) -> Antwortende:
    """Raises `RefusedError` where the link is not ours, too old, or its holder speaks no longer for it."""
    facts = read_token(LINK, token, LINK_AGE)
    rows = Bestaetigungsrunde.objects.select_related("netzwerk")
    runde = rows.filter(pk=facts["runde"]).first()
    if runde is None:
        raise LinkBrokenError
    netzwerk = runde.netzwerk
    if facts["person"] is None:
        if netzwerk.kontakt_email.lower() != facts["postfach"].lower():
            raise RefusedError(
                _("Das Funktionspostfach des Netzwerks hat sich geändert. Der Link gilt nicht mehr.")
            )
        return Antwortende(netzwerk, Bestaetigtdurch.POSTFACH, runde=runde)
    rolle = leitungen().filter(netzwerk=netzwerk, person=facts["person"]).select_related("person").first()
    if rolle is None:
        raise RefusedError(_("Sie leiten dieses Netzwerk nicht mehr. Der Link gilt deshalb nicht mehr."))
    return Antwortende(netzwerk, Bestaetigtdurch.LEITUNG, rolle.person, runde)


def antwortende_angemeldet(netzwerk: Netzwerk, person: Any) -> Antwortende:
    """A person who has the right to answer; whether she has it was asked before."""
    runde = Bestaetigungsrunde.objects.offen().filter(netzwerk=netzwerk).first()
    return Antwortende(netzwerk, rolle_von(person, netzwerk), person, runde, angemeldet=True)


def rolle_von(person: Any, netzwerk: Netzwerk) -> Bestaetigtdurch:
    if leitet(person, netzwerk):
        return Bestaetigtdurch.LEITUNG
    return Bestaetigtdurch.GESCHAEFTSSTELLE if is_office(person) else Bestaetigtdurch.MITGLIED


@transaction.atomic
def alles_stimmt(antwortende: Antwortende) -> bool:
    """Confirm the entry; False where that was done before, so that a link serves once."""
    netzwerk = netzwerke.gesperrt(antwortende.netzwerk)
    if replace(antwortende, netzwerk=netzwerk).bestaetigt:
        return False
    netzwerke.bestaetigen(netzwerk, person=antwortende.person, als=antwortende.als)
    runden_schliessen(netzwerk)
    return True


def runden_schliessen(netzwerk: Netzwerk) -> None:
    Bestaetigungsrunde.objects.offen().filter(netzwerk=netzwerk).update(beendet=timezone.now())


@transaction.atomic
def wuenschen(
    antwortende: Antwortende, *, texte: dict[str, str], zahlen: dict[str, tuple[int, int]]
) -> list[Aenderungswunsch]:
    """Say what has changed. `texte`: {part: words}, `zahlen`: {part: (figure, year)}.

    A Leitung who is signed in adds figures at once. All else waits for those who write for the network.
    What a member tells is no answer to the yearly question. The same once more changes and tells nothing.
    Raises `RefusedError` where a year has another figure already, or where too much waits.
    """
    netzwerk = netzwerke.gesperrt(antwortende.netzwerk)
    neue = {teil: zahl for teil, zahl in zahlen.items() if not steht_schon(netzwerk, teil, *zahl)}
    sofort = neue if antwortende.angemeldet and antwortende.als == Bestaetigtdurch.LEITUNG else {}
    for teil, (wert, jahr) in sofort.items():
        zahl_eintragen(netzwerk, teil, wert, jahr, antwortende.person)
    gesagt = [wunsch(antwortende, teil, text=text) for teil, text in texte.items()]
    gesagt += [wunsch(antwortende, teil, wert=w, jahr=j) for teil, (w, j) in neue.items() if not sofort]
    wuensche = noch_nicht_gesagt(netzwerk, gesagt)
    if not wuensche and not sofort:
        return []
    platz_pruefen(netzwerk, antwortende, len(wuensche))
    Aenderungswunsch.objects.bulk_create(wuensche)
    if antwortende.als != Bestaetigtdurch.MITGLIED:
        runden_schliessen(netzwerk)
    festhalten(
        "netzwerk.aenderung_wuenschen", person=antwortende.person, objekt=netzwerk, als=antwortende.als.value,
        wuensche=len(wuensche), zahlen=len(neue),
    )  # fmt: skip
    bescheid_geben(netzwerk, antwortende, wuensche)
    return wuensche


def platz_pruefen(netzwerk: Netzwerk, antwortende: Antwortende, anzahl: int) -> None:
    """Refuse what nobody could work off; a single member never takes the room of all."""
    offen = netzwerk.aenderungswuensche.filter(erledigt=None)
    if offen.count() + anzahl > MOST_OPEN:
        raise RefusedError(
            _("Hier warten schon sehr viele Wünsche. Bitte schreiben Sie der Geschäftsstelle.")
        )
    eigene = offen.filter(person=antwortende.person)
    if antwortende.als == Bestaetigtdurch.MITGLIED and eigene.count() + anzahl > MOST_BY_MEMBER:
        raise RefusedError(_("Ihre letzten Meldungen warten noch. Bitte sprechen Sie mit der Leitung."))


def wunsch(antwortende: Antwortende, teil: str, **werte: Any) -> Aenderungswunsch:
    return Aenderungswunsch(netzwerk=antwortende.netzwerk, teil=teil, person=antwortende.person, **werte)


def steht_schon(netzwerk: Netzwerk, teil: str, wert: int, jahr: int) -> bool:
    art = Wunschteil.zahlen()[Wunschteil(teil)]
    rows = Groessenangabe.objects.filter(netzwerk=netzwerk, art=art, jahr=jahr, wert=wert)
    return rows.exists()


def noch_nicht_gesagt(netzwerk: Netzwerk, wuensche: list[Aenderungswunsch]) -> list[Aenderungswunsch]:
    """Without those that wait already in the same words: a button is pressed twice."""
    rows = Aenderungswunsch.objects.offen().filter(netzwerk=netzwerk)
    waiting = set(rows.values_list("teil", "text", "wert", "jahr", "person"))
    return [w for w in wuensche if (w.teil, w.text, w.wert, w.jahr, w.person_id) not in waiting]


def zahl_eintragen(netzwerk: Netzwerk, teil: str, wert: int, jahr: int, person: Any) -> None:
    art: Groessenart = Wunschteil.zahlen()[Wunschteil(teil)]
    netzwerke.groessenangabe_hinzufuegen(
        netzwerk, art=art, jahr=jahr, wert=wert, quelle=QUELLE, person=person
    )


def bescheid_geben(netzwerk: Netzwerk, antwortende: Antwortende, wuensche: list[Aenderungswunsch]) -> None:
    """Tell those who can carry them out, but not whoever wished."""
    if not wuensche:
        return
    schluessel = f"aenderungswunsch:{max(wunsch.pk for wunsch in wuensche)}"
    for person in schreibende(netzwerk):
        if person == antwortende.person:
            continue
        with override(person.sprache):
            pfad = reverse("mitglieder:wuensche", args=[netzwerk.slug])
            kontext = {"netzwerk": netzwerk, "als": antwortende.als.label, "wuensche": wuensche}
        benachrichtigen(
            person, "aenderungswunsch", schluessel=schluessel, vorlage="mitglieder/aenderungswunsch",
            pfad=pfad, kontext=kontext, bezug=f"netzwerk:{netzwerk.pk}",
        )  # fmt: skip


def schreibende(netzwerk: Netzwerk) -> list[Any]:
    """Its Leitung and Redaktion; where there are none, the office."""
    rows = Mitgliedschaft.objects.aktuell().filter(
        netzwerk=netzwerk, rolle__in=(Rolle.LEITUNG, Rolle.REDAKTION), person__is_active=True
    )
    found = list({row.person_id: row.person for row in rows.select_related("person")}.values())
    return found or list(User.objects.geschaeftsstelle())


@transaction.atomic
def erledigen(wunsch: Aenderungswunsch, *, person: Any, uebernehmen: bool = False) -> bool:
    """Tick a wish off; `uebernehmen` adds its figure first. False where somebody else was quicker."""
    netzwerk = netzwerke.gesperrt(wunsch.netzwerk)
    erledigt = Aenderungswunsch.objects.offen().filter(pk=wunsch.pk)
    if not erledigt.update(erledigt=timezone.now(), erledigt_von=person):
        return False
    if uebernehmen and wunsch.wert is not None and wunsch.jahr is not None:
        zahl_eintragen(netzwerk, wunsch.teil, wunsch.wert, wunsch.jahr, person)
    festhalten(
        "netzwerk.wunsch_erledigen", person=person, objekt=netzwerk, teil=wunsch.teil, uebernommen=uebernehmen
    )
    return True
