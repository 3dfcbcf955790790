"""Hits, counts and proposals know what each role may see."""

import pytest

from core.visibility import Sichtbarkeit
from netzwerke.models import Netzwerk
from search import queries
from search.actions import schreiben
from search.models import Dokument
from search.registry import Fundstueck
from tests.search.helpers import VISITOR, network

pytestmark = pytest.mark.django_db


STEPS = {
    "N": Sichtbarkeit.NETZWERK,
    "M": Sichtbarkeit.MITGLIEDER,
    "V": Sichtbarkeit.VERWALTUNG,
    "O": Sichtbarkeit.OEFFENTLICH,
}
SEES = {
    "visitor": "O",
    "eva": "O",
    "ben": "MNOV",
    "cem": "MOV",
    "dana": "OV",
    "guel": "MNOV",
    "superuser": "MNOV",
}


@pytest.fixture
def four_steps(netzwerk_a: Netzwerk) -> None:
    """Four documents of network A, one per step; titles are the letters of the steps."""
    Dokument.objects.all().delete()
    funde = [
        Fundstueck(objekt_id=step, sprache="de", titel=f"Geheimwort {letter}", text="", url="/", sichtbarkeit=step,
                   netzwerk_id=netzwerk_a.pk)
        for letter, step in STEPS.items()
    ]  # fmt: skip
    schreiben("netzwerk", funde)


@pytest.mark.parametrize("role", SEES)
def test_hits_counts_and_suggestions_know_what_a_role_may_see(
    role: str, four_steps: None, request: pytest.FixtureRequest
) -> None:
    user = VISITOR if role == "visitor" else request.getfixturevalue(role)
    result = queries.suchen("geheimwort", user=user, sprache="de")
    assert "".join(sorted(d.titel[-1] for d in result.treffer)) == SEES[role]
    assert result.anzahl == len(SEES[role])
    assert result.je_art == {"netzwerk": len(SEES[role])}
    hits = queries.vorschlaege("gehei", user=user, sprache="de")
    assert "".join(sorted(d.titel[-1] for d in hits)) == SEES[role]
    ids = queries.objekt_ids("netzwerk", "geheimwort", user=user, sprache="de")
    assert ids is not None
    assert set(ids) == {STEPS[letter] for letter in SEES[role]}


def test_a_word_of_hidden_titles_is_never_proposed() -> None:
    network("Verborgenheit", sichtbarkeit=Sichtbarkeit.NETZWERK)
    assert queries.meinten_sie("Verborgenhait") == ""
