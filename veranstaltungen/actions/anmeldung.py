"""Registering for a date, confirming, changing, leaving. Each is one transaction under the lock of the
date.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.audit import festhalten
from core.i18n import active
from core.refusal import RefusedError
from mitglieder.models import Unternehmen
from netzwerke.models import Netzwerk
from veranstaltungen.actions import briefe
from veranstaltungen.actions.plaetze import (
    HELD,
    bekaeme_platz,
    gesperrt,
    nachruecken,
    schwebende,
    setzen,
    zaehlen,
)
from veranstaltungen.enums import Anmeldestand
from veranstaltungen.models import Anmeldung, Antwort, Frage, Platz, Termin
from veranstaltungen.models.anmeldung import gehoert


class SchonAngemeldetError(RefusedError):
    """There is a registration of this person or address already: `anmeldung`."""

    def __init__(self, anmeldung: Anmeldung) -> None:
        super().__init__(_("Sie sind für diesen Termin schon angemeldet."))
        self.anmeldung = anmeldung


class VollError(RefusedError):
    """No place, and no waiting list."""


@dataclass(frozen=True)
class Angaben:
    """What somebody who registers says. `namen` are those who come along; `antworten` {question: answer}."""

    plaetze: int = 1
    namen: Sequence[str] = ()
    antworten: Mapping[Frage, str] = field(default_factory=dict)
    netzwerk: Netzwerk | None = None
    unternehmen: Unternehmen | None = None
    firma: str = ""


def anmelden(termin: Termin, *, person: Any, angaben: Angaben | None = None) -> Anmeldung:
    """Register an account: with a place, or on the waiting list.

    Raises `SchonAngemeldetError`, `VollError`, or `RefusedError` with what is in the way.
    """
    angaben = angaben or Angaben()
    with gesperrt(termin) as hier:
        anmeldung = entwurf(hier, str(person), person.email, angaben)
        anmeldung.person, anmeldung.sprache = person, person.sprache
        pruefen(hier, anmeldung)
        eintragen(hier, anmeldung, angaben)
        briefe.angemeldet(anmeldung)
    return anmeldung


def als_gast_anmelden(
    termin: Termin, *, name: str, email: str, angaben: Angaben | None = None
) -> Anmeldung | None:
    """Register a guest, who has to confirm by the link of a letter; a free place is held for half an hour.

    Whether the address is registered already is told to nobody but its owner, by letter: then None comes
    back, and the page looks the same.
    """
    angaben = angaben or Angaben()
    with gesperrt(termin) as hier:
        anmeldung = entwurf(hier, name, email, angaben)
        try:
            pruefen(hier, anmeldung)
        except SchonAngemeldetError as known:
            if not (hier.veranstaltung.warteliste or bekaeme_platz(hier, anmeldung)):
                raise VollError(_("Alle Plätze sind vergeben.")) from None  # as everybody else is told
            briefe.schon_angemeldet(known.anmeldung)
            return None
        eintragen(hier, anmeldung, angaben, gast=True)
        briefe.bitte_bestaetigen(anmeldung)
    return anmeldung


def entwurf(termin: Termin, name: str, email: str, angaben: Angaben) -> Anmeldung:
    return Anmeldung(
        termin=termin,
        name=name,
        email=email.strip().lower(),
        sprache=active(),
        plaetze=angaben.plaetze,
        netzwerk=angaben.netzwerk,
        unternehmen=angaben.unternehmen,
        firma=angaben.firma or (angaben.unternehmen.name if angaben.unternehmen else ""),
        nonce=secrets.token_hex(8),
    )


def pruefen(termin: Termin, anmeldung: Anmeldung) -> None:
    """What does not depend on places. Needs the lock."""
    veranstaltung = termin.veranstaltung
    if not (veranstaltung.ist_veroeffentlicht and veranstaltung.hat_anmeldung):
        raise RefusedError(_("Für diese Veranstaltung gibt es hier keine Anmeldung."))
    if termin.ist_abgesagt:
        raise RefusedError(_("Dieser Termin ist abgesagt."))
    if not termin.nimmt_anmeldungen:
        raise RefusedError(_("Die Anmeldung für diesen Termin ist geschlossen."))
    wer: Any = anmeldung.person or AnonymousUser()
    if not wer.has_perm("veranstaltungen.anmelden", veranstaltung):
        raise RefusedError(_("Diese Veranstaltung ist nicht für alle offen."))
    if not 1 <= anmeldung.plaetze <= veranstaltung.plaetze_je_anmeldung:
        raise RefusedError(
            _("Bitte höchstens %(anzahl)s Plätze je Anmeldung.")
            % {"anzahl": veranstaltung.plaetze_je_anmeldung}
        )
    if (most := hoechstens(termin, anmeldung)) is not None and anmeldung.plaetze > most:
        raise RefusedError(_("So viele Plätze gibt es hier nicht. Es sind höchstens %(n)s.") % {"n": most})
    if (known := laufende(termin, anmeldung)) is not None:
        raise SchonAngemeldetError(known)


def hoechstens(termin: Termin, anmeldung: Anmeldung) -> int | None:
    """How many places this registration could ever get, however many are free; None without a limit."""
    veranstaltung = termin.veranstaltung
    limits = [
        termin.belegung.plaetze,
        veranstaltung.plaetze_je_netzwerk if anmeldung.netzwerk_id else None,
        veranstaltung.plaetze_je_unternehmen if anmeldung.unternehmen_id else None,
    ]
    return min((limit for limit in limits if limit is not None), default=None)


def laufende(termin: Termin, anmeldung: Anmeldung) -> Anmeldung | None:
    """The registration that the same person or address has, also as a guest."""
    same = Q(email=anmeldung.email)
    if anmeldung.person is not None:
        same |= gehoert(anmeldung.person)
    return termin.anmeldungen.laufend().filter(same).order_by().first()


def eintragen(termin: Termin, anmeldung: Anmeldung, angaben: Angaben, *, gast: bool = False) -> None:
    """Write the registration with its seats and answers, in the state that the places allow. Needs the
    lock.
    """
    gets = bekaeme_platz(termin, anmeldung)
    if not gets and not termin.veranstaltung.warteliste:
        raise VollError(_("Alle Plätze sind vergeben."))
    if gast:
        stand = Anmeldestand.OFFEN if gets else Anmeldestand.OFFEN_WARTEND
        setzen(anmeldung, stand, termin, frist=min(timezone.now() + HELD, termin.beginn))
    else:
        setzen(anmeldung, Anmeldestand.ANGEMELDET if gets else Anmeldestand.WARTET, termin)
    sitze_anlegen(anmeldung, [anmeldung.name, *angaben.namen])
    Antwort.objects.bulk_create(
        Antwort(anmeldung=anmeldung, frage=frage, text=text)
        for frage, text in angaben.antworten.items()
        if text
    )


def kaeme_auf_die_warteliste(termin: Termin, person: Any) -> bool:
    """Whether somebody who registered now would wait: what the form says before one sends it. No promise, for
    nothing is locked."""
    termin.schwebend = schwebende(termin)
    networks = person.netzwerk_ids if person else ()
    one = Anmeldung(plaetze=1, netzwerk_id=next(iter(networks)) if len(networks) == 1 else None)
    return not bekaeme_platz(termin, one)


def gelesen(anmeldung: Anmeldung, termin: Termin) -> Anmeldung:
    """The registration as it stands now. Needs the lock."""
    fresh = Anmeldung.objects.select_related("person").get(pk=anmeldung.pk)
    fresh.termin = termin
    return fresh


def zuordnen(termin: Termin, anmeldung: Anmeldung) -> None:
    """Whoever confirms by a letter to a confirmed address of an account is that account. It has one
    registration for a date; a second one stays that of a guest. Needs the lock.
    """
    if anmeldung.person_id is not None:
        return
    account = User.objects.mit_adresse(anmeldung.email)
    others = termin.anmeldungen.laufend().exclude(pk=anmeldung.pk)
    if account is not None and not others.filter(person=account).exists():
        anmeldung.person = account


def bestaetigen(anmeldung: Anmeldung) -> Anmeldung:
    """A guest confirms, and may turn out to have an account. Twice is once; when the time was over, whoever
    comes late takes what is left."""
    with gesperrt(anmeldung.termin) as hier:
        row = gelesen(anmeldung, hier)
        if row.stand in (Anmeldestand.ANGEMELDET, Anmeldestand.WARTET, Anmeldestand.ANGEBOTEN):
            return row
        if row.stand == Anmeldestand.ABGEMELDET:
            raise RefusedError(_("Diese Anmeldung haben Sie zurückgenommen. Melden Sie sich bitte neu an."))
        if not hier.belegung_offen:
            raise RefusedError(_("Die Anmeldung für diesen Termin ist geschlossen."))
        held, late = row.stand == Anmeldestand.OFFEN, row.stand == Anmeldestand.VERFALLEN
        if late and (other := laufende(hier, row)) is not None:
            return gelesen(other, hier)
        if late and not hier.nimmt_anmeldungen:
            raise RefusedError(_("Die Anmeldung für diesen Termin ist geschlossen."))
        zuordnen(hier, row)
        if held or bekaeme_platz(hier, row):
            setzen(row, Anmeldestand.ANGEMELDET, hier)
        elif hier.veranstaltung.warteliste:
            setzen(row, Anmeldestand.WARTET, hier)
        else:
            raise VollError(_("Inzwischen sind alle Plätze vergeben."))
        briefe.angemeldet(row)
        return row


def angebot_annehmen(anmeldung: Anmeldung) -> Anmeldung:
    with gesperrt(anmeldung.termin) as hier:
        row = gelesen(anmeldung, hier)
        if row.stand == Anmeldestand.ANGEMELDET:
            return row
        if row.stand != Anmeldestand.ANGEBOTEN:
            raise RefusedError(_("Dieses Angebot gilt nicht mehr. Der Platz ist weitergegeben."))
        setzen(row, Anmeldestand.ANGEMELDET, hier)
        briefe.angemeldet(row)
        return row


def abmelden(
    anmeldung: Anmeldung, *, vom_gastgeber: bool = False, still: bool = False, person: Any = None
) -> Anmeldung:
    """Leave: the place goes to the next in the same transaction. Twice is once. What a host does is
    noted; `still` writes no letter, to somebody whose account ends."""
    with gesperrt(anmeldung.termin) as hier:
        row = gelesen(anmeldung, hier)
        if not row.laeuft:
            return row
        if hier.hat_begonnen:
            raise RefusedError(_("Der Termin hat schon begonnen."))
        setzen(row, Anmeldestand.ABGEMELDET, hier)
        if not still:
            briefe.abgemeldet(row, vom_gastgeber=vom_gastgeber)
        if vom_gastgeber:
            festhalten("anmeldung.herausnehmen", person=person, objekt=hier, anmeldung=row.pk)
        nachruecken(hier)
        return row


def begleitung_aendern(anmeldung: Anmeldung, plaetze: int, namen: Sequence[str]) -> Anmeldung:
    """Come with more or fewer, or with others, until it begins. Fewer frees places; more needs them for one
    who comes now, and goes only while one can register.
    """
    with gesperrt(anmeldung.termin) as hier:
        row = gelesen(anmeldung, hier)
        more = plaetze - row.plaetze
        plaetze_pruefen(row, plaetze)
        if more > 0 and row.hat_platz and not bekaeme_platz(hier, zusaetzlich(row, more)):
            raise VollError(_("So viele Plätze sind nicht mehr frei."))
        row.plaetze = plaetze
        row.save(update_fields=["plaetze"])
        if row.hat_platz:
            zaehlen(hier, more)
        sitze_schreiben(row, namen)
        if more < 0:
            nachruecken(hier)
        return row


def plaetze_pruefen(anmeldung: Anmeldung, plaetze: int) -> None:
    """What does not depend on free places. Needs the lock."""
    termin = anmeldung.termin
    if not (anmeldung.laeuft and termin.belegung_offen):
        raise RefusedError(_("Diese Anmeldung lässt sich nicht mehr ändern."))
    if plaetze > anmeldung.plaetze and not termin.nimmt_anmeldungen:
        raise RefusedError(_("Weitere Plätze gibt es nicht mehr: Die Anmeldung ist geschlossen."))
    most = anmeldung.plaetze_hoechstens
    if not 1 <= plaetze <= most:
        raise RefusedError(_("Bitte höchstens %(anzahl)s Plätze je Anmeldung.") % {"anzahl": most})


def sitze_schreiben(anmeldung: Anmeldung, namen: Sequence[str]) -> None:
    """The seats of a registration, with these names; seats beyond them keep theirs, and who has arrived
    stays so.
    """
    before = list(anmeldung.sitze.values_list("nummer", "name", "eingetroffen"))
    names = [*namen, *(name for number, name, _arrived in before if number > len(namen))]
    anmeldung.sitze.all().delete()
    sitze_anlegen(anmeldung, names, {number: arrived for number, _name, arrived in before})


def sitze_anlegen(
    anmeldung: Anmeldung, namen: Sequence[str], eingetroffen: Mapping[int, datetime | None] | None = None
) -> None:
    """One seat for each place; one without a name is told as "N. N."."""
    names = [*namen, *[""] * anmeldung.plaetze][: anmeldung.plaetze]
    Platz.objects.bulk_create(
        Platz(anmeldung=anmeldung, nummer=number, name=name, eingetroffen=(eingetroffen or {}).get(number))
        for number, name in enumerate(names, start=1)
    )


def zusaetzlich(anmeldung: Anmeldung, plaetze: int) -> Anmeldung:
    """Further places of the same person, as if they were a registration of their own."""
    return Anmeldung(
        plaetze=plaetze, netzwerk_id=anmeldung.netzwerk_id, unternehmen_id=anmeldung.unternehmen_id
    )


def kapazitaet_setzen(termin: Termin, plaetze: int | None) -> Termin:
    """More places let people move up; fewer than are taken are refused."""
    with gesperrt(termin) as hier:
        if plaetze is not None and plaetze < hier.belegung.belegt:
            raise RefusedError(
                _("Es sind schon %(anzahl)s Plätze vergeben. Weniger geht erst, wenn jemand absagt.")
                % {"anzahl": hier.belegung.belegt}
            )
        hier.belegung.plaetze = plaetze
        hier.belegung.save(update_fields=["plaetze"])
        nachruecken(hier)
        return hier
