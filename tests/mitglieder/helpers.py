"""What the tests of this room share: people at the door, letters with their links, applications."""

import re
import time
from typing import Any

from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.models import User
from mitglieder.enums import Antragsart, Antragszustand
from mitglieder.models import Antrag
from netzwerke.actions import rolle_geben
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from notifications.models import Ausgangsmail
from tests.factories import NetzwerkFactory, UserFactory
from tests.factories.konten import mit_zweitem_faktor

# --- People ----------------------------------------------------------------------------------------------


def fresh(user: User) -> User:
    """The same person as the next request sees it, without remembered roles."""
    return User.objects.get(pk=user.pk)


def angemeldet(user: User) -> Client:
    client = Client()
    client.force_login(mit_zweitem_faktor(user) if fresh(user).needs_second_factor else user)
    return client


def ausgewiesen(user: User) -> Client:
    """Signed in, and proved within the last minutes to be there."""
    return mit_ausweis(angemeldet(user), user)


def in_der_frist(user: User) -> Client:
    """The same in the one session that people who decide have without a second factor."""
    Authenticator.objects.filter(user=user).delete()
    client = Client()
    client.force_login(user)
    return mit_ausweis(client, user)


def mit_ausweis(client: Client, user: User) -> Client:
    session = client.session
    record: dict[str, Any] = {"method": "password", "at": time.time(), "reauthenticated": True}
    session["account_authentication_methods"] = [record]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def text_von(response: HttpResponse) -> str:
    return response.content.decode()


def rolle_von(user: User, rolle: Rolle) -> Mitgliedschaft:
    return Mitgliedschaft.objects.offen().get(person=user, rolle=rolle)


def leitung_von(name: str, **fields: Any) -> tuple[User, Netzwerk]:
    """Somebody who leads a network of their own, with the second factor that this takes."""
    netzwerk = NetzwerkFactory(kurzname=f"Netzwerk {name}", slug=f"netz-{name.lower()}", **fields)
    person = UserFactory(first_name=name, email=f"{name.lower()}@example.org")
    rolle_geben(netzwerk, an=person, rolle=Rolle.LEITUNG)
    return mit_zweitem_faktor(person), netzwerk


# --- Letters ---------------------------------------------------------------------------------------------


def briefe() -> list[tuple[str, str]]:
    """(to, subject) of all letters, in the order of queueing."""
    return list(Ausgangsmail.objects.order_by("pk").values_list("empfaenger", "betreff"))


def zwecke() -> list[tuple[str, str]]:
    """(purpose, to) of all letters, in the order of queueing."""
    rows = Ausgangsmail.objects.order_by("pk").values_list("schluessel", "empfaenger")
    return [(key.partition(":")[0], to) for key, to in rows]


def link_in(purpose: str, to: str = "") -> str:
    """The path of the first link in the last letter with this purpose."""
    rows = Ausgangsmail.objects.filter(schluessel__startswith=purpose, empfaenger__contains=to)
    mail = rows.order_by("pk").last()
    assert mail is not None
    found = re.search(r"http://localhost:8000(/\S+)", mail.text)
    assert found is not None
    return found[1]


# --- Applications ----------------------------------------------------------------------------------------

ANGABEN = {"funktion": "Vorsitz", "satz": "Ich leite den Verein seit 2019."}
GRUENDUNG: dict[str, Any] = {
    "name": "Hafenverein Köpenick e. V.",
    "kurzname": "Hafenverein",
    "typ": "standortnetzwerk",
    "rechtsform": "e. V.",
    "gruendungsjahr": 2020,
    "hauptregion": "lichtenberg",
    "ort": "",
    "gebiet": "Rund um den Hafen",
    "regionen": [],
    "schwerpunkte": ["fachkraefte"],
    "kontakt_email": "post@hafenverein.example",
    "webseite": "",
    "funktion": "Vorsitz",
    "einleitung": "Der Verein am Wasser.",
    "text": "Wir treffen uns monatlich.\n\n<script>alert(1)</script>",
}


def eingereicht(person: User, netzwerk: Netzwerk | None = None, **daten: Any) -> Antrag:
    """An application that waits, without the mails of handing it in."""
    art = Antragsart.UEBERNAHME if netzwerk else Antragsart.AUFNAHME
    answers = ANGABEN if netzwerk else {**GRUENDUNG, "lat": 52.53, "lon": 13.5}
    return Antrag.objects.create(
        art=art,
        person=person,
        netzwerk=netzwerk,
        daten={**answers, **daten},
        zustand=Antragszustand.EINGEREICHT,
        eingereicht=timezone.now(),
    )
