"""The next dates of a network in a frame on its own website."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from core.visibility import Sichtbarkeit
from netzwerke.models import Netzwerk
from tests.factories.konten import mit_zweitem_faktor
from tests.factories.veranstaltungen import termin
from tests.oeffentlich.pruefung import complaints
from veranstaltungen.enums import Veranstaltungsstand

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]
FRAME = "/einbetten/netzwerke/netzwerk-a/veranstaltungen/"


@pytest.fixture
def dates(netzwerk_a: Netzwerk) -> None:
    termin(netzwerk=netzwerk_a, titel="Gala")
    termin(netzwerk=netzwerk_a, titel="Intern", sichtbarkeit=Sichtbarkeit.NETZWERK)
    termin(netzwerk=netzwerk_a, titel="Entwurf", stand=Veranstaltungsstand.ENTWURF)
    termin(titel="Fremd")


@pytest.mark.usefixtures("dates")
def test_even_its_own_people_see_only_what_everybody_may(client: Client, ada: User) -> None:
    for signed_in in (False, True):
        if signed_in:
            client.force_login(mit_zweitem_faktor(ada))
        page = client.get(FRAME).content.decode()
        found = [word for word in ("Gala", "Intern", "Entwurf", "Fremd") if word in page]
        assert found == ["Gala"]


@pytest.mark.usefixtures("dates")
@pytest.mark.parametrize("cached", [False, True])
def test_any_website_may_frame_it_and_nothing_else(cached: bool, client: Client, settings: Any) -> None:
    settings.PAGE_CACHE_ENABLED = cached
    for _ in range(2):
        answer = client.get(FRAME)
        assert "frame-ancestors *" in answer["Content-Security-Policy"]
        assert "X-Frame-Options" not in answer
        assert (answer.cookies, "<script" in answer.content.decode()) == ({}, False)
    other = client.get("/veranstaltungen/")
    assert "frame-ancestors 'none'" in other["Content-Security-Policy"]
    assert other["X-Frame-Options"] == "DENY"


@pytest.mark.usefixtures("dates")
@pytest.mark.parametrize("path", [FRAME, f"/en{FRAME}"])
def test_it_is_valid_and_its_links_leave_the_frame(path: str, client: Client) -> None:
    page = client.get(path).content.decode()
    assert complaints(page, "en" if path.startswith("/en/") else "de") == []
    assert page.count("<a ") == page.count('target="_blank" rel="noopener"')


def test_a_network_that_is_not_public_is_missing(client: Client, netzwerk_a: Netzwerk) -> None:
    Netzwerk.objects.update(sichtbarkeit=Sichtbarkeit.MITGLIEDER)
    assert client.get(FRAME).status_code == 404


@pytest.mark.usefixtures("dates")
def test_hosts_find_the_line_to_copy(client: Client, ada: User) -> None:
    client.force_login(mit_zweitem_faktor(ada))
    page = client.get("/mein/netzwerke/netzwerk-a/veranstaltungen/").content.decode()
    assert f'&lt;iframe src="http://localhost:8000{FRAME}"' in page


@pytest.mark.parametrize(
    ("brand", "day", "night"),
    [("#702030", "#702030", "#b89098"), ("#ffee00", "#23614a", "#7ba092"), ("", "#23614a", "#7ba092")],
)
def test_its_colours_are_the_brands_where_they_can_be_read(
    brand: str, day: str, night: str, client: Client, netzwerk_a: Netzwerk
) -> None:
    netzwerk_a.markenfarbe = brand
    netzwerk_a.save()
    answer = client.get("/einbetten/netzwerke/netzwerk-a/farben.css")
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    css = answer.content.decode()
    assert f"--petrol: {day}; --petrol-deep: {day};" in css
    assert f"--petrol: {night}; --petrol-deep: {night};" in css
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_colours_of_a_network_that_visitors_do_not_see_are_missing(
    client: Client, netzwerk_a: Netzwerk
) -> None:
    netzwerk_a.sichtbarkeit = Sichtbarkeit.MITGLIEDER
    netzwerk_a.save()
    assert client.get("/einbetten/netzwerke/netzwerk-a/farben.css").status_code == 404
