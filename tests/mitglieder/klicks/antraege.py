"""Claiming, founding and vouching."""

from accounts.models import User
from core.signedlinks import make_token
from mitglieder.actions.antraege import BUERGEN
from mitglieder.actions.aufnahme import schritt_speichern
from mitglieder.actions.uebernahme import NACHWEIS
from mitglieder.models import Antrag
from tests.factories import NetzwerkFactory, SchwerpunktFactory, UserFactory
from tests.mitglieder.helpers import ANGABEN as UEBERNAHME
from tests.mitglieder.helpers import GRUENDUNG, eingereicht, leitung_von
from tests.mitglieder.klicks.liste import Klick, klick, office

# --- Claiming and founding -------------------------------------------------------------------------------


def claimed() -> tuple[User, Antrag]:
    eva = UserFactory(first_name="Eva", email="eva@example.org")
    return eva, eingereicht(eva, NetzwerkFactory(slug="alpha", kontakt_email="post@alpha.example"))


def proof(data: dict[str, str], log: str) -> Klick:
    _eva, antrag = claimed()
    token = make_token(NACHWEIS, antrag=antrag.pk, email="post@alpha.example")
    return Klick(None, f"/aufnahme/nachweis/{token}/", data, log)


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
