"""Tables as files: CSV that a German Excel opens with a double click, and XLSX. No cell is ever run."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse
from openpyxl import Workbook

from core.text import printable

Rows = Iterable[Iterable[Any]]
RUNNABLE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def cell(value: Any) -> Any:
    """A value for a spreadsheet: lists joined, and nothing that a spreadsheet would run."""
    if isinstance(value, list):
        value = " | ".join(value)
    if isinstance(value, str):
        value = printable(value)
        return f"'{value}" if value.lstrip(" ")[:1] in RUNNABLE else value
    return "" if value is None else value


def as_csv(rows: Rows) -> HttpResponse:
    """Semicolons and a byte order mark."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerows(rows)
    return HttpResponse("\ufeff" + buffer.getvalue(), content_type="text/csv; charset=utf-8")


def as_xlsx(sheets: Mapping[str, Rows]) -> HttpResponse:
    """{title: rows}."""
    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return HttpResponse(buffer.getvalue(), content_type=XLSX)


def download(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
