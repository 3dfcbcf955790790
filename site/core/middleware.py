"""What happens to every request before and after the view."""

import logging
import re
import secrets
import time
from collections.abc import Callable
from typing import cast
from urllib.parse import unquote_to_bytes

from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings
from django.db import DataError
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponsePermanentRedirect,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.middleware.common import CommonMiddleware
from django.utils import translation
from django.utils.datastructures import MultiValueDictKeyError

from core import logs, views
from core.i18n import language_of_path

Handler = Callable[[HttpRequest], HttpResponse]
logger = logging.getLogger("core.requests")

SLOW_SECONDS = 1.0


class RequestIdMiddleware:
    """Give each request an id that its log lines and its answer carry. Addresses are never logged."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        identifier = secrets.token_hex(8)
        logs.request_id.set(identifier)
        begin = time.perf_counter()
        response = self.get_response(request)
        response["X-Request-ID"] = identifier
        if request.method == "HEAD":
            leave_body_out(response)
        took = time.perf_counter() - begin
        if response.status_code >= 500 or took > SLOW_SECONDS:
            logger.warning(
                "%s %s %s %.0f ms", request.method, request.path, response.status_code, took * 1000
            )
        return response


def leave_body_out(response: HttpResponseBase) -> None:
    """HEAD was answered as GET, headers and all; a server need not be told to drop what is not there."""
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = []
    elif isinstance(response, HttpResponse):
        response.content = b""


# Control characters mean nothing in an address, and databases refuse the NUL among them.
CONTROL_CHARACTERS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Tabs and line breaks belong into texts that are typed, not into the path; neither do the rarer ones.
NOT_IN_A_PATH = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
LONGEST_QUERY = 8_000


class BadRequestMiddleware:
    """Refuse addresses that no browser sends: control characters, bytes that are not UTF-8, or far
    too many of them."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")  # its bytes, each read as Latin-1
        simple = query.isascii() and query.isprintable() and "%" not in query
        if len(query) > LONGEST_QUERY or not (simple or is_clean(query.encode("latin-1"))):
            return views.bad_request(request)
        path = request.path_info
        if ("%" in path or not path.isprintable()) and not is_clean_path(path):
            return views.bad_request(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page admin reads what it is sent without looking; what it stumbles over there is the
        sender's mistake. The log says where it was, not what was sent."""
        if not is_senders_mistake(request, exception):
            return None
        where, kind = raised_by(exception), type(exception).__name__
        logger.warning("%s %s not understood: %s in %s", request.method, request.path, kind, where)
        return views.bad_request(request)


UNREADABLE = (KeyError, ValueError, AttributeError, OverflowError, DataError)


def is_senders_mistake(request: HttpRequest, exception: Exception) -> bool:
    """Form fields that are missing, anywhere; words, numbers and days that Wagtail cannot read, below
    `/cms/`. An error that our own lines raise stays one."""
    if isinstance(exception, MultiValueDictKeyError):
        return True
    sent = request.method == "POST" or bool(request.GET)
    in_admin = sent and request.path_info.startswith("/cms/") and isinstance(exception, UNREADABLE)
    return in_admin and raised_by(exception).startswith(("wagtail", "django."))


def raised_by(exception: Exception) -> str:
    """Name of the module whose line failed."""
    trace = exception.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "" if trace is None else str(trace.tb_frame.f_globals.get("__name__", ""))


def is_clean_path(path: str) -> bool:
    quoted = path.encode("utf-8", "replace")
    return is_clean(quoted) and NOT_IN_A_PATH.search(unquote_to_bytes(quoted).decode()) is None


def is_clean(quoted: bytes) -> bool:
    raw = unquote_to_bytes(quoted)
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return CONTROL_CHARACTERS.search(raw) is None


# The maintenance page wears our styles, and probes want to know more than that we are at work.
OPEN_IN_MAINTENANCE = ("/healthz", settings.STATIC_URL)


class MaintenanceMiddleware:
    """While the operator keeps the file `wartung` in VAR_DIR, everybody gets the maintenance page."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.flag = settings.VAR_DIR / "wartung"

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.flag.exists() and not request.path_info.startswith(OPEN_IN_MAINTENANCE):
            return views.maintenance(request)
        return self.get_response(request)


class LanguageMiddleware:
    """The address alone decides the language: `/en/…` is English, everything else German.

    Browser settings are not asked, so that an address means the same page for everybody and can be
    cached and shared.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of_path(request.path_info)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class NotAllowedMiddleware:
    """Whoever refuses a method, ours or a framework's view: the answer is our page, or JSON."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refused = self.get_response(request)
        if not isinstance(refused, HttpResponseNotAllowed):
            return refused
        response = views.method_not_allowed(request)
        response["Allow"] = refused["Allow"]
        return response


class SlashMiddleware(CommonMiddleware):
    """Adds a missing last slash where something answers with it; elsewhere the 404 comes at once.

    Django looks at the pattern only, and the pattern for pages fits every path.
    """

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"} or not super().should_redirect_with_slash(request):
            return cast("HttpResponseBase", super().__call__(request))
        path, path_info = request.path, request.path_info
        target = self.get_full_path_with_slash(request)
        request.path, request.path_info = f"{path}/", f"{path_info}/"
        response = cast("HttpResponseBase", super().__call__(request))  # never awaited: WSGI
        request.path, request.path_info = path, path_info
        return response if response.status_code >= 400 else HttpResponsePermanentRedirect(target)

    def should_redirect_with_slash(self, request: HttpRequest) -> bool:
        return False


# What is made to be shown on other websites says so in its policy, which the page cache keeps.
EMBEDDABLE = "frame-ancestors *"


DENIED = ("camera", "geolocation", "microphone", "payment", "usb", "interest-cohort")


def permissions(**granted: str) -> str:
    """What pages may ask a browser for: nothing, but for what a view names (`camera="(self)"`)."""
    return ", ".join(f"{name}={granted.get(name, '()')}" for name in DENIED)


class SecurityHeadersMiddleware:
    """Every answer carries the safety headers, also those given before Django's own middleware is
    reached (refused addresses, pages from the cache) and files."""

    HEADERS = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": permissions(),
        "Cross-Origin-Resource-Policy": "same-origin",
    }

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in self.HEADERS.items():
            response.headers.setdefault(name, value)
        if "Content-Security-Policy" not in response:
            response["Content-Security-Policy"] = build_policy()
        if EMBEDDABLE not in response["Content-Security-Policy"]:
            response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        return response


class AdminAwareCSPMiddleware(CSPMiddleware):
    """The strict policy everywhere; a looser one below `/cms/` only.

    The page editor writes inline scripts (date pickers, inline panels) and shows the preview in a
    frame. No nonce there: a present nonce would make browsers ignore 'unsafe-inline'.
    """

    ADMIN = {
        "script-src": ["'self'", "'unsafe-inline'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "frame-src": ["'self'"],
        "worker-src": ["'self'", "blob:"],
        "frame-ancestors": ["'self'"],
    }

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith("/cms/"):
            parts.replace = {**(parts.replace or {}), **self.ADMIN}
        elif getattr(request, "is_preview", False):
            parts.replace = {**(parts.replace or {}), "frame-ancestors": ["'self'"]}
        return parts
