"""Readers of start data: every bad row is named with file, line and column, and all at once."""

from pathlib import Path

import pytest

from core.startdaten import StartdatenError, Tabelle, Zeile


def zeile(**werte: str) -> Zeile:
    return Zeile("x.csv", 7, werte)


@pytest.fixture
def tabelle(tmp_path: Path):  # noqa: ANN201 — a factory
    def schreiben(content: str | bytes, *spalten: str) -> Tabelle:
        path = tmp_path / "x.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return Tabelle(path, spalten or ("a", "b"))

    return schreiben


READ = [
    ("ganzzahl", {}, "12", 12),
    ("ganzzahl", {}, "", None),
    ("jahr", {}, "1999", 1999),
    ("kommazahl", {"von": 1.0, "bis": 2.0}, "1.5", 1.5),
    ("text", {"laenge": 3}, " abc ", "abc"),
    ("liste", {}, " a ; b;; c", ["a", "b", "c"]),
    ("adresse", {}, "https://example.org/a?b=c", "https://example.org/a?b=c"),
    ("adresse", {}, "", ""),
    ("wahl", {"erlaubt": {"ja": True}}, "ja", True),
    ("alle", {"erlaubt": {"a": 1, "b": 2}}, "a;b", [1, 2]),
]
REFUSED = [
    ("ganzzahl", {}, "zwölf", "„zwölf“ ist keine Zahl"),
    ("ganzzahl", {"bis": 10}, "11", "11 liegt nicht zwischen 0 und 10"),
    ("ganzzahl", {}, "-1", "-1 liegt nicht zwischen 0 und 10000000"),
    ("jahr", {}, "1799", "1799 liegt nicht zwischen 1800 und 2100"),
    ("kommazahl", {"von": 1.0, "bis": 2.0}, "nan", "nan liegt nicht zwischen 1.0 und 2.0"),
    ("kommazahl", {"von": 1.0, "bis": 2.0}, "inf", "inf liegt nicht zwischen 1.0 und 2.0"),
    ("kommazahl", {"von": 1.0, "bis": 2.0}, "1,5", "„1,5“ ist keine Zahl"),
    ("text", {"pflicht": True}, "  ", "darf nicht leer sein"),
    ("text", {"laenge": 3}, "abcd", "ist länger als 3 Zeichen"),
    ("adresse", {}, "javascript:alert(1)", "„javascript:alert(1)“ ist keine Internetadresse"),
    ("adresse", {}, "ftp://example.org", "„ftp://example.org“ ist keine Internetadresse"),
    ("wahl", {"erlaubt": {"ja": True}}, "nein", "„nein“ ist unbekannt"),
    ("alle", {"erlaubt": {"a": 1}}, "a;x", "„x“ ist unbekannt"),
]


@pytest.mark.parametrize(("reader", "options", "raw", "expected"), READ)
def test_a_good_value_is_read(reader: str, options: dict, raw: str, expected: object) -> None:
    row = zeile(spalte=raw)
    assert getattr(row, reader)("spalte", **options) == expected
    assert row.fehler == []


@pytest.mark.parametrize(("reader", "options", "raw", "reason"), REFUSED)
def test_a_bad_value_is_named_with_file_line_and_column(
    reader: str, options: dict, raw: str, reason: str
) -> None:
    row = zeile(spalte=raw)
    getattr(row, reader)("spalte", **options)
    assert row.fehler == [f"x.csv, Zeile 7, Spalte spalte: {reason}"]


def test_rows_keep_their_line_numbers(tabelle) -> None:
    rows = list(tabelle('a,b\n1,2\n"drei\nZeilen",4\n5,6\n'))
    assert [row.werte for row in rows] == [
        {"a": "1", "b": "2"}, {"a": "drei\nZeilen", "b": "4"}, {"a": "5", "b": "6"},
    ]  # fmt: skip
    assert (rows[0].nummer, rows[2].nummer) == (2, 5)


def test_a_byte_order_mark_does_no_harm(tabelle) -> None:
    assert [row.werte for row in tabelle("\ufeffa,b\n1,2\n")] == [{"a": "1", "b": "2"}]


def test_all_errors_are_told_at_once(tabelle) -> None:
    table = tabelle("a,b\nx,1\ny\nx,2,3\nx,3\n")
    for row in table:
        row.ganzzahl("a")
    table.eindeutig("a")
    with pytest.raises(StartdatenError) as error:
        table.pruefen()
    assert sorted(error.value.errors) == sorted([
        "x.csv, Zeile 3: falsche Zahl von Spalten",
        "x.csv, Zeile 4: falsche Zahl von Spalten",
        "x.csv, Zeile 2, Spalte a: „x“ ist keine Zahl",
        "x.csv, Zeile 5, Spalte a: „x“ ist keine Zahl",
        "x.csv, Zeile 5, Spalte a: „x“ steht schon in Zeile 2",
    ])  # fmt: skip
    assert str(error.value) == "\n".join(error.value.errors)


def test_a_missing_column_is_named(tabelle) -> None:
    assert tabelle("a\n1\n", "a", "b", "c").fehler == ["x.csv, Zeile 1: Spalte fehlt: b, c"]


def test_a_file_in_another_encoding_is_named(tabelle) -> None:
    assert tabelle("a,b\n1,Ä\n".encode("latin-1")).fehler == ["x.csv, Zeile 2: der Text ist nicht UTF-8"]


def test_a_good_table_raises_nothing(tabelle) -> None:
    table = tabelle("a,b\n1,2\n3,4\n")
    table.eindeutig("a")
    table.pruefen()
