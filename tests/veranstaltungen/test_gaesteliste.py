"""The list of guests: in pages, in the order of last names, whatever is searched for."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from netzwerke.models import Netzwerk
from tests.factories.konten import mit_zweitem_faktor
from tests.factories.veranstaltungen import termin
from veranstaltungen.enums import Anmeldestand
from veranstaltungen.models import Anmeldung, Frage, Platz, Termin
from veranstaltungen.teilnehmende import PAGE_SIZE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]


@pytest.fixture
def hier(netzwerk_a: Netzwerk) -> Termin:
    return termin(None, netzwerk=netzwerk_a)


@pytest.fixture
def gastgeber(ada: User) -> Client:
    client = Client()
    client.force_login(mit_zweitem_faktor(ada))
    return client


def guests(hier: Termin, *names: str, stand: str = Anmeldestand.ANGEMELDET) -> None:
    frage, _new = Frage.objects.get_or_create(veranstaltung=hier.veranstaltung, text="Essen?", art="text")
    for name in names:
        row = Anmeldung.objects.create(
            termin=hier, name=name, email=f"{Anmeldung.objects.count()}@example.org", stand=stand, nonce="x"
        )
        Platz.objects.create(anmeldung=row, nummer=1, name=name)
        row.antworten.create(frage=frage, text="Suppe")


def shown(client: Client, hier: Termin, **query: str) -> list[tuple[int, list[str]]]:
    page = client.get(f"/mein{hier.get_absolute_url()}", query)
    return [(part.anzahl, [row.name for row in part.zeilen]) for part in page.context["teile"]]


def test_a_long_list_has_pages_and_a_page_may_hold_the_end_of_one_part_and_the_next(
    hier: Termin, gastgeber: Client
) -> None:
    coming = [f"Gast {n:03}" for n in range(PAGE_SIZE + 1)]
    guests(hier, *coming)
    guests(hier, "Zu spät", stand=Anmeldestand.OFFEN)
    assert shown(gastgeber, hier) == [(PAGE_SIZE + 1, coming[:-1])]
    rest = [(PAGE_SIZE + 1, coming[-1:]), (1, ["Zu spät"])]
    assert shown(gastgeber, hier, seite="2") == rest
    for nonsense in ("99", "-1", "x", "9" * 30):
        assert shown(gastgeber, hier, seite=nonsense)[0][0] == PAGE_SIZE + 1
    page = gastgeber.get(f"/mein{hier.get_absolute_url()}", {"q": "gast", "seite": "1"}).content.decode()
    assert 'href="?q=gast&amp;seite=2"' in page
    assert page.count("Essen?: Suppe") == PAGE_SIZE


def test_names_stand_in_the_order_of_the_last_one(hier: Termin, gastgeber: Client) -> None:
    guests(hier, "Zoë Arnold", "Bo Azur", "Anna Ärmel", "Müller, Ute", "Łukasz Zech", "Łeon Berg")
    [(_number, names)] = shown(gastgeber, hier)
    assert names == ["Anna Ärmel", "Zoë Arnold", "Bo Azur", "Łeon Berg", "Müller, Ute", "Łukasz Zech"]


def test_a_search_without_a_hit_says_so(hier: Termin, gastgeber: Client) -> None:
    guests(hier, "Kim")
    page = gastgeber.get(f"/mein{hier.get_absolute_url()}", {"q": "nobody"}).content.decode()
    assert "Niemand mit diesem Namen ist angemeldet." in page


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("query", "number"), [({}, 15), ({"q": "gast"}, 17)])
def test_the_list_costs_the_same_few_queries(
    count: int,
    query: dict[str, str],
    number: int,
    hier: Termin,
    gastgeber: Client,
    django_assert_num_queries: Any,
) -> None:
    guests(hier, *(f"Gast {n}" for n in range(count)))
    gastgeber.get(f"/mein{hier.get_absolute_url()}", query)
    with django_assert_num_queries(number):
        gastgeber.get(f"/mein{hier.get_absolute_url()}", query)
