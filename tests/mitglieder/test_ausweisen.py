"""After the proof of identity: pages lead on from where one was, and files come without leaving a dead page."""

import re

import pytest
from django.test import Client

from accounts.models import User
from core.models import Protokolleintrag
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk
from tests.factories import PASSWORT
from tests.mitglieder.helpers import angemeldet, rolle_von

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]
HIER = "/mein/netzwerke/netzwerk-a/"
WORTE = "Danke, Sie sind es."


def nach_dem_passwort(client: Client, path: str, **typed: str) -> str:
    """The page one sees after the question for the password."""
    asked = client.post(path, typed)
    assert asked["Location"].startswith("/konto/reauthenticate/")
    return client.post(asked["Location"], {"password": PASSWORT}, follow=True).content.decode()


def forms(page: str) -> list[str]:
    """Where the forms of the page's own content are sent."""
    main = page[page.index("<main") : page.index("</main>")]
    return re.findall(r'<form[^>]*method="post"[^>]* action="([^"]*)"', main)


def test_a_refusal_after_the_proof_can_be_answered_where_it_stands(netzwerk_a: Netzwerk, ada: User) -> None:
    path = f"{HIER}rollen/{rolle_von(ada, Rolle.LEITUNG).pk}/beenden/"
    page = nach_dem_passwort(angemeldet(ada), path, grund="Neuwahl")
    assert ("Das ist die letzte Leitung" in page, forms(page), "Neuwahl" in page) == (True, [path], True)
    assert f'href="/en{path}" lang="en"' in page


def test_the_account_that_cannot_go_yet_is_asked_again_where_it_stands(ada: User) -> None:
    page = nach_dem_passwort(angemeldet(ada), "/mein/daten/loeschen/", verstanden="ja")
    assert ("Das ist die letzte Leitung" in page, forms(page)) == (True, ["/mein/daten/loeschen/"])


@pytest.mark.parametrize(
    ("name", "path", "page", "noted"),
    [
        ("ben", "/mein/daten/auskunft/", "/mein/daten/", "konto.auskunft"),
        ("ada", f"{HIER}staffelstab/buch.pdf", f"{HIER}staffelstab/", "uebergabe.handbuch"),
        ("guel", "/mein/personen/export.csv", "/mein/personen/", "personen.ausgeben"),
    ],
)
def test_a_download_goes_back_to_its_page_and_begins_there(
    name: str, path: str, page: str, noted: str, netzwerk_a: Netzwerk, request: pytest.FixtureRequest
) -> None:
    client = angemeldet(request.getfixturevalue(name))
    assert WORTE not in client.get(f"{page}?herunterladen=1").content.decode()
    asked = client.post(path)
    back = client.post(asked["Location"], {"password": PASSWORT})
    assert back["Location"] == f"{page}?herunterladen=1"
    shown = client.get(back["Location"]).content.decode()
    assert (WORTE in shown, f'action="{path}" data-absenden' in shown) == (True, True)
    assert Protokolleintrag.objects.filter(aktion=noted).count() == 0
    assert client.post(path)["Content-Disposition"].startswith("attachment;")
    assert WORTE not in client.get(page).content.decode()
