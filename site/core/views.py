"""Pages that belong to no room: errors, health, security contact."""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template import TemplateDoesNotExist
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.cache import never_cache

from core import health, i18n
from core.errors import error_page
from core.http import read_only
from core.plainpage import plain_page

logger = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
        return error_page(request, 413, "413")
    return error_page(request, 400, "400")


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 403, "403", framed=True)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 404, "404", framed=True)


def method_not_allowed(request: HttpRequest) -> HttpResponse:
    looking = request.method in {"GET", "HEAD"}
    return error_page(request, 405, "405-ansehen" if looking else "405", framed=True)


def maintenance(request: HttpRequest) -> HttpResponse:
    response = error_page(request, 503, "wartung")
    response["Retry-After"] = "300"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_page(request, 403, "csrf")


def server_error(request: HttpRequest) -> HttpResponse:
    try:
        return error_page(request, 500, "500")
    except (TemplateDoesNotExist, OSError, ValueError):
        logger.exception("error page failed")
        return HttpResponse(plain_page("500"), status=500)


@read_only
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask here where a page names none, as for a document or JSON."""
    return redirect(static("img/zeichen.svg"))


@never_cache
@read_only
def healthz(request: HttpRequest) -> HttpResponse:
    """For load balancers and monitoring: 200 or 503, and no more to strangers. Which part it is (database,
    cache, worker, mail queue) is for those who may read the log; without a database nobody can be asked."""
    state = health.state()
    known = state["parts"]["database"]["ok"] and request.user.has_perm("core.audit_log_view")
    body = state if known else {"status": state["status"]}
    return JsonResponse(body, status=200 if state["status"] == "ok" else 503)


@read_only
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116; the contact is the one of the site settings."""
    expires = (timezone.now() + timedelta(days=180)).replace(microsecond=0).isoformat()
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires}",
        f"Preferred-Languages: {', '.join(code for code, _ in settings.LANGUAGES)}",
        f"Canonical: {settings.BASE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@read_only
def robots_txt(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *"]
    closed = ("/cms/", *i18n.in_every_language("/konto/", "/mein/", "/suche/"))
    lines += [f"Disallow: {path}" for path in closed]
    lines += ["", f"Sitemap: {settings.BASE_URL}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
