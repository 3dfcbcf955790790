"""Asking to join, and answering. The network's row is locked, so that two answers never cross."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.audit import festhalten
from core.refusal import RefusedError
from core.signedlinks import absolute, make_token
from mitglieder.actions.firmen import aufnehmen, gehalten
from mitglieder.actions.rollen import innen
from mitglieder.actions.unternehmen import gehalten_fuer
from mitglieder.beitritt import ausgang, gehoert_zu, hindernis, leitungen, offene
from mitglieder.enums import Anfragezustand, darf_folgen
from mitglieder.models import Beitrittsanfrage, Unternehmen
from mitglieder.rules import spricht_fuer
from mitglieder.unternehmen import kommen_mit
from netzwerke.actions import gesperrt, rolle_geben
from netzwerke.enums import Netzwerkstatus, Rolle
from netzwerke.models import Netzwerk
from notifications.nachrichten import benachrichtigen

ZWECK = "beitritt"  # of the signed links in the mails to those who decide


@transaction.atomic
def anfragen(
    netzwerk: Netzwerk, *, person: Any, satz: str, firma: str = "", unternehmen: Unternehmen | None = None
) -> Beitrittsanfrage:
    """Ask to join, once: a second click finds the request that waits already. With `unternehmen` it is the
    firm that asks, and all who sit for it come along."""
    if unternehmen is not None:
        unternehmen = gehalten_fuer(unternehmen, person)  # the firm is held before the network
        firma = unternehmen.name
    netzwerk = gesperrt(netzwerk)
    if wartet := offene(netzwerk, person):
        return dieselbe(wartet, unternehmen)
    if grund := hindernis(netzwerk, person, unternehmen):
        raise RefusedError(grund)
    anfrage = Beitrittsanfrage.objects.create(
        person=person, netzwerk=netzwerk, satz=satz, firma=firma, unternehmen=unternehmen
    )
    festhalten("beitritt.anfragen", person=person, objekt=anfrage, netzwerk=netzwerk.pk)
    leitung = list(leitungen(netzwerk))
    for mensch in leitung or User.objects.geschaeftsstelle():
        fragen(anfrage, mensch, ohne_leitung=not leitung)
    return anfrage


def dieselbe(wartet: Beitrittsanfrage, unternehmen: Unternehmen | None) -> Beitrittsanfrage:
    if wartet.unternehmen_id != (unternehmen.pk if unternehmen else None):
        raise RefusedError(
            _(
                "Ihre Anfrage an %(name)s wartet schon. Ziehen Sie sie zuerst zurück, "
                "wenn Sie anders fragen möchten."
            )
            % {"name": wartet.netzwerk.kurzname}
        )
    return wartet


def fragen(anfrage: Beitrittsanfrage, mensch: Any, *, ohne_leitung: bool) -> None:
    """One mail with a link that carries this person's right to decide."""
    link = absolute("mitglieder:beitritt", make_token(ZWECK, anfrage=anfrage.pk, person=mensch.pk))
    kontext = {
        "anfrage": anfrage,
        "link": link,
        "ohne_leitung": ohne_leitung,
        "kommen_mit": kommen_mit(anfrage),
    }
    benachrichtigen(
        mensch, "beitritt", schluessel=f"beitritt.anfrage:{anfrage.pk}",
        vorlage="mitglieder/beitritt_anfrage", kontext=kontext, bezug=f"netzwerk:{anfrage.netzwerk_id}",
        pfad=reverse("mitglieder:anfrage", args=[anfrage.netzwerk.slug, anfrage.pk]),
    )  # fmt: skip


@transaction.atomic
def annehmen(anfrage: Beitrittsanfrage, *, person: Any) -> Beitrittsanfrage:
    """Let the person in, or the firm with all who sit for it. Raises `RefusedError` when it was decided
    meanwhile, the network ended, or the firm is no more."""
    unternehmen = gehalten(anfrage.unternehmen) if anfrage.unternehmen else None  # before the network
    netzwerk = gesperrt(anfrage.netzwerk)
    anfrage = zur_entscheidung(anfrage, Anfragezustand.ANGENOMMEN, person)
    if netzwerk.status == Netzwerkstatus.BEENDET:
        raise RefusedError(_("%(name)s ist beendet und nimmt niemanden mehr auf.") % {"name": netzwerk.name})
    entscheiden(anfrage, Anfragezustand.ANGENOMMEN, person)
    if unternehmen is not None:
        firma_einlassen(anfrage, unternehmen, person=person)
        return anfrage
    if not gehoert_zu(netzwerk, anfrage.person):
        rolle_geben(netzwerk, an=anfrage.person, rolle=Rolle.MITGLIED, person=person)
    antworten(anfrage, "mitglieder/willkommen", bezug=f"netzwerk:{netzwerk.pk}")
    return anfrage


def firma_einlassen(anfrage: Beitrittsanfrage, unternehmen: Unternehmen, *, person: Any) -> None:
    """Everybody who sits for the firm is in by the seat, and is welcomed."""
    sitze = list(unternehmen.sitze.besetzt().select_related("person"))
    if not sitze:
        raise RefusedError(
            _(
                "Für %(name)s sitzt niemand mehr. Bitte lehnen Sie die Anfrage ab, "
                "oder laden Sie jemanden ein."
            )
            % {"name": unternehmen.name}
        )
    aufnehmen(unternehmen, anfrage.netzwerk, person=person)
    for sitz in sitze:
        antworten(anfrage, "mitglieder/willkommen", bezug=f"netzwerk:{anfrage.netzwerk_id}", an=sitz.person)


@transaction.atomic
def ablehnen(anfrage: Beitrittsanfrage, *, person: Any, grund: str) -> Beitrittsanfrage:
    """Refuse, with a reason that the person reads."""
    gesperrt(anfrage.netzwerk)
    anfrage = zur_entscheidung(anfrage, Anfragezustand.ABGELEHNT, person)
    if not grund.strip():
        raise RefusedError(_("Bitte nennen Sie einen Grund. Die Person liest ihn."))
    entscheiden(anfrage, Anfragezustand.ABGELEHNT, person, grund.strip())
    antworten(anfrage, "mitglieder/beitritt_abgelehnt")
    return anfrage


@transaction.atomic
def zurueckziehen(anfrage: Beitrittsanfrage, *, person: Any) -> Beitrittsanfrage:
    """Take back one's own request, or one of the firm one speaks for, as long as nobody has answered it."""
    gesperrt(anfrage.netzwerk)
    anfrage = noch_offen(anfrage, Anfragezustand.ZURUECKGEZOGEN)
    if anfrage.person_id != person.pk and not spricht_fuer(person, anfrage.unternehmen):
        raise RefusedError(_("Nur die Person, die gefragt hat, kann die Anfrage zurückziehen."))
    return entscheiden(anfrage, Anfragezustand.ZURUECKGEZOGEN, person)


def durch_einladung_erledigen(netzwerk: Netzwerk, *, an: Any, person: Any) -> None:
    """Whoever comes in by an invitation has the answer to a request that still waits; a firm's goes on."""
    wartet = offene(netzwerk, an)
    if wartet and wartet.unternehmen_id is None:
        entscheiden(wartet, Anfragezustand.ANGENOMMEN, person)


def zur_entscheidung(anfrage: Beitrittsanfrage, nach: Anfragezustand, person: Any) -> Beitrittsanfrage:
    """The request as it is now, if `person` may decide it now; rights are read anew, not remembered."""
    mensch = User.objects.filter(pk=person.pk, is_active=True).first()
    if mensch is None or not mensch.has_perm("mitglieder.beitritt_entscheiden", anfrage.netzwerk):
        raise RefusedError(_("Sie leiten dieses Netzwerk nicht mehr und können darüber nicht entscheiden."))
    return noch_offen(anfrage, nach)


def noch_offen(anfrage: Beitrittsanfrage, nach: Anfragezustand) -> Beitrittsanfrage:
    """Read under the lock; whoever comes second hears what the first one did."""
    rows = Beitrittsanfrage.objects.select_related("netzwerk", "person", "entschieden_von", "unternehmen")
    anfrage = rows.get(pk=anfrage.pk)
    if not darf_folgen(Anfragezustand(anfrage.zustand), nach):
        raise RefusedError(ausgang(anfrage))
    return anfrage


def entscheiden(
    anfrage: Beitrittsanfrage, zustand: Anfragezustand, person: Any, grund: str = ""
) -> Beitrittsanfrage:
    anfrage.zustand, anfrage.grund = zustand, grund
    anfrage.entschieden, anfrage.entschieden_von = timezone.now(), person
    anfrage.save(update_fields=["zustand", "grund", "entschieden", "entschieden_von"])
    festhalten(f"beitritt.{zustand.value}", person=person, objekt=anfrage, netzwerk=anfrage.netzwerk_id)
    return anfrage


def antworten(anfrage: Beitrittsanfrage, vorlage: str, bezug: str = "", an: Any = None) -> None:
    netzwerk = anfrage.netzwerk
    kontext = {
        "anfrage": anfrage,
        "netzwerk": netzwerk,
        "unternehmen": anfrage.unternehmen,
    }
    aufgenommen = anfrage.zustand == Anfragezustand.ANGENOMMEN
    benachrichtigen(
        an or anfrage.person, "rollen", schluessel=f"beitritt.antwort:{anfrage.pk}", vorlage=vorlage,
        pfad=innen(netzwerk) if aufgenommen else reverse("mitglieder:mein"), kontext=kontext, bezug=bezug,
    )  # fmt: skip
