"""After the evening: a host puts the slides there and says thanks; a guest reads them and says how it was."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from netzwerke.models import Netzwerk
from tests.accounts.helpers import bestaetigt, fuehrt_app, letzte_mail
from tests.e2e.conftest import PHONE
from tests.e2e.steps import barriers, fill, follow, sign_in
from tests.factories.dateien import PDF
from tests.factories.veranstaltungen import termin
from veranstaltungen.actions import anmeldung
from veranstaltungen.models import Anmeldung, Rueckmeldung, Termin

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("seitenbaum")]


@pytest.fixture
def gestern(netzwerk_a: Netzwerk) -> Termin:
    """With a guest who was there."""
    hier = termin(netzwerk=netzwerk_a, slug="abend", in_tagen=1)
    anmeldung.als_gast_anmelden(hier, name="Kim Gast", email="kim@example.org")
    anmeldung.bestaetigen(Anmeldung.objects.get())
    begin = timezone.now() - timedelta(days=1)
    Termin.objects.filter(pk=hier.pk).update(beginn=begin, ende=begin + timedelta(hours=2))
    return Termin.objects.get(pk=hier.pk)


def test_from_the_slides_to_the_answer(
    tab: Page, gestern: Termin, ada: User, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    tab.set_viewport_size(PHONE)  # type: ignore[arg-type]  # width and height
    tab.goto(f"/mein{gestern.get_absolute_url()}rueckblick/")
    sign_in(tab, bestaetigt(ada), fuehrt_app(ada))
    assert barriers(tab) == []
    follow(tab, "Unterlage hochladen")
    follow(tab, "Hochladen", "button")
    expect(tab.get_by_role("heading", name="Das hat noch nicht geklappt")).to_be_visible()
    assert barriers(tab) == []
    fill(tab, "Titel", "Folien vom Abend")
    slides = {"name": "x.pdf", "mimeType": "application/pdf", "buffer": PDF}
    tab.get_by_label("Datei").set_input_files([slides])  # type: ignore[list-item]  # a file made up here
    follow(tab, "Hochladen", "button")
    expect(tab.get_by_role("link", name="Folien vom Abend", exact=True)).to_be_visible()
    assert barriers(tab) == []
    tab.goto(f"/mein{gestern.get_absolute_url()}nachricht/?vorlage=danke")
    expect(tab.get_by_label("Mit Link zur Rückmeldung")).to_be_checked()
    follow(tab, "Vorschau", "button")
    follow(tab, "Jetzt senden", "button")
    text = letzte_mail("kim@example.org").text
    tab.context.clear_cookies()
    tab.goto("/rueckmeldung/" + text.partition("/rueckmeldung/")[2].split()[0])
    assert barriers(tab) == []
    tab.get_by_label("nützlich", exact=True).check()
    follow(tab, "Rückmeldung senden", "button")
    expect(tab.get_by_role("heading", name="Danke für Ihre Rückmeldung")).to_be_visible()
    assert barriers(tab) == []
    assert Rueckmeldung.objects.get().nutzen == 4


def test_what_hosts_read_has_no_barriers(tab: Page, gestern: Termin, ada: User) -> None:
    for step in (5, 4, 2):
        Rueckmeldung.objects.create(termin=gestern, nutzen=step, bleiben="Die Runde am Anfang", wieder=True)
    path = f"/mein{gestern.get_absolute_url()}rueckmeldungen/"
    tab.goto(path)
    sign_in(tab, bestaetigt(ada), fuehrt_app(ada))
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of two words
        for width in (320, 1280):
            tab.set_viewport_size({"width": width, "height": 800})
            tab.goto(path)
            assert barriers(tab) == []
            assert tab.evaluate("document.documentElement.scrollWidth") == width
