"""German for a machine."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import text
from core.templatetags.components import silben


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Häuser", "Haus"),
        ("Haeuser", "Häuser"),
        ("Gärten", "Garten"),
        ("Großbeerenstraße", "Grossbeerenstrasse"),
        ("GROẞBEERENSTRASSE", "Großbeerenstraße"),
        ("straße", "strasse"),
        ("Netzwerke", "Netzwerk"),
        ("Unternehmen", "unternehmens"),
        ("Ausbildungen", "Ausbildung"),
        ("Café", "cafe"),
        ("Šiška", "siska"),
    ],
)
def test_two_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert text.stem(text.fold(one)) == text.stem(text.fold(other))


@pytest.mark.parametrize(("one", "other"), [("Haus", "Maus"), ("Straße", "Strand"), ("Bau", "Baum")])
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert text.stem(text.fold(one)) != text.stem(text.fold(other))


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("Großbeerenstraße", "grossbeerenstrasse"),
        ("ÄÖÜ ẞ", "aeoeue ss"),
        ("a\u0308", "ae"),
        ("Łódź", "łodz"),
        ("Øresund", "oeresund"),
        ("İstanbul", "istanbul"),
    ],
)
def test_folding_table(raw: str, folded: str) -> None:
    assert text.fold(raw) == folded


def test_a_compound_is_found_by_its_last_word() -> None:
    assert "verein" in text.parts("gewerbeverein")
    assert "strasse" in text.parts("grossbeerenstrasse")
    assert all(len(part) >= text.SHORTEST_PART for part in text.parts("gewerbeverein"))
    assert text.parts("haus") == []
    assert max(map(len, text.parts("x" * 5_000))) == text.LONGEST_PART


def test_a_long_word_breaks_between_syllables_and_never_into_letters() -> None:
    assert silben("Bildungsinitiative").split("\u00ad") == ["Bildungs", "initia", "tive"]
    assert silben("Alpha Ausbildungsverbund e. V.") == "Alpha Ausbil\u00addungs\u00adver\u00adbund e. V."


def test_words_without_meaning_are_left_out() -> None:
    assert text.meaningful("Welche Netzwerke sind für mich in der Nähe?") == ["netzwerke", "mich", "naehe"]
    assert text.meaningful("the networks of Berlin") == ["networks", "berlin"]
    assert all(text.fold(word) == word for word in text.STOP_WORDS)


def test_english_pages_know_german_stems_as_well() -> None:
    assert set(text.stems("networks", "en")) == {text.stem("networks", "de"), "network"}
    assert text.stems("haeuser", "xx") == (text.stem("haeuser"),)


@given(st.text())
def test_folding_twice_is_folding_once(raw: str) -> None:
    assert text.fold(text.fold(raw)) == text.fold(raw)


@given(st.text())
def test_words_are_letters_and_digits_only(raw: str) -> None:
    for word in text.words(raw):
        assert text.words(word) == [word]
        assert all(letter.isalnum() for letter in word)
        for language in ("de", "en"):
            assert all(stem and stem.isalnum() for stem in text.stems(word, language))


@given(st.text())
def test_printable_text_holds_no_control_characters(raw: str) -> None:
    clean = text.printable(raw)
    assert text.CONTROL_CHARACTERS.search(clean) is None
    assert text.printable(clean) == clean


def test_printable_keeps_line_breaks_and_tabs() -> None:
    assert text.printable("a\tb\r\nc\x00\x0b\x1b") == "a\tb\r\nc"


def test_many_threads_stem_at_once_without_mixing_their_words() -> None:
    """A stemmer shared by threads raises IndexError, or answers with the stem of another's word."""
    nouns = [
        f"{a}{b}ungen" for a in ("haus", "ausbild", "verein", "gewerb") for b in map(chr, range(97, 123))
    ]
    expected = {word: text.stem.__wrapped__(word) for word in nouns}
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(text.stem.__wrapped__, nouns * 40))
    finally:
        sys.setswitchinterval(before)
    assert found == [expected[word] for word in nouns * 40]
