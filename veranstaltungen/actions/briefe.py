"""Letters to those who register. Each change of a registration is told once: its `fassung` stands in the
key.
"""

from datetime import timedelta
from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from core.signedlinks import absolute, make_token
from notifications.actions import Attachment
from notifications.letters import brief_einreihen
from veranstaltungen import ics
from veranstaltungen.enums import Anmeldestand, Empfaengerkreis
from veranstaltungen.models import Anmeldung, Termin

LINK = "anmeldung"
LINK_AGE = timedelta(days=400)  # people register for what is far away, and the link must cancel until then


def losung(anmeldung: Anmeldung) -> str:
    return make_token(LINK, pk=anmeldung.pk, nonce=anmeldung.nonce)


def schreiben(
    anmeldung: Anmeldung,
    anlass: str,
    *,
    an: Any = None,
    kalender: bool = False,
    stempel: str = "",
    **kontext: Any,
) -> None:
    """One letter about a registration, in the name of the network and the language of the person; to
    whose it is, or to `an`."""
    termin = anmeldung.termin
    veranstaltung = termin.veranstaltung
    sprache = anmeldung.person.sprache if anmeldung.person else anmeldung.sprache
    with override(sprache):
        brief_einreihen(
            f"anmeldung.{anlass}:{anmeldung.pk}:{stempel or anmeldung.fassung}",
            an=an or anmeldung.an,
            vorlage=f"veranstaltungen/{anlass}",
            kontext={
                "anmeldung": anmeldung,
                "termin": termin,
                "veranstaltung": veranstaltung,
                "link": str(absolute("veranstaltungen:anmeldung", losung(anmeldung))),
                **kontext,
            },
            bezug=f"termin:{termin.pk}",
            antwort_an=veranstaltung.netzwerk.kontakt_email,
            absender=absender(veranstaltung.netzwerk),
            anhaenge=[anhang(anmeldung, sprache)] if kalender else [],
        )


def absender(netzwerk: Any) -> str:
    """ "Motzener Straße <post@…>": the name of the network before our address."""
    return formataddr((netzwerk.kurzname, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))


def anhang(anmeldung: Anmeldung, sprache: str) -> Attachment:
    return (ics.ATTACHED, ics.datei(anmeldung.termin, sprache), "text/calendar")


def bitte_bestaetigen(anmeldung: Anmeldung) -> None:
    schreiben(anmeldung, "bitte_bestaetigen")


def schon_angemeldet(anmeldung: Anmeldung) -> None:
    """To the owner of an address that was registered once more; whoever has still to confirm is asked
    again. Once in ten minutes: a mail may get lost, and nobody is flooded. It goes to the address that was
    typed, which other addresses of an account are none of the stranger's to write to.
    """
    confirmed = anmeldung.stand not in Anmeldestand.unbestaetigt()
    window = f"{timezone.now():%d%H%M}"[:-1]
    schreiben(
        anmeldung,
        "schon_angemeldet" if confirmed else "bitte_bestaetigen",
        an=anmeldung.email,
        stempel=f"{anmeldung.fassung}-{window}",
    )


def angemeldet(anmeldung: Anmeldung) -> None:
    schreiben(anmeldung, "angemeldet", kalender=anmeldung.hat_platz)


def nachgerueckt(anmeldung: Anmeldung) -> None:
    schreiben(anmeldung, "nachgerueckt", kalender=True)


def platz_angeboten(anmeldung: Anmeldung) -> None:
    schreiben(anmeldung, "platz_angeboten")


def angebot_verfallen(anmeldung: Anmeldung) -> None:
    schreiben(anmeldung, "angebot_verfallen")


def abgemeldet(anmeldung: Anmeldung, *, vom_gastgeber: bool = False) -> None:
    schreiben(anmeldung, "abgemeldet", vom_gastgeber=vom_gastgeber)


def an_alle(termin: Termin, anlass: str) -> None:
    """The same letter to everybody who registered or waits, by the worker. Told once per change of the
    date.
    """
    from veranstaltungen.tasks import an_alle as aufgabe  # the task writes through this module

    aufgabe.enqueue(termin.pk, anlass, Empfaengerkreis.ALLE, f"s{termin.sequenz}")


def geaendert(termin: Termin) -> None:
    an_alle(termin, "geaendert")


def verlegt(termin: Termin) -> None:
    an_alle(termin, "verlegt")


def abgesagt(termin: Termin) -> None:
    an_alle(termin, "abgesagt")
