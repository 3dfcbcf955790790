"""Which objects Redaktion and Leitung may ask for in the page admin, looked up before any view runs.

Wagtail fetches first and checks later: a foreign object answers 403 and so tells that it exists. Here it is
sought among those the person may know; foreign is missing, 404. What an address may do with an object that is
one's own, its view decides. The rows stand in `addresses`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.request import Request
from wagtail.admin.models import EditingSession
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, UploadedFile
from wagtail_localize.models import OverridableSegment, Translation, TranslationSource

from netzwerke import redaktion
from netzwerke.models import Netzwerk

Finder = Callable[[Any, Any], bool]
Rule = Callable[[HttpRequest, Mapping[str, Any]], bool]


# --- Finders: (person, key) -> may the person know this object? ------------------------------------------


def rights_on(user: Any, pk: Any) -> set[str]:
    page = Page.objects.filter(pk=pk).first()
    return set() if page is None else page.specific.permissions_for_user(user).permissions


def own_page(user: Any, pk: Any) -> bool:
    """Groups let the person work on it, and a role of today still covers that."""
    return bool(rights_on(user, pk))


def led_page(user: Any, pk: Any) -> bool:
    """Copying, moving and removing are for those who publish; to others the address is missing."""
    return "publish" in rights_on(user, pk)


def known_page(user: Any, pk: Any) -> bool:
    return redaktion.bekannte_seiten(user, Page.objects.filter(pk=pk)).exists()


def explorable_page(user: Any, pk: Any) -> bool:
    return redaktion.begehbare_seiten(user, Page.objects.filter(pk=pk)).exists()


def image(user: Any, pk: Any) -> bool:
    return redaktion.aus_eigenen_sammlungen(user, get_image_model()).filter(pk=pk).exists()


def document(user: Any, pk: Any) -> bool:
    return redaktion.aus_eigenen_sammlungen(user, get_document_model()).filter(pk=pk).exists()


def collection(user: Any, pk: Any) -> bool:
    return redaktion.eigene_sammlungen(user).filter(pk=pk).exists()


def network(user: Any, pk: Any) -> bool:
    return Netzwerk.objects.filter(pk=pk, pk__in=redaktion.schreibt_fuer(user)).exists()


def upload(user: Any, pk: Any) -> bool:
    return UploadedFile.objects.filter(pk=pk, uploaded_by_user=user).exists()


def session(user: Any, pk: Any) -> bool:
    return EditingSession.objects.filter(pk=pk, user=user).exists()


def translation(user: Any, pk: Any) -> bool:
    found = Translation.objects.filter(pk=pk).select_related("source").first()
    return found is not None and source(user, found.source_id)


def led_translation(user: Any, pk: Any) -> bool:
    """Ending a translation changes what the public will read, as removing a page does."""
    found = Translation.objects.filter(pk=pk).first()
    return found is not None and any(led_page(user, page) for page in pages_of(found.source_id))


def source(user: Any, pk: Any) -> bool:
    return any(own_page(user, page) for page in pages_of(pk))


def pages_of(source_pk: Any) -> list[int]:
    """The original and its translations. Pages alone are translated by editors, and all of one belong to
    the same network."""
    found = TranslationSource.objects.filter(pk=source_pk).first()
    pages = Page.objects.filter(translation_key=found.object_id) if found else Page.objects.none()
    return list(pages.values_list("pk", flat=True))


# What pages refer to, and who may know it: in choosers and in forms.
REFERENCES: dict[type | None, Finder] = {
    Page: known_page,
    get_image_model(): image,
    get_document_model(): document,
    Netzwerk: network,
}


# --- Rules: where the keys stand in a request ---------------------------------------------------------------


def free(request: HttpRequest, arguments: Mapping[str, Any]) -> bool:
    """Names no object; its view lists what the person may see."""
    return True


def argument(name: str, finder: Finder) -> Rule:
    return lambda request, arguments: finder(request.user, arguments[name])


def query(finder: Finder) -> Rule:
    """The keys stand in the query, as `id`."""
    return lambda request, arguments: all_found(request.user, finder, request.GET.getlist("id"))


def in_form(name: str, finder: Finder) -> Rule:
    """The key stands in a form: the page below which others go, whose title an error would tell."""
    return lambda request, arguments: all_found(
        request.user, finder, [key for key in request.POST.getlist(name) if key]
    )


def both(one: Rule, other: Rule) -> Rule:
    return lambda request, arguments: one(request, arguments) and other(request, arguments)


def all_found(user: Any, finder: Finder, keys: list[str]) -> bool:
    return all(key.isdecimal() and finder(user, key) for key in keys)


def finder_of(arguments: Mapping[str, Any]) -> Finder | None:
    """For addresses that name the model of their objects."""
    try:
        model = apps.get_model(arguments["app_label"], arguments["model_name"])
    except LookupError:
        return None
    if issubclass(model, Page):
        return own_page
    return {get_image_model(): image, get_document_model(): document, Netzwerk: network}.get(model)


def object_of_model(request: HttpRequest, arguments: Mapping[str, Any]) -> bool:
    finder = finder_of(arguments)
    return finder is not None and all_found(request.user, finder, [arguments["object_id"]])


def objects_of_model(request: HttpRequest, arguments: Mapping[str, Any]) -> bool:
    """Bulk actions. "All" means all of one's own for files; for pages it would list foreign titles."""
    finder, keys = finder_of(arguments), request.GET.getlist("id")
    if finder in (image, document) and keys == ["all"]:
        return True
    return finder is not None and all_found(request.user, finder, keys)


LONGEST_VALUE = 8_000
LINKS = ("https://", "http://", "mailto:", "tel:")


def override(request: HttpRequest, arguments: Mapping[str, Any]) -> bool:
    """What a translation shows instead of the original: one's own picture, or another link, in its content.

    Fields of the page itself, such as its network, are the same in every language.
    """
    if not translation(request.user, arguments["translation_id"]):
        return False
    if request.method != "PUT":
        return True
    segment = OverridableSegment.objects.filter(pk=arguments["overridable_segment_id"])
    value = form_value(request)
    own = value.startswith(LINKS) or all_found(request.user, image, [value])
    return own and segment.filter(context__path__contains=".").exists()


def form_value(request: HttpRequest) -> str:
    """`value` of a form sent by PUT, which Django does not read; the view reads it again."""
    if len(request.body) > LONGEST_VALUE:
        return ""
    data = Request(request, parsers=[FormParser(), MultiPartParser()]).data
    return str(data.get("value", ""))
