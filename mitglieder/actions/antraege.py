"""What happens to an application once it is handed in: vouched for, released, declined, withdrawn."""

from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from core.audit import festhalten
from core.refusal import RefusedError
from core.signedlinks import absolute, make_token
from mitglieder.actions.gruendung import gruenden
from mitglieder.actions.rollen import leitung_erst_mit_faktor
from mitglieder.antraege import eigene_netzwerke, hat_leitung, nachbarleitungen, regeln, sprechende
from mitglieder.enums import Antragsart, Antragszustand, darf_folgen
from mitglieder.models import Antrag, Buergschaft
from netzwerke.actions import gesperrt as netzwerk_gesperrt
from netzwerke.actions import rolle_geben
from netzwerke.enums import Netzwerkstatus, Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from notifications.nachrichten import benachrichtigen

BUERGEN = "buergschaft"  # purpose of the signed link


def gesperrt(antrag: Antrag) -> Antrag:
    """The application, its row locked; the network's first, so that no two can wait for each other."""
    if antrag.netzwerk is not None:
        netzwerk_gesperrt(antrag.netzwerk)
    rows = Antrag.objects.select_for_update(of=("self",)).select_related("person", "netzwerk")
    return rows.get(pk=antrag.pk)


def entscheiden(antrag: Antrag, zustand: Antragszustand, *, person: Any, grund: str = "") -> None:
    """Move to an end state; refuses what has ended already."""
    if not darf_folgen(Antragszustand(antrag.zustand), zustand):
        raise RefusedError(
            _("Über diesen Antrag ist schon entschieden: %(stand)s.")
            % {"stand": antrag.get_zustand_display()}
        )
    antrag.zustand, antrag.grund = zustand, grund
    antrag.entschieden, antrag.entschieden_von = timezone.now(), person
    antrag.save()


@transaction.atomic
def freigeben(antrag: Antrag, *, person: Any) -> Antrag:
    """The office lets in."""
    antrag = gesperrt(antrag)
    nicht_der_eigene(antrag, person)
    return aufnehmen(antrag, person=person, weg="geschaeftsstelle")


@transaction.atomic
def ablehnen(antrag: Antrag, *, grund: str, person: Any) -> Antrag:
    """The office, or the network's own mailbox (`person` is None), says no, and why."""
    antrag = gesperrt(antrag)
    nicht_der_eigene(antrag, person)
    absagen(antrag, person=person, grund=grund)
    return antrag


@transaction.atomic
def zurueckziehen(antrag: Antrag, *, person: Any) -> Antrag:
    """The applicant thinks better of it. Twice is once."""
    antrag = gesperrt(antrag)
    if antrag.zustand != Antragszustand.ZURUECKGEZOGEN:
        entscheiden(antrag, Antragszustand.ZURUECKGEZOGEN, person=person)
        festhalten("antrag.zurueckziehen", person=person, objekt=antrag)
    return antrag


@transaction.atomic
def buergen(antrag: Antrag, *, person: Any, netzwerk: Netzwerk) -> Antrag:
    """The Leitung of another network vouches; with enough networks the application is accepted."""
    antrag = gesperrt(antrag)
    given = antrag.buergschaften.filter(person=person, netzwerk=netzwerk)
    if given.exists():  # the same button twice
        return antrag
    buergschaft_pruefen(antrag, person, netzwerk)
    Buergschaft.objects.create(antrag=antrag, person=person, netzwerk=netzwerk)
    festhalten("antrag.buergen", person=person, objekt=antrag, netzwerk=netzwerk.pk)
    rules = regeln()
    if rules.buergschaft_genuegt and gueltige_buergschaften(antrag) >= rules.buergschaften:
        return aufnehmen(antrag, person=person, weg="buergschaften")
    return antrag


def gueltige_buergschaften(antrag: Antrag) -> int:
    """Voices of people who still lead, today, a living network that they spoke for."""
    leads = (
        Mitgliedschaft.objects.aktuell()
        .leitung()
        .filter(person=OuterRef("person"), netzwerk=OuterRef("netzwerk"), person__is_active=True)
    )
    rows = antrag.buergschaften.exclude(netzwerk__status=Netzwerkstatus.BEENDET)
    return rows.filter(Exists(leads)).count()


def buergschaft_pruefen(antrag: Antrag, person: Any, netzwerk: Netzwerk) -> None:
    """Refuse, with a sentence, a vouch that would not count."""
    leads = Mitgliedschaft.objects.aktuell().leitung().filter(netzwerk=netzwerk, person=person)
    if not person.is_active or not leads.exists():
        raise RefusedError(_("Bürgen kann nur, wer das Netzwerk heute leitet."))
    if netzwerk.status == Netzwerkstatus.BEENDET:
        raise RefusedError(_("%(name)s ist beendet und kann nicht bürgen.") % {"name": netzwerk.name})
    if antrag.zustand != Antragszustand.EINGEREICHT:
        raise RefusedError(
            _("Über diesen Antrag ist schon entschieden: %(stand)s.")
            % {"stand": antrag.get_zustand_display()}
        )
    if person == antrag.person or netzwerk.pk in eigene_netzwerke(antrag):
        raise RefusedError(
            _("Diese Person oder dieser Antrag gehört zu Ihrem eigenen Netzwerk. Bürgen muss ein anderes.")
        )
    if antrag.buergschaften.filter(netzwerk=netzwerk).exists():
        raise RefusedError(_("Ihr Netzwerk hat schon gebürgt. Jedes Netzwerk hat eine Stimme."))
    if antrag.buergschaften.filter(person=person).exists():
        raise RefusedError(_("Sie haben schon gebürgt. Jede Person hat eine Stimme."))
    leitung_erst_mit_faktor(person)


def aufnehmen(antrag: Antrag, *, person: Any, weg: str) -> Antrag:
    """Make the applicant the Leitung, of a network that is new or had none."""
    if not antrag.person.is_active:
        raise RefusedError(_("Das Konto der Person ist gesperrt."))
    if antrag.zustand == Antragszustand.EINGEREICHT and antrag.art == Antragsart.AUFNAHME:
        antrag.netzwerk = gruenden(antrag, person=person)
    netzwerk = antrag.netzwerk
    entscheiden(antrag, Antragszustand.ANGENOMMEN, person=person)
    assert netzwerk is not None  # noqa: S101 — a claim names it (constraint), a foundation made it
    if hat_leitung(netzwerk) and antrag.art == Antragsart.UEBERNAHME:
        raise RefusedError(
            _("Das Netzwerk hat inzwischen eine Leitung. Sie kann die Person einladen oder aufnehmen.")
        )
    amt = antrag.daten.get("funktion", "")[:80]
    rolle_geben(netzwerk, an=antrag.person, rolle=Rolle.LEITUNG, person=person, amt=amt)
    festhalten("antrag.annehmen", person=person, objekt=antrag, weg=weg, netzwerk=netzwerk.pk)
    entscheidung_mitteilen(antrag, "antrag_angenommen")
    weitere_absagen(antrag)
    return antrag


def weitere_absagen(antrag: Antrag) -> None:
    """Whoever else wanted to take over the same entry turns to its Leitung now."""
    rows = Antrag.objects.offen().filter(netzwerk=antrag.netzwerk, art=Antragsart.UEBERNAHME)
    for other in rows.exclude(pk=antrag.pk).select_related("person").select_for_update(of=("self",)):
        with override(other.person.sprache):
            grund = _("Das Netzwerk hat inzwischen eine Leitung. Bitten Sie dort um Aufnahme.")
        absagen(other, person=None, grund=grund)


def absagen(antrag: Antrag, *, person: Any, grund: str) -> None:
    entscheiden(antrag, Antragszustand.ABGELEHNT, person=person, grund=grund)
    festhalten("antrag.ablehnen", person=person, objekt=antrag)
    entscheidung_mitteilen(antrag, "antrag_abgelehnt")


def nicht_der_eigene(antrag: Antrag, person: Any) -> None:
    if person is not None and antrag.person == person:
        raise RefusedError(_("Über den eigenen Antrag entscheidet jemand anderes."))


def entscheidung_mitteilen(antrag: Antrag, vorlage: str) -> None:
    benachrichtigen(
        antrag.person, "rollen", schluessel=f"{vorlage}:{antrag.pk}", vorlage=f"mitglieder/{vorlage}",
        pfad=reverse("mitglieder:antrag", args=[antrag.pk]),
        kontext={"antrag": antrag, "netzwerk": antrag.netzwerk, "grund": antrag.grund},
    )  # fmt: skip


def geschaeftsstelle_benachrichtigen(antrag: Antrag) -> None:
    """Whoever decides in the end hears of each application once; nobody decides about the own one."""
    for mensch in User.objects.geschaeftsstelle().exclude(pk=antrag.person_id):
        benachrichtigen(
            mensch, "geschaeftsstelle", schluessel=f"antrag:{antrag.pk}:eingereicht",
            vorlage="mitglieder/antrag_neu", pfad=reverse("mitglieder:entscheiden", args=[antrag.pk]),
            kontext={"antrag": antrag, "regeln": regeln(), **sprechende(antrag)},
        )  # fmt: skip


@transaction.atomic
def nachbarn_bitten(antrag: Antrag, *, person: Any) -> int:
    """Ask the Leitungen nearby to vouch, once per application; returns how many were written to."""
    antrag = gesperrt(antrag)
    if antrag.zustand != Antragszustand.EINGEREICHT or not regeln().buergschaft_genuegt:
        raise RefusedError(_("Für diesen Antrag kann gerade niemand bürgen."))
    if "gefragt" in antrag.daten:
        return 0
    rows = nachbarleitungen(antrag)
    antrag.daten["gefragt"] = sorted({row.netzwerk_id for row in rows})
    antrag.save(update_fields=["daten", "geaendert"])
    festhalten("antrag.nachbarn_bitten", person=person, objekt=antrag, netzwerke=antrag.daten["gefragt"])
    for row in rows:
        um_buergschaft_bitten(antrag, row)
    return len(rows)


def um_buergschaft_bitten(antrag: Antrag, leitung: Mitgliedschaft) -> None:
    token = make_token(BUERGEN, antrag=antrag.pk, person=leitung.person_id, netzwerk=leitung.netzwerk_id)
    context = {
        "antrag": antrag,
        "netzwerk": leitung.netzwerk,
        "link": absolute("mitglieder:buergen_link", token),
        **sprechende(antrag),
    }
    benachrichtigen(
        leitung.person,
        "buergschaft",
        schluessel=f"buergschaft:{antrag.pk}:{leitung.netzwerk_id}",
        vorlage="mitglieder/buergschaft_bitte",
        pfad=reverse("mitglieder:buergen_fuer", args=[antrag.pk]),
        kontext=context,
        bezug=f"netzwerk:{leitung.netzwerk_id}",
    )
