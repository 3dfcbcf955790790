"""The logo of a firm: what is taken, where it is kept, who sees it."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from core.models import Bild
from core.visibility import Sichtbarkeit
from mitglieder.actions import unternehmen as actions
from mitglieder.actions.firmen import aufnehmen
from mitglieder.models import Unternehmen
from mitglieder.models.unternehmen import LOGO
from netzwerke.models import Netzwerk
from tests.dateien.conftest import committed
from tests.mitglieder.firmenhilfen import (
    SEITE,
    bild,
    firma,
    stored,
    worte,
)
from tests.mitglieder.helpers import angemeldet

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rahmen(seitenbaum: object) -> None:
    """Pages have their frame."""


# --- Its logo ---


@pytest.mark.parametrize(("kind", "name"), [("PNG", "a.png"), ("JPEG", "a.jpg"), ("WEBP", "a.webp")])
def test_a_logo_is_kept_without_its_metadata_and_shown(
    kind: str, name: str, eva: User, dateien: Path
) -> None:
    firma(eva)
    client = angemeldet(eva)
    assert client.post(f"{SEITE}logo/", {"logo": bild(kind, name)})["Location"] == SEITE
    logo = Bild.objects.get()
    assert (logo.description, logo.width, logo.height) == ("Logo von Werkstatt Beispiel", 400, 300)
    assert 'alt="Logo von Werkstatt Beispiel"' in client.get(SEITE).content.decode()
    assert client.get(logo.get_rendition(LOGO).url).status_code == 200


def test_a_new_logo_replaces_the_older_and_its_file(
    eva: User, dateien: Path, django_capture_on_commit_callbacks: Any
) -> None:
    firma(eva)
    client = angemeldet(eva)
    client.post(f"{SEITE}logo/", {"logo": bild()})
    before = stored(dateien)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{SEITE}logo/", {"logo": bild()})
    assert (Bild.objects.count(), stored(dateien)) == (1, before)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{SEITE}logo/", {"entfernen": "1"})
    assert (Bild.objects.count(), stored(dateien), Unternehmen.objects.get().logo) == (0, 0, None)


@pytest.mark.parametrize(
    "upload",
    [
        bild("GIF", "a.gif"),
        bild("PNG", "a.jpg"),
        SimpleUploadedFile("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "image/svg+xml"),
        SimpleUploadedFile("a.png", b"kein Bild", "image/png"),
        SimpleUploadedFile("a.png", b"x" * (2 * 1024 * 1024 + 1), "image/png"),
    ],
    ids=["gif", "wrong-ending", "svg", "broken", "large"],
)
def test_what_is_no_logo_is_refused(upload: SimpleUploadedFile, eva: User, dateien: Path) -> None:
    firma(eva)
    upload.seek(0)
    page = worte(angemeldet(eva).post(f"{SEITE}logo/", {"logo": upload}))
    assert ("Das hat noch nicht geklappt" in page, Bild.objects.count()) == (True, 0)


def test_a_logo_is_as_visible_as_the_entry(
    eva: User, ben: User, cem: User, dana: User, netzwerk_a: Netzwerk, dateien: Path
) -> None:
    unternehmen = firma(eva)
    actions.logo_setzen(unternehmen, person=eva, datei=bild())
    address = Bild.objects.get().get_rendition(LOGO).url
    visitor = Client()

    def answers() -> list[int]:
        committed()
        people = (visitor, *(angemeldet(person) for person in (eva, ben, cem, dana)))
        return [client.get(address).status_code for client in people]

    assert answers() == [302, 200, 404, 404, 404]
    aufnehmen(unternehmen, netzwerk_a)
    assert answers() == [302, 200, 200, 404, 404]
    for step, expected in {
        Sichtbarkeit.MITGLIEDER: [302, 200, 200, 200, 404],
        Sichtbarkeit.VERWALTUNG: [302, 200, 200, 200, 200],
        Sichtbarkeit.OEFFENTLICH: [200, 200, 200, 200, 200],
        Sichtbarkeit.NETZWERK: [302, 200, 200, 404, 404],
    }.items():
        actions.listen(unternehmen, person=eva, stufe=step)
        assert answers() == expected
