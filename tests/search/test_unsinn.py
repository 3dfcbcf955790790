"""What must never break the search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netzwerke.models import Netzwerk
from search import queries
from search.actions import entfernen, indexieren
from search.models import Dokument
from tests.search.helpers import RELAXED, VISITOR, found, network

pytestmark = pytest.mark.django_db


SYNTAX = [
    "*",
    '"',
    ":",
    "OR",
    "AND",
    "NOT",
    "NEAR(",
    "NEAR(a b, 2)",
    "&|!()",
    "'",
    "''",
    "\\",
    "<->",
    "a:*",
    "{titel}",
    "-a",
    "^a",
    "%",
    "_",
    ";--",
    "%s",
    'a" OR "b',
    "a' | 'b",
    "½",
    "²",
    "ﬁ",
    "日本語",
    "\U0001f642",
    "a\u0300",
    "’",
]


@pytest.mark.parametrize("frage", SYNTAX)
def test_the_databases_own_syntax_means_nothing(frage: str) -> None:
    network("Alpha")
    for text in (frage, f"alpha {frage}", f"{frage}alpha"):
        queries.suchen(text, user=VISITOR, sprache="de")
        queries.vorschlaege(text, user=VISITOR, sprache="de")
        queries.meinten_sie(text)
    assert "Alpha" in found(f"alpha {frage}")


@RELAXED
@given(st.text(max_size=60))
def test_no_question_is_an_error(frage: str) -> None:
    for sprache in ("de", "en"):
        assert queries.suchen(frage, user=VISITOR, sprache=sprache).anzahl <= queries.MOST_RANKED
    queries.objekt_ids("netzwerk", frage, user=VISITOR, sprache="de")
    queries.meinten_sie(frage)


# Letters, digits, signs and blanks of European names; rarer signs may count as no word on one database.
TITLES = st.text(
    st.characters(max_codepoint=0x24F, categories=("Ll", "Lu", "Nd", "Po", "Pd", "Sm", "Zs")),
    min_size=1,
    max_size=40,
)


@RELAXED
@given(TITLES)
def test_whatever_a_network_is_called_it_can_be_indexed_and_found(name: str) -> None:
    row = network("Alpha")
    Netzwerk.objects.filter(pk=row.pk).update(name=name)
    indexieren("netzwerk", [row.pk])
    if queries.question_words(name):
        assert (
            Dokument.objects.get(art="netzwerk", objekt_id=row.pk, sprache="de")
            in queries.suchen(name, user=VISITOR, sprache="de", groesse=400).treffer
        )
    Netzwerk.objects.filter(pk=row.pk).delete()
    entfernen("netzwerk", [row.pk])
