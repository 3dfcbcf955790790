"""What may follow which state, as a full table."""

from itertools import product

import pytest
from django.db.models import TextChoices

from mitglieder.enums import (
    UEBERGAENGE,
    Anfragezustand,
    Antragszustand,
    Einladungszustand,
    Patenschaftszustand,
    darf_folgen,
)

ALLOWED: dict[type[TextChoices], set[tuple[str, str]]] = {
    Anfragezustand: {
        ("offen", "angenommen"),
        ("offen", "abgelehnt"),
        ("offen", "zurueckgezogen"),
    },
    Patenschaftszustand: {
        ("offen", "angenommen"),
        ("offen", "abgelehnt"),
        ("offen", "zurueckgezogen"),
        ("angenommen", "beendet"),
    },
    Einladungszustand: {
        ("offen", "angenommen"),
        ("offen", "abgelehnt"),
        ("offen", "widerrufen"),
    },
    Antragszustand: {
        ("entwurf", "eingereicht"),
        ("entwurf", "zurueckgezogen"),
        ("eingereicht", "angenommen"),
        ("eingereicht", "abgelehnt"),
        ("eingereicht", "zurueckgezogen"),
    },
}


def test_every_kind_of_state_has_its_table() -> None:
    assert set(UEBERGAENGE) == set(ALLOWED)


@pytest.mark.parametrize("kind", ALLOWED, ids=lambda kind: kind.__name__)
def test_only_what_the_table_names_may_follow(kind: type[TextChoices]) -> None:
    found = {(von.value, nach.value) for von, nach in product(kind, kind) if darf_folgen(von, nach)}
    assert found == ALLOWED[kind]
