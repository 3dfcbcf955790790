"""The cast of all tests, and the pages that must exist.

Ada leads network A, Ben is a member and Rita an editor there; Cem leads network B, the stranger.
Gül works for the Geschäftsstelle, Dana for the administration, Eva is registered without a network.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache, caches
from django.utils import translation
from wagtail.models import Collection, Locale, Page, Site

from accounts.models import User
from core import fragments
from home.models import Startseite
from netzwerke import facetten, verzeichnis
from netzwerke.actions import rolle_geben
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk, VerzeichnisSeite
from tests import factories


@pytest.fixture(autouse=True)
def fresh_state() -> Iterator[None]:
    """Every test begins in German, with an empty cache and nothing remembered in the process."""
    cache.clear()
    caches["pages"].clear()
    fragments._kept.clear()
    verzeichnis.build.cache_clear()
    facetten.build.cache_clear()
    translation.activate("de")
    yield
    translation.activate("de")


@pytest.fixture
def outbox(settings: Any) -> None:
    """Mails of allauth go where they go in production."""
    settings.EMAIL_BACKEND = "notifications.backends.OutboxBackend"


@pytest.fixture
def wurzelsammlung(db: None) -> None:
    """Migrations make it, and tests that flush the database lose it."""
    if not Collection.get_first_root_node():
        Collection.add_root(name="Root")


@pytest.fixture
def netzwerk_a(wurzelsammlung: None) -> Netzwerk:
    return factories.NetzwerkFactory(name="Netzwerk A e. V.", kurzname="Netzwerk A", slug="netzwerk-a")


@pytest.fixture
def netzwerk_b(wurzelsammlung: None) -> Netzwerk:
    return factories.NetzwerkFactory(name="Netzwerk B e. V.", kurzname="Netzwerk B", slug="netzwerk-b")


def person(name: str, **fields: Any) -> User:
    return factories.UserFactory(first_name=name, email=f"{name.lower()}@example.org", **fields)


@pytest.fixture
def ada(netzwerk_a: Netzwerk) -> User:
    user = person("Ada")
    rolle_geben(netzwerk_a, an=user, rolle=Rolle.LEITUNG)
    return user


@pytest.fixture
def ben(netzwerk_a: Netzwerk) -> User:
    user = person("Ben")
    rolle_geben(netzwerk_a, an=user, rolle=Rolle.MITGLIED)
    return user


@pytest.fixture
def rita(netzwerk_a: Netzwerk) -> User:
    user = person("Rita")
    rolle_geben(netzwerk_a, an=user, rolle=Rolle.REDAKTION)
    return user


@pytest.fixture
def cem(netzwerk_b: Netzwerk) -> User:
    user = person("Cem")
    rolle_geben(netzwerk_b, an=user, rolle=Rolle.LEITUNG)
    return user


@pytest.fixture
def guel(db: None) -> User:
    return person("Guel", gruppen=factories.GESCHAEFTSSTELLE)


@pytest.fixture
def dana(db: None) -> User:
    return person("Dana", gruppen=factories.VERWALTUNG)


@pytest.fixture
def eva(db: None) -> User:
    return person("Eva")


@pytest.fixture
def superuser(db: None) -> User:
    return User.objects.create_superuser("super@example.org", factories.PASSWORT)


@pytest.fixture
def seitenbaum(db: None) -> Startseite:
    """Start page and directory page in German, as migrations and start data leave them.

    Tests that flush the database lose what migrations made, so it is made again where it is missing.
    """
    locale, _ = Locale.objects.get_or_create(language_code="de")
    Locale.objects.get_or_create(language_code="en")
    home = Startseite.objects.filter(locale=locale).first() or new_home(locale)
    if not VerzeichnisSeite.objects.exists():
        home.add_child(instance=VerzeichnisSeite(title="Verzeichnis", slug="netzwerke", locale=locale))
    return home


def new_home(locale: Locale) -> Startseite:
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root", locale=locale)
    home = Startseite(title="Netzwerk der Netzwerke", slug="start", locale=locale,
                      ueberschrift="Überschrift", einleitung="Einleitung")  # fmt: skip
    root.add_child(instance=home)
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": home})
    return home
