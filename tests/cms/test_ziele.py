"""Where a page is copied or moved to: what belongs to another network is missing there as well."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from home.models import Startseite
from netzwerke.models import NetzwerkSeite
from tests.cms.conftest import Anmelden

CANARY = "Kanarienvogel"
MISSING = 987_654


@pytest.fixture
def fremd(seite_b: NetzwerkSeite) -> NetzwerkSeite:
    NetzwerkSeite.objects.filter(pk=seite_b.pk).update(title=CANARY, draft_title=CANARY, live=False)
    return seite_b


@pytest.fixture
def adas(angemeldet: Anmelden, ada: User) -> Client:
    return angemeldet(ada)


def asks(page: NetzwerkSeite, target: int) -> dict[str, tuple[str, dict[str, Any] | None]]:
    """name: (address, what is sent), each naming the page below which `page` should go."""
    copy = {"new_title": "Neu", "new_slug": "neu", "new_parent_page": str(target)}
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"]) + f"?id={page.pk}"
    confirm = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target])
    return {
        "confirm": (confirm, None),
        "move now": (confirm, {}),
        "move": (reverse("wagtailadmin_pages:move", args=[page.pk]), {"new_parent_page": str(target)}),
        "copy": (reverse("wagtailadmin_pages:copy", args=[page.pk]), copy),
        "bulk": (bulk, {"chooser": str(target)}),
    }


def answer(client: Client, ask: tuple[str, dict[str, Any] | None]) -> tuple[int, bool]:
    url, data = ask
    response = client.get(url) if data is None else client.post(url, data)
    return response.status_code, CANARY in response.content.decode()


NAMES = ("confirm", "move now", "move", "copy", "bulk")


@pytest.mark.parametrize("name", NAMES)
def test_a_draft_of_others_is_missing(
    name: str, adas: Client, seite_a: NetzwerkSeite, fremd: NetzwerkSeite
) -> None:
    assert answer(adas, asks(seite_a, fremd.pk)[name]) == (404, False)
    assert answer(adas, asks(seite_a, MISSING)[name]) == (404, False)


@pytest.mark.parametrize("name", NAMES)
def test_the_office_sees_it(
    name: str, angemeldet: Anmelden, guel: User, seite_a: NetzwerkSeite, fremd: NetzwerkSeite
) -> None:
    """The control: the addresses are right. A page of a network cannot go below another: 403 by its view."""
    assert answer(angemeldet(guel), asks(seite_a, fremd.pk)[name])[0] in {200, 302, 403}


@pytest.mark.parametrize("name", ["copy", "move"])
def test_what_is_public_is_refused_in_words(
    name: str, adas: Client, seite_a: NetzwerkSeite, seite_b: NetzwerkSeite
) -> None:
    assert answer(adas, asks(seite_a, seite_b.pk)[name])[0] in {200, 302}
    seite_a.refresh_from_db()
    assert seite_a.get_children().count() == seite_b.get_children().count() == 0


@pytest.mark.parametrize("parent", ["", "x", str(MISSING), "9" * 30])
def test_a_parent_that_is_none_is_told(
    parent: str, angemeldet: Anmelden, guel: User, seite_a: NetzwerkSeite
) -> None:
    url = reverse("wagtailadmin_pages:copy", args=[seite_a.pk])
    data = {"new_title": "Neu", "new_slug": "neu", "new_parent_page": parent}
    page = angemeldet(guel).post(url, data, follow=True).content.decode()
    assert "Die übergeordnete Seite gibt es nicht." in page
    assert not NetzwerkSeite.objects.filter(slug="neu").exists()


@pytest.mark.parametrize("value", ["{", "[]", "7", "[null]", '{"blocks": 1}'])
@pytest.mark.parametrize("way", ["edit", "preview_on_edit"])
def test_a_text_that_is_none_is_a_bad_request(
    value: str, way: str, adas: Client, seite_a: NetzwerkSeite, seitenbaum: Startseite
) -> None:
    data = {
        "title": "Seite A",
        "slug": seite_a.slug,
        "inhalt-count": "1",
        "inhalt-0-deleted": "",
        "inhalt-0-order": "0",
        "inhalt-0-type": "text",
        "inhalt-0-id": "",
        "inhalt-0-value": value,
    }
    response = adas.post(reverse(f"wagtailadmin_pages:{way}", args=[seite_a.pk]), data)
    assert response.status_code == 400


def test_a_content_page_is_as_strict(angemeldet: Anmelden, guel: User, seitenbaum: Startseite) -> None:
    url = reverse("wagtailadmin_pages:add", args=["home", "inhaltseite", seitenbaum.pk])
    data = {
        "title": "T",
        "slug": "t",
        "inhalt-count": "1",
        "inhalt-0-deleted": "",
        "inhalt-0-order": "0",
        "inhalt-0-type": "text",
        "inhalt-0-id": "",
        "inhalt-0-value": "{",
    }
    assert angemeldet(guel).post(url, data).status_code == 400
