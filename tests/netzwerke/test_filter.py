"""What an address asks for: nothing in it is an error, and it says the same when written again."""

from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from netzwerke.filter import ANSICHTEN, LONGEST_QUESTION, Auswahl
from netzwerke.verzeichnis import FACETTEN, SORTIERUNGEN, Verzeichnisindex

BEKANNT = {
    "region": ["mitte", "pankow"],
    "typ": ["a"],
    "schwerpunkt": ["ö&=", "x"],
    "status": ["aktiv"],
    "groesse": [],
}
INDEX = Verzeichnisindex([], {}, {f: dict.fromkeys(BEKANNT[f], 0) for f in FACETTEN}, {}, 0)


def lesen(query: str) -> Auswahl:
    return Auswahl.lesen(QueryDict(query), INDEX)


def test_an_empty_address_asks_for_everything() -> None:
    assert lesen("") == Auswahl()
    assert lesen("").ist_leer
    assert Auswahl().query() == ""


def test_a_full_address_is_read_and_written_alike() -> None:
    query = "q=Haus+%26+Hof&region=mitte&region=pankow&schwerpunkt=%C3%B6%26%3D&sort=mitglieder&ansicht=karte&seite=3"
    auswahl = lesen(query)
    assert auswahl == Auswahl(
        "Haus & Hof", {"region": ("mitte", "pankow"), "schwerpunkt": ("ö&=",)}, "mitglieder", "karte", 3
    )
    assert auswahl.query() == "?" + query


@pytest.mark.parametrize(
    "seite", ["0", "-1", "", "x", "1.5", "1e9", "²", "١٢", "９", "9" * 40, " 2", "+2", "1_0"]
)
def test_what_is_no_page_is_the_first(seite: str) -> None:
    query = QueryDict(mutable=True)
    query["seite"] = seite
    assert Auswahl.lesen(query, INDEX).seite == 1


def test_a_page_far_beyond_is_read_as_it_is() -> None:
    assert lesen("seite=999999999").seite == 999_999_999


@pytest.mark.parametrize(
    "query",
    ["region=fehlt", "region=", "region[]=mitte", "REGION=mitte", "region=MITTE", "region=mitte%00", "sort=fehlt",
     "ansicht=fehlt", "fremd=1&fremd=2", "&&&===", "%F0%9F%99%82=1", "q=+++", "groesse=x"],
)  # fmt: skip
def test_junk_asks_for_nothing(query: str) -> None:
    assert lesen(query) == Auswahl()


def test_repeated_values_count_once_and_repeated_words_the_last_time() -> None:
    auswahl = lesen(
        "region=mitte&region=fehlt&region=mitte&region=pankow&q=eins&q=zwei&sort=x&sort=name&seite=2&seite=4"
    )
    assert auswahl == Auswahl("zwei", {"region": ("mitte", "pankow")}, seite=4)


def test_a_long_question_is_cut() -> None:
    assert len(lesen("q=" + "x" * 10_000).q) == LONGEST_QUESTION
    assert lesen("q=" + "x" * 199 + "+y").q == "x" * 199


def test_taking_a_value_away_leads_back_to_the_first_page() -> None:
    auswahl = lesen("region=mitte&region=pankow&seite=3")
    assert auswahl.ohne("region", "mitte") == Auswahl(werte={"region": ("pankow",)})
    assert auswahl.ohne("region", "mitte").ohne("region", "pankow") == Auswahl()
    assert auswahl.ohne("typ", "a").werte == auswahl.werte


def test_a_change_of_the_view_keeps_the_rest() -> None:
    auswahl = lesen("q=haus&region=mitte&seite=3")
    assert auswahl.adresse(ansicht="karte") == "?q=haus&region=mitte&ansicht=karte"
    assert auswahl.adresse(seite=4) == "?q=haus&region=mitte&seite=4"
    assert auswahl.adresse(q="") == "?region=mitte"


SELECTIONS = st.builds(
    Auswahl,
    q=st.text(st.characters(exclude_categories=("Cs",)), max_size=250).map(
        lambda raw: " ".join(raw.split())[:LONGEST_QUESTION].rstrip()
    ),
    werte=st.fixed_dictionaries({
        f: st.lists(st.sampled_from(values), min_size=1, unique=True).map(tuple) if values else st.nothing()
        for f, values in BEKANNT.items() if values
    }),
    sort=st.sampled_from(SORTIERUNGEN),
    ansicht=st.sampled_from(ANSICHTEN),
    seite=st.integers(1, 999_999_999),
)  # fmt: skip
RELAXED = hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@RELAXED
@given(SELECTIONS)
def test_writing_and_reading_an_address_changes_nothing(auswahl: Auswahl) -> None:
    assert lesen(auswahl.query().removeprefix("?")) == auswahl


@RELAXED
@given(st.text(max_size=300))
def test_any_query_is_read_and_reading_it_again_is_the_same(query: str) -> None:
    once: Any = lesen(query)
    assert lesen(once.query().removeprefix("?")) == once
