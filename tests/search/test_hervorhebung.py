"""Marking the hits in a text."""

import pytest
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from search import queries
from tests.search.helpers import RELAXED

pytestmark = pytest.mark.django_db


def unmarked(html: str) -> str:
    return html.replace("<mark>", "").replace("</mark>", "")


def test_hits_are_marked_in_every_form() -> None:
    mark = queries.hervorgehoben("Häuser <b>am</b> Haus", "haus", "de")
    assert mark == "<mark>Häuser</mark> &lt;b&gt;am&lt;/b&gt; <mark>Haus</mark>"
    assert queries.hervorgehoben("Gewerbeverein", "verein", "de") == "<mark>Gewerbeverein</mark>"


@pytest.mark.parametrize(
    ("frage", "marked"),
    [
        ("e.V.", "Verein <mark>e. V.</mark> im Hof"),
        ("Verein e. V.", "<mark>Verein</mark> <mark>e. V.</mark> im Hof"),
        ("Hof", "Verein e. V. im <mark>Hof</mark>"),
    ],
)
def test_an_abbreviation_is_marked_as_one(frage: str, marked: str) -> None:
    assert queries.hervorgehoben("Verein e. V. im Hof", frage, "de") == marked


@RELAXED
@given(st.text(), st.text(max_size=20))
def test_highlighting_only_adds_marks_to_escaped_text(inhalt: str, frage: str) -> None:
    assert unmarked(queries.hervorgehoben(inhalt, frage, "de")) == escape(inhalt)


@RELAXED
@given(st.text(alphabet="ab <&-.", max_size=400), st.sampled_from(["ab", "a", "b b"]))
def test_a_snippet_is_short_safe_and_shows_the_first_hit(inhalt: str, frage: str) -> None:
    html = queries.hervorgehoben(inhalt, frage, "de", 40)
    plain = unmarked(html).removeprefix("… ").removesuffix(" …")
    assert plain in escape(inhalt)
    assert len(plain.replace("&lt;", "<").replace("&amp;", "&")) <= 40
    first = next((m for m in queries.WORD.finditer(inhalt) if len(m[0]) < 20), None)
    if (
        first
        and "<mark>" in queries.hervorgehoben(inhalt, frage, "de")
        and len(max(inhalt.split() or [""], key=len)) < 20
    ):
        assert "<mark>" in html


def test_a_text_without_blanks_is_cut_all_the_same() -> None:
    assert len(queries.hervorgehoben("x" * 5_000, "haus", "de", 220)) < 230
