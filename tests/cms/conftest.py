"""The cast in front of the page admin: each signed in, with the second factor where one is needed."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from home.gruppen import gruppen_einrichten
from home.models import Startseite
from netzwerke.models import Netzwerk, NetzwerkSeite, VerzeichnisSeite
from tests.factories.konten import mit_zweitem_faktor

Anmelden = Callable[[User], Client]


@pytest.fixture(autouse=True)
def gruppen(seitenbaum: Startseite) -> None:
    gruppen_einrichten()


@pytest.fixture
def angemeldet() -> Anmelden:
    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(mit_zweitem_faktor(user))
        return client

    return sign_in


def page_of(netzwerk: Netzwerk) -> NetzwerkSeite:
    parent = VerzeichnisSeite.objects.get()
    page = NetzwerkSeite(title=netzwerk.kurzname, slug=netzwerk.slug, netzwerk=netzwerk, locale=parent.locale)
    parent.add_child(instance=page)
    page.save_revision()
    return page


@pytest.fixture
def seite_a(netzwerk_a: Netzwerk, seitenbaum: Startseite) -> NetzwerkSeite:
    return page_of(netzwerk_a)


@pytest.fixture
def seite_b(netzwerk_b: Netzwerk, seitenbaum: Startseite) -> NetzwerkSeite:
    return page_of(netzwerk_b)
