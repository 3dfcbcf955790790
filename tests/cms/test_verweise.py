"""A number typed by hand into a form of the page admin brings nothing foreign onto a page."""

import json
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Locale
from wagtail_localize.models import OverridableSegment, SegmentOverride, Translation, TranslationSource

from accounts.models import User
from core.models import Bild
from home.models import InhaltSeite, Startseite
from netzwerke.models import Netzwerk, NetzwerkSeite
from netzwerke.redaktion import sammlung_fuer
from tests.cms.conftest import Anmelden
from tests.cms.helpers import form_at

REFUSED = "„Inhalt“ verweist auf etwas, das es nicht gibt. Bitte wählen Sie es neu aus."


@pytest.fixture(params=["rita", "ada"])
def client(request: pytest.FixtureRequest, angemeldet: Anmelden, seite_a: NetzwerkSeite) -> Client:
    return angemeldet(request.getfixturevalue(request.param))


def picture(netzwerk: Netzwerk) -> Bild:
    return Bild.objects.create(
        title="Bild", description="B", file=get_test_image_file(), collection=sammlung_fuer(netzwerk)
    )


def paper(netzwerk: Netzwerk) -> Document:
    return Document.objects.create(
        title="Papier", file=ContentFile(b"x", "x.pdf"), collection=sammlung_fuer(netzwerk)
    )


def rich(kind: str, thing: Any) -> str:
    """What the editor sends: a text with one link, as Draftail writes it."""
    data = {"id": thing.pk, "url": "/x/", **({"filename": "x.pdf"} if kind == "DOCUMENT" else {})}
    block = {
        "key": "a", "text": "Verweis", "type": "unstyled", "depth": 0, "inlineStyleRanges": [],
        "entityRanges": [{"offset": 0, "length": 7, "key": 0}],
    }  # fmt: skip
    entities = {"0": {"type": kind, "mutability": "MUTABLE", "data": data}}
    return json.dumps({"blocks": [block], "entityMap": entities})


def block(name: str, values: dict[str, str]) -> dict[str, str]:
    """The fields of a stream with one block."""
    frame = {
        "inhalt-count": "1",
        "inhalt-0-deleted": "",
        "inhalt-0-order": "0",
        "inhalt-0-type": name,
        "inhalt-0-id": "",
    }
    return {**frame, **{f"inhalt-0-value{key}": value for key, value in values.items()}}


def image_block(bild: Bild) -> dict[str, str]:
    return block("bild", {"-image": str(bild.pk), "-decorative": "on", "-alt_text": ""})


def save(client: Client, page: NetzwerkSeite, fields: dict[str, Any]) -> str:
    """What the editor is told: "" when it was saved."""
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = client.post(url, {**form_at(client, url), **fields})
    if response.status_code == 302:
        return ""
    return " ".join(response.context["form"].non_field_errors())


def ways(netzwerk: Netzwerk, page: Any) -> dict[str, dict[str, str]]:
    """Every block that can refer to something, filled with things of the network."""
    link, doc = rich("LINK", page), rich("DOCUMENT", paper(netzwerk))
    return {
        "picture": image_block(picture(netzwerk)),
        "page in a text": block("text", {"": link}),
        "document in a text": block("text", {"": doc}),
        "page in a notice": block("hinweis", {"-titel": "T", "-text": link}),
        "page in an answer": block("frage", {"-frage": "F", "-antwort": link}),
    }


NAMES = ("picture", "page in a text", "document in a text", "page in a notice", "page in an answer")


@pytest.mark.parametrize("name", NAMES)
def test_what_is_foreign_is_refused(
    name: str, client: Client, seite_a: NetzwerkSeite, seite_b: NetzwerkSeite, netzwerk_b: Netzwerk
) -> None:
    seite_b.unpublish()
    before = seite_a.revisions.count()
    assert save(client, seite_a, ways(netzwerk_b, seite_b)[name]) == REFUSED
    assert seite_a.revisions.count() == before


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("title", ["", "Ein Titel"])
def test_what_is_refused_is_not_shown_again(
    name: str,
    title: str,
    client: Client,
    seite_a: NetzwerkSeite,
    seite_b: NetzwerkSeite,
    netzwerk_b: Netzwerk,
) -> None:
    """A chooser with the foreign number would tell what is behind it, whatever else is wrong."""
    seite_b.unpublish()
    fields = ways(netzwerk_b, seite_b)[name]
    Bild.objects.update(title="KANARIENBILD", description="KANARIENTEXT")
    Document.objects.update(title="KANARIENPAPIER")
    url = reverse("wagtailadmin_pages:edit", args=[seite_a.pk])
    response = client.post(url, {**form_at(client, url), **fields, "title": title})
    page = response.content.decode()
    assert response.status_code == 200
    assert [word for word in ("KANARIEN", "x.pdf", "original_images") if word in page] == []
    assert "Verweis" in page or name == "picture"  # the words of a text stay


@pytest.mark.parametrize("name", NAMES)
def test_what_is_ones_own_is_taken(
    name: str, client: Client, seite_a: NetzwerkSeite, netzwerk_a: Netzwerk
) -> None:
    assert save(client, seite_a, ways(netzwerk_a, seite_a)[name]) == ""
    assert seite_a.get_latest_revision_as_object().inhalt != []


def test_a_public_page_of_others_may_be_linked(
    client: Client, seite_a: NetzwerkSeite, seite_b: NetzwerkSeite, netzwerk_b: Netzwerk
) -> None:
    assert save(client, seite_a, ways(netzwerk_b, seite_b)["page in a text"]) == ""


def test_what_the_office_put_there_may_stay(client: Client, seite_a: NetzwerkSeite) -> None:
    root = Collection.get_first_root_node()
    bild = Bild.objects.create(title="B", description="B", file=get_test_image_file(), collection=root)
    assert save(client, seite_a, image_block(bild)) == REFUSED
    seite_a.inhalt = [("bild", {"image": bild, "decorative": True, "alt_text": ""})]
    seite_a.save_revision()
    assert save(client, seite_a, image_block(bild)) == ""


def test_the_office_refers_to_what_it_likes(
    angemeldet: Anmelden, guel: User, seite_a: NetzwerkSeite, netzwerk_b: Netzwerk
) -> None:
    assert save(angemeldet(guel), seite_a, image_block(picture(netzwerk_b))) == ""


def test_the_network_of_a_page_stays(client: Client, seite_a: NetzwerkSeite, netzwerk_b: Netzwerk) -> None:
    assert save(client, seite_a, {"netzwerk": str(netzwerk_b.pk), "inhalt-count": "0"}) == ""
    assert seite_a.get_latest_revision_as_object().netzwerk_id == seite_a.netzwerk_id


@pytest.mark.parametrize("kind", ["images", "documents"])
def test_a_file_is_not_put_into_a_foreign_collection(
    kind: str, client: Client, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk
) -> None:
    file: Any = picture(netzwerk_a) if kind == "images" else paper(netzwerk_a)
    foreign = sammlung_fuer(netzwerk_b)
    data = {"title": "Neu", "description": "Neu", "tags": "", "collection": str(foreign.pk)}
    client.post(reverse(f"wagtail{'images' if kind == 'images' else 'docs'}:edit", args=[file.pk]), data)
    file.refresh_from_db()
    assert file.collection == sammlung_fuer(netzwerk_a)


def test_a_page_is_neither_copied_nor_moved_below_a_foreign_one(
    angemeldet: Anmelden, ada: User, seite_a: NetzwerkSeite, seitenbaum: Startseite
) -> None:
    hidden = seitenbaum.add_child(instance=InhaltSeite(title="Entwurf", slug="entwurf", live=False))
    client, pages = angemeldet(ada), NetzwerkSeite.objects.count()
    data = {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": str(hidden.pk)}
    client.post(reverse("wagtailadmin_pages:copy", args=[seite_a.pk]), data)
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[seite_a.pk, hidden.pk]))
    seite_a.refresh_from_db()
    assert (NetzwerkSeite.objects.count(), seite_a.get_parent().specific_class.__name__) == (
        pages,
        "VerzeichnisSeite",
    )


# --- Translations: values put in the place of the original's ---------------------------------------------


@pytest.fixture
def uebersetzung(seite_a: NetzwerkSeite, netzwerk_a: Netzwerk) -> Translation:
    bild = picture(netzwerk_a)
    seite_a.inhalt = [("bild", {"image": bild, "decorative": True, "alt_text": ""})]
    seite_a.save_revision().publish()
    english = Locale.objects.get(language_code="en")
    for page in seite_a.get_ancestors().exclude(depth=1):
        page.specific.copy_for_translation(english)
    source, _ = TranslationSource.update_or_create_from_instance(NetzwerkSeite.objects.get(pk=seite_a.pk))
    translation = Translation.objects.create(source=source, target_locale=english)
    translation.save_target()
    return translation


def override(client: Client, translation: Translation, path: str, value: Any) -> int:
    segment = OverridableSegment.objects.get(source=translation.source, context__path__regex=path)
    url = reverse("wagtail_localize:edit_override", args=[translation.pk, segment.pk])
    body = encode_multipart(BOUNDARY, {"value": value})
    return client.put(url, body, content_type=MULTIPART_CONTENT).status_code


def test_a_translation_shows_no_foreign_picture(
    client: Client, uebersetzung: Translation, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk
) -> None:
    assert override(client, uebersetzung, r"^inhalt\.", picture(netzwerk_b).pk) == 404
    assert override(client, uebersetzung, r"^inhalt\.", "javascript:alert(1)") == 404
    fields = OverridableSegment.objects.filter(
        source=uebersetzung.source, context__path__in=["netzwerk", "slug"]
    )
    assert not fields.exists()
    assert SegmentOverride.objects.count() == 0
    assert override(client, uebersetzung, r"^inhalt\.", picture(netzwerk_a).pk) == 201
