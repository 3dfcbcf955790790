"""A device that makes passkeys, as far as a server can tell: it answers what a page asks of it."""

import json
import re
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

FLAGS = AuthenticatorData.FLAG
PRESENT = FLAGS.UP | FLAGS.UV  # a finger on the sensor


class Device:
    def __init__(self, host: str = "testserver") -> None:
        self.host = host
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.credential_id = sha256(host.encode()).digest()
        self.user_handle = ""

    def make(self, options: dict[str, Any]) -> str:
        """A new passkey, as the field `credential` carries it."""
        asked = options["creation_options"]["publicKey"]
        self.user_handle = asked["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())
        held = AttestedCredentialData.create(Aaguid.NONE, self.credential_id, public)
        data = AuthenticatorData.create(self.rp_hash, PRESENT | FLAGS.AT, 0, held)
        response = {
            "clientDataJSON": websafe_encode(self.client_data("webauthn.create", asked)),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        }
        return self.credential(response)

    def use(self, options: dict[str, Any]) -> str:
        """The passkey opens the door that asks for it."""
        asked = options["request_options"]["publicKey"]
        data = AuthenticatorData.create(self.rp_hash, PRESENT, 1)
        client = self.client_data("webauthn.get", asked)
        signature = self.key.sign(data + client.hash, ec.ECDSA(hashes.SHA256()))
        return self.credential(
            {
                "clientDataJSON": websafe_encode(client),
                "authenticatorData": websafe_encode(data),
                "signature": websafe_encode(signature),
                "userHandle": self.user_handle,
            }
        )

    @property
    def rp_hash(self) -> bytes:
        return sha256(self.host.encode()).digest()

    def client_data(self, kind: str, asked: dict[str, Any]) -> CollectedClientData:
        challenge = websafe_decode(asked["challenge"])
        return CollectedClientData.create(kind, challenge, f"http://{self.host}")

    def credential(self, response: dict[str, Any]) -> str:
        identity = websafe_encode(self.credential_id)
        results = {"credProps": {"rk": True}}
        return json.dumps(
            {"id": identity, "rawId": identity, "type": "public-key", "response": response,
             "clientExtensionResults": results}
        )  # fmt: skip


def asked_in(page: str) -> dict[str, Any]:
    """What a page asks of the device."""
    found = re.search(r'<script id="js_data" type="application/json">(.*?)</script>', page)
    assert found is not None
    return json.loads(found[1])
