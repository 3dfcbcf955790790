"""PDFs for print and for archives: tagged (PDF/UA-1), set by typst from the layouts in templates/pdf/.

A layout gets its data as JSON and shows them as text; nothing that people typed is ever read as markup.
"""

import json
from pathlib import Path
from typing import Any

from django.conf import settings

LAYOUTS = Path(settings.BASE_DIR) / "templates" / "pdf"
FONTS = Path(settings.BASE_DIR) / "site" / "core" / "fonts"


def gesetzt(layout: str, daten: dict[str, Any]) -> bytes:
    """The bytes of a PDF from `templates/pdf/<layout>.typ`; `daten` are plain values.

    A character that none of our fonts has breaks the standard, not the document: it shows as a box.
    """
    import typst  # 30 MB that only this needs

    try:
        return setzen(layout, daten, pdf_standards="ua-1")
    except typst.TypstError:
        return setzen(layout, daten)


def setzen(layout: str, daten: dict[str, Any], **options: Any) -> bytes:
    import typst  # 30 MB that only this needs

    return typst.compile(
        LAYOUTS / f"{layout}.typ",
        root=LAYOUTS,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"daten": json.dumps(daten, ensure_ascii=False)},
        **options,
    )
