"""Forms of the page admin that were tampered with, cut off or filled with nonsense: 4xx, nothing changed."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from netzwerke.models import NetzwerkSeite
from tests.cms.conftest import Anmelden

pytestmark = pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning")

NO_KEY = b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'


@pytest.fixture(params=["rita", "guel", "superuser"])
def client(request: pytest.FixtureRequest, angemeldet: Anmelden) -> Client:
    """Redaktion, Geschäftsstelle and the operator."""
    return angemeldet(request.getfixturevalue(request.param))


@pytest.mark.parametrize(
    "path",
    [
        "/cms/pages/search/?latest_revision_created_at_from=0001-01-01",
        "/cms/pages/search/?latest_revision_created_at_to=9999-12-31",
        "/cms/pages/?latest_revision_created_at_from=0001-01-01",
        "/cms/reports/site-history/?timestamp_from=0001-01-01",
        "/cms/bulk/wagtailcore/page/publish/?id=abc",
        "/cms/bulk/wagtailcore/page/publish/?id=99999999999999999999999",
        "/cms/bulk/wagtailcore/page/publish/?id=all&childOf=abc",
        "/cms/bulk/wagtailcore/page/unsinn/?id=1",
        "/cms/bulk/core/bild/add_tags/?id=abc",
        "/cms/images/?collection_id=abc",
        "/cms/images/?collection_id=99999999999999999999999",
        "/cms/pages/99999999999999999999999/",
        "/cms/images/chooser/?p=99999999999999999999999",
        "/cms/choose-page/?parent_page_id=99999999999999999999",
    ],
)
def test_addresses_with_nonsense(client: Client, seite_a: NetzwerkSeite, path: str) -> None:
    assert client.get(path).status_code < 500


@pytest.mark.parametrize("field", ["inhalt-count", "inhalt-0-order", None])
@pytest.mark.parametrize("name", ["edit", "preview_on_edit"])
def test_page_form_with_nonsense(
    client: Client, seite_a: NetzwerkSeite, name: str, field: str | None
) -> None:
    before = seite_a.latest_revision_id
    data: dict[str, Any] = {"title": "X", "slug": "x", "inhalt-count": "1", "inhalt-0-deleted": ""}
    data |= {"inhalt-0-type": "text", "inhalt-0-value": "", "inhalt-0-order": "0"}
    if field:
        data[field] = "abc"
    else:
        del data["inhalt-0-order"]
    answer = client.post(reverse(f"wagtailadmin_pages:{name}", args=[seite_a.pk]), data)
    assert answer.status_code == 400
    seite_a.refresh_from_db()
    assert seite_a.latest_revision_id == before


@pytest.mark.parametrize("data", [{}, {"external-link-chooser-url": "abc"}, {"url": "https://example.org/"}])
def test_link_form_with_nonsense(client: Client, seite_a: NetzwerkSeite, data: dict[str, str]) -> None:
    assert client.post("/cms/choose-external-link/", data).status_code < 500


@pytest.mark.parametrize("client", ["rita", "superuser"], indirect=True)
@pytest.mark.parametrize("content", [None, b"", b"unsinn", NO_KEY, b"\xff\xfe\x00"])
def test_catalogue_that_is_none(client: Client, seite_a: NetzwerkSeite, content: bytes | None) -> None:
    source, _ = TranslationSource.get_or_create_from_instance(seite_a)
    seite_a.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    translation = Translation.objects.create(
        source=source, target_locale=Locale.objects.get(language_code="en")
    )
    file = {} if content is None else {"file": SimpleUploadedFile("x.po", content)}
    answer = client.post(
        reverse("wagtail_localize:upload_pofile", args=[translation.pk]), {**file, "next": "/cms/account/"}
    )
    assert (answer.status_code, answer.headers.get("Location")) == (302, "/cms/account/")
    said = client.get("/cms/account/").content.decode()
    assert "Laden Sie bitte eine gültige PO Datei hoch" in said or "gehört zu keiner Übersetzung" in said
