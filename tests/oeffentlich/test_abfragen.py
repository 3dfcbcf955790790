"""How often a page asks the database: literally, with one network and with three, cold and warm."""

import re
from collections import Counter

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core import fragments
from netzwerke.models import Groessenangabe, Netzwerk
from tests.oeffentlich.conftest import Welt

pytestmark = pytest.mark.django_db

# path -> the most queries that a warm page may take
MOST = {
    "/": 8,
    "/en/": 8,
    "/netzwerke/": 10,
    "/netzwerke/?region=lichtenberg&schwerpunkt=fachkraefte&typ=standortnetzwerk": 10,
    "/netzwerke/?ansicht=karte": 10,
    "/netzwerke/?q=Alpha": 10,
    "/netzwerke/alpha/": 8,
    "/en/netzwerke/alpha/": 8,
    "/netzwerke/finden/?ort=Lichtenberg": 10,
    "/suche/?q=Alpha": 10,
    "/impressum/": 8,
}
LITERALS = re.compile(r"'[^']*'|\b\d+\b")


def asked(client: Client, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in queries]


def warm(client: Client, path: str) -> list[str]:
    client.get(path)
    return asked(client, path)


def only_alpha(welt: Welt) -> None:
    Groessenangabe.objects.exclude(netzwerk=welt.alpha).delete()
    Netzwerk.objects.exclude(pk=welt.alpha.pk).delete()


@pytest.mark.parametrize("path", MOST)
def test_a_warm_page_asks_little_and_nothing_twice(path: str, welt: Welt, client: Client) -> None:
    queries = warm(client, path)
    assert len(queries) <= MOST[path], queries
    assert [sql for sql, n in Counter(queries).items() if n > 1] == []


@pytest.mark.parametrize("path", MOST)
def test_a_signed_in_reader_costs_a_session_and_roles_and_nothing_twice(
    path: str, welt: Welt, client: Client, ada: User
) -> None:
    visitor = len(warm(client, path))
    client.force_login(ada)
    queries = warm(client, path)
    assert len(queries) - visitor <= 5, queries  # session, person, groups, roles, what those let them see
    assert [sql for sql, n in Counter(queries).items() if n > 1] == []


@pytest.mark.parametrize("path", MOST)
def test_reading_writes_nothing(path: str, welt: Welt, client: Client) -> None:
    cold = asked(client, path)
    assert [sql for sql in cold + asked(client, path) if sql.startswith(("INSERT", "UPDATE", "DELETE"))] == []


@pytest.mark.parametrize("path", MOST)
def test_three_networks_ask_as_often_as_one(path: str, welt: Welt, client: Client) -> None:
    def both() -> tuple[int, int]:
        cache.clear()
        warm(client, path)  # indexes and menus are kept apart from the pieces of a page
        fragments._kept.clear()
        return len(asked(client, path)), len(asked(client, path))

    three = both()
    only_alpha(welt)
    assert both() == three
