"""The first sheet of a spreadsheet, read with care: a small file may unpack to a huge one."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _

from core.refusal import RefusedError

MOST_UNPACKED = 20_000_000
MOST_PARTS = 200
MOST_TAGS = 450_000  # rows, cells and shared texts: 10,000 rows of 20 cells, each with a text of its own
TAG = re.compile(rb"<(?:[\w.-]+:)?(?:row|c|si)\b")


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
    """Refuse what would take long to read, before it is read: tiny files may hold millions of cells."""
    try:
        with zipfile.ZipFile(io.BytesIO(inhalt)) as archive:
            parts = archive.infolist()
            fits = len(parts) <= MOST_PARTS and sum(part.file_size for part in parts) <= MOST_UNPACKED
            fits = fits and sum(len(TAG.findall(archive.read(part))) for part in parts) <= MOST_TAGS
    except (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, NotImplementedError, EOFError) as error:
        raise unlesbar() from error
    if not fits:
        raise RefusedError(
            _("Die Tabelle ist ausgepackt zu groß. Bitte speichern Sie nur die Liste als CSV.")
        )


def unlesbar() -> RefusedError:
    return RefusedError(
        _("Die Tabelle lässt sich nicht lesen. Bitte speichern Sie sie neu als .xlsx oder .csv.")
    )
