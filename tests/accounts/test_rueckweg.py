"""The way back: who signs up for something finds it again behind the link of the mail."""

import pytest
from django.test import Client

from accounts.models import User
from tests.accounts.helpers import ANGABEN, anmelden, letzte_mail, pfad_aus

pytestmark = pytest.mark.usefixtures("seitenbaum")
ZIEL = "/netzwerke/netzwerk-a/mitmachen/"


def bestaetigungspfad(client: Client, ziel: str) -> str:
    client.post("/konto/signup/", {**ANGABEN, "next": ziel})
    return pfad_aus(letzte_mail("kim@example.org"))


def test_in_the_same_browser_one_is_back_at_once(client: Client) -> None:
    path = bestaetigungspfad(client, ZIEL)
    assert client.post(path)["Location"] == ZIEL


def test_in_another_browser_one_is_back_after_signing_in(client: Client) -> None:
    path = bestaetigungspfad(client, ZIEL)
    other = Client()
    assert f'name="next" value="{ZIEL}"' in other.get(path).content.decode()
    assert other.post(path)["Location"] == ZIEL
    kim = User.objects.get(email="kim@example.org")
    assert anmelden(other, kim, ANGABEN["password1"], next=ZIEL)["Location"] == ZIEL  # type: ignore[index]  # a response


@pytest.mark.parametrize("ziel", ["https://boese.example/", "//boese.example/", "javascript:alert(1)"])
def test_the_way_never_leads_away(ziel: str, client: Client) -> None:
    assert "next" not in bestaetigungspfad(client, ziel)
