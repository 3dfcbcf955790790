"""Two people open the same form: the second is told what the first changed, and nothing is undone unseen."""

from collections.abc import Callable

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from accounts.models import User
from home.models import Betreiberangaben, Navigationseintrag
from netzwerke.models import Netzwerk
from tests.cms.conftest import Anmelden
from tests.cms.helpers import form_at
from tests.cms.test_netzwerk import figures
from tests.factories import RegionFactory, SchwerpunktFactory

INZWISCHEN = "Inzwischen hat jemand anderes hier gespeichert: "
Gemacht = tuple[Model, str, str, str]  # object, address of its form, field, label of the field


def region() -> Gemacht:
    row = RegionFactory()
    return row, reverse("wagtailsnippets_netzwerke_region:edit", args=[row.pk]), "name", "Name"


def topic() -> Gemacht:
    row = SchwerpunktFactory()
    return (
        row,
        reverse("wagtailsnippets_netzwerke_schwerpunkt:edit", args=[row.pk]),
        "definition",
        "Definition",
    )


def menu() -> Gemacht:
    row = Navigationseintrag.objects.create(bereich="haupt", beschriftung="Suche", pfad="/suche/")
    url = reverse("wagtailsnippets_home_navigationseintrag:edit", args=[row.pk])
    return row, url, "beschriftung", "Beschriftung"


def operator() -> Gemacht:
    row = Betreiberangaben.load()
    url = reverse("wagtailsettings:edit", args=["home", "betreiberangaben", row.pk])
    return row, url, "hinweis", "Hinweis auf allen Seiten"


@pytest.mark.parametrize("make", [region, topic, menu, operator])
def test_the_second_of_two_is_told_and_decides(
    make: Callable[[], Gemacht], angemeldet: Anmelden, superuser: User
) -> None:
    client = angemeldet(superuser)
    row, url, field, label = make()
    first, second = form_at(client, url), form_at(client, url)
    assert client.post(url, {**first, field: "Erste"}).status_code == 302
    answer = client.post(url, {**second, field: "Zweite"})
    page = answer.content.decode()
    assert f"{INZWISCHEN}{label}." in page
    assert "Zweite" in page
    assert value_of(row, field) == "Erste"
    again = answer.context["form"].data
    assert client.post(url, {**second, field: "Zweite", "gelesen": again["gelesen"]}).status_code == 302
    assert value_of(row, field) == "Zweite"


def value_of(row: Model, field: str) -> str:
    row.refresh_from_db()
    return str(getattr(row, field))


@pytest.fixture
def gs(angemeldet: Anmelden, guel: User) -> Client:
    return angemeldet(guel)


def test_rows_below_a_network_are_guarded_too(gs: Client, netzwerk_a: Netzwerk) -> None:
    url = reverse("wagtailsnippets_netzwerke_netzwerk:edit", args=[netzwerk_a.pk])
    first, second = form_at(gs, url), form_at(gs, url)
    gs.post(url, {**first, **figures((2020, 40)), "schwerpunkte": [SchwerpunktFactory().pk]})
    answer = gs.post(url, {**second, "name": "Anders"})
    assert f"{INZWISCHEN}Größenangaben, Schwerpunkte." in answer.content.decode()
    netzwerk_a.refresh_from_db()
    assert (netzwerk_a.name, netzwerk_a.groessenangaben.count()) == ("Netzwerk A e. V.", 1)


def test_saving_twice_in_a_row_needs_no_decision(gs: Client, netzwerk_a: Netzwerk) -> None:
    url = reverse("wagtailsnippets_netzwerke_netzwerk:edit", args=[netzwerk_a.pk])
    for name in ("Eins", "Zwei"):
        assert gs.post(url, {**form_at(gs, url), "name": name}).status_code == 302


@pytest.mark.parametrize("read", ["", "{", "[]", "3", '{"name": 1}'])
def test_a_mangled_note_of_what_was_read_is_no_error_of_ours(
    read: str, gs: Client, netzwerk_a: Netzwerk
) -> None:
    url = reverse("wagtailsnippets_netzwerke_netzwerk:edit", args=[netzwerk_a.pk])
    assert gs.post(url, {**form_at(gs, url), "gelesen": read}).status_code in {200, 302}


def test_line_ends_of_a_browser_are_no_change(gs: Client, netzwerk_a: Netzwerk) -> None:
    Netzwerk.objects.filter(pk=netzwerk_a.pk).update(quelle="https://a.example\nhttps://b.example")
    url = reverse("wagtailsnippets_netzwerke_netzwerk:edit", args=[netzwerk_a.pk])
    first, second = form_at(gs, url), form_at(gs, url)
    browser = "https://a.example\r\nhttps://b.example"
    gs.post(url, {**first, "rechtsform": "GmbH", "quelle": browser})
    assert f"{INZWISCHEN}Rechtsform." in gs.post(url, {**second, "quelle": browser}).content.decode()
