"""Whoever takes data of people out hears of it, for it may have been somebody else."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from netzwerke.models import Netzwerk
from notifications.models import Ausgangsmail
from tests.accounts.helpers import bestaetigt
from tests.factories import PASSWORT
from tests.mitglieder.helpers import angemeldet

SUBJECT = "Mit Ihrem Konto wurden Daten heruntergeladen"
AUSKUNFT = ("/mein/daten/auskunft/", "alle Ihre Daten")
BUCH = ("/mein/netzwerke/netzwerk-a/staffelstab/buch.pdf", "das Handbuch der Übergabe eines Netzwerks")
FIRMEN = ("/mein/netzwerke/netzwerk-a/unternehmen/export.csv", "die Liste der Unternehmen eines Netzwerks")
PERSONEN = ("/mein/personen/export.csv", "das Verzeichnis der Personen")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def outbox(settings: Any) -> None:
    settings.EMAIL_BACKEND = "notifications.backends.OutboxBackend"


def drin(user: User) -> Client:
    client = angemeldet(bestaetigt(user))
    client.post("/konto/reauthenticate/", {"password": PASSWORT})
    return client


def notices(user: User) -> list[Ausgangsmail]:
    return list(Ausgangsmail.objects.filter(empfaenger=user.email, betreff=SUBJECT))


@pytest.mark.parametrize(
    ("name", "path", "words"),
    [("eva", *AUSKUNFT), ("ada", *AUSKUNFT), ("ada", *BUCH), ("ada", *FIRMEN), ("guel", *PERSONEN)],
)
def test_it_is_told_what_when_and_from_which_device(
    name: str, path: str, words: str, request: pytest.FixtureRequest, netzwerk_a: Netzwerk
) -> None:
    user = request.getfixturevalue(name)
    assert drin(user).post(path, headers={"user-agent": FIREFOX}).status_code == 200
    [mail] = notices(user)
    assert f"Mit Ihrem Konto wurde heruntergeladen: {words}." in mail.text
    assert all(word in mail.text for word in ("Zeitpunkt:", "IP-Adresse:", "Firefox", "Waren Sie das nicht?"))
    assert mail.bezug == ""


def test_in_the_language_of_the_person(eva: User) -> None:
    eva.sprache = "en"
    eva.save()
    drin(eva).post(AUSKUNFT[0])
    mail = Ausgangsmail.objects.get(empfaenger=eva.email)
    assert mail.betreff == "Data was downloaded with your account"
    assert "This was downloaded with your account: all your data." in mail.text


def test_of_one_kind_once_an_hour(ada: User, netzwerk_a: Netzwerk) -> None:
    now = timezone.now()
    for minutes, expected in [(0, 1), (59, 1), (120, 2)]:
        with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
            client = drin(ada)
            for path, words in (AUSKUNFT, BUCH):
                assert client.post(path).status_code == 200
                assert len([mail for mail in notices(ada) if words in mail.text]) == expected


def test_what_was_refused_is_not_told(ada: User, eva: User, netzwerk_a: Netzwerk) -> None:
    for user, path in ((eva, BUCH[0]), (ada, PERSONEN[0])):
        assert drin(user).post(path).status_code == 403
        assert notices(user) == []
