"""Reading the index: hits with visibility, suggestions, near misses."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from itertools import chain
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from core import contentversion, text
from search.backends import backend, marke
from search.models import Dokument
from search.registry import quellen

LONGEST_QUESTION = 200  # letters; what is longer is cut
MOST_WORDS = 12
# A word that thousands share says little about order: rank and count the first of them only.
MOST_RANKED = 400
ENOUGH = 30
SNIPPET = 220
SHORTEST_BEGINNING = 4  # letters of a word that is looked for as the beginning of others as well
MOST_REASONS = 3


@dataclass(frozen=True)
class Ergebnis:
    """`treffer` is one page; `anzahl` counts up to `MOST_RANKED`, `mehr` says that there are more.

    `ungenau` is set when no document had all the words and any of them was enough.
    """

    frage: str
    treffer: list[Dokument]
    anzahl: int
    mehr: bool = False
    ungenau: bool = False
    je_art: Mapping[str, int] | None = None


def question_words(frage: str) -> list[str]:
    """The folded words to look for; words without meaning only if there are no others."""
    cut = frage[:LONGEST_QUESTION]
    return list(dict.fromkeys(text.meaningful(cut) or text.words(cut)))[:MOST_WORDS]


def suchen(
    frage: str, *, user: Any, sprache: str, art: str = "", seite: int = 1, groesse: int = 10
) -> Ergebnis:
    """Search everything `user` may see in `sprache`; pages beyond the end are empty."""
    words = question_words(frage)
    if not words:
        return Ergebnis(frage, [], 0)
    for alle in (True, False):
        ranked = ranking(words, user=user, sprache=sprache, alle=alle, genau=True)
        if ranked or len(words) == 1:
            break
    chosen = [pk for pk, kind in ranked if not art or kind == art]
    page = chosen[(seite - 1) * groesse : seite * groesse]
    rows = Dokument.objects.in_bulk(page)  # what `user` may see has been asked with the ranking
    return Ergebnis(
        frage=frage,
        treffer=[rows[pk] for pk in page if pk in rows],
        anzahl=len(chosen),
        mehr=len(ranked) == MOST_RANKED,
        ungenau=not alle,
        je_art=Counter(kind for _, kind in ranked),
    )


def ranking(
    words: list[str], *, user: Any, sprache: str, alle: bool, genau: bool = False
) -> list[tuple[int, str]]:
    """(document, kind), best first. Visibility is part of the query itself.

    With `genau` short words are found as such; what begins with them only where there is none.

    Where enough documents have the words themselves, what they begin is not looked for: with a word that
    thousands share it would cost more than all the rest.
    """
    rows = Dokument.objects.sichtbar_fuer(user)
    found: list[tuple[float, int, str]] = []
    for anfaenge in (False, True):
        matches = backend().matching(rows, words, sprache, f"sprache{sprache}", alle=alle, anfaenge=anfaenge)
        found = list(matches.values_list("rang", "pk", "art")[:MOST_RANKED])  # type: ignore[misc]  # `rang` is annotated by the backend
        if len(found) >= ENOUGH or (found and genau and kurz(words)):
            break
    weights = {art: quelle.gewicht for art, quelle in quellen().items()}
    ranked = sorted((rank * weights.get(kind, 1), pk, kind) for rank, pk, kind in found)
    return [(pk, kind) for _, pk, kind in ranked]


def kurz(words: list[str]) -> bool:
    """Whether half of all words begin with one of these: "Bus" is no "business"."""
    return all(len(word) < SHORTEST_BEGINNING for word in words)


def objekt_ids(art: str, frage: str, *, user: Any, sprache: str) -> QuerySet[Dokument, int] | None:
    """All objects of one kind that have every word; None when the question holds no word."""
    words = question_words(frage)
    if not words:
        return None
    rows = Dokument.objects.sichtbar_fuer(user)
    for anfaenge in (False, True) if kurz(words) else (True,):
        matches = backend().matching(rows, words, sprache, marke(sprache, art), alle=True, anfaenge=anfaenge)
        if anfaenge or matches.exists():
            break
    return matches.values_list("objekt_id", flat=True)


def objekte(art: str, frage: str, *, user: Any, sprache: str) -> QuerySet[Dokument, Any] | None:
    """The same as a query to put into another one, however many they are."""
    words = question_words(frage)
    if not words:
        return None
    rows = Dokument.objects.sichtbar_fuer(user).filter(pk__in=backend().keys(words, sprache, art))
    return rows.values("objekt_id")


def vorschlaege(anfang: str, *, user: Any, sprache: str, anzahl: int = 8) -> list[Dokument]:
    """Documents for suggestions while typing: every word begins one of the title or of the further names
    and places. First what is called so, then what has the words in its title, then the others."""
    words = question_words(anfang)
    if not words or len(words[-1]) < 2:
        return []
    pks = [pk for pk, _ in ranking(words, user=user, sprache=sprache, alle=True)]
    rows = Dokument.objects.sichtbar_fuer(user).filter(pk__in=pks)
    named = {pk: (titel, more) for pk, titel, more in rows.values_list("pk", "titel", "stichworte")}
    ranked = [(beginning(*named[pk], words), place, pk) for place, pk in enumerate(pks) if pk in named]
    best = [pk for rank, _, pk in sorted(ranked) if rank < NOWHERE][:anzahl]
    found = Dokument.objects.in_bulk(best)
    return [found[pk] for pk in best if pk in found]


NOWHERE = 3


def beginning(titel: str, stichworte: str, words: list[str]) -> int:
    """0: the title begins so; 1: its words do; 2: words of other names and places too; 3: none of it."""
    named = text.words(titel)
    if " ".join(named).startswith(" ".join(words)):
        return 0
    if begin(named, words):
        return 1
    return 2 if begin([*named, *text.words(stichworte)], words) else NOWHERE


def begin(names: list[str], words: list[str]) -> bool:
    return all(any(name.startswith(word) for name in names) for word in words)


def meinten_sie(frage: str) -> str:
    """The question with each unknown word replaced by a public title word much like it, or ""."""
    known = title_words(contentversion.current())
    words = text.words(frage[:LONGEST_QUESTION])[:MOST_WORDS]
    corrected = [word if word in known else nearest(word, known) for word in words]
    suggestion = " ".join(known[word] for word in corrected if word)
    return suggestion if text.words(suggestion) != words else ""


@lru_cache(maxsize=1)
def title_words(version: str) -> dict[str, str]:
    """{folded word: as written} of all public titles."""
    rows = Dokument.objects.sichtbar_fuer(AnonymousUser())
    titles = [rows.filter(art=art).values_list("titel", flat=True).distinct()[:20_000] for art in quellen()]
    return {text.fold(word): word for title in chain(*titles) for word in WORD.findall(title)}


def nearest(word: str, known: dict[str, str]) -> str:
    """Only words that begin with one of its first two letters (they may be transposed) and are about
    as long are compared: this stays fast. Else the longest that it begins with: "klimaschutz" for
    "klimaschutzkonzept"."""
    candidates = [k for k in known if k[0] in word[:2] and abs(len(k) - len(word)) <= 2]
    matches = get_close_matches(word, candidates, n=1, cutoff=0.75)
    beginnings = (k for k in known if len(k) >= text.SHORTEST_PART and word.startswith(k))
    return matches[0] if matches else max(beginnings, key=len, default="")


WORD = re.compile(r"[^\W_]+", re.UNICODE)
ABBREVIATION = re.compile(r"\b[^\W\d_]\.(?:\s?[^\W\d_]\.)+", re.UNICODE)
MARKED = re.compile(f"{ABBREVIATION.pattern}|{WORD.pattern}", re.UNICODE)  # "e. V." is marked as one


def hervorgehoben(inhalt: str, frage: str, sprache: str, laenge: int = 0) -> SafeString:
    """`inhalt` with the hits in <mark>; cut to about `laenge` letters around the first hit."""
    words, stems = looked_for(frage, sprache)
    spans = [m.span() for m in MARKED.finditer(inhalt) if is_hit(m[0], words, stems, sprache)]
    start, end = window(inhalt, spans, laenge) if laenge else (0, len(inhalt))
    pieces, at = [], start
    for a, b in spans:
        if a >= start and b <= end:
            pieces += [escape(inhalt[at:a]), f"<mark>{escape(inhalt[a:b])}</mark>"]
            at = b
    pieces.append(escape(inhalt[at:end]))
    dots = ("… " if start else "", " …" if end < len(inhalt) else "")
    return mark_safe(dots[0] + "".join(pieces) + dots[1])  # noqa: S308 — every piece is escaped


def begruendet(stichworte: str, frage: str, sprache: str) -> SafeString:
    """The further names and words that a document was found by, marked; "" when none was."""
    lines = (hervorgehoben(line, frage, sprache) for line in stichworte.splitlines())
    hits = [line for line in lines if "<mark>" in line][:MOST_REASONS]
    return mark_safe(" · ".join(hits))  # noqa: S308 — every line is escaped


@lru_cache(maxsize=100)
def looked_for(frage: str, sprache: str) -> tuple[frozenset[str], frozenset[str]]:
    """(words, stems) of a question; all lines of a page are marked for the same one."""
    words = question_words(frage)
    return frozenset(words), frozenset(stem for word in words for stem in text.stems(word, sprache))


def is_hit(written: str, words: frozenset[str], stems: frozenset[str], sprache: str) -> bool:
    if "." in written and ABBREVIATION.fullmatch(written):
        return words.issuperset(text.words(written))
    folded, leading = text.findable(written, sprache)
    return not stems.isdisjoint(leading) or any(is_part(word, folded) for word in words)


def is_part(word: str, folded: str) -> bool:
    """The whole, a beginning of two letters or more, or five anywhere: a letter begins half of all words."""
    return word == folded or (len(word) > 1 and folded.startswith(word)) or (len(word) > 4 and word in folded)


def window(inhalt: str, spans: list[tuple[int, int]], laenge: int) -> tuple[int, int]:
    """Where to cut, at blanks if there are any, so that the first hit stands in the first third."""
    first = spans[0][0] if spans else 0
    start = max(0, first - laenge // 3)
    start = max(start, inhalt.find(" ", start, first) + 1) if start else 0
    end = min(len(inhalt), start + laenge)
    blank = inhalt.rfind(" ", start + laenge // 2, end) if end < len(inhalt) else -1
    return start, blank if blank > 0 else end
