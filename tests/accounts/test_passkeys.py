"""What is posted in place of a device's answer is refused in words, by each of the doors."""

import json
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from accounts.models import User
from tests.accounts.helpers import anmelden, bestaetigt, fuehrt_app, signed_in
from tests.factories import PASSWORT

pytestmark = pytest.mark.usefixtures("seitenbaum")
REFUSED = "Der Passkey wurde nicht angenommen."
NO_ANSWERS: list[Any] = [
    1,
    "x",
    [],
    {},
    {"id": 1},
    {"id": "a", "rawId": "a", "response": {}},
    {"id": "YQ", "rawId": "YQ", "response": "a"},
    {"id": "YQ", "rawId": "YQ", "response": {"clientDataJSON": "e30", "attestationObject": "oA"}},
    {"id": "YQ", "rawId": "YQ", "response": {"userHandle": "_w"}},
    {"id": "YQ", "rawId": "YQ", "response": {"userHandle": 5}},
]
each_of_them = pytest.mark.parametrize("answer", NO_ANSWERS, ids=str)


def post(client: Client, path: str, answer: Any) -> tuple[int, bool]:
    client.get(path, headers={"accept": "application/json"})  # asks the device
    response = client.post(path, {"credential": json.dumps(answer)}, follow=True)
    return response.status_code, REFUSED in response.content.decode()


@each_of_them
def test_no_answer_opens_the_door_of_the_login(answer: Any, client: Client) -> None:
    assert (post(client, "/konto/2fa/webauthn/login/", answer), signed_in(client)) == ((200, True), False)


@each_of_them
def test_no_answer_stands_for_a_second_factor(answer: Any, client: Client, eva: User) -> None:
    fuehrt_app(bestaetigt(eva))
    anmelden(client, eva)
    assert (post(client, "/konto/2fa/authenticate/", answer), signed_in(client)) == ((200, True), False)


@each_of_them
def test_no_answer_becomes_a_passkey(answer: Any, client: Client, eva: User) -> None:
    anmelden(client, bestaetigt(eva))
    client.post("/konto/reauthenticate/", {"password": PASSWORT})
    assert post(client, "/konto/2fa/webauthn/add/", answer) == (200, True)
    assert eva.authenticator_set.count() == 0


def passkey(user: User, *, passwordless: bool = True) -> Authenticator:
    data = {"name": "Telefon", "credential": {"clientExtensionResults": {"credProps": {"rk": passwordless}}}}
    return Authenticator.objects.create(user=user, type="webauthn", data=data)


@pytest.mark.parametrize("others", ["nothing", "stick", "password", "passkey"])
def test_the_last_way_into_an_account_stays(others: str, client: Client, eva: User) -> None:
    key = passkey(bestaetigt(eva))
    if others in {"passkey", "stick"}:  # a stick is a second factor only
        passkey(eva, passwordless=others == "passkey")
    if others != "password":
        eva.set_unusable_password()
        eva.save()
    client.force_login(eva)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "mfa", "at": time.time(), "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(eva.pk)
    session.save()
    path = f"/konto/2fa/webauthn/keys/{key.pk}/remove/"
    stays = others in {"nothing", "stick"}
    assert ("Ihr einziger Weg in dieses Konto" in client.get(path).content.decode()) is stays
    client.post(path)
    assert Authenticator.objects.filter(pk=key.pk).exists() is stays
