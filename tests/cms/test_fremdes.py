"""What belongs to another network is missing in the page admin: every address, every list, every chooser."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.admin.models import EditingSession
from wagtail.documents.models import Document
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, UploadedFile
from wagtail_localize.models import Translation, TranslationSource

from accounts.models import User
from core.models import Bild
from netzwerke.models import Netzwerk, NetzwerkSeite
from netzwerke.redaktion import sammlung_fuer
from tests.berechtigungen.cms_routen import FOREIGN, NO_OBJECT, OWN, Adresse, addresses, foreign, plain_paths
from tests.cms.conftest import Anmelden

CANARY = "Kanarienvogel"
MISSING = 987_654
STATUS = {"N": 404, "F": 403}
WITH_OBJECT = sorted({address for address in addresses() if address.name not in NO_OBJECT})

# wagtail-localize's report pages through an unordered list.
pytestmark = pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning")

Welt = dict[str, Any]


@pytest.fixture(params=["rita", "ada"])
def editor(request: pytest.FixtureRequest, seite_a: NetzwerkSeite) -> User:
    return request.getfixturevalue(request.param)


def world_of(netzwerk: Netzwerk, page: NetzwerkSeite, owner: User, word: str) -> Welt:
    """One object of each kind, named with `word`, none of them public."""
    owner.last_name = f"{word} Mensch"
    owner.save()
    page.title = page.draft_title = f"{word} Seite"
    page.owner = owner
    page.live = False
    page.save()
    revision = page.save_revision(user=owner, log_action=True)
    workflow = page.get_workflow().start(page, owner)
    place = sammlung_fuer(netzwerk)
    picture = Bild.objects.create(
        title=f"{word} Bild", description=word, file=get_test_image_file(), collection=place
    )
    picture.tags.add(f"{word} Schlagwort")
    paper = Document.objects.create(title=f"{word} Papier", file=ContentFile(b"x", "x.pdf"), collection=place)
    paper.tags.add(f"{word} Wort")
    source, _ = TranslationSource.get_or_create_from_instance(page)
    return {
        "page": page.pk,
        "revision": revision.pk,
        "task_state": workflow.current_task_state.pk,
        "task": workflow.current_task_state.task.pk,
        "workflow_state": workflow.pk,
        "workflow": workflow.workflow.pk,
        "image": picture.pk,
        "document": paper.pk,
        "collection": place.pk,
        "network": netzwerk.pk,
        "upload": UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(Bild), file=ContentFile(b"x", "x"), uploaded_by_user=owner
        ).pk,
        "session": EditingSession.objects.create(
            user=owner, content_type=ContentType.objects.get_for_model(page), object_id=page.pk,
            last_seen_at=revision.created_at,
        ).pk,
        "source": source.pk,
        "translation": Translation.objects.create(
            source=source, target_locale=Locale.objects.get(language_code="en")
        ).pk,
    }  # fmt: skip


@pytest.fixture
def welt_b(netzwerk_b: Netzwerk, seite_b: NetzwerkSeite, cem: User) -> Welt:
    return world_of(netzwerk_b, seite_b, cem, CANARY)


KINDS = (
    "page revision task_state task workflow_state workflow image document collection network upload"
    " session source translation"
)
MISSING_WORLD = dict.fromkeys(KINDS.split(), MISSING)
PK = {  # what `pk` means, by the longest beginning of the address' name
    "wagtailadmin_api:pages": "page",
    "wagtailadmin_api:documents": "document",
    "wagtailadmin_api:images": "image",
    "wagtailadmin_pages:": "page",
    "wagtailadmin_collections:": "collection",
    "wagtailadmin_workflows:": "workflow",
    "wagtaildocs_chooser:": "document",
    "wagtailimages_chooser:": "image",
    "wagtailsnippets_netzwerke_netzwerk:": "network",
    "wagtailsnippetchoosers_netzwerke_netzwerk:": "network",
}
MEANING = {
    "page_id": "page", "parent_page_id": "page", "page_to_move_id": "page", "destination_id": "page",
    "page_pk": "page", "workflow_pk": "workflow",
    "revision_id": "revision", "revision_id_a": "revision", "revision_id_b": "revision",
    "task_state_id": "task_state", "task_id": "task", "workflow_state_id": "workflow_state",
    "image_id": "image", "document_id": "document", "doc_id": "document", "uploaded_file_id": "upload",
    "collection_id": "collection", "session_id": "session", "object_id": "page",
    "translation_source_id": "source", "translation_id": "translation",
}  # fmt: skip
FIXED = {
    "content_type_app_name": "netzwerke", "content_type_model_name": "netzwerkseite",
    "app_label": "wagtailcore", "model_name": "page", "app_name": "home",
    "action": "delete", "action_name": "approve", "filter_spec": "width-100", "mode": "default",
}  # fmt: skip


def path_of(address: Adresse, world: Welt) -> str:
    arguments = {}
    for name in address.arguments:
        meaning = MEANING.get(name)
        if name == "pk":
            known = [beginning for beginning in PK if address.name.startswith(beginning)]
            meaning = PK[max(known, key=len)] if known else "page"
        arguments[name] = FIXED[name] if name in FIXED else world.get(meaning or "", 1)
    path = reverse(address.name, kwargs=arguments)
    return f"{path}?id={world['page']}" if address.name == "wagtail_bulk_action" else path


@pytest.mark.parametrize("address", WITH_OBJECT, ids=str)
def test_every_address_with_an_object_has_a_row(address: Adresse) -> None:
    assert foreign(address.name) in STATUS, f"{address.name} needs a row in cms_routen.FOREIGN"


def test_no_row_is_kept_for_an_address_of_the_admin_that_is_gone() -> None:
    names = {address.name for address in addresses()}
    assert [row for row in FOREIGN if not any(name.startswith(row) for name in names)] == []


def test_what_is_foreign_is_missing(editor: User, angemeldet: Anmelden, welt_b: Welt) -> None:
    """One world for all addresses: building it costs a thousand times what an answer costs."""
    client, wrong = angemeldet(editor), []
    for address in WITH_OBJECT:
        expected = STATUS[foreign(address.name) or ""]
        for what, world in (("foreign", welt_b), ("missing", MISSING_WORLD)):
            path = path_of(address, world)
            for method in (client.get, client.post):
                status = method(path).status_code
                if status != expected:
                    wrong.append((address.name, what, method.__name__, status, expected))
    assert wrong == []


ANSWERS = {200: "y", 404: "N", 403: "F"}


def test_what_is_ones_own_answers_as_the_table_says(
    rita: User, ada: User, angemeldet: Anmelden, netzwerk_a: Netzwerk, seite_a: NetzwerkSeite
) -> None:
    world = world_of(netzwerk_a, seite_a, ada, "Eigenes")
    clients = [angemeldet(rita), angemeldet(ada)]
    found = {}
    for address in WITH_OBJECT:
        if address.name in OWN:
            codes = [client.get(path_of(address, world)).status_code for client in clients]
            found[address.name] = " ".join(ANSWERS.get(code, str(code)) for code in codes)
    assert found == OWN


# --- Lists, choosers, searches --------------------------------------------------------------------------

QUERIES = (
    "/cms/pages/search/?q={q}",
    "/cms/pages/search/results/?q={q}",
    "/cms/choose-page/search/?q={q}",
    "/cms/choose-page/?page_type=netzwerke.netzwerkseite",
    "/cms/api/main/pages/?search={q}",
    "/cms/api/main/pages/?child_of={directory}&for_explorer=1",
    "/cms/pages/{directory}/",
    "/cms/pages/{directory}/results/?q={q}",
    "/cms/choose-page/{directory}/",
    "/cms/choose-page/{page}/",
    "/cms/api/main/pages/?child_of={directory}",
    "/cms/api/main/pages/?descendant_of={directory}",
    "/cms/api/main/pages/{page}/",
    "/cms/pages/{page}/",
    "/cms/pages/{page}/results/",
    "/cms/images/?q={q}",
    "/cms/images/?collection_id={collection}",
    "/cms/images/chooser/results/?q={q}",
    "/cms/images/chooser/results/?collection_id={collection}",
    "/cms/documents/?q={q}",
    "/cms/documents/?collection_id={collection}",
    "/cms/documents/chooser/results/?q={q}",
    "/cms/tag-autocomplete/?term={q}",
    "/cms/tag-autocomplete/taggit/tag/?term={q}",
    "/cms/bulk/wagtailcore/page/publish/?id={page}",
    "/cms/bulk/wagtailcore/page/publish/?id=all",
    "/cms/bulk/wagtailcore/page/publish/?id=all&childOf={directory}",
    "/cms/bulk/core/bild/add_tags/?id={image}",
    "/cms/bulk/core/bild/add_tags/?id=all",
    "/cms/bulk/wagtaildocs/document/add_tags/?id={document}",
    "/cms/bulk/wagtaildocs/document/add_tags/?id=all",
    "/cms/images/chooser/chosen-multiple/?id={image}",
    "/cms/documents/chooser/chosen-multiple/?id={document}",
    "/cms/choose-page/chosen-multiple/?id={page}",
    "/cms/reports/site-history/?label={q}",
    "/cms/reports/site-history/?export=csv",
    "/cms/pages/{own}/usage/",
    "/cms/pages/{own}/history/",
    "/cms/images/usage/{own_image}/",
)


def lists() -> list[str]:
    """All addresses of the admin without arguments, and those above."""
    plain = sorted({path for path in plain_paths() if path not in {"/cms/failwhale/", "/cms/logout/"}})
    return [*plain, *QUERIES]


def seen(client: Client, path: str, names: dict[str, Any]) -> bool:
    answer = client.get(path.format(**names)).getvalue()  # a sheet comes in pieces
    return CANARY in answer.decode(errors="replace")


@pytest.fixture
def names(welt_b: Welt, seite_a: NetzwerkSeite, netzwerk_a: Netzwerk) -> dict[str, Any]:
    """A foreign draft even links to the own page and shows no picture of it."""
    place = sammlung_fuer(netzwerk_a)
    own = Bild.objects.create(title="Eigenes", description="E", file=get_test_image_file(), collection=place)
    page = NetzwerkSeite.objects.get(pk=welt_b["page"])
    link = f'<p><a linktype="page" id="{seite_a.pk}">A</a></p>'
    page.inhalt = [("text", link), ("bild", {"image": own, "decorative": True, "alt_text": ""})]
    page.save()
    return {**welt_b, "q": "Kanari", "own": seite_a.pk, "own_image": own.pk,
            "directory": seite_a.get_parent().pk}  # fmt: skip


def test_no_list_names_what_is_foreign(editor: User, angemeldet: Anmelden, names: dict[str, Any]) -> None:
    client = angemeldet(editor)
    assert [path for path in lists() if seen(client, path, names)] == []


def test_the_office_finds_it_in_the_same_lists(
    guel: User, angemeldet: Anmelden, names: dict[str, Any]
) -> None:
    """The control: the lists are full, and the canary is caught where it may be seen."""
    client = angemeldet(guel)
    assert len([path for path in lists() if seen(client, path, names)]) > 30


# --- A newer draft of a page that is live ---------------------------------------------------------------


@pytest.fixture
def newer_draft(seite_b: NetzwerkSeite, seite_a: NetzwerkSeite, cem: User) -> dict[str, Any]:
    """The page of B is public; its next title, and that of the page above both, are not."""
    for page in (seite_b, seite_a.get_parent().specific):
        page.title = f"Öffentlich {page.pk}"
        page.save_revision(user=cem).publish()
        page.title = f"{CANARY} Entwurf"
        page.save_revision(user=cem)
    numbers = dict.fromkeys(KINDS.split(), MISSING)
    return {**numbers, "page": seite_b.pk, "own": seite_a.pk, "own_image": MISSING, "q": "Öffentlich",
            "directory": seite_a.get_parent().pk}  # fmt: skip


def test_no_list_names_the_newer_draft_of_a_live_page(
    editor: User, angemeldet: Anmelden, newer_draft: dict[str, Any]
) -> None:
    client = angemeldet(editor)
    assert [path for path in QUERIES if seen(client, path, newer_draft)] == []
    chosen = client.get("/cms/choose-page/chosen-multiple/?id={page}".format(**newer_draft)).json()
    assert [page["adminTitle"] for page in chosen["result"]] == [f"Öffentlich {newer_draft['page']}"]


def test_the_office_reads_the_newer_draft_in_the_same_lists(
    guel: User, angemeldet: Anmelden, newer_draft: dict[str, Any]
) -> None:
    client = angemeldet(guel)
    assert len([path for path in QUERIES if seen(client, path, newer_draft)]) > 8


def test_editors_read_their_own_newer_draft(rita: User, angemeldet: Anmelden, seite_a: NetzwerkSeite) -> None:
    seite_a.title = f"{CANARY} Entwurf"
    seite_a.save_revision(user=rita)
    client = angemeldet(rita)
    for path in ("/cms/choose-page/{directory}/", "/cms/pages/{own}/edit/"):
        assert seen(client, path, {"directory": seite_a.get_parent().pk, "own": seite_a.pk}), path


@pytest.mark.parametrize(("name", "told"), [("rita", False), ("guel", True)])
def test_the_address_of_a_foreign_page_does_not_become_its_draft(
    name: str, told: bool, request: pytest.FixtureRequest, angemeldet: Anmelden, newer_draft: dict[str, Any]
) -> None:
    page = NetzwerkSeite.objects.get(pk=newer_draft["page"])
    data = {"external-link-chooser-url": page.full_url, "external-link-chooser-link_text": "B"}
    response = angemeldet(request.getfixturevalue(name)).post("/cms/choose-external-link/", data)
    assert (response.status_code, CANARY in response.content.decode()) == (200, told)
