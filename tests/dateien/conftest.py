"""Files that hang on things of every kind, and clients for every role."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from wagtail.documents.models import Document
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection

from core import contentversion, files
from core.models import Bild
from home.gruppen import gruppen_einrichten
from home.models import Startseite
from netzwerke.models import Netzwerk, NetzwerkSeite, VerzeichnisSeite
from netzwerke.redaktion import sammlung_fuer
from tests.factories.konten import mit_zweitem_faktor

PERSONEN = {
    "V": None,
    "R": "eva",
    "M": "ben",
    "E": "rita",
    "C": "ada",
    "O": "guel",
    "A": "dana",
    "S": "superuser",
}
CANARY = "Kanarienvogel"

Als = Callable[[str], Client]


@pytest.fixture(autouse=True)
def welt(seitenbaum: Startseite) -> Iterator[None]:
    gruppen_einrichten()
    yield
    files._public_picture.cache_clear()
    files._public_document.cache_clear()


def committed() -> None:
    """A test is one transaction that never commits, so it says itself when the world would see it."""
    connection.__dict__.pop("_written_areas", None)
    contentversion.renew()


@pytest.fixture
def als(request: pytest.FixtureRequest) -> Als:
    def client_of(role: str) -> Client:
        client = Client()
        if name := PERSONEN[role]:
            client.force_login(mit_zweitem_faktor(request.getfixturevalue(name)))
        committed()
        return client

    return client_of


def picture(netzwerk: Netzwerk | None = None) -> Bild:
    place = sammlung_fuer(netzwerk) if netzwerk else Collection.get_first_root_node()
    return Bild.objects.create(
        title=CANARY, description=CANARY, file=get_test_image_file(f"{CANARY}.png"), collection=place
    )


def paper(netzwerk: Netzwerk | None = None) -> Document:
    place = sammlung_fuer(netzwerk) if netzwerk else Collection.get_first_root_node()
    return Document.objects.create(
        title=CANARY, file=ContentFile(b"%PDF-1.7 x", f"{CANARY}.pdf"), collection=place
    )


def content(*files: Any) -> list[tuple[str, Any]]:
    """Blocks that show the pictures and link to the documents."""
    blocks: list[tuple[str, Any]] = []
    for file in files:
        if isinstance(file, Bild):
            blocks.append(("bild", {"image": file, "decorative": True, "alt_text": ""}))
        else:
            blocks.append(("text", f'<p><a linktype="document" id="{file.pk}">Papier</a></p>'))
    return blocks


def page_of(netzwerk: Netzwerk, *files: Any, live: bool = True) -> NetzwerkSeite:
    parent = VerzeichnisSeite.objects.get()
    page = NetzwerkSeite(
        title=netzwerk.kurzname, slug=netzwerk.slug, netzwerk=netzwerk, locale=parent.locale, live=live
    )
    page.inhalt = content(*files)
    parent.add_child(instance=page)
    page.save_revision()
    return page


def address(file: Any) -> str:
    return file.url if isinstance(file, Document) else file.get_rendition("width-200").url


def answer(client: Client, path: str) -> str:
    """y seen · N missing · F refused · L led to the login"""
    response = client.get(path)
    if response.status_code == 302 and response["Location"].startswith("/konto/login/"):
        return "L"
    return {200: "y", 404: "N", 403: "F"}.get(response.status_code, str(response.status_code))
