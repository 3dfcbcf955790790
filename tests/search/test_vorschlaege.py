"""Near misses, suggestions and pages of hits."""

from typing import Any

import pytest
from django.test import Client

from core.visibility import Sichtbarkeit
from home.models import InhaltSeite, Startseite
from search import queries
from tests.search.helpers import VISITOR, found, network

pytestmark = pytest.mark.django_db


def test_a_near_miss_is_proposed_as_it_is_written() -> None:
    network("Großbeerenstraße")
    assert queries.meinten_sie("Grosbeerenstrase") == "Großbeerenstraße"
    assert queries.meinten_sie("Großbeerenstraße") == ""
    assert queries.meinten_sie("xyzxyz") == ""


def test_a_near_miss_keeps_the_words_that_are_right() -> None:
    network("Unternehmen Lichtenberg")
    assert queries.meinten_sie("Unternehmen Lichtnberg") == "Unternehmen Lichtenberg"


def test_suggestions_begin_with_the_second_letter_and_are_few() -> None:
    for i in range(10):
        network(f"Alpha {i}")
    assert queries.vorschlaege("a", user=VISITOR, sprache="de") == []
    assert len(queries.vorschlaege("al", user=VISITOR, sprache="de")) == 8


def test_pages_follow_each_other_and_end() -> None:
    for i in range(12):
        network(f"Alpha {i}")
    pages = [found("alpha", seite=page) for page in (1, 2, 3, 10**6)]
    assert [len(page) for page in pages] == [10, 2, 0, 0]
    assert not set(pages[0]) & set(pages[1])


def test_a_kind_narrows_the_hits_but_not_the_counts(page: InhaltSeite) -> None:
    network("Zebrastreifen")
    result = queries.suchen("zebrastreifen", user=VISITOR, sprache="de", art="seite")
    assert [d.titel for d in result.treffer] == ["Datenschutz"]
    assert (result.anzahl, result.je_art) == (1, {"netzwerk": 1, "seite": 1})


def test_a_long_question_is_cut() -> None:
    assert len(queries.question_words(" ".join(f"wort{i}" for i in range(5_000)))) == queries.MOST_WORDS
    assert [len(word) for word in queries.question_words("x" * 10_000)] == [queries.LONGEST_QUESTION]
    network("Alpha")
    assert found("alpha " * 2_000) == ["Alpha"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_costs_the_same_few_queries(count: int, django_assert_num_queries: Any) -> None:
    for i in range(count):
        network(f"Alpha {i}")
    with django_assert_num_queries(3):  # the words, what begins with them, the page
        queries.suchen("alpha", user=VISITOR, sprache="de")
    with django_assert_num_queries(4):
        queries.vorschlaege("alp", user=VISITOR, sprache="de")


def test_beginnings_are_left_out_where_enough_have_the_word_itself(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    for i in range(2):
        network(f"Kran {i}")
    network("Kranich")
    assert found("kran") == ["Kran 0", "Kran 1", "Kranich"]
    monkeypatch.setattr(queries, "ENOUGH", 2)
    with django_assert_num_queries(2):
        assert found("kran") == ["Kran 0", "Kran 1"]


def test_suggestions_are_json_of_public_things(client: Client) -> None:
    row = network("Alpha")
    network("Alpha geheim", sichtbarkeit=Sichtbarkeit.NETZWERK)
    response = client.get("/suche/vorschlaege.json", {"q": "alp"})
    expected = {"titel": "Alpha", "url": f"/netzwerke/{row.slug}/", "art": "Netzwerk", "grund": ""}
    assert response.json() == [expected]
    english = client.get("/en/suche/vorschlaege.json", {"q": "alp"})
    assert [hit["url"] for hit in english.json()] == [f"/en/netzwerke/{row.slug}/"]
    assert client.get("/suche/vorschlaege.json").json() == []


@pytest.mark.parametrize("seite", ["0", "-1", "x", "999999", "9999999", "1e9", "²", "١", ""])
def test_any_page_number_is_answered(seite: str, client: Client, seitenbaum: Startseite) -> None:
    network("Alpha")
    response = client.get("/suche/", {"q": "alpha", "seite": seite})
    assert response.status_code == 200
    assert response.context["seite"] == 1
    assert [hit["titel"] for hit in response.context["treffer"]] == ["<mark>Alpha</mark>"]
