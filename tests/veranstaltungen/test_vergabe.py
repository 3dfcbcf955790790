"""Who gets a place, without a database: order, groups, contingents, quotas."""

from collections import Counter
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veranstaltungen.vergabe import Lage, an_der_reihe


@dataclass
class Zeile:
    name: str
    plaetze: int = 1
    netzwerk_id: int | None = None
    unternehmen_id: int | None = None


def names(lage: Lage, *rows: Zeile) -> str:
    return "".join(row.name for row in an_der_reihe(lage, rows))


def test_places_go_in_order() -> None:
    assert names(Lage(2), Zeile("a"), Zeile("b"), Zeile("c")) == "ab"


def test_without_a_limit_everybody_comes() -> None:
    assert names(Lage(None), Zeile("a", 5), Zeile("b")) == "ab"


def test_nobody_overtakes_a_group_that_needs_more_than_is_free() -> None:
    assert names(Lage(1), Zeile("a", 2), Zeile("b")) == ""
    assert names(Lage(3), Zeile("a", 2), Zeile("b", 2), Zeile("c")) == "a"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([Zeile("a", netzwerk_id=1), Zeile("b"), Zeile("c")], "ab"),  # two kept for network 1, one for all
        ([Zeile("b"), Zeile("c"), Zeile("a", netzwerk_id=1)], "ba"),
        ([Zeile("a", 3, 1), Zeile("b")], "a"),
        ([Zeile("b"), Zeile("a", 3, 1)], "b"),  # only the kept two are left for network 1
        ([Zeile("x", netzwerk_id=2), Zeile("y", netzwerk_id=2)], "x"),
    ],
)
def test_kept_places_go_to_their_network(rows: list[Zeile], expected: str) -> None:
    assert names(Lage(3, reserviert={1: 2}), *rows) == expected


def test_a_quota_that_is_used_up_lets_others_pass() -> None:
    lage = Lage(3, je_netzwerk=2, netzwerke=Counter({1: 2}))
    assert names(lage, Zeile("a", netzwerk_id=1), Zeile("b", netzwerk_id=2), Zeile("c")) == "bc"
    firms = Lage(3, je_unternehmen=1)
    assert names(firms, Zeile("a", unternehmen_id=7), Zeile("b", unternehmen_id=7), Zeile("c")) == "ac"


ROWS = st.lists(
    st.builds(
        Zeile,
        name=st.just("x"),
        plaetze=st.integers(1, 4),
        netzwerk_id=st.none() | st.integers(1, 3),
        unternehmen_id=st.none() | st.integers(1, 3),
    ),
    max_size=12,
)


@given(rows=ROWS, free=st.integers(0, 12), kept=st.dictionaries(st.integers(1, 3), st.integers(0, 4)))
def test_never_more_than_there_are_and_kept_places_stay_kept(
    rows: list[Zeile], free: int, kept: dict[int, int]
) -> None:
    found = an_der_reihe(Lage(free, reserviert=dict(kept)), rows)
    assert sum(row.plaetze for row in found) <= free
    for network, places in kept.items() if sum(kept.values()) <= free else ():
        others = sum(row.plaetze for row in found if row.netzwerk_id != network)
        assert others <= max(0, free - places) or others == 0
