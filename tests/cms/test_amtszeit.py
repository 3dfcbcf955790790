"""Who writes for network A, and has a role in B that is over or lies ahead, is a stranger in B."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.documents.models import Document
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection

from accounts.models import User
from core import nightly
from core.models import Bild
from netzwerke.actions import amtszeit_setzen, rolle_geben
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk, NetzwerkSeite
from netzwerke.redaktion import sammlung_fuer
from tests.berechtigungen.cms_routen import foreign
from tests.cms import test_fremdes
from tests.cms.conftest import Anmelden
from tests.cms.test_fremdes import CANARY, STATUS, WITH_OBJECT, Welt, lists, path_of, seen
from tests.factories import UserFactory

welt_b, names = test_fremdes.welt_b, test_fremdes.names  # what there is in B

pytestmark = pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning")


def groups_of(user: User) -> list[str]:
    return sorted(user.groups.values_list("name", flat=True))


@pytest.fixture
def rest(rita: User, netzwerk_b: Netzwerk) -> User:
    """Rita of A; in B one role is over and the other lies ahead, and the table still holds both groups."""
    for rolle in (Rolle.REDAKTION, Rolle.LEITUNG):
        rolle_geben(netzwerk_b, an=rita, rolle=rolle)
    for rolle, days in ((Rolle.REDAKTION, -1), (Rolle.LEITUNG, 1)):
        day = timezone.localdate() + timedelta(days=days)
        rita.mitgliedschaften.filter(netzwerk=netzwerk_b, rolle=rolle).update(von=day, bis=day)
    return rita


@pytest.fixture
def client_of_rest(rest: User, angemeldet: Anmelden, netzwerk_b: Netzwerk) -> Client:
    """Signed in before the day changed: the table is behind."""
    client = angemeldet(rest)
    for name in ("Redaktion netzwerk-b", "Leitung netzwerk-b"):
        rest.groups.add(*rest.groups.model.objects.filter(name=name))
    return client


@pytest.fixture
def inner(netzwerk_b: Netzwerk) -> Collection:
    """A collection inside that of B, with a picture and a document."""
    place = sammlung_fuer(netzwerk_b).add_child(name=f"{CANARY} Ordner")
    Bild.objects.create(
        title=f"{CANARY} innen", description="x", file=get_test_image_file(), collection=place
    )
    Document.objects.create(title=f"{CANARY} innen", file=ContentFile(b"x", "x.pdf"), collection=place)
    return place


def test_no_list_names_what_is_foreign(
    client_of_rest: Client, names: dict[str, Any], inner: Collection
) -> None:
    assert [path for path in lists() if seen(client_of_rest, path, names)] == []


def test_what_is_foreign_is_missing(client_of_rest: Client, welt_b: Welt, inner: Collection) -> None:
    wrong = []
    worlds = [welt_b, {**welt_b, "collection": inner.pk, "image": Bild.objects.get(collection=inner).pk,
                       "document": Document.objects.get(collection=inner).pk}]  # fmt: skip
    for address in WITH_OBJECT:
        expected = STATUS[foreign(address.name) or ""]
        for world in worlds:
            for method in (client_of_rest.get, client_of_rest.post):
                status = method(path_of(address, world)).status_code
                if status != expected:
                    wrong.append((address.name, method.__name__, status))
    assert wrong == []


UPLOADS = (
    ("/cms/images/add/", "", "x.png"),
    ("/cms/images/multiple/add/", "", "x.png"),
    ("/cms/images/chooser/create/", "image-chooser-upload-", "x.png"),
    ("/cms/documents/add/", "", "x.pdf"),
    ("/cms/documents/multiple/add/", "", "x.pdf"),
    ("/cms/documents/chooser/create/", "document-chooser-upload-", "x.pdf"),
)


def test_nothing_can_be_put_into_a_foreign_collection(client_of_rest: Client, welt_b: Welt) -> None:
    place = welt_b["collection"]
    content = {"x.png": get_test_image_file().file.getvalue(), "x.pdf": b"%PDF-1.7 x"}
    for path, prefix, name in UPLOADS:
        file = SimpleUploadedFile(name, content[name])
        data = {"title": "X", "description": "X", "collection": place, "file": file, "files[]": file}
        client_of_rest.post(path, {f"{prefix}{field}": value for field, value in data.items()})
    there = [
        model.objects.filter(collection=place).values_list("pk", flat=True) for model in (Bild, Document)
    ]
    assert [list(keys) for keys in there] == [[welt_b["image"]], [welt_b["document"]]]


@pytest.mark.parametrize(
    ("model", "action", "kind"),
    [
        (model, action, kind)
        for model, kind in (("core/bild", "image"), ("wagtaildocs/document", "document"))
        for action in ("add_tags", "add_to_collection", "delete")
    ],
)
def test_all_means_all_of_ones_own(
    model: str, action: str, kind: str, client_of_rest: Client, welt_b: Welt, netzwerk_a: Netzwerk
) -> None:
    data = {"tags": "Neues", "collection": str(sammlung_fuer(netzwerk_a).pk)}
    client_of_rest.post(f"/cms/bulk/{model}/{action}/?id=all", data)
    thing = (Bild if kind == "image" else Document).objects.get(pk=welt_b[kind])
    assert thing.collection_id == welt_b["collection"]
    assert [tag.name.split()[0] for tag in thing.tags.all()] == [CANARY]


def test_what_waits_in_the_other_network_cannot_be_released(
    client_of_rest: Client, welt_b: Welt, seite_b: NetzwerkSeite
) -> None:
    path = f"/cms/pages/{welt_b['page']}/workflow/action/approve/{welt_b['task_state']}/"
    assert client_of_rest.post(path).status_code == 404
    seite_b.refresh_from_db()
    assert seite_b.live is False


# --- The table of groups --------------------------------------------------------------------------------


def test_a_role_that_lies_ahead_gives_no_group_and_its_day_does(ben: User, netzwerk_b: Netzwerk) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    rolle_geben(netzwerk_b, an=ben, rolle=Rolle.LEITUNG, von=tomorrow)
    assert (groups_of(ben), run_night(), groups_of(ben)) == ([], 0, [])
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        assert (run_night(), groups_of(ben)) == (1, ["Leitung netzwerk-b"])
        assert run_night() == 0


def run_night() -> int:
    return nightly.aufgaben["redaktionsgruppen"].tun()


def test_the_night_takes_the_groups_of_roles_that_are_over(rest: User) -> None:
    assert groups_of(rest) == ["Leitung netzwerk-b", "Redaktion netzwerk-a", "Redaktion netzwerk-b"]
    assert (run_night(), groups_of(rest)) == (2, ["Redaktion netzwerk-a"])


def test_signing_in_does_it_for_the_person_alone(rest: User, cem: User, netzwerk_b: Netzwerk) -> None:
    cem.mitgliedschaften.update(von=rest.mitgliedschaften.get(rolle="leitung").von, bis=None)
    cem.groups.clear()
    Client().force_login(rest)
    assert (groups_of(rest), groups_of(cem)) == (["Redaktion netzwerk-a"], [])


def test_a_term_that_is_set_to_an_earlier_day_ends_the_group_at_once(rita: User, ada: User) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    rita.mitgliedschaften.update(von=yesterday)
    amtszeit_setzen(rita.mitgliedschaften.get(), bis=yesterday, person=ada)
    assert groups_of(rita) == []


def test_other_groups_stay(guel: User) -> None:
    Client().force_login(guel)
    assert (groups_of(guel), run_night(), groups_of(guel)) == (["Geschäftsstelle"], 0, ["Geschäftsstelle"])


@pytest.mark.parametrize("people", [1, 3])
def test_the_night_costs_the_same_for_many(
    people: int, netzwerk_a: Netzwerk, rita: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(people):
        user = UserFactory()
        rolle_geben(netzwerk_a, an=user, rolle=Rolle.REDAKTION)
        user.groups.clear()
        old = UserFactory()
        rolle_geben(netzwerk_a, an=old, rolle=Rolle.REDAKTION)
        old.mitgliedschaften.update(von="2020-01-01", bis="2020-01-01")
    with django_assert_num_queries(8):
        assert run_night() == 2 * people
