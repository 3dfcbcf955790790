"""Links in mails that carry the right to one act, for people who do not sign in.

A link names its purpose, what it is about and who got it. Whoever follows it sees a page; only the
button there changes something, because mail scanners follow links as well.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.functional import lazy

from core.refusal import RefusedError

DEFAULT_AGE = timedelta(days=14)


class LinkExpiredError(RefusedError):
    """The link was right once."""


class LinkBrokenError(RefusedError):
    """The link is not one of ours, or was cut on its way."""


def make_token(purpose: str, **facts: Any) -> str:
    """`facts` are plain values: keys of rows, and a stamp that changes once the act is done."""
    return signing.dumps(facts, salt=f"link:{purpose}", compress=True)


def read_token(purpose: str, token: str, max_age: timedelta | None = DEFAULT_AGE) -> dict[str, Any]:
    """The facts of a token; raises `LinkExpiredError` or `LinkBrokenError`.

    Without `max_age` the token itself never runs out: what it is about says until when it is good.
    """
    try:
        return signing.loads(token, salt=f"link:{purpose}", max_age=max_age)
    except signing.SignatureExpired as error:
        raise LinkExpiredError from error
    except (signing.BadSignature, ValueError, UnicodeError) as error:
        raise LinkBrokenError from error


def address(view_name: str, *args: Any) -> str:
    return settings.BASE_URL + reverse(view_name, args=args)


# An address for a mail: from the configured host, never from a request. It is lazy, because its language
# is that of who reads the letter, and known when the letter is rendered.
absolute = lazy(address, str)
