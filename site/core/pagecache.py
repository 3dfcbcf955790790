"""Whole public pages from the cache, for visitors without a session.

A view asks for it with `public_page`; nothing else is ever stored. The key holds the content
version, so any change that shows on a page leads past the old copies at once.
"""

import gzip
import hashlib
from collections.abc import Callable

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags, quote_etag

from core import contentversion

PAGES = "pages"  # a cache of its own: a flood of pages must not push out what limits are counted in
LONGEST_QUERY = 300  # longer ones are rare and would only fill the cache
PER_REQUEST_HEADERS = {"X-Request-ID", "Set-Cookie", "Server-Timing"}


def public_page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Mark a page that shows everybody the same: cacheable for anonymous visitors, private for others.

    Browsers must ask again each time (an unchanged page costs a 304), so nobody sees stale facts.
    """
    patch_vary_headers(response, ["Cookie", "Accept-Encoding", "HX-Request-Type"])
    if request.user.is_authenticated:
        response["Cache-Control"] = "private, no-store"
        return response
    response["Cache-Control"] = "public, no-cache"
    response.page_cache = True  # type: ignore[attr-defined]  # read by the middleware below
    return response


class PageCacheMiddleware:
    """Answers from the cache before sessions, languages and the database are touched."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_anonymous_read(request):
            return without_shared_cookies(self.get_response(request))
        key = page_key(request)
        stored = caches[PAGES].get(key) if settings.PAGE_CACHE_ENABLED else None
        if stored is not None:
            return replay(request, stored)
        response = self.get_response(request)
        if is_storable(response):
            response["ETag"] = etag_of(response)
            store(key, response)
            return not_modified(request, response) or response
        return response


def without_shared_cookies(response: HttpResponse) -> HttpResponse:
    """An answer that sets a cookie (or deletes a stale session) is for one person only."""
    if response.cookies:
        response["Cache-Control"] = "private, no-store"
    return response


def is_anonymous_read(request: HttpRequest) -> bool:
    return (
        request.method in {"GET", "HEAD"}
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "messages" not in request.COOKIES
        and "Authorization" not in request.headers
        and len(request.META.get("QUERY_STRING", "")) <= LONGEST_QUERY
    )


def page_key(request: HttpRequest) -> str:
    """Everything an anonymous page depends on: content, address, encoding, fragment or whole."""
    parts = (
        contentversion.current(),
        request.scheme or "",
        request.get_host(),
        request.path_info,
        request.META.get("QUERY_STRING", ""),
        "gzip" if "gzip" in request.headers.get("Accept-Encoding", "") else "",
        "partial" if request.headers.get("HX-Request-Type") == "partial" else "",
    )
    return f"page:{digest(chr(0).join(parts).encode())}"


def digest(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


def etag_of(response: HttpResponse) -> str:
    """Made of the page itself, so that it changes with a release or at midnight as well.

    Django pads what it compresses with random bytes; the page below them is what counts.
    """
    zipped = response.get("Content-Encoding") == "gzip"
    body = gzip.decompress(response.content) if zipped else response.content
    return quote_etag(digest(body) + ("-gzip" if zipped else ""))


def is_storable(response: HttpResponse) -> bool:
    return (
        getattr(response, "page_cache", False)
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
    )


def store(key: str, response: HttpResponse) -> None:
    if not settings.PAGE_CACHE_ENABLED:
        return
    headers = {k: v for k, v in response.items() if k not in PER_REQUEST_HEADERS}
    caches[PAGES].set(key, (headers, response.content), settings.PAGE_CACHE_SECONDS)


def replay(request: HttpRequest, stored: tuple[dict[str, str], bytes]) -> HttpResponse:
    headers, body = stored
    response = HttpResponse(body, headers=headers)
    return not_modified(request, response) or response


def not_modified(request: HttpRequest, response: HttpResponse) -> HttpResponse | None:
    wanted = request.headers.get("If-None-Match")
    if not wanted or response["ETag"] not in [e.removeprefix("W/") for e in parse_etags(wanted)]:
        return None
    answer = HttpResponseNotModified()
    for header in ("Cache-Control", "ETag", "Vary", "Content-Security-Policy"):
        if header in response:
            answer[header] = response[header]
    return answer
