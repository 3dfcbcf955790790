"""What the tests of the search share."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from hypothesis import HealthCheck, settings

from netzwerke.models import Netzwerk
from search import queries
from search.actions import indexieren
from tests.factories import NetzwerkFactory

VISITOR = AnonymousUser()
RELAXED = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def found(frage: str, user: Any = VISITOR, sprache: str = "de", **options: Any) -> list[str]:
    return [d.titel for d in queries.suchen(frage, user=user, sprache=sprache, **options).treffer]


def network(name: str, **fields: Any) -> Netzwerk:
    row = NetzwerkFactory(
        name=name, **{"kurzname": name, "gebiet": "Ort", "typ": "geschaeftsstrasse", **fields}
    )
    indexieren("netzwerk", [row.pk])
    return row
