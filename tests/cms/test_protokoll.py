"""The audit log in the page admin."""

import pytest
from django.urls import reverse

from accounts.models import User
from core.audit import festhalten
from core.models import Protokolleintrag
from netzwerke.models import Netzwerk
from tests.cms.conftest import Anmelden


@pytest.mark.django_db
def test_the_log_speaks_in_words_and_is_filtered_by_them(
    guel: User, angemeldet: Anmelden, netzwerk_a: Netzwerk
) -> None:
    festhalten("netzwerk.ruhen", objekt=netzwerk_a)
    festhalten("netzwerk.groesse", objekt=netzwerk_a)
    Protokolleintrag.objects.create(aktion="raum.von_frueher", objekt_art="raum.Ding")
    client = angemeldet(guel)
    page = client.get(reverse("protokoll")).content.decode()
    assert all(
        words in page for words in ("Das Netzwerk ruht", "Zahl ergänzt", "raum.von_frueher", "raum.Ding")
    )
    assert "netzwerke.Netzwerk" not in page
    table = client.get(reverse("protokoll_results"), {"aktion": "netzwerk.ruhen"}).content.decode()
    assert ("Das Netzwerk ruht" in table, "Zahl ergänzt" in table) == (True, False)
