"""Tables as files: CSV that a German Excel opens with a double click, and XLSX. No cell is ever run."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from core.text import printable

Rows = Iterable[Iterable[Any]]
RUNNABLE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LABEL_AND_VALUE = 2  # columns of a sheet that has no head
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
        written = [list(row) for row in rows]
        if written and len(written[0]) > LABEL_AND_VALUE:
            sheet.freeze_panes = "A2"  # the names of the columns stay in sight, and filter
            sheet.auto_filter.ref = f"A1:{get_column_letter(len(written[0]))}{len(written)}"
        for row in written:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return HttpResponse(buffer.getvalue(), content_type=XLSX)


def download(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
