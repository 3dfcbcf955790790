"""The first sheet of a spreadsheet, read with care: a small file may unpack to a huge one."""

import io
import zipfile
from collections.abc import Iterator

from django.utils.translation import gettext as _

from core.refusal import RefusedError

MOST_UNPACKED = 20_000_000
MOST_PARTS = 200


def zellen(inhalt: bytes, *, rows: int, columns: int) -> Iterator[list[str]]:
    """Rows of cells as text. Python never unpacks more of a part than its entry declares."""
    pruefen(inhalt)
    from openpyxl import load_workbook  # heavy, and few requests need it

    try:
        book = load_workbook(io.BytesIO(inhalt), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        for row in sheet.iter_rows(max_row=rows, max_col=columns, values_only=True):
            yield ["" if cell is None else str(cell) for cell in row]
    except Exception as error:  # a broken file fails in the library in any way there is
        raise unlesbar() from error


def pruefen(inhalt: bytes) -> None:
    try:
        parts = zipfile.ZipFile(io.BytesIO(inhalt)).infolist()
    except (zipfile.BadZipFile, ValueError) as error:
        raise unlesbar() from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise RefusedError(
            _("Die Tabelle ist ausgepackt zu groß. Bitte speichern Sie nur die Liste als CSV.")
        )


def unlesbar() -> RefusedError:
    return RefusedError(
        _("Die Tabelle lässt sich nicht lesen. Bitte speichern Sie sie neu als .xlsx oder .csv.")
    )
