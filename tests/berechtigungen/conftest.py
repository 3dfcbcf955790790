"""The cast, made once for the whole table: a role is then one sign-in, and everybody stands by."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client

from accounts.models import User
from home.gruppen import gruppen_einrichten
from netzwerke.enums import Rolle
from tests.berechtigungen.matrix import ROLES
from tests.conftest import ensure_root_collection, gemeinsam, netzwerk, new_tree, person, person_of
from tests.factories import GESCHAEFTSSTELLE, PASSWORT, VERWALTUNG
from tests.factories.konten import mit_zweitem_faktor

PERSONS = dict(zip(ROLES, (None, "eva", "ben", "rita", "ada", "guel", "dana", "superuser"), strict=True))


def new_cast() -> dict[str, Model]:
    ensure_root_collection()
    tree = new_tree()
    gruppen_einrichten()
    a, b = netzwerk("A"), netzwerk("B")
    people = {
        "ada": person_of(a, "Ada", Rolle.LEITUNG),
        "ben": person_of(a, "Ben", Rolle.MITGLIED),
        "rita": person_of(a, "Rita", Rolle.REDAKTION),
        "cem": person_of(b, "Cem", Rolle.LEITUNG),
        "guel": person("Guel", gruppen=GESCHAEFTSSTELLE),
        "dana": person("Dana", gruppen=VERWALTUNG),
        "eva": person("Eva"),
        "superuser": User.objects.create_superuser("super@example.org", PASSWORT),
    }
    for one in people.values():
        mit_zweitem_faktor(one)
    return {"seitenbaum": tree, "netzwerk_a": a, "netzwerk_b": b, **people}


@pytest.fixture(scope="package")
def besetzung(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Model]]:
    with gemeinsam(django_db_blocker, new_cast) as cast:
        yield cast


def of_the_cast(name: str) -> Any:
    @pytest.fixture(name=name)
    def fresh(besetzung: dict[str, Model], db: None) -> Model:
        row = besetzung[name]
        return type(row).objects.get(pk=row.pk)  # type: ignore[attr-defined]  # every model has it

    return fresh


seitenbaum, netzwerk_a, netzwerk_b = map(of_the_cast, ("seitenbaum", "netzwerk_a", "netzwerk_b"))
ada, ben, rita, cem = map(of_the_cast, ("ada", "ben", "rita", "cem"))
guel, dana, eva, superuser = map(of_the_cast, ("guel", "dana", "eva", "superuser"))


@pytest.fixture
def als(request: pytest.FixtureRequest, seitenbaum: object) -> Callable[[str], Client]:
    def client_of(role: str) -> Client:
        client = Client()
        if name := PERSONS[role]:
            client.force_login(request.getfixturevalue(name))
        return client

    return client_of
