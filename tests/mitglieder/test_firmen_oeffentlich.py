"""From the firm's own consent to what everybody finds, and back: at once, without a job in between."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from core.visibility import Sichtbarkeit
from mitglieder.actions.firmen import aufnehmen
from mitglieder.actions.unternehmen import aufloesen, listen
from netzwerke.models import Netzwerk
from tests.mitglieder.firmenhilfen import firma

pytestmark = [
    pytest.mark.django_db(transaction=True),  # what is kept of pages is renewed when something is committed
    pytest.mark.usefixtures("seitenbaum"),
]
PLACES = ("/unternehmen/", "/netzwerke/netzwerk-a/", "/suche/?q=Drechselei", "/api/v1/unternehmen")


@pytest.fixture(autouse=True)
def with_kept_pages(settings: Any) -> None:
    settings.PAGE_CACHE_ENABLED = True


def shown() -> list[bool]:
    """Whether a visitor is led to the firm, in each of the places."""
    return ["drechselei-beispiel" in Client().get(path).content.decode() for path in PLACES]


def test_a_firm_is_found_by_everybody_as_long_as_it_agrees(eva: User, netzwerk_a: Netzwerk) -> None:
    row = firma(eva, "Drechselei Beispiel")
    aufnehmen(row, netzwerk_a)
    assert shown() == [False] * 4
    listen(row, person=eva, stufe=Sichtbarkeit.OEFFENTLICH)
    assert shown() == [True] * 4
    listen(row, person=eva, stufe=Sichtbarkeit.MITGLIEDER)
    assert shown() == [False] * 4


def test_a_dissolved_firm_is_found_by_nobody(eva: User, netzwerk_a: Netzwerk) -> None:
    row = firma(eva, "Drechselei Beispiel")
    aufnehmen(row, netzwerk_a)
    listen(row, person=eva, stufe=Sichtbarkeit.OEFFENTLICH)
    assert shown() == [True] * 4
    aufloesen(row, person=eva)
    assert shown() == [False] * 4
