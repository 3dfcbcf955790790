"""No page is published at an address that a room answers."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from accounts.models import User
from home.adressen import taken
from home.gruppen import gruppen_einrichten
from home.models import InhaltSeite, Startseite
from tests.factories.konten import mit_zweitem_faktor

EMPTY = {"einleitung": "", "inhalt-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}


@pytest.fixture
def client(superuser: User, seitenbaum: Startseite) -> Client:
    gruppen_einrichten()
    client = Client()
    client.force_login(mit_zweitem_faktor(superuser))
    return client


def page(parent: Startseite | InhaltSeite, slug: str) -> InhaltSeite:
    found: InhaltSeite = parent.add_child(instance=InhaltSeite(title=slug, slug=slug, locale=parent.locale))
    return found


def test_what_is_taken() -> None:
    rooms = set("suche netzwerke veranstaltungen mein unternehmen konto cms api werkstatt".split())
    assert rooms | {"en", "de", "static", "media", "dokumente"} <= taken()
    assert not {"impressum", "ueber-uns", ""} & taken()


@pytest.mark.parametrize("slug", ["suche", "konto", "api", "en", "cms", "mein"])
def test_new_pages_and_changed_addresses(client: Client, seitenbaum: Startseite, slug: str) -> None:
    address = reverse("wagtailadmin_pages:add", args=["home", "inhaltseite", seitenbaum.pk])
    data = {**EMPTY, "title": "Meine Seite", "slug": slug, "action-publish": "1"}
    answer = client.post(address, data)
    assert f"Unter „/{slug}/“ antwortet schon" in answer.content.decode()
    assert not InhaltSeite.objects.exists()
    assert client.post(address, {**data, "slug": "neues"}).status_code == 302
    old = InhaltSeite.objects.get(slug="neues")
    edit = reverse("wagtailadmin_pages:edit", args=[old.pk])
    assert f"Unter „/{slug}/“ antwortet schon" in client.post(edit, data).content.decode()


def test_below_another_page_all_names_are_free(client: Client, seitenbaum: Startseite) -> None:
    parent = page(seitenbaum, "ueber-uns")
    address = reverse("wagtailadmin_pages:add", args=["home", "inhaltseite", parent.pk])
    assert client.post(address, {**EMPTY, "title": "X", "slug": "suche"}).status_code == 302


def test_moving_and_copying(client: Client, seitenbaum: Startseite) -> None:
    child = page(page(seitenbaum, "ueber-uns"), "suche")
    move = reverse("wagtailadmin_pages:move_confirm", args=[child.pk, seitenbaum.pk])
    many = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"]) + f"?id={child.pk}"
    for answer in (
        client.post(move, follow=True),
        client.post(many, {"chooser": seitenbaum.pk}, follow=True),
    ):
        assert "antwortet schon ein anderer Teil" in answer.content.decode()
    copy = {"new_title": "X", "new_slug": "suche", "new_parent_page": seitenbaum.pk}
    answer = client.post(reverse("wagtailadmin_pages:copy", args=[child.pk]), copy)
    assert "antwortet schon ein anderer Teil" in answer.content.decode()
    child.refresh_from_db()
    assert (child.depth, InhaltSeite.objects.count()) == (4, 2)


def test_an_address_in_another_language(seitenbaum: Startseite) -> None:
    """What a translation is called comes from the translator, not from the page's form."""
    original = page(seitenbaum, "suchen")
    english = Locale.objects.get(language_code="en")
    source, _ = TranslationSource.update_or_create_from_instance(original)
    translation = Translation.objects.create(source=source, target_locale=english)
    segment = StringSegment.objects.get(source=source, context__path="slug")
    name = StringTranslation.objects.create(
        translation_of=segment.string, context=segment.context, locale=english, data="suche"
    )
    with pytest.raises(ValidationError):
        translation.save_target(publish=True)
    name.refresh_from_db()
    assert "antwortet schon ein anderer Teil" in name.get_error()
    assert not InhaltSeite.objects.filter(slug="suche").exists()
