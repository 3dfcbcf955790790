"""Every link of a mail: looking changes nothing, and forged or expired it opens nothing.

Mail scanners follow links before people do, with GET and HEAD.
"""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client
from django.urls import get_resolver, resolve
from django.utils import timezone

from core.signedlinks import make_token
from notifications.nachrichten import GESAMMELTE, abbestellen_url
from tests.abbild import abbild, unterschied
from tests.factories import UserFactory
from tests.mitglieder.firmenhilfen import angebot, firma, link
from tests.mitglieder.klicks import KLICKS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum", "wurzelsammlung", "outbox")]
METHODS = ("get", "head", "post")
FAR_OFF = timedelta(days=11 * 366)  # no link lives that long


def klick(name: str) -> Callable[[], str]:
    return lambda: KLICKS[name]().pfad


def seat(tail: str = "") -> str:
    founder = UserFactory()
    return f"{link(angebot(firma(founder), founder))}{tail}"


def way_out() -> str:
    return urlsplit(abbestellen_url(UserFactory(), GESAMMELTE)).path


# view -> a live link to it, as a mail brings it or the page it leads to
LINKS: dict[str, Callable[[], str]] = {
    "beitritt": klick("let somebody in by the link"),
    "einladung": klick("accept an invitation"),
    "einladung_ablehnen": klick("decline an invitation"),
    "einladung_konto": klick("sign up and accept"),
    "einladung_passkey": klick("accept with a passkey"),
    "nachweis": klick("the mailbox says yes"),
    "buergen_link": klick("vouch by the link"),
    "bestaetigen_mit_link": klick("confirm by the link"),
    "aendern_mit_link": klick("wish for a change by the link"),
    "patenschaft_mit_link": klick("accept help by the link"),
    "sitz": seat,
    "sitz_konto": lambda: seat("konto/"),
    "mails_abbestellen": way_out,
}


def views_with_token(resolver: object = None) -> Iterator[str]:
    for pattern in (resolver or get_resolver()).url_patterns:  # type: ignore[attr-defined]  # resolvers have them
        if hasattr(pattern, "url_patterns"):
            yield from views_with_token(pattern)
        elif "token" in pattern.pattern.converters and pattern.lookup_str.startswith("mitglieder."):
            yield pattern.name


def forged(path: str) -> list[str]:
    """The link cut on its way, of another purpose, and made up."""
    token = resolve(path).kwargs["token"]
    others = (
        token[:-1],
        f"{token[:-4]}AAAA",
        make_token("anderes", person=1, sitz=1, antrag=1),
        "x",
        "a" * 400,
    )
    return [path.replace(token, other) for other in others]


def test_every_view_with_a_token_is_tried() -> None:
    assert set(views_with_token()) == set(LINKS)


@pytest.mark.parametrize("name", LINKS)
def test_looking_changes_nothing(name: str) -> None:
    path = LINKS[name]()
    assert resolve(path).url_name == name
    before = abbild()
    assert [Client().get(path).status_code, Client().head(path).status_code] == [200, 200]
    assert unterschied(before, abbild()) == {}


@pytest.mark.parametrize("name", LINKS)
def test_a_forged_link_says_so_and_changes_nothing(name: str) -> None:
    paths = forged(LINKS[name]())
    before = abbild()
    for path in paths:
        codes = {getattr(Client(), method)(path, follow=True).status_code for method in METHODS}
        assert codes <= {404, 410}, path
        assert "Link" in Client().get(path, follow=True).content.decode()
    assert unterschied(before, abbild()) == {}


@pytest.mark.parametrize("name", LINKS)
def test_a_link_that_ran_out_says_so_and_changes_nothing(name: str) -> None:
    path, before = LINKS[name](), abbild()
    with time_machine.travel(timezone.now() + FAR_OFF):
        codes = {getattr(Client(), method)(path, follow=True).status_code for method in METHODS}
        page = Client().get(path, follow=True).content.decode()
    assert codes <= {404, 410}
    assert re.search(r"Link|galt bis", page)
    assert unterschied(before, abbild()) == {}
