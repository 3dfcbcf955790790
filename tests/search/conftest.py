"""A page of content that can be found."""

import pytest

from home.models import InhaltSeite, Startseite


@pytest.fixture
def page(seitenbaum: Startseite) -> InhaltSeite:
    row = InhaltSeite(
        title="Datenschutz", slug="ds", locale=seitenbaum.locale, einleitung="Zebrastreifen", live=False
    )
    seitenbaum.add_child(instance=row)
    row.save_revision().publish()
    row.refresh_from_db()
    return row
