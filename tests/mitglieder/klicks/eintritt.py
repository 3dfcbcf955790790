"""Joining and inviting."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.passkeys import beginnen
from core.signedlinks import make_token
from mitglieder.actions import beitritt, einladung, einladungsliste
from mitglieder.einladungen import token_von
from mitglieder.einladungsliste import aus_text
from mitglieder.models import Einladung
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk
from tests.accounts.device import Device, asked_in
from tests.accounts.helpers import ANGABEN
from tests.mitglieder.klicks.liste import KIM, Klick, klick, mein, mit_leitung

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
