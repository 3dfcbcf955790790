"""German words for a machine: fold, split, stem. The same rules for index, query and highlight."""

import re
import threading
import unicodedata
from functools import lru_cache

import snowballstemmer

WORD = re.compile(r"[^\W_]+", re.UNICODE)
HYPHENATED = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)+", re.UNICODE)
FOLD = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "’": "'", "æ": "ae", "ø": "oe"})
PLAIN = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
ALGORITHMS = {"de": "german", "en": "english"}
# Hyphens and joints that nobody sees; a name copied from a page brings them along.
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
UMLAUT = re.compile(r"(?<=[aou])e")  # as two letters
STREET = re.compile(r"[^\W_]+ (?:strasse|platz|allee|damm|ufer|chaussee|ring|weg)\b", re.UNICODE)
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
SHORTEST_PART = 5  # letters of a compound's part that can be searched for alone
LONGEST_PART = 40  # what is longer is no word, and stemming every ending of it would take minutes

# Words that carry no meaning of their own in a question; the index keeps them out as well.
STOP_WORDS = frozenset(
    "aber alle als am an auch auf aus bei bin bis das dem den der des die durch ein eine einem einen "
    "einer eines er es fuer hat im in ist mit nach nicht oder sie sind so ueber um und uns unser vom "
    "von vor was welche welcher wer wie wir wird wo zu zum zur "
    "a about and are at be by for from in into is it of on or our that the their to we what which "
    "with".split()
)


def fold(text: str) -> str:
    """Lower case without umlauts, ß and accents: "Großbeerenstraße" -> "grossbeerenstrasse"."""
    text = unicodedata.normalize("NFC", text.translate(INVISIBLE)).lower().translate(FOLD)
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def bare(text: str) -> str:
    """Lower case with every letter as its plain one, as names are put in order: "Ärmel" -> "armel"."""
    text = unicodedata.normalize("NFD", text.translate(INVISIBLE).lower().translate(PLAIN))
    return "".join(c for c in text if not unicodedata.combining(c))


def spellings(text: str) -> str:
    """All that somebody may type of a name: "Özdemir" -> "oezdemir ozdemir"."""
    folded = " ".join(words(text))
    return f"{folded} {UMLAUT.sub('', folded)}"


def names(question: str, text: str) -> bool:
    """Whether each word of the question, or the beginning of it, stands in the text, however umlauts are
    written. A question without a word names nothing."""
    asked, told = words(question), spellings(text)
    return bool(asked) and all(word in told or UMLAUT.sub("", word) in told for word in asked)


def printable(text: str) -> str:
    """Without control characters, which XML and spreadsheets refuse."""
    return CONTROL_CHARACTERS.sub("", text)


def words(text: str) -> list[str]:
    """Folded words in their order: "Energie & Einkauf" -> ["energie", "einkauf"]."""
    return WORD.findall(fold(text))


def joined(text: str) -> list[str]:
    """Folded words that people write as one as well: "Te-Damm" -> ["tedamm"], "Motzener Straße"."""
    folded = fold(text)
    found = [*HYPHENATED.findall(folded), *STREET.findall(folded)]
    return ["".join(WORD.findall(word)) for word in found]


class Stemmers(threading.local):
    """A stemmer keeps the word it works on in itself, so each thread has its own."""

    def __init__(self) -> None:
        self.by_language = {code: snowballstemmer.stemmer(name) for code, name in ALGORITHMS.items()}


STEMMERS = Stemmers()


# Words from Latin and Greek whose plural takes the ending away: what the stemmer makes of both.
FOREIGN_STEMS = {
    "firma": "firm", "thema": "them", "praxis": "prax", "konto": "kont", "zentrum": "zentr",
    "museum": "mus", "praktikum": "praktik",
    "praktika": "praktik", "gremium": "gremi", "stadium": "stadi", "risiko": "risik",
}  # fmt: skip


@lru_cache(maxsize=50_000)
def stem(word: str, language: str = "de") -> str:
    """The stem of a folded word. "haeuser" and "haus" share one, as do "firmen" and "firma"."""
    if language == "de" and word in FOREIGN_STEMS:
        return FOREIGN_STEMS[word]
    stemmer = STEMMERS.by_language[language if language in ALGORITHMS else "de"]
    return fold(stemmer.stemWord(word))


@lru_cache(maxsize=50_000)
def stems(word: str, language: str = "de") -> tuple[str, ...]:
    """All stems a word is indexed under. Pages in other languages hold German names as well."""
    found = {stem(word, "de")}
    if language in ALGORITHMS:
        found.add(stem(word, language))
    return tuple(sorted(found))


# Endings of place names whose stem is another word's: "Schönhausen" is no house, "Eichwalde" no wood.
PLACE_ENDINGS = frozenset({"hausen", "felde", "walde", "berge", "horste"})


def parts(word: str) -> list[str]:
    """Endings of a compound that may be a word: "gewerbeverein" -> […, "verein"]."""
    first = max(3, len(word) - LONGEST_PART)
    endings = (word[i:] for i in range(first, len(word) - SHORTEST_PART + 1))
    return [ending for ending in endings if ending not in PLACE_ENDINGS]


@lru_cache(maxsize=5_000)
def findable(written: str, language: str = "de") -> tuple[str, frozenset[str]]:
    """A word as it is written -> folded, and all stems that lead to it, those of its parts among them."""
    folded = fold(written)
    return folded, frozenset([*stems(folded, language), *map(stem, parts(folded))])


def meaningful(text: str) -> list[str]:
    return [word for word in words(text) if word not in STOP_WORDS]
