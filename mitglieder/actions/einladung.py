"""Inviting one person, sending again, taking back; and what the invited person answers."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core.audit import festhalten
from core.refusal import RefusedError
from mitglieder.actions.beitritt import durch_einladung_erledigen
from mitglieder.actions.firmen import mit_netzwerken_gehalten, sitz_geben
from mitglieder.actions.rollen import innen, leitung_erst_mit_faktor
from mitglieder.beitritt import gehoert_zu, leitungen
from mitglieder.einladungen import (
    BETWEEN_RESENDS,
    MOST_A_DAY,
    MOST_PER_ADDRESS,
    MOST_RESENDS,
    Befund,
    adresse_von,
    bestand,
    heute_versandt,
    stand,
)
from mitglieder.enums import Einladungszustand, darf_folgen
from mitglieder.firmen import ansprechpersonen
from mitglieder.models import Einladung, Unternehmen
from mitglieder.models.einladung import in_vierzehn_tagen, neue_losung
from netzwerke.actions import gesperrt, rolle_geben
from netzwerke.enums import Netzwerkstatus, Rolle
from netzwerke.models import Netzwerk
from notifications.actions import mails_an_adresse_zurueckziehen, mails_einreihen
from notifications.letters import brief_entwerfen
from notifications.models import Ausgangsmail
from notifications.nachrichten import benachrichtigen

RECHT = "mitglieder.einladen"
SECOND_CLICK = timedelta(seconds=20)


@transaction.atomic
def einladen(netzwerk: Netzwerk, *, person: Any, email: str, rolle: Rolle, **angaben: Any) -> Einladung:
    """Invite one address; a second click finds what the first one sent. Raises `RefusedError` with the
    sentence why not."""
    netzwerk = gesperrt(netzwerk)
    if eben := eben_versandt(netzwerk, person, email, rolle):
        return eben
    darf_einladen(netzwerk, person)
    if rolle == Rolle.LEITUNG:
        leitung_erst_mit_faktor(person)
    tageslimit(person, 1)
    befund = bestand(netzwerk).befund(email.lower(), rolle)
    for_a_firm = befund == Befund.MITGLIED and angaben.get("unternehmen")  # members may speak for one as well
    if befund != Befund.NEU and not for_a_firm:
        raise RefusedError(f"{email}: {befund.label}.")
    return anlegen(netzwerk, person=person, email=email, rolle=rolle, **angaben)


def eben_versandt(netzwerk: Netzwerk, person: Any, email: str, rolle: Rolle) -> Einladung | None:
    since = timezone.now() - SECOND_CLICK
    rows = netzwerk.einladungen.offen().filter(von=person, email=email.lower(), rolle=rolle)
    return rows.filter(versandt__gt=since, versuche=1).first()


def anlegen(netzwerk: Netzwerk, *, person: Any, email: str, rolle: Rolle, **angaben: Any) -> Einladung:
    """The row and its mail, for an address that was checked under the lock of the network."""
    abgelaufene_schliessen(netzwerk, [email.lower()])
    einladung = Einladung.objects.create(
        netzwerk=netzwerk, von=person, email=email.lower(), rolle=rolle, **angaben
    )
    festhalten("einladung.senden", person=person, objekt=einladung, netzwerk=netzwerk.pk, rolle=str(rolle))
    senden([einladung])
    leitungen_unterrichten(netzwerk, [einladung], person)
    return einladung


def leitungen_unterrichten(netzwerk: Netzwerk, einladungen: list[Einladung], person: Any) -> None:
    """Whoever leads beside `person` hears in one letter who is invited to lead with them, before they do."""
    neue = [einladung for einladung in einladungen if einladung.rolle == Rolle.LEITUNG]
    if not neue:
        return
    for mensch in leitungen(netzwerk).exclude(pk=person.pk):
        benachrichtigen(
            mensch, "rollen", schluessel=f"einladung.leitung_angeboten:{neue[0].pk}",
            vorlage="mitglieder/leitung_eingeladen",
            pfad=reverse("mitglieder:einladen", args=[netzwerk.slug]),
            kontext={"einladungen": neue, "netzwerk": netzwerk, "von": person},
            bezug=f"netzwerk:{netzwerk.pk}",
        )  # fmt: skip


def abgelaufene_schliessen(netzwerk: Netzwerk, emails: list[str]) -> None:
    """Invitations that ran out make room for new ones."""
    old = netzwerk.einladungen.offen().filter(email__in=emails)
    old.update(zustand=Einladungszustand.WIDERRUFEN, erledigt=timezone.now())


def senden(einladungen: list[Einladung]) -> None:
    mails_einreihen([brief_an(einladung) for einladung in einladungen])


def brief_an(einladung: Einladung) -> Ausgangsmail:
    return brief_entwerfen(
        f"einladung:{einladung.pk}:{einladung.versuche}", an=einladung, vorlage="mitglieder/einladung",
        kontext={"einladung": einladung, "link": adresse_von(einladung)}, bezug=f"einladung:{einladung.pk}",
    )  # fmt: skip


def darf_einladen(netzwerk: Netzwerk, person: Any) -> None:
    """The right as it is now, and a network that still takes people in."""
    if not darf_noch(person, netzwerk):
        raise RefusedError(_("Sie leiten dieses Netzwerk nicht mehr und können niemanden einladen."))
    if netzwerk.status == Netzwerkstatus.BEENDET:
        raise RefusedError(_("%(name)s ist beendet und nimmt niemanden mehr auf.") % {"name": netzwerk.name})


def darf_noch(person: Any, netzwerk: Netzwerk) -> bool:
    """Whether `person` may invite today: read anew, and False for somebody who is gone."""
    mensch = User.objects.filter(pk=person.pk, is_active=True).first() if person else None
    return mensch is not None and mensch.has_perm(RECHT, netzwerk)


def tageslimit(person: Any, anzahl: int) -> None:
    frei = max(0, MOST_A_DAY - heute_versandt(person))
    if anzahl > frei:
        raise RefusedError(
            ngettext(
                "Heute können Sie noch %(n)s Einladung verschicken. Bitte machen Sie morgen weiter.",
                "Heute können Sie noch %(n)s Einladungen verschicken. Bitte machen Sie morgen weiter.",
                frei,
            )
            % {"n": frei}
        )


@transaction.atomic
def erneut_senden(einladung: Einladung, *, person: Any) -> Einladung:
    """Send once more, in the name of who does; the link of the older mail is void from now on."""
    netzwerk = gesperrt(einladung.netzwerk)
    darf_einladen(netzwerk, person)
    tageslimit(person, 1)
    einladung = noch_offen(einladung, Einladungszustand.WIDERRUFEN)
    if einladung.versuche > MOST_RESENDS:
        raise RefusedError(
            _("Diese Einladung ging schon viermal hinaus. Bitte fragen Sie auf anderem Weg nach.")
        )
    if einladung.versandt + BETWEEN_RESENDS > timezone.now():
        raise RefusedError(
            _("Diese Einladung ging gerade erst hinaus. Noch einmal geht es nach einer Stunde.")
        )
    if bestand(netzwerk).heute.get(einladung.email, 0) >= MOST_PER_ADDRESS:
        raise RefusedError(f"{einladung.email}: {Befund.ZU_OFT.label}.")
    einladung.losung, einladung.gueltig_bis = neue_losung(), in_vierzehn_tagen()
    einladung.versandt, einladung.versuche = timezone.now(), einladung.versuche + 1
    einladung.von = person  # who invited first may lead no longer
    einladung.save(update_fields=["losung", "gueltig_bis", "versandt", "versuche", "von"])
    festhalten("einladung.erneut", person=person, objekt=einladung, netzwerk=netzwerk.pk)
    senden([einladung])
    return einladung


@transaction.atomic
def widerrufen(einladung: Einladung, *, person: Any) -> Einladung:
    """Take back; a mail that has not left yet stays here."""
    netzwerk = gesperrt(einladung.netzwerk)
    if not darf_noch(person, netzwerk):
        raise RefusedError(_("Sie leiten dieses Netzwerk nicht mehr."))
    einladung = schliessen(noch_offen(einladung, Einladungszustand.WIDERRUFEN), Einladungszustand.WIDERRUFEN)
    mails_an_adresse_zurueckziehen(einladung.email, bezug=f"einladung:{einladung.pk}")
    festhalten("einladung.widerrufen", person=person, objekt=einladung, netzwerk=netzwerk.pk)
    return einladung


@transaction.atomic
def annehmen(einladung: Einladung, *, person: Any, losung: str) -> Einladung:
    """Come in. The address of the account must be the one that was invited.

    Who was invited for a firm speaks for it from now on, and is in by that seat.
    """
    unternehmen = mit_netzwerken_gehalten(einladung.unternehmen) if einladung.unternehmen else None
    netzwerk = gesperrt(einladung.netzwerk)
    einladung = noch_gueltig(einladung, losung)
    if einladung.unternehmen != unternehmen:  # merged with another entry a moment ago
        raise RefusedError(_("Der Eintrag des Unternehmens hat sich gerade geändert. Bitte noch einmal."))
    if einladung.email.lower() != person.email.lower():
        raise RefusedError(_("Diese Einladung gilt für eine andere E-Mail-Adresse."))
    rolle, von = Rolle(einladung.rolle), einladung.von
    if (unternehmen or rolle != Rolle.MITGLIED) and not darf_noch(von, netzwerk):
        raise RefusedError(
            _(
                "Wer Sie eingeladen hat, leitet dieses Netzwerk nicht mehr. "
                "Bitten Sie die Leitung um eine neue Einladung."
            )
        )
    if unternehmen:
        ansprechperson_werden(unternehmen, person, von)
    elif rolle != Rolle.MITGLIED or not gehoert_zu(netzwerk, person):
        rolle_geben(netzwerk, an=person, rolle=rolle, person=von)
    einladung.angenommen_von = person
    schliessen(einladung, Einladungszustand.ANGENOMMEN)
    festhalten("einladung.annehmen", person=person, objekt=einladung, netzwerk=netzwerk.pk)
    durch_einladung_erledigen(netzwerk, an=person, person=von)
    begruessen(einladung, person)
    return einladung


def ansprechperson_werden(unternehmen: Unternehmen, person: Any, von: Any) -> None:
    """Take a seat, or speak from the one that the person has already; the first who accepts does.

    The network gives the first Ansprechperson only: who comes next is a matter of the firm itself.
    """
    if ansprechpersonen().filter(unternehmen=unternehmen).exclude(person=person).exists():
        raise RefusedError(
            _("Für %(name)s spricht inzwischen jemand. Die Ansprechperson pflegt den Eintrag jetzt selbst.")
            % {"name": unternehmen.name}
        )
    sitz = sitz_geben(unternehmen, an=person, ansprechperson=True, person=von)
    if not sitz.ansprechperson:
        sitz.ansprechperson = True
        sitz.save(update_fields=["ansprechperson"])
        festhalten("sitz.ansprechperson", person=von, objekt=unternehmen, an=person.pk)


def begruessen(einladung: Einladung, person: Any) -> None:
    """The first steps for who came in; of a new Leitung the others hear."""
    netzwerk = einladung.netzwerk
    kontext = {
        "netzwerk": netzwerk, "neu": person, "rolle": einladung.rolle,
        "spricht_fuer": einladung.unternehmen,
    }  # fmt: skip
    bezug = f"netzwerk:{netzwerk.pk}"
    benachrichtigen(
        person, "rollen", schluessel=f"einladung.willkommen:{einladung.pk}",
        vorlage="mitglieder/willkommen", pfad=innen(netzwerk), kontext=kontext, bezug=bezug,
    )  # fmt: skip
    if einladung.rolle == Rolle.LEITUNG:
        for mensch in leitungen(netzwerk).exclude(pk=person.pk):
            benachrichtigen(
                mensch, "rollen", schluessel=f"einladung.leitung:{einladung.pk}",
                vorlage="mitglieder/neue_leitung", kontext=kontext, bezug=bezug,
                pfad=reverse("mitglieder:personen", args=[netzwerk.slug]),
            )  # fmt: skip


@transaction.atomic
def ablehnen(einladung: Einladung, *, losung: str) -> Einladung:
    """Say no; whoever holds the link may, without an account."""
    gesperrt(einladung.netzwerk)
    einladung = schliessen(noch_gueltig(einladung, losung), Einladungszustand.ABGELEHNT)
    festhalten("einladung.ablehnen", objekt=einladung, netzwerk=einladung.netzwerk_id)
    return einladung


def noch_gueltig(einladung: Einladung, losung: str) -> Einladung:
    einladung = noch_offen(einladung, Einladungszustand.ANGENOMMEN)
    if stand(einladung, losung) != "offen":
        raise RefusedError(_("Diese Einladung gilt nicht mehr."))
    return einladung


def noch_offen(einladung: Einladung, nach: Einladungszustand) -> Einladung:
    """Read again under the lock of the network."""
    einladung = Einladung.objects.select_related("netzwerk", "von", "unternehmen").get(pk=einladung.pk)
    if not darf_folgen(Einladungszustand(einladung.zustand), nach):
        stand_jetzt = Einladungszustand(einladung.zustand).label
        raise RefusedError(_("Diese Einladung ist schon %(stand)s.") % {"stand": stand_jetzt})
    return einladung


def schliessen(einladung: Einladung, zustand: Einladungszustand) -> Einladung:
    einladung.zustand, einladung.erledigt = zustand, timezone.now()
    einladung.save(update_fields=["zustand", "erledigt", "angenommen_von"])
    return einladung
