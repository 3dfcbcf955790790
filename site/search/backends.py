"""Matching words: FTS5 on SQLite, tsvector on PostgreSQL, with the same stems made in Python.

Both hold, per document, stems of the title, stems of the text, parts of compounds, and the unstemmed
words that prefixes are matched against. Neither knows German: both match what `core.text` made.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from core import text
from search.models import Dokument
from search.registry import Fundstueck

Documents = QuerySet[Dokument]
WEIGHTS = "0.0, 10.0, 3.0, 1.0, 5.0"  # marke, titel, text, teile, roh


class Woerter(NamedTuple):
    """The folded words of one document; in each field they are separated by blanks."""

    marke: str
    titel: str
    text: str
    teile: str
    roh: str


def woerter(dokument: Dokument, fund: Fundstueck) -> Woerter:
    named = f"{fund.titel} {fund.namen}"
    title, extra = [*text.words(named), *text.joined(named)], text.words(fund.zusatz)
    body = text.meaningful(fund.text)
    found = dict.fromkeys([*title, *extra, *body])
    pieces = {text.stem(part) for word in found for part in text.parts(word)}
    return Woerter(
        marke=marke(dokument.sprache, dokument.art),
        titel=stemmed(title, dokument.sprache),
        text=stemmed([*extra, *body], dokument.sprache),
        teile=" ".join(sorted(pieces)),
        roh=" ".join(found),
    )


def stemmed(words: Iterable[str], sprache: str) -> str:
    return " ".join(stem for word in words for stem in text.stems(word, sprache))


def marke(sprache: str, art: str) -> str:
    """Language and kind as words, so that the index itself can narrow a search to them."""
    return f"sprache{sprache} art{art}"


class Backend(Protocol):
    """`matching` annotates `rang` (smaller is better); words come folded, `marken` as in `marke`; with
    `anfaenge` a word is also found by what it begins.

    `keys` are the documents that have every word, as a query to put into another one.
    """

    def write(self, rows: Sequence[tuple[int, Woerter]]) -> None: ...
    def delete(self, ids: Sequence[int]) -> None: ...
    def matching(
        self,
        rows: Documents,
        words: list[str],
        sprache: str,
        marken: str,
        *,
        alle: bool,
        anfaenge: bool = True,
    ) -> Documents: ...
    def keys(self, words: list[str], sprache: str, art: str) -> RawSQL: ...


class SqliteBackend:
    def write(self, rows: Sequence[tuple[int, Woerter]]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_fts (rowid, marke, titel, text, teile, roh)"
                " VALUES (%s, %s, %s, %s, %s, %s)",
                [(pk, *words) for pk, words in rows],
            )

    def delete(self, ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_fts WHERE rowid = %s", [(pk,) for pk in ids])

    def matching(
        self,
        rows: Documents,
        words: list[str],
        sprache: str,
        marken: str,
        *,
        alle: bool,
        anfaenge: bool = True,
    ) -> Documents:
        expression = self.expression(words, sprache, marken, alle=alle, anfaenge=anfaenge)
        return rows.extra(
            tables=["search_fts"],
            where=["search_fts.rowid = search_dokument.id", "search_fts MATCH %s"],
            params=[expression],
        ).annotate(rang=RawSQL(f"bm25(search_fts, {WEIGHTS})", []))  # noqa: S611 — our own constant

    def keys(self, words: list[str], sprache: str, art: str) -> RawSQL:
        expression = self.expression(words, sprache, marke(sprache, art), alle=True)
        return RawSQL("SELECT rowid FROM search_fts WHERE search_fts MATCH %s", [expression])

    def expression(
        self, words: list[str], sprache: str, marken: str, *, alle: bool, anfaenge: bool = True
    ) -> str:
        terms = (" AND " if alle else " OR ").join(self.term(word, sprache, anfaenge) for word in words)
        narrowed = " AND ".join(f'marke : "{word}"' for word in marken.split())
        return f"{narrowed} AND ({terms})"

    @staticmethod
    def term(word: str, sprache: str, anfaenge: bool) -> str:
        """Words are letters and digits, so quoting them is enough."""
        stems = " OR ".join(f'"{stem}"' for stem in text.stems(word, sprache))
        return f"({{titel text teile}} : ({stems})" + (f' OR roh : "{word}"*)' if anfaenge else ")")


class PostgresBackend:
    LABELS = {"titel": "A", "roh": "B", "text": "C", "teile": "D"}

    def write(self, rows: Sequence[tuple[int, Woerter]]) -> None:
        vector = " || ".join(
            f"setweight(to_tsvector('simple', %s), '{label}')" for label in self.LABELS.values()
        )
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE search_dokument SET vektor = {vector} WHERE id = %s",  # noqa: S608 — our own labels
                [(w.titel, w.roh, w.text, w.teile, pk) for pk, w in rows],
            )

    def delete(self, ids: Sequence[int]) -> None:
        """The vector is a column of the row and goes with it."""

    def matching(
        self,
        rows: Documents,
        words: list[str],
        sprache: str,
        marken: str,
        *,
        alle: bool,
        anfaenge: bool = True,
    ) -> Documents:
        query = (" & " if alle else " | ").join(self.term(word, sprache, anfaenge) for word in words)
        language, _, kind = marken.partition(" ")
        rows = rows.filter(sprache=language.removeprefix("sprache"))
        if kind:
            rows = rows.filter(art=kind.removeprefix("art"))
        return rows.extra(
            where=["search_dokument.vektor @@ to_tsquery('simple', %s)"], params=[query]
        ).annotate(rang=RawSQL("-ts_rank(search_dokument.vektor, to_tsquery('simple', %s))", [query]))

    def keys(self, words: list[str], sprache: str, art: str) -> RawSQL:
        query = " & ".join(self.term(word, sprache, anfaenge=True) for word in words)
        return RawSQL(
            "SELECT id FROM search_dokument"
            " WHERE sprache = %s AND art = %s AND vektor @@ to_tsquery('simple', %s)",
            [sprache, art, query],
        )

    @staticmethod
    def term(word: str, sprache: str, anfaenge: bool) -> str:
        stems = " | ".join(f"'{stem}':ACD" for stem in text.stems(word, sprache))
        return f"({stems} | '{word}':*B)" if anfaenge else f"({stems})"


def backend() -> Backend:
    return SqliteBackend() if connection.vendor == "sqlite" else PostgresBackend()
