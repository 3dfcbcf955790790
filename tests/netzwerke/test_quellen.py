"""Sources are links where they are web addresses, and words where they are words."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from netzwerke.models import Groessenangabe, Netzwerk
from tests.factories import GroessenangabeFactory, NetzwerkFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]


def test_only_web_addresses_become_links(client: Client) -> None:
    words = "https://www.example.org/a\nAngaben des Netzwerks bei der Anmeldung\njavascript:alert(1)"
    netzwerk = NetzwerkFactory(slug="alpha", quelle=words)
    GroessenangabeFactory(netzwerk=netzwerk, quelle="Angabe des Netzwerks")
    GroessenangabeFactory(netzwerk=netzwerk, jahr=2021, quelle="http://example.com/b|Jahresbericht")
    page = client.get("/netzwerke/alpha/").content.decode()
    for shown in (
        '<li><a href="https://www.example.org/a" rel="noopener nofollow">example.org › a</a></li>',
        '<li><span lang="de">Angaben des Netzwerks bei der Anmeldung</span></li>',
        '<li><span lang="de">javascript:alert(1)</span></li>',
        'Quelle: <span lang="de">Angabe des Netzwerks</span>',
        'Quellen: <a href="http://example.com/b" rel="noopener nofollow">example.com › b</a>, ',
        '<span lang="de">Jahresbericht</span>',
    ):
        assert shown in page


def test_no_year_that_tells_of_the_past_lies_ahead(netzwerk_a: Netzwerk) -> None:
    heuer = timezone.localdate().year
    for jahr, refused in ((heuer, False), (heuer + 1, True)):
        netzwerk_a.gruendungsjahr = jahr
        angabe = Groessenangabe(netzwerk=netzwerk_a, art="mitglieder", jahr=jahr, wert=1, quelle="x")
        for row, field in ((netzwerk_a, "gruendungsjahr"), (angabe, "jahr")):
            found: dict[str, list[str]] = {}
            try:
                row.full_clean()
            except ValidationError as error:
                found = error.message_dict
            assert found == ({field: ["Dieses Jahr liegt in der Zukunft."]} if refused else {})
