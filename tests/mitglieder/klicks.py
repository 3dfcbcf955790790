"""Every button of joining, inviting, claiming, vouching, confirming and roles, ready to be pressed.

Each entry prepares what it needs and says what the log writes of it, once, and how many mails go out.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.passkeys import beginnen
from core.signedlinks import make_token
from mitglieder.actions import beitritt, einladung, einladungsliste
from mitglieder.actions.antraege import BUERGEN
from mitglieder.actions.aufnahme import schritt_speichern
from mitglieder.actions.jahresfrage import LINK, jahresfrage
from mitglieder.actions.patenschaft import LINK as PATENSCHAFT
from mitglieder.actions.patenschaft import anbieten
from mitglieder.actions.uebernahme import NACHWEIS
from mitglieder.actions.verwaltung import amtsrolle_geben
from mitglieder.einladungen import token_von
from mitglieder.einladungsliste import aus_text
from mitglieder.models import Aenderungswunsch, Antrag, Bestaetigungsrunde, Einladung, Stelle
from netzwerke.actions import rolle_geben
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from tests.accounts.device import Device, asked_in
from tests.accounts.helpers import ANGABEN
from tests.factories import GESCHAEFTSSTELLE, NetzwerkFactory, SchwerpunktFactory, UserFactory
from tests.mitglieder.helpers import ANGABEN as UEBERNAHME
from tests.mitglieder.helpers import GRUENDUNG, ausgewiesen, eingereicht, leitung_von

KIM = "kim@example.org"
AM = date(2020, 1, 1)  # long ago: confirmed then, asked about now


class Klick(NamedTuple):
    """`wer` is signed in, or nobody; `log` is what the log says of it, once; `mails` go out."""

    wer: User | Client | None
    pfad: str
    daten: dict[str, Any]
    log: str
    mails: int = 1

    def client(self) -> Client:
        if isinstance(self.wer, Client):
            return self.wer
        return ausgewiesen(self.wer) if self.wer else Client()


KLICKS: dict[str, Callable[[], Klick]] = {}


def klick(name: str) -> Callable[[Callable[[], Klick]], Callable[[], Klick]]:
    def note(make: Callable[[], Klick]) -> Callable[[], Klick]:
        KLICKS[name] = make
        return make

    return note


def mit_leitung() -> tuple[User, Netzwerk, User]:
    """Somebody who leads a network, the network, and somebody else."""
    person, netzwerk = leitung_von("Ada", kontakt_email="post@ada.example")
    return person, netzwerk, UserFactory(first_name="Eva", email="eva@example.org")


def mein(netzwerk: Netzwerk, rest: str) -> str:
    return f"/mein/netzwerke/{netzwerk.slug}/{rest}"


# --- Joining ---------------------------------------------------------------------------------------------


@klick("ask to join")
def _() -> Klick:
    _ada, netzwerk, eva = mit_leitung()
    return Klick(eva, f"/netzwerke/{netzwerk.slug}/mitmachen/", {"satz": "Bitte"}, "beitritt.anfragen")


@klick("ask several networks")
def _() -> Klick:
    _ada, netzwerk, eva = mit_leitung()
    data = {"netzwerk": netzwerk.slug, "satz": "Bitte"}
    return Klick(eva, "/mein/beitreten/", data, "beitritt.anfragen")


@klick("take a request back")
def _() -> Klick:
    _ada, netzwerk, eva = mit_leitung()
    anfrage = beitritt.anfragen(netzwerk, person=eva, satz="Bitte")
    return Klick(eva, f"/mein/anfragen/{anfrage.pk}/zurueckziehen/", {}, "beitritt.zurueckgezogen", mails=0)


def answer(data: dict[str, str], log: str) -> Klick:
    ada, netzwerk, eva = mit_leitung()
    anfrage = beitritt.anfragen(netzwerk, person=eva, satz="Bitte")
    return Klick(ada, mein(netzwerk, f"anfragen/{anfrage.pk}/"), data, log)


@klick("let somebody in")
def _() -> Klick:
    return answer({"annehmen": "1"}, "beitritt.angenommen")


@klick("refuse somebody")
def _() -> Klick:
    return answer({"ablehnen": "1", "grund": "Leider nein"}, "beitritt.abgelehnt")


@klick("let somebody in by the link")
def _() -> Klick:
    ada, netzwerk, eva = mit_leitung()
    anfrage = beitritt.anfragen(netzwerk, person=eva, satz="Bitte")
    token = make_token(beitritt.ZWECK, anfrage=anfrage.pk, person=ada.pk)
    return Klick(None, f"/beitritt/{token}/", {"annehmen": "1"}, "beitritt.angenommen")


# --- Inviting --------------------------------------------------------------------------------------------


def invited(email: str, **fields: Any) -> tuple[User, Netzwerk, Einladung]:
    ada, netzwerk, _eva = mit_leitung()
    return (
        ada,
        netzwerk,
        einladung.einladen(netzwerk, person=ada, email=email, rolle=Rolle.MITGLIED, **fields),
    )


@klick("invite")
def _() -> Klick:
    ada, netzwerk, _eva = mit_leitung()
    data = {"email": KIM, "rolle": "mitglied", "sprache": "de"}
    return Klick(ada, mein(netzwerk, "einladen/"), data, "einladung.senden")


@klick("invite again")
def _() -> Klick:
    ada, netzwerk, row = invited(KIM)
    Einladung.objects.update(versandt=timezone.now() - timedelta(hours=2))
    return Klick(ada, mein(netzwerk, f"einladen/{row.pk}/"), {"erneut": "1"}, "einladung.erneut")


@klick("take an invitation back")
def _() -> Klick:
    ada, netzwerk, row = invited(KIM)
    path = mein(netzwerk, f"einladen/{row.pk}/")
    return Klick(ada, path, {"widerrufen": "1"}, "einladung.widerrufen", mails=0)


@klick("send a list")
def _() -> Klick:
    ada, netzwerk, _eva = mit_leitung()
    zeilen = aus_text("a@example.org\nb@example.org")
    liste = einladungsliste.probieren(netzwerk, zeilen, rolle=Rolle.MITGLIED, person=ada)
    return Klick(ada, mein(netzwerk, f"einladen/liste/{liste.pk}/"), {}, "einladung.liste", mails=2)


@klick("accept an invitation")
def _() -> Klick:
    _ada, _netzwerk, row = invited("eva@example.org")
    path, eva = f"/einladung/{token_von(row)}/", User.objects.get(email="eva@example.org")
    return Klick(eva, path, {"annehmen": "1"}, "einladung.annehmen")


@klick("decline an invitation")
def _() -> Klick:
    _ada, _netzwerk, row = invited(KIM)
    return Klick(None, f"/einladung/{token_von(row)}/ablehnen/", {}, "einladung.ablehnen", mails=0)


@klick("sign up and accept")
def _() -> Klick:
    _ada, _netzwerk, row = invited(KIM)
    return Klick(None, f"/einladung/{token_von(row)}/konto/", ANGABEN, "einladung.annehmen")


@klick("accept with a passkey")
def _() -> Klick:
    _ada, _netzwerk, row = invited(KIM)
    path, client = f"/einladung/{token_von(row)}/passkey/", Client()
    beginnen(KIM, sprache="de")
    credential = Device().make(asked_in(client.get(path).content.decode()))
    data = {"first_name": "Kim", "last_name": "Neu", "credential": credential}
    return Klick(client, path, data, "einladung.annehmen")


# --- Claiming and founding -------------------------------------------------------------------------------


def claimed() -> tuple[User, Antrag]:
    eva = UserFactory(first_name="Eva", email="eva@example.org")
    return eva, eingereicht(eva, NetzwerkFactory(slug="alpha", kontakt_email="post@alpha.example"))


def proof(data: dict[str, str], log: str) -> Klick:
    _eva, antrag = claimed()
    token = make_token(NACHWEIS, antrag=antrag.pk, email="post@alpha.example")
    return Klick(None, f"/aufnahme/nachweis/{token}/", data, log)


def office() -> User:
    return UserFactory(first_name="Guel", email="guel@example.org", gruppen=GESCHAEFTSSTELLE)


@klick("claim an entry")
def _() -> Klick:
    eva, netzwerk = UserFactory(email="eva@example.org"), NetzwerkFactory(kontakt_email="post@alpha.example")
    data = {**UEBERNAHME, "einwilligung": "on"}
    return Klick(eva, f"/netzwerke/{netzwerk.slug}/uebernehmen/", data, "antrag.einreichen")


@klick("withdraw an application")
def _() -> Klick:
    eva, antrag = claimed()
    return Klick(eva, f"/mein/antraege/{antrag.pk}/zurueckziehen/", {}, "antrag.zurueckziehen", mails=0)


@klick("ask for the proof again")
def _() -> Klick:
    eva, antrag = claimed()
    return Klick(eva, f"/mein/antraege/{antrag.pk}/nachweis/", {}, "antrag.nachweis_senden")


@klick("ask the neighbours")
def _() -> Klick:
    eva, antrag = claimed()
    leitung_von("Ada")
    return Klick(eva, f"/mein/antraege/{antrag.pk}/nachbarn/", {}, "antrag.nachbarn_bitten")


@klick("the mailbox says yes")
def _() -> Klick:
    return proof({}, "antrag.annehmen")


@klick("the mailbox says no")
def _() -> Klick:
    return proof({"nein": "1"}, "antrag.ablehnen")


@klick("the office releases")
def _() -> Klick:
    _eva, antrag = claimed()
    path = f"/mein/geschaeftsstelle/antraege/{antrag.pk}/"
    return Klick(office(), path, {"freigeben": "1"}, "antrag.annehmen")


@klick("the office declines")
def _() -> Klick:
    _eva, antrag = claimed()
    path = f"/mein/geschaeftsstelle/antraege/{antrag.pk}/"
    return Klick(office(), path, {"ablehnen": "1", "grund": "Leider nein"}, "antrag.ablehnen")


@klick("the office releases a foundation")
def _() -> Klick:
    eva = UserFactory(email="eva@example.org")
    NetzwerkFactory()  # its region exists
    path = f"/mein/geschaeftsstelle/antraege/{eingereicht(eva).pk}/"
    return Klick(office(), path, {"freigeben": "1"}, "antrag.annehmen")


@klick("hand a foundation in")
def _() -> Klick:
    eva = UserFactory(email="eva@example.org")
    leitung_von("Ada")
    SchwerpunktFactory()
    schritt_speichern(eva, dict(GRUENDUNG))
    return Klick(eva, "/mein/aufnahme/abschicken/", {"einwilligung": "on"}, "antrag.einreichen")


# --- Vouching --------------------------------------------------------------------------------------------


@klick("vouch")
def _() -> Klick:
    _eva, antrag = claimed()
    ada, _netzwerk = leitung_von("Ada")
    return Klick(ada, f"/mein/buergen/{antrag.pk}/", {}, "antrag.buergen", mails=0)


@klick("vouch by the link")
def _() -> Klick:
    _eva, antrag = claimed()
    ada, netzwerk = leitung_von("Ada")
    token = make_token(BUERGEN, antrag=antrag.pk, person=ada.pk, netzwerk=netzwerk.pk)
    return Klick(None, f"/aufnahme/buergen/{token}/", {}, "antrag.buergen", mails=0)


# --- Confirming ------------------------------------------------------------------------------------------


def asked() -> tuple[User, Netzwerk, str]:
    """A Leitung, the network, and the link of the yearly letter."""
    ada, netzwerk, _eva = mit_leitung()
    Netzwerk.objects.update(bestaetigt_am=AM)
    jahresfrage()
    facts = {"runde": Bestaetigungsrunde.objects.get().pk, "person": ada.pk, "postfach": ""}
    return ada, netzwerk, f"/bestaetigen/{make_token(LINK, **facts)}/"


@klick("confirm by the link")
def _() -> Klick:
    _ada, _netzwerk, link = asked()
    return Klick(None, link, {}, "netzwerk.bestaetigen", mails=0)


@klick("confirm")
def _() -> Klick:
    ada, netzwerk, _link = asked()
    return Klick(ada, mein(netzwerk, "bestaetigen/"), {}, "netzwerk.bestaetigen", mails=0)


@klick("wish for a change by the link")
def _() -> Klick:
    _ada, netzwerk, link = asked()
    rolle_geben(netzwerk, an=UserFactory(first_name="Rita"), rolle=Rolle.REDAKTION)
    data = {"texte": "Ein neues Bild", "mitglieder": "57", "mitglieder_jahr": "2025"}
    return Klick(None, f"{link}aendern/", data, "netzwerk.aenderung_wuenschen")


@klick("wish for a change")
def _() -> Klick:
    ada, netzwerk, _link = asked()
    data = {"texte": "Ein neues Bild", "mitglieder": "57", "mitglieder_jahr": "2025"}
    return Klick(ada, mein(netzwerk, "aendern/"), data, "netzwerk.aenderung_wuenschen", mails=0)


@klick("tick a wish off")
def _() -> Klick:
    ada, netzwerk, _eva = mit_leitung()
    wunsch = Aenderungswunsch.objects.create(netzwerk=netzwerk, teil="mitglieder", wert=57, jahr=2025)
    path = mein(netzwerk, f"wuensche/{wunsch.pk}/erledigen/")
    return Klick(ada, path, {"uebernehmen": "1"}, "netzwerk.wunsch_erledigen", mails=0)


@klick("look through the entry and confirm it")
def _() -> Klick:
    ada, netzwerk, _eva = mit_leitung()
    topic = SchwerpunktFactory()
    data = {
        "name": "Ada e. V.", "kurzname": "Ada", "typ": "standortnetzwerk", "rechtsform": "e. V.",
        "gruendungsjahr": "2011", "gebiet": "Am Hafen", "hauptregion": netzwerk.hauptregion.pk,
        "regionen": [netzwerk.hauptregion.pk], "schwerpunkte": [topic.pk], "kontakt_email": "neu@ada.example", "webseite": "", "mitglieder": "57",
        "jahr": "2025", "gesehen": netzwerk.geaendert.isoformat(), "fertig": "1",
    }  # fmt: skip
    return Klick(ada, mein(netzwerk, "pruefen/"), data, "netzwerk.bestaetigen", mails=0)


# --- Roles -----------------------------------------------------------------------------------------------


def member() -> tuple[User, Netzwerk, Mitgliedschaft]:
    """A Leitung, the network, and the role of an editor there."""
    ada, netzwerk, eva = mit_leitung()
    return ada, netzwerk, rolle_geben(netzwerk, an=eva, rolle=Rolle.REDAKTION)


@klick("give a role")
def _() -> Klick:
    ada, netzwerk, row = member()
    data = {"rolle": "leitung", "von": timezone.localdate().isoformat(), "amt": "Vorsitz"}
    return Klick(ada, mein(netzwerk, f"personen/{row.person_id}/"), data, "rolle.geben", mails=2)


@klick("change a term")
def _() -> Klick:
    ada, netzwerk, row = member()
    data = {"bis": (timezone.localdate() + timedelta(days=30)).isoformat(), "amt": "Kasse"}
    return Klick(ada, mein(netzwerk, f"rollen/{row.pk}/"), data, "rolle.amtszeit")


@klick("end a role")
def _() -> Klick:
    ada, netzwerk, row = member()
    return Klick(ada, mein(netzwerk, f"rollen/{row.pk}/beenden/"), {"grund": "Danke"}, "rolle.nehmen")


@klick("take somebody out")
def _() -> Klick:
    ada, netzwerk, row = member()
    return Klick(ada, mein(netzwerk, f"personen/{row.person_id}/entfernen/"), {"grund": ""}, "rolle.nehmen")


@klick("leave")
def _() -> Klick:
    _ada, netzwerk, row = member()
    return Klick(row.person, mein(netzwerk, "verlassen/"), {}, "rolle.nehmen")


@klick("tick a point of the handover")
def _() -> Klick:
    ada, netzwerk, _eva = mit_leitung()
    data = {"punkt": "bank", "gesetzt": "1"}
    return Klick(ada, mein(netzwerk, "staffelstab/haken/"), data, "uebergabe.haken", mails=0)


@klick("name somebody of the administration")
def _() -> Klick:
    UserFactory(email="dana@example.org")
    stelle = Stelle.objects.create(name="Wirtschaftsförderung", kuerzel="WiFö")
    path, data = f"/mein/geschaeftsstelle/stellen/{stelle.pk}/", {"geben": "1", "email": "dana@example.org"}
    return Klick(office(), path, data, "amtsrolle.geben")


@klick("end a role in the administration")
def _() -> Klick:
    guel, dana = office(), UserFactory(email="dana@example.org")
    stelle = Stelle.objects.create(name="Wirtschaftsförderung", kuerzel="WiFö")
    rolle = amtsrolle_geben(stelle, email=dana.email, person=guel)
    return Klick(guel, f"/mein/geschaeftsstelle/rollen/{rolle.pk}/beenden/", {}, "amtsrolle.nehmen")


# --- Neighbours ------------------------------------------------------------------------------------------


def quiet() -> tuple[User, Netzwerk, Netzwerk]:
    """A Leitung, her network, and a quiet one."""
    ada, netzwerk, _eva = mit_leitung()
    leise = NetzwerkFactory(slug="leise", bestaetigt_am=AM)
    rolle_geben(leise, an=UserFactory(email="leise@example.org"), rolle=Rolle.LEITUNG)
    return ada, netzwerk, leise


@klick("offer help")
def _() -> Klick:
    ada, _netzwerk, leise = quiet()
    return Klick(ada, f"/mein/nachbarn/{leise.slug}/hilfe/", {"satz": "Gern"}, "patenschaft.anbieten")


@klick("accept help by the link")
def _() -> Klick:
    ada, netzwerk, leise = quiet()
    angebot = anbieten(leise, pate=netzwerk, person=ada, satz="Gern")
    token = make_token(
        PATENSCHAFT, patenschaft=angebot.pk, person=User.objects.get(email="leise@example.org").pk
    )
    return Klick(None, f"/patenschaft/{token}/", {"annehmen": "1"}, "patenschaft.annehmen")
