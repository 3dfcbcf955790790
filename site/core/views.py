"""Pages that belong to no room: errors, health, security contact."""

import logging
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import TemplateDoesNotExist, loader
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import health, i18n

logger = logging.getLogger(__name__)


def error_page(request: HttpRequest, status: int, name: str) -> HttpResponse:
    """Our page for an error: bilingual, no database, no session, so that it works when they do not."""
    language = i18n.language_of_path(request.path_info)
    with translation.override(language):
        body = loader.render_to_string(f"errors/{name}.html", {"german_first": language == i18n.SOURCE})
    response = HttpResponse(body, status=status)
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 400, "400")


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 403, "403")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 404, "404")


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
        return HttpResponse("Interner Fehler · Internal error", status=500)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Database, cache, worker and mail queue, for load balancers and monitoring: 200 or 503."""
    state = health.state()
    return JsonResponse(state, status=200 if state["status"] == "ok" else 503)


@require_safe
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


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *"]
    closed = ("/cms/", *i18n.in_every_language("/konto/", "/mein/", "/suche/"))
    lines += [f"Disallow: {path}" for path in closed]
    lines += ["", f"Sitemap: {settings.BASE_URL}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
