"""What is posted in place of a device's answer is refused in words, by each of the doors."""

import json
from typing import Any

import pytest
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
