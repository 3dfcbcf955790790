"""Seats of a firm: offered to an address, taken by its owner, handed on, ended.

Everything here holds the firm, so that its seats change one after another.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import festhalten
from core.refusal import RefusedError
from mitglieder.actions.firmen import besetzen, gehalten, netzwerke_von, sitz_nehmen
from mitglieder.actions.firmenbriefe import (
    angebot_senden,
    ansprechperson_mitteilen,
    besetzt_mitteilen,
    ende_mitteilen,
    ohne_ansprechperson_mitteilen,
)
from mitglieder.actions.unternehmen import gehalten_fuer
from mitglieder.einladungen import BETWEEN_RESENDS, MOST_RESENDS
from mitglieder.models import Sitz, Unternehmen
from mitglieder.models.einladung import in_vierzehn_tagen, neue_losung
from mitglieder.sitze import MOST_A_DAY, MOST_PER_ADDRESS, heute_an, heute_versandt, stand
from mitglieder.unternehmen import verluste
from netzwerke.models import Netzwerk
from notifications.actions import mails_an_adresse_zurueckziehen


@transaction.atomic
def anbieten(unternehmen: Unternehmen, *, person: Any, email: str, sprache: str = "de") -> Sitz:
    """Offer a seat to one address. Raises `RefusedError` with the sentence why not."""
    unternehmen, email = gehalten_fuer(unternehmen, person), email.lower()
    if unternehmen.sitze.besetzt().filter(person__email__iexact=email).exists():
        raise RefusedError(
            _("%(email)s sitzt schon für %(name)s.") % {"email": email, "name": unternehmen.name}
        )
    vorher = unternehmen.sitze.angebote().filter(email=email).first()
    if vorher is not None and not vorher.abgelaufen:
        raise RefusedError(
            _("%(email)s hat schon ein Angebot. Sie können es erneut senden.") % {"email": email}
        )
    darf_mailen(person, email)
    if vorher is not None:  # one that ran out makes room
        beenden(vorher)
    sitz = Sitz.objects.create(unternehmen=unternehmen, email=email, sprache=sprache, von=person)
    festhalten("sitz.anbieten", person=person, objekt=unternehmen, sitz=sitz.pk)
    angebot_senden(sitz)
    return sitz


def darf_mailen(person: Any, email: str) -> None:
    if heute_versandt(person) >= MOST_A_DAY:
        raise RefusedError(
            _("Heute haben Sie schon %(n)s Angebote verschickt. Bitte machen Sie morgen weiter.")
            % {"n": MOST_A_DAY}
        )
    if heute_an(email) >= MOST_PER_ADDRESS:
        raise RefusedError(
            _("%(email)s bekam heute schon mehrere Einladungen. Bitte versuchen Sie es morgen wieder.")
            % {"email": email}
        )


@transaction.atomic
def erneut_senden(sitz: Sitz, *, person: Any) -> Sitz:
    """Send once more; the link of the older mail is void from now on."""
    gehalten_fuer(sitz.unternehmen, person)
    sitz = als_angebot(sitz)
    if sitz.versuche > MOST_RESENDS:
        raise RefusedError(
            _("Dieses Angebot ging schon viermal hinaus. Bitte fragen Sie auf anderem Weg nach.")
        )
    if sitz.versandt + BETWEEN_RESENDS > timezone.now():
        raise RefusedError(
            _("Dieses Angebot ging gerade erst hinaus. Noch einmal geht es nach einer Stunde.")
        )
    darf_mailen(person, sitz.email)
    sitz.losung, sitz.gueltig_bis = neue_losung(), in_vierzehn_tagen()
    sitz.versandt, sitz.versuche = timezone.now(), sitz.versuche + 1
    sitz.save(update_fields=["losung", "gueltig_bis", "versandt", "versuche"])
    festhalten("sitz.erneut", person=person, objekt=sitz.unternehmen, sitz=sitz.pk)
    angebot_senden(sitz)
    return sitz


@transaction.atomic
def widerrufen(sitz: Sitz, *, person: Any) -> Sitz:
    """Take an offer back; a mail that has not left yet stays here."""
    gehalten_fuer(sitz.unternehmen, person)
    sitz = beenden(als_angebot(sitz))
    festhalten("sitz.widerrufen", person=person, objekt=sitz.unternehmen, sitz=sitz.pk)
    return sitz


@transaction.atomic
def annehmen(sitz: Sitz, *, person: Any, losung: str) -> Sitz:
    """Take the seat. The address of the account must be the one it was offered to."""
    unternehmen = gehalten(sitz.unternehmen)
    sitz = noch_gueltig(sitz, losung)
    if sitz.email.lower() != person.email.lower():
        raise RefusedError(_("Dieses Angebot gilt für eine andere E-Mail-Adresse."))
    if vorher := unternehmen.sitze.besetzt().filter(person=person).first():
        beenden(sitz)
        return vorher
    sitz = besetzen(sitz, an=person, person=person)
    besetzt_mitteilen(sitz)
    return sitz


@transaction.atomic
def ablehnen(sitz: Sitz, *, losung: str) -> Sitz:
    """Say no; whoever holds the link may, without an account."""
    gehalten(sitz.unternehmen)
    sitz = noch_gueltig(sitz, losung)
    sitz.abgelehnt = True
    beenden(sitz)
    festhalten("sitz.ablehnen", objekt=sitz.unternehmen, sitz=sitz.pk)
    return sitz


@transaction.atomic
def ansprechperson_machen(sitz: Sitz, *, person: Any) -> Sitz:
    """Let somebody who sits for the firm speak for it; the same once more changes and tells nothing."""
    gehalten_fuer(sitz.unternehmen, person)
    return einsetzen(als_besetzt(sitz), person=person)


@transaction.atomic
def nehmen(sitz: Sitz, *, person: Any) -> None:
    """Take a seat from somebody else; the person hears what ends with it."""
    gehalten_fuer(sitz.unternehmen, person)
    sitz = als_besetzt(sitz)
    if sitz.person_id == person.pk:
        raise RefusedError(
            _("Das ist Ihr eigener Sitz. Sie können ihn auf der Seite des Unternehmens aufgeben.")
        )
    mit_folgen_beenden(sitz, person=person)


@transaction.atomic
def aufgeben(unternehmen: Unternehmen, *, person: Any, nachfolge: Sitz | None = None) -> None:
    """Leave the firm by oneself. The last Ansprechperson names who follows, while others sit there."""
    unternehmen = gehalten(unternehmen)
    sitz = unternehmen.sitze.besetzt().filter(person=person).select_related("unternehmen", "person").first()
    if sitz is None:
        raise RefusedError(_("Sie sitzen nicht mehr für %(name)s.") % {"name": unternehmen.name})
    if nachfolge is not None:
        einsetzen(als_besetzt(nachfolge), person=person)
    mit_folgen_beenden(sitz, person=person)


def sitze_aufgeben(person: Any) -> None:
    """A person who goes leaves no seat behind. Raises `RefusedError` where somebody must follow first."""
    for sitz in (
        Sitz.objects.besetzt().filter(person=person).select_related("unternehmen").order_by("unternehmen")
    ):
        aufgeben(sitz.unternehmen, person=person)


# --- Under the lock of the firm --------------------------------------------------------------------------


def einsetzen(sitz: Sitz, *, person: Any) -> Sitz:
    if sitz.ansprechperson:
        return sitz
    sitz.ansprechperson = True
    sitz.save(update_fields=["ansprechperson"])
    festhalten("sitz.ansprechperson", person=person, objekt=sitz.unternehmen, an=sitz.person_id)
    ansprechperson_mitteilen(sitz, von=person)
    return sitz


def mit_folgen_beenden(sitz: Sitz, *, person: Any) -> None:
    """End the seat, and tell who has to know. Nobody stays behind without an Ansprechperson."""
    unternehmen = sitz.unternehmen
    verwaist = letzte_ansprechperson(sitz)
    if verwaist and unternehmen.sitze.besetzt().exclude(pk=sitz.pk).exists():
        raise RefusedError(
            _(
                "Das ist die letzte Ansprechperson von %(name)s. "
                "Bitte machen Sie zuerst eine andere Person dazu."
            )
            % {"name": unternehmen.name}
        )
    weg: list[Netzwerk] = [
        n for verlust in verluste(unternehmen, personen=[sitz.person_id]) for n in verlust.netzwerke
    ]
    sitz_nehmen(sitz, person=person)
    ende_mitteilen(sitz, weg, von=person)
    if verwaist:
        for angebot in unternehmen.sitze.angebote():
            beenden(angebot)
        ohne_ansprechperson_mitteilen(unternehmen, netzwerke_von(unternehmen))


def letzte_ansprechperson(sitz: Sitz) -> bool:
    if not sitz.ansprechperson:
        return False
    others = sitz.unternehmen.sitze.besetzt().filter(ansprechperson=True, person__is_active=True)
    return not others.exclude(pk=sitz.pk).exists()  # a closed account speaks for nobody


def beenden(sitz: Sitz) -> Sitz:
    """Close an offer."""
    sitz.beendet = timezone.now()
    sitz.save(update_fields=["beendet", "abgelehnt"])
    mails_an_adresse_zurueckziehen(sitz.email, bezug=f"sitz:{sitz.pk}")
    return sitz


def gelesen(sitz: Sitz) -> Sitz:
    """As it is now."""
    return Sitz.objects.select_related("unternehmen", "person", "von").get(pk=sitz.pk)


def als_angebot(sitz: Sitz) -> Sitz:
    sitz = gelesen(sitz)
    if sitz.beendet is not None or sitz.person_id is not None:
        raise RefusedError(_("Dieses Angebot ist schon beantwortet oder zurückgezogen."))
    return sitz


def als_besetzt(sitz: Sitz) -> Sitz:
    sitz = gelesen(sitz)
    if sitz.beendet is not None or sitz.person_id is None:
        raise RefusedError(_("Diese Person sitzt nicht mehr für das Unternehmen."))
    return sitz


def noch_gueltig(sitz: Sitz, losung: str) -> Sitz:
    sitz = gelesen(sitz)
    if stand(sitz, losung) != "offen":
        raise RefusedError(_("Dieses Angebot gilt nicht mehr."))
    return sitz
