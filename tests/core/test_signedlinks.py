"""Links in mails: bound to a purpose, for a time, and unforgeable."""

from datetime import timedelta

import pytest

from core.signedlinks import LinkBrokenError, LinkExpiredError, make_token, read_token


def test_a_token_carries_its_facts_for_its_purpose_only() -> None:
    token = make_token("beitritt", anfrage=5, person=7)
    assert read_token("beitritt", token) == {"anfrage": 5, "person": 7}
    with pytest.raises(LinkBrokenError):
        read_token("einladung", token)


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "ü:1:2", "x" * 5000, "\x00"])
def test_a_foreign_token_is_broken(token: str) -> None:
    with pytest.raises(LinkBrokenError):
        read_token("beitritt", token)


def test_a_changed_token_is_broken() -> None:
    token = make_token("beitritt", anfrage=5)
    with pytest.raises(LinkBrokenError):
        read_token("beitritt", token[:-1] + ("A" if token[-1] != "A" else "B"))


def test_an_old_token_has_expired() -> None:
    token = make_token("beitritt", anfrage=5)
    with pytest.raises(LinkExpiredError):
        read_token("beitritt", token, max_age=timedelta(seconds=-1))
