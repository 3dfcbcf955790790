"""What the second factor rests on lies encrypted in the database: a copy of it alone opens no account.

The key follows from SECRET_KEY. Values made with a key of SECRET_KEY_FALLBACKS can still be read.
"""

import base64

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

SALT = "accounts.encryption"
TOKEN_BEGINS = "gAAAA"  # noqa: S105 — no password: version and the first bytes of the time; no secret of ours looks like it


def keys() -> MultiFernet:
    """The current key writes, all of them read."""
    return MultiFernet(
        Fernet(base64.urlsafe_b64encode(salted_hmac(SALT, "mfa", secret=secret, algorithm="sha256").digest()))
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    )


def encrypt(text: str) -> str:
    return keys().encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """Raises InvalidToken for what no known key has written: better no login than one that proves nothing."""
    return keys().decrypt(token.encode()).decode()


def renewed(value: str) -> str:
    """The same secret under the current key; what still lies there in clear is encrypted."""
    if not value.startswith(TOKEN_BEGINS):
        return encrypt(value)
    return keys().rotate(value.encode()).decode()


def renewed_data(data: dict) -> dict:
    """The data of an authenticator; its secrets are the app's key, the seed, and codes of elsewhere."""
    fresh: dict[str, str | list[str]] = {
        name: renewed(data[name]) for name in ("secret", "seed") if name in data
    }
    if "migrated_codes" in data:
        fresh["migrated_codes"] = [renewed(code) for code in data["migrated_codes"]]
    return {**data, **fresh}
