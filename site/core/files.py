"""Who may see an uploaded picture or document: whoever may see something that it hangs on.

What refers to what is written down by Wagtail's reference index, with what is published and never with
drafts. A room that has things with pictures or documents says how their visibility is asked (`register`);
where people may work with files before anything published shows them, it says so as well (`register_rights`).
What nobody has registered makes nothing visible.
"""

from collections.abc import Callable, Collection, Hashable
from functools import lru_cache
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail import signal_handlers, tasks
from wagtail.documents import get_document_model
from wagtail.models import ReferenceIndex

from core import contentversion
from core.models import Bild, Bildfassung
from core.rules import is_office

# (user, primary keys) -> is at least one of these rows visible to the person, as published?
Sichtbar = Callable[[Any, Collection[str]], bool]
# (user, picture or document) -> may the person work with it, whatever it hangs on?
Rechte = Callable[[Any, Model], bool]

_visibility: dict[type[Model], Sichtbar] = {}
_rights: list[Rechte] = []


def register(model: type[Model], sichtbar: Sichtbar) -> None:
    """Say when a row of `model` lets its pictures and documents be seen."""
    _visibility[model] = sichtbar
    ReferenceIndex.register_model(model)  # by itself Wagtail writes down pages and snippets only


def register_rights(rechte: Rechte) -> None:
    if rechte not in _rights:
        _rights.append(rechte)


# --- The decision --------------------------------------------------------------------------------------


def hangs_on_visible(file: Model, user: Any) -> bool:
    """Whether something published that `user` may see shows the file. One query per kind of thing."""
    users: dict[int, set[str]] = {}
    target = ContentType.objects.get_for_model(file)
    rows = ReferenceIndex.objects.filter(to_content_type=target, to_object_id=str(file.pk))
    for kind, pk in rows.values_list("content_type", "object_id"):
        users.setdefault(kind, set()).add(pk)
    kinds = ContentType.objects.get_for_models(*_visibility) if users else {}
    return any(_visibility[model](user, users[kind.pk]) for model, kind in kinds.items() if kind.pk in users)


def may_work_with(file: Model, user: Any) -> bool:
    """Before, and without, anything public: for those who choose or change it, and the office."""
    return bool(user.is_authenticated) and (is_office(user) or any(ask(user, file) for ask in _rights))


def may_see(file: Model, user: Any) -> bool:
    return may_work_with(file, user) or hangs_on_visible(file, user)


# --- What everybody may see, kept per process until the content changes ----------------------------------


class Picture(NamedTuple):
    """What it takes to answer for a picture without the database. `etag` is unquoted."""

    name: str
    etag: str


def public_picture(name: str) -> Picture | None:
    """The size of a picture stored as `name`, if everybody may see it; no query once that is known."""
    return _public_picture(contentversion.current(), name)


@lru_cache(maxsize=4096)
def _public_picture(version: str, name: str) -> Picture | None:
    found = rendition(name)
    if found is None or not hangs_on_visible(found.image, AnonymousUser()):
        return None
    return Picture(name, f"{found.pk}-{found.image.file_hash}")


def public_document(pk: int) -> bool:
    return _public_document(contentversion.current(), pk)


@lru_cache(maxsize=1024)
def _public_document(version: Hashable, pk: int) -> bool:
    found = get_document_model().objects.filter(pk=pk).first()
    if found is None or found.collection.get_view_restrictions():
        return False  # a locked collection locks its documents as well; Wagtail's view asks for that
    return hangs_on_visible(found, AnonymousUser())


def rendition(name: str) -> Bildfassung | None:
    return Bildfassung.objects.filter(file=name).select_related("image").first()


def original(name: str) -> Bild | None:
    return Bild.objects.filter(file=name).first()


def index_at_once() -> None:
    """Write references in the transaction that makes them. Wagtail leaves that to the worker, and until
    then a published page would stand there with its pictures missing."""
    signal_handlers.update_reference_index_task = AtOnce


class AtOnce:
    enqueue = staticmethod(tasks.update_reference_index_task.call)
