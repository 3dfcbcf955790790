"""The cast of all tests, and the pages that must exist.

Ada leads network A, Ben is a member and Rita an editor there; Cem leads network B, the stranger.
Gül works for the Geschäftsstelle, Dana for the administration, Eva is registered without a network.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import pytest
from django.core.cache import cache, caches
from django.db import connection, transaction
from django.utils import translation
from wagtail.models import Collection, Locale, Page, Site

from accounts.models import User
from core import fragments
from home.models import Startseite
from netzwerke import facetten, verzeichnis
from netzwerke.actions import rolle_geben
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk, VerzeichnisSeite
from tests import factories, vorlage
from veranstaltungen import kalenderindex

Made = TypeVar("Made")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    vorlage.load()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        vorlage.save()


@pytest.fixture(autouse=True)
def fresh_state() -> Iterator[None]:
    """Every test begins in German, with an empty cache and nothing remembered in the process."""
    cache.clear()
    caches["pages"].clear()
    fragments._kept.clear()
    verzeichnis.build.cache_clear()
    facetten.build.cache_clear()
    kalenderindex.build.cache_clear()
    translation.activate("de")
    yield
    translation.activate("de")


@contextmanager
def gemeinsam(blocker: Any, make: Callable[[], Made]) -> Iterator[Made]:
    """Rows made once for a module or a folder of tests; each test works in a savepoint of its own.

    Meant for fixtures of a wider scope, which need `django_db_setup` too. The objects are shared as
    well: a test that may change one takes a fresh one from the database.
    """
    with blocker.unblock():
        around = transaction.atomic()
        around.__enter__()
        try:
            made = make()
        except BaseException:
            transaction.set_rollback(True)
            around.__exit__(None, None, None)
            raise
        connection.run_on_commit.clear()
    yield made
    with blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def outbox(settings: Any) -> None:
    """Mails of allauth go where they go in production."""
    settings.EMAIL_BACKEND = "notifications.backends.OutboxBackend"


@pytest.fixture
def wurzelsammlung(db: None) -> None:
    ensure_root_collection()


def ensure_root_collection() -> None:
    """Migrations make it, and tests that flush the database lose it."""
    if not Collection.get_first_root_node():
        Collection.add_root(name="Root")


def netzwerk(letter: str) -> Netzwerk:
    slug = f"netzwerk-{letter.lower()}"
    return factories.NetzwerkFactory(
        name=f"Netzwerk {letter} e. V.", kurzname=f"Netzwerk {letter}", slug=slug
    )


@pytest.fixture
def netzwerk_a(wurzelsammlung: None) -> Netzwerk:
    return netzwerk("A")


@pytest.fixture
def netzwerk_b(wurzelsammlung: None) -> Netzwerk:
    return netzwerk("B")


def person(name: str, **fields: Any) -> User:
    return factories.UserFactory(first_name=name, email=f"{name.lower()}@example.org", **fields)


def person_of(netzwerk: Netzwerk, name: str, rolle: Rolle) -> User:
    user = person(name)
    rolle_geben(netzwerk, an=user, rolle=rolle)
    return user


@pytest.fixture
def ada(netzwerk_a: Netzwerk) -> User:
    return person_of(netzwerk_a, "Ada", Rolle.LEITUNG)


@pytest.fixture
def ben(netzwerk_a: Netzwerk) -> User:
    return person_of(netzwerk_a, "Ben", Rolle.MITGLIED)


@pytest.fixture
def rita(netzwerk_a: Netzwerk) -> User:
    return person_of(netzwerk_a, "Rita", Rolle.REDAKTION)


@pytest.fixture
def cem(netzwerk_b: Netzwerk) -> User:
    return person_of(netzwerk_b, "Cem", Rolle.LEITUNG)


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
    return new_tree()


def new_tree() -> Startseite:
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
