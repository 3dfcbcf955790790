"""Pages in the admin: the own network's page and no other; writing is not publishing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail_localize.models import Translation, TranslationSource

from accounts.models import User
from home.models import InhaltSeite, Startseite
from netzwerke.actions import rolle_geben
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk, NetzwerkSeite
from tests.cms.conftest import Anmelden, page_of
from tests.cms.helpers import form_at
from tests.factories import UserFactory


def page_url(name: str, page: Page) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=[page.pk])


@pytest.fixture(params=["rita", "ada"])
def editor(request: pytest.FixtureRequest, seite_a: NetzwerkSeite, seite_b: NetzwerkSeite) -> User:
    return request.getfixturevalue(request.param)


@pytest.fixture
def inhalt(seitenbaum: Startseite) -> InhaltSeite:
    return seitenbaum.add_child(instance=InhaltSeite(title="Intern", slug="intern-probe"))


def test_editors_see_their_own_page_only(
    editor: User, angemeldet: Anmelden, seite_a: NetzwerkSeite, seite_b: NetzwerkSeite
) -> None:
    html = angemeldet(editor).get("/cms/pages/", follow=True).content.decode()
    assert "Netzwerk A" in html
    assert "Netzwerk B" not in html


def test_a_page_made_later_belongs_to_its_editors_at_once(
    rita: User, netzwerk_a: Netzwerk, angemeldet: Anmelden
) -> None:
    page = page_of(netzwerk_a)
    assert angemeldet(rita).get(page_url("edit", page)).status_code == 200


def test_a_foreign_page_does_not_change(
    editor: User, angemeldet: Anmelden, seite_a: NetzwerkSeite, seite_b: NetzwerkSeite
) -> None:
    client = angemeldet(editor)
    data = form_at(client, page_url("edit", seite_a))
    assert client.post(page_url("edit", seite_b), data).status_code == 404
    assert seite_b.revisions.count() == 1


def test_the_own_page_can_be_drafted(editor: User, angemeldet: Anmelden, seite_a: NetzwerkSeite) -> None:
    client = angemeldet(editor)
    data = form_at(client, page_url("edit", seite_a))
    response = client.post(page_url("edit", seite_a), {**data, "einleitung": "Wir sind da."})
    assert response.status_code == 302
    seite_a.refresh_from_db()
    assert seite_a.get_latest_revision_as_object().einleitung == "Wir sind da."
    assert seite_a.einleitung == ""


@pytest.mark.parametrize(("name", "published"), [("rita", ""), ("ada", "Neu.")])
def test_leitung_publishes_and_redaktion_does_not(
    name: str, published: str, request: pytest.FixtureRequest, angemeldet: Anmelden, seite_a: NetzwerkSeite
) -> None:
    client = angemeldet(request.getfixturevalue(name))
    data = form_at(client, page_url("edit", seite_a))
    client.post(page_url("edit", seite_a), {**data, "einleitung": "Neu.", "action-publish": "1"})
    seite_a.refresh_from_db()
    assert seite_a.einleitung == published


def test_what_redaktion_submits_leitung_releases(
    rita: User, ada: User, cem: User, angemeldet: Anmelden, seite_a: NetzwerkSeite
) -> None:
    writer = angemeldet(rita)
    data = form_at(writer, page_url("edit", seite_a))
    writer.post(page_url("edit", seite_a), {**data, "einleitung": "Neu.", "action-submit": "1"})
    task = NetzwerkSeite.objects.get(pk=seite_a.pk).current_workflow_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[seite_a.pk, "approve", task.pk])
    for user, expected in [(rita, ""), (cem, ""), (ada, "Neu.")]:
        angemeldet(user).post(approve, {"comment": ""})
        seite_a.refresh_from_db()
        assert seite_a.einleitung == expected


def test_the_office_releases_too(
    rita: User, guel: User, angemeldet: Anmelden, seite_a: NetzwerkSeite
) -> None:
    writer = angemeldet(rita)
    data = form_at(writer, page_url("edit", seite_a))
    writer.post(page_url("edit", seite_a), {**data, "einleitung": "Neu.", "action-submit": "1"})
    task = NetzwerkSeite.objects.get(pk=seite_a.pk).current_workflow_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[seite_a.pk, "approve", task.pk])
    angemeldet(guel).post(approve, {"comment": ""})
    seite_a.refresh_from_db()
    assert seite_a.einleitung == "Neu."


def test_editors_cannot_give_their_page_to_another_network(
    editor: User, angemeldet: Anmelden, seite_a: NetzwerkSeite, netzwerk_b: Netzwerk
) -> None:
    client = angemeldet(editor)
    data = form_at(client, page_url("edit", seite_a))
    assert "netzwerk" not in data
    client.post(page_url("edit", seite_a), {**data, "netzwerk": netzwerk_b.pk})
    saved = NetzwerkSeite.objects.get(pk=seite_a.pk).get_latest_revision_as_object()
    assert (seite_a.revisions.count(), saved.netzwerk_id) == (2, seite_a.netzwerk_id)


@pytest.mark.parametrize("name", ["rita", "ada", "guel", "superuser"])
def test_who_reads_a_network_is_said_by_its_ladder_alone(
    name: str, request: pytest.FixtureRequest, angemeldet: Anmelden, seite_a: NetzwerkSeite
) -> None:
    client = angemeldet(request.getfixturevalue(name))
    url = page_url("set_privacy", seite_a)
    assert (client.get(url).status_code, client.post(url, {"restriction_type": "login"}).status_code) == (
        403,
        403,
    )
    assert PageViewRestriction.objects.count() == 0
    html = client.get(page_url("edit", seite_a)).content.decode()
    assert url not in html
    assert "So steht es im Eintrag des Netzwerks." in html


@pytest.mark.parametrize(("name", "status"), [("rita", 404), ("ada", 404), ("guel", 200), ("superuser", 200)])
def test_only_the_office_restricts_who_reads_a_page(
    name: str,
    status: int,
    request: pytest.FixtureRequest,
    angemeldet: Anmelden,
    seite_a: NetzwerkSeite,
    inhalt: InhaltSeite,
) -> None:
    client = angemeldet(request.getfixturevalue(name))
    url = page_url("set_privacy", inhalt)
    assert client.get(url).status_code == status
    client.post(url, {"restriction_type": "login"})
    assert PageViewRestriction.objects.count() == (1 if status == 200 else 0)


def test_a_shared_password_is_not_offered(angemeldet: Anmelden, guel: User, inhalt: InhaltSeite) -> None:
    client = angemeldet(guel)
    assert "password" not in client.get(page_url("set_privacy", inhalt)).json()["html"].replace(
        "csrfmiddlewaretoken", ""
    )
    client.post(page_url("set_privacy", inhalt), {"restriction_type": "password", "password": "geheim"})
    assert PageViewRestriction.objects.count() == 0


@pytest.mark.parametrize(("name", "status"), [("rita", 404), ("ada", 200), ("guel", 200)])
def test_writing_alone_does_not_allow_to_remove_a_draft(
    name: str, status: int, request: pytest.FixtureRequest, angemeldet: Anmelden, seite_a: NetzwerkSeite
) -> None:
    seite_a.unpublish()
    assert angemeldet(request.getfixturevalue(name)).get(page_url("delete", seite_a)).status_code == status


def test_page_forms_ask_for_the_search_and_not_for_menus(
    angemeldet: Anmelden, guel: User, seite_a: NetzwerkSeite, seitenbaum: Startseite
) -> None:
    client = angemeldet(guel)
    for page, slug in [(seite_a, False), (seitenbaum, True)]:
        fields = set(form_at(client, page_url("edit", page)))
        assert {"seo_title", "search_description"} <= fields
        assert "show_in_menus" not in fields
        assert ("slug" in fields) is slug


def test_each_network_has_its_own_way_of_release(
    ada: User, cem: User, seite_a: NetzwerkSeite, seite_b: NetzwerkSeite
) -> None:
    names = [page.get_workflow().name for page in (seite_a, seite_b)]
    assert names == ["Freigabe für Netzwerk A", "Freigabe für Netzwerk B"]


def test_a_role_given_twice_changes_nothing(ada: User, netzwerk_a: Netzwerk, seite_a: NetzwerkSeite) -> None:
    before = set(ada.groups.values_list("name", flat=True))
    rolle_geben(netzwerk_a, an=ada, rolle=Rolle.LEITUNG)
    assert set(ada.groups.values_list("name", flat=True)) == before == {"Leitung netzwerk-a"}


def test_members_get_no_group(netzwerk_a: Netzwerk) -> None:
    user = UserFactory()
    rolle_geben(netzwerk_a, an=user, rolle=Rolle.MITGLIED)
    assert user.groups.count() == 0


def test_the_office_sees_which_gaps_are_open(
    angemeldet: Anmelden, guel: User, ada: User, seitenbaum: Startseite
) -> None:
    gap = {"type": "luecke", "value": {"frage": "Name des Betreibers"}}
    seitenbaum.add_child(instance=InhaltSeite(title="Impressum", slug="impressum-neu", inhalt=[gap]))
    assert "Name des Betreibers" in angemeldet(guel).get("/cms/").content.decode()
    assert "Name des Betreibers" not in angemeldet(ada).get("/cms/").content.decode()


def test_an_editor_finds_the_own_page_on_the_dashboard(
    rita: User, angemeldet: Anmelden, seite_a: NetzwerkSeite
) -> None:
    html = angemeldet(rita).get("/cms/").content.decode()
    assert page_url("edit", seite_a) in html
    assert "Netzwerke pflegen" not in html


def test_a_draft_is_shown_as_the_profile_it_will_be(
    editor: User, angemeldet: Anmelden, seite_a: NetzwerkSeite
) -> None:
    seite_a.einleitung = "Ein Satz, den noch niemand kennt."
    seite_a.save_revision()
    html = angemeldet(editor).get(page_url("view_draft", seite_a)).content.decode()
    assert "Ein Satz, den noch niemand kennt." in html
    assert "Steckbrief" in html


def test_a_draft_of_the_directory_is_shown(guel: User, angemeldet: Anmelden, seite_a: NetzwerkSeite) -> None:
    parent = seite_a.get_parent().specific
    parent.save_revision()
    assert angemeldet(guel).get(page_url("view_draft", parent)).status_code == 200


def test_a_role_that_is_over_gives_no_rights(
    editor: User, angemeldet: Anmelden, seite_a: NetzwerkSeite, netzwerk_b: Netzwerk
) -> None:
    """The door is closed; where another role opens it, the page is a foreign one, in lists as well."""
    client = angemeldet(editor)
    assert client.get(page_url("edit", seite_a)).status_code == 200
    yesterday = timezone.localdate() - timedelta(days=1)
    editor.mitgliedschaften.update(von=yesterday, bis=yesterday)
    assert client.get(page_url("edit", seite_a)).status_code == 403
    rolle_geben(netzwerk_b, an=editor, rolle=Rolle.REDAKTION)
    seite_a.unpublish()
    assert client.get("/cms/").status_code == 200
    assert client.get(page_url("edit", seite_a)).status_code == 404
    assert seite_a.title not in client.get("/cms/pages/", follow=True).content.decode()


def translated(page: NetzwerkSeite) -> NetzwerkSeite:
    english = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    english.save_revision().publish()
    return english


@pytest.mark.parametrize("ways", ["one", "many"])
def test_with_the_german_page_its_translation_goes(
    ways: str, guel: User, angemeldet: Anmelden, seite_a: NetzwerkSeite, seite_b: NetzwerkSeite
) -> None:
    translated(seite_a), translated(seite_b)
    client = angemeldet(guel)
    if ways == "one":
        assert client.post(page_url("delete", seite_a)).status_code == 302
    else:
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        assert client.post(f"{address}?id={seite_a.pk}").status_code == 302
    assert set(NetzwerkSeite.objects.values_list("netzwerk__slug", flat=True)) == {"netzwerk-b"}
    assert NetzwerkSeite.objects.count() == 2


def test_without_its_translation_the_german_page_stays(
    superuser: User, angemeldet: Anmelden, seite_a: NetzwerkSeite
) -> None:
    english = translated(seite_a)
    assert angemeldet(superuser).post(page_url("delete", english)).status_code == 302
    assert list(NetzwerkSeite.objects.all()) == [seite_a]


@pytest.mark.parametrize("ways", ["one", "many"])
def test_what_is_taken_from_the_public_in_german_is_gone_in_english(
    ways: str, superuser: User, angemeldet: Anmelden, seite_a: NetzwerkSeite, seite_b: NetzwerkSeite
) -> None:
    for page in (seite_a, seite_b):
        page.save_revision().publish()
        translated(page)
    client = angemeldet(superuser)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    path = page_url("unpublish", seite_a) if ways == "one" else f"{address}?id={seite_a.pk}"
    assert client.post(path).status_code == 302
    live = NetzwerkSeite.objects.live().values_list("netzwerk__slug", flat=True)
    assert sorted(live) == ["netzwerk-b", "netzwerk-b"]


@pytest.mark.parametrize(("name", "status", "intro"), [("rita", 404, "We are here."), ("ada", 302, "Wir.")])
def test_only_who_publishes_puts_the_german_text_in_place_of_the_translation(
    name: str, status: int, intro: str, request: pytest.FixtureRequest, angemeldet: Anmelden,
    seite_a: NetzwerkSeite,
) -> None:  # fmt: skip
    """It changes at once what the public reads, without a release."""
    seite_a.einleitung = "Wir."
    seite_a.save_revision().publish()
    english = in_english(seite_a, "We are here.")
    client = angemeldet(request.getfixturevalue(name))
    assert client.post(reverse("wagtail_localize:convert_to_alias", args=[english.pk])).status_code == status
    english.refresh_from_db()
    assert english.einleitung == intro


@pytest.mark.parametrize(("name", "status", "enabled"), [("rita", 404, True), ("ada", 302, False)])
def test_only_who_publishes_ends_a_translation(
    name: str, status: int, enabled: bool, request: pytest.FixtureRequest, angemeldet: Anmelden,
    seite_a: NetzwerkSeite,
) -> None:  # fmt: skip
    in_english(seite_a, "We are here.")
    translation = Translation.objects.get()
    client = angemeldet(request.getfixturevalue(name))
    address = reverse("wagtail_localize:stop_translation", args=[translation.pk])
    assert client.post(address, {"next": "/cms/"}).status_code == status
    translation.refresh_from_db()
    assert translation.enabled is enabled


def in_english(page: NetzwerkSeite, einleitung: str) -> NetzwerkSeite:
    """A live translation, made in the way of the translation editor."""
    source, _ = TranslationSource.get_or_create_from_instance(page)
    translation = Translation.objects.create(
        source=source, target_locale=Locale.objects.get(language_code="en"), enabled=True
    )
    translation.save_target(publish=True)
    english = translation.get_target_instance()
    english.einleitung = einleitung
    english.save_revision().publish()
    return english
