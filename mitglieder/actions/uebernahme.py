"""Taking over an entry: applying, and the proof by the network's published mailbox."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.audit import festhalten
from core.refusal import RefusedError
from core.signedlinks import LinkBrokenError, absolute, make_token, read_token
from mitglieder.actions.antraege import (
    ablehnen,
    aufnehmen,
    geschaeftsstelle_benachrichtigen,
    gesperrt,
    nachbarn_bitten,
)
from mitglieder.antraege import hat_leitung, regeln, sprechende
from mitglieder.enums import Antragsart, Antragszustand
from mitglieder.models import Antrag
from netzwerke.actions import gesperrt as netzwerk_gesperrt
from netzwerke.enums import Netzwerkstatus
from netzwerke.models import Netzwerk
from notifications.letters import brief_einreihen
from notifications.models import Ausgangsmail

NACHWEIS = "uebernahme"  # purpose of the signed link
MOST_PER_DAY = 3  # a person writes to no more mailboxes than this


def eigener(netzwerk: Netzwerk, person: Any) -> Any:
    """The person's open claim to this entry, or None."""
    rows = Antrag.objects.offen().filter(art=Antragsart.UEBERNAHME, netzwerk=netzwerk, person=person)
    return rows.select_related("netzwerk").first()


@transaction.atomic
def uebernahme_beantragen(netzwerk: Netzwerk, *, person: Any, angaben: dict[str, Any]) -> Antrag:
    """Hand in a claim; the published mailbox, or else the neighbours, are asked at once.

    Twice is once: whoever applied already gets the same application.
    """
    netzwerk = netzwerk_gesperrt(netzwerk)
    if vorher := eigener(netzwerk, person):
        return vorher
    uebernahme_pruefen(netzwerk, person)
    antrag = Antrag.objects.create(
        art=Antragsart.UEBERNAHME,
        person=person,
        netzwerk=netzwerk,
        daten={**angaben, "eingewilligt": timezone.now().isoformat()},
        zustand=Antragszustand.EINGEREICHT,
        eingereicht=timezone.now(),
    )
    festhalten("antrag.einreichen", person=person, objekt=antrag, art=antrag.art)
    geschaeftsstelle_benachrichtigen(antrag)
    if netzwerk.kontakt_email:
        nachweis_einreihen(antrag)
    elif regeln().buergschaft_genuegt:
        nachbarn_bitten(antrag, person=person)
    return antrag


def uebernahme_pruefen(netzwerk: Netzwerk, person: Any) -> None:
    if netzwerk.status == Netzwerkstatus.BEENDET:
        raise RefusedError(_("Dieses Netzwerk ist beendet. Bitte schreiben Sie der Geschäftsstelle."))
    if hat_leitung(netzwerk):
        raise RefusedError(_("Dieses Netzwerk hat schon eine Leitung. Bitten Sie dort um Aufnahme."))
    since = timezone.now() - timedelta(days=1)
    rows = Antrag.objects.filter(art=Antragsart.UEBERNAHME, person=person, angelegt__gte=since)
    if rows.count() >= MOST_PER_DAY:
        raise RefusedError(
            _("Mehr als drei Anträge am Tag sind nicht möglich. Bitte versuchen Sie es morgen.")
        )


@transaction.atomic
def nachweis_senden(antrag: Antrag, *, person: Any) -> None:
    """Send the proof link again, at most once a day."""
    antrag = gesperrt(antrag)
    if antrag.zustand != Antragszustand.EINGEREICHT or not antrag.postfach:
        raise RefusedError(_("Für diesen Antrag gibt es keinen Nachweis per Mail."))
    if nachweis_einreihen(antrag):
        festhalten("antrag.nachweis_senden", person=person, objekt=antrag)


def nachweis_einreihen(antrag: Antrag) -> bool:
    """Today's letter to the mailbox; False where it is on its way already."""
    email = antrag.postfach
    schluessel = f"uebernahme-nachweis:{antrag.pk}:{timezone.localdate().isoformat()}"
    if Ausgangsmail.objects.filter(schluessel=schluessel, empfaenger=email).exists():
        return False
    token = make_token(NACHWEIS, antrag=antrag.pk, email=email)
    context = {
        "antrag": antrag,
        "netzwerk": antrag.netzwerk,
        "link": absolute("mitglieder:nachweis", token),
        **sprechende(antrag),
    }
    with override("de"):  # a mailbox has no language; German is everybody's here
        brief_einreihen(schluessel, an=email, vorlage="mitglieder/uebernahme_nachweis", kontext=context)
    return True


def antrag_aus(token: str) -> Antrag:
    """The claim a proof link is about. Raises `RefusedError` for a link that is none, or is too old."""
    facts = read_token(NACHWEIS, token)
    antrag = Antrag.objects.select_related("person", "netzwerk").filter(pk=facts.get("antrag", 0)).first()
    if antrag is None or antrag.postfach != facts.get("email"):
        raise LinkBrokenError
    return antrag


@transaction.atomic
def nachweis_bestaetigen(token: str) -> Antrag:
    """Whoever reads the network's mailbox says yes. The link works once: then all is decided."""
    antrag = gesperrt(antrag_aus(token))
    antrag_aus(token)  # the mailbox may have changed while we waited for the lock
    return aufnehmen(antrag, person=None, weg="funktionspostfach")


@transaction.atomic
def nachweis_verneinen(token: str) -> Antrag:
    """Whoever reads the network's mailbox does not know the applicant."""
    antrag = antrag_aus(token)
    with override(antrag.person.sprache):
        grund = _("Aus dem Funktionspostfach kam die Antwort, dass das Netzwerk diesen Antrag nicht kennt.")
    return ablehnen(antrag, grund=grund, person=None)
