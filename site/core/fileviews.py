"""Pictures and documents, answered after asking who may see them. The storage itself is open to nobody."""

import mimetypes
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.encoding import filepath_to_uri
from django.utils.http import content_disposition_header, quote_etag
from wagtail.documents import get_document_model
from wagtail.documents.views.serve import serve

from core import attachments, files
from core.http import read_only
from core.models import Anlage

PUBLIC = "public, max-age=3600"
PRIVATE = "private, no-store"


@read_only
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A finished size of a picture."""
    public = files.public_picture(name)
    if public is None:
        found = files.rendition(name)
        return private(request, found and found.image, lambda: sent(name))
    etag = quote_etag(public.etag)
    response = unchanged(request, etag) or sent(name)
    response["Cache-Control"], response["ETag"] = PUBLIC, etag
    return response


@read_only
def original(request: HttpRequest, name: str) -> HttpResponseBase:
    """The picture as it was uploaded: for those who work with it."""
    found = files.original(name)
    return private(request, found, lambda: sent(name), files.may_work_with)


@read_only
def document(request: HttpRequest, document_id: str, document_filename: str) -> HttpResponseBase:
    def send() -> HttpResponseBase:
        return serve(request, document_id, document_filename)

    if files.public_document(int(document_id)):
        response = send()
        response.headers.setdefault("Cache-Control", "public, no-cache")
        return response
    return private(request, get_document_model().objects.filter(pk=document_id).first(), send)


def private(
    request: HttpRequest,
    found: Any,
    send: Callable[[], HttpResponseBase],
    allowed: Callable[[Any, Any], bool] = files.may_see,
) -> HttpResponseBase:
    """What not everybody may see. Foreign is missing; and visitors are led to the login whether there is
    such a file or not, so that the answer does not tell."""
    if not request.user.is_authenticated:
        response: HttpResponseBase = redirect_to_login(request.get_full_path())
    elif found is None or not allowed(found, request.user):
        raise Http404
    else:
        response = send()
    response["Cache-Control"] = PRIVATE
    return response


def unchanged(request: HttpRequest, etag: str) -> HttpResponse | None:
    """304 where the browser has it already."""
    response = get_conditional_response(request, etag=etag)
    return response if response is not None and response.status_code == 304 else None


def attached(row: Anlage) -> HttpResponseBase:
    """A file of a room, which has asked already who may see it. Nothing in it is run, and nobody keeps it."""
    kind = attachments.KINDS[row.endung]
    response = sent(str(row.datei.name), kind.media_type)
    response["Content-Disposition"] = str(content_disposition_header(not kind.inline, row.dateiname))
    response["Content-Security-Policy"] = "default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = PRIVATE
    return response


def sent(name: str, media_type: str = "") -> HttpResponseBase:
    """The file: handed over to the proxy where there is one for it, else streamed, from any storage."""
    kind = media_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
    if settings.MEDIA_ACCEL:
        return HttpResponse(
            headers={
                "X-Accel-Redirect": settings.MEDIA_ACCEL + filepath_to_uri(name),
                "Content-Type": kind,
            }
        )
    try:
        return FileResponse(default_storage.open(name), content_type=kind)
    except FileNotFoundError as error:
        raise Http404 from error
