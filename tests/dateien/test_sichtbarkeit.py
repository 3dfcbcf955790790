"""A picture and a document are as visible as what they hang on: every role, every state."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from accounts.models import User
from core.models import Bild
from home.models import InhaltSeite, Startseite
from netzwerke.models import Netzwerk, NetzwerkSeite
from tests.berechtigungen.matrix import ROLES, rows
from tests.dateien.conftest import CANARY, Als, address, answer, committed, content, page_of, paper, picture

pytestmark = pytest.mark.django_db

KINDS: dict[str, Callable[..., Any]] = {"image_private": picture, "document_private": paper}
ALL = "yyyyyyyy"
OFFICE = "LNNNNyNy"
EDITORS = "LNNyyyNy"
FOREIGN_STEP = {10: "LNyyyyNy", 20: "LNyyyyNy", 30: "LNyyyyyy", 40: ALL}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Callable[..., Any]:
    return KINDS[request.param]


def answers(als: Als, path: str) -> str:
    return "".join(answer(als(role), path) for role in ROLES)


@pytest.mark.parametrize("row", KINDS)
def test_what_hangs_on_ones_own_network_answers_as_its_row_says(
    row: str, als: Als, netzwerk_a: Netzwerk
) -> None:
    Netzwerk.objects.update(sichtbarkeit=10)
    file = KINDS[row](netzwerk_a)
    page_of(netzwerk_a, file)
    expected = "".join(rows()[f"{row}.serve"][role].replace("o", "y") for role in ROLES)
    assert answers(als, address(file)) == expected


def test_what_hangs_on_a_foreign_network_is_seen_by_the_office_alone(
    kind: Any, als: Als, netzwerk_b: Netzwerk
) -> None:
    file = kind(netzwerk_b)
    page_of(netzwerk_b, file)
    Netzwerk.objects.filter(pk=netzwerk_b.pk).update(sichtbarkeit=10)
    assert answers(als, address(file)) == OFFICE


@pytest.mark.parametrize("step", FOREIGN_STEP)
def test_the_step_of_the_network_decides(step: int, kind: Any, als: Als, netzwerk_a: Netzwerk) -> None:
    file = kind(netzwerk_a)
    page_of(netzwerk_a, file)
    Netzwerk.objects.filter(pk=netzwerk_a.pk).update(sichtbarkeit=step)
    assert answers(als, address(file)) == FOREIGN_STEP[step]


def test_a_draft_shows_it_to_those_who_write(kind: Any, als: Als, netzwerk_a: Netzwerk) -> None:
    file = kind(netzwerk_a)
    page_of(netzwerk_a, file, live=False)
    assert answers(als, address(file)) == EDITORS


def test_a_draft_of_a_published_page_publishes_nothing(kind: Any, als: Als, netzwerk_a: Netzwerk) -> None:
    shown, planned = kind(netzwerk_a), kind(netzwerk_a)
    page = page_of(netzwerk_a, shown)
    page.inhalt = content(planned)
    page.save_revision()
    assert (answers(als, address(shown)), answers(als, address(planned))) == (ALL, EDITORS)
    page.get_latest_revision().publish()
    assert (answers(als, address(shown)), answers(als, address(planned))) == (EDITORS, ALL)


def test_what_the_office_puts_into_a_draft_is_seen_by_its_writers(
    kind: Any, als: Als, netzwerk_a: Netzwerk
) -> None:
    file = kind()
    page_of(netzwerk_a, file, live=False)
    assert answers(als, address(file)) == EDITORS


def test_what_hangs_on_nothing_is_seen_by_those_of_its_collection(
    kind: Any, als: Als, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk
) -> None:
    assert answers(als, address(kind(netzwerk_a))) == EDITORS
    assert answers(als, address(kind(netzwerk_b))) == OFFICE
    assert answers(als, address(kind())) == OFFICE


def test_an_unpublished_page_takes_it_along_at_once(kind: Any, als: Als, netzwerk_a: Netzwerk) -> None:
    file = kind(netzwerk_a)
    page = page_of(netzwerk_a, file)
    assert answers(als, address(file)) == ALL
    page.unpublish()
    assert answers(als, address(file)) == EDITORS
    page.delete()
    assert answers(als, address(file)) == EDITORS


def test_a_role_that_is_over_shows_nothing_more(
    kind: Any, als: Als, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, rita: User
) -> None:
    file = kind(netzwerk_a)
    client = als("E")
    assert answer(client, address(file)) == "y"
    rita.mitgliedschaften.all().delete()
    assert answer(client, address(file)) == "N"


def test_a_logo_is_as_visible_as_its_network(als: Als, netzwerk_a: Netzwerk) -> None:
    netzwerk_a.logo = picture()
    netzwerk_a.save()
    assert answers(als, address(netzwerk_a.logo)) == ALL
    netzwerk_a.sichtbarkeit = 10
    netzwerk_a.save()
    assert answers(als, address(netzwerk_a.logo)) == "LNyyyyNy"


def test_a_lock_on_a_page_locks_what_hangs_on_it(kind: Any, als: Als, seitenbaum: Startseite) -> None:
    file = kind()
    page = seitenbaum.add_child(instance=InhaltSeite(title="Seite", slug="seite", inhalt=content(file)))
    assert answers(als, address(file)) == ALL
    lock = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert answers(als, address(file)) == "Lyyyyyyy"
    lock.restriction_type = "groups"
    lock.save()
    assert answers(als, address(file)) == OFFICE


def test_a_locked_collection_locks_its_documents_everywhere(als: Als, seitenbaum: Startseite) -> None:
    file = paper()
    seitenbaum.add_child(instance=InhaltSeite(title="Seite", slug="seite", inhalt=content(file)))
    root = Collection.get_first_root_node()
    CollectionViewRestriction.objects.create(collection=root, restriction_type="login")
    assert answers(als, address(file)) == "Lyyyyyyy"


def test_the_original_is_for_those_who_work_with_it(als: Als, netzwerk_a: Netzwerk) -> None:
    file = picture(netzwerk_a)
    page_of(netzwerk_a, file)
    assert answers(als, f"/media/{file.file.name}") == EDITORS


def test_a_missing_file_answers_like_a_foreign_one(als: Als, netzwerk_b: Netzwerk) -> None:
    page = page_of(netzwerk_b, foreign := picture(netzwerk_b), paper_b := paper(netzwerk_b), live=False)
    assert isinstance(page, NetzwerkSeite)
    pairs = {
        address(foreign): "/media/images/nicht-da.png",
        f"/media/{foreign.file.name}": "/media/original_images/nicht-da.png",
        paper_b.url: "/dokumente/987654/nicht-da.pdf",
    }
    for there, gone in pairs.items():
        for role in "VRE":
            client = als(role)
            responses = [client.get(path) for path in (there, gone)]
            codes = [(r.status_code, r.headers.get("Cache-Control")) for r in responses]
            assert codes[0] == codes[1], (there, role)


def test_the_page_of_somebody_else_shows_no_canary(als: Als, netzwerk_a: Netzwerk) -> None:
    """The name that the file had on its owner's computer stands in no address of a picture."""
    file = picture(netzwerk_a)
    page_of(netzwerk_a, file)
    assert CANARY not in address(file) + file.file.name
    html = als("V").get("/netzwerke/netzwerk-a/").content.decode()
    assert html.count("/media/images/") > 0
    assert CANARY not in html


def test_a_public_page_shows_its_pictures(client: Client, netzwerk_a: Netzwerk) -> None:
    import re

    page_of(netzwerk_a, picture(netzwerk_a))
    html = client.get("/netzwerke/netzwerk-a/").content.decode()
    committed()
    paths = sorted(set(re.findall(r"/media/images/[\w.-]+", html)))
    assert len(paths) == 6
    assert {client.get(path).status_code for path in paths} == {200}


def test_a_picture_on_two_pages_stays_while_one_is_public(
    als: Als, netzwerk_a: Netzwerk, seitenbaum: Startseite
) -> None:
    file: Bild = picture(netzwerk_a)
    page = page_of(netzwerk_a, file)
    seitenbaum.add_child(instance=InhaltSeite(title="Seite", slug="seite", inhalt=content(file)))
    page.unpublish()
    assert answers(als, address(file)) == ALL


def test_a_published_picture_waits_for_no_worker(als: Als, netzwerk_a: Netzwerk, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    file = picture(netzwerk_a)
    page_of(netzwerk_a, file)
    assert answer(als("V"), address(file)) == "y"
