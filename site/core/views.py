"""Pages that belong to no room: errors, health, security contact."""

import logging
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import TemplateDoesNotExist, loader
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import health

logger = logging.getLogger(__name__)


def error_page(request: HttpRequest, status: int, name: str) -> HttpResponse:
    """Our page for an error: bilingual, no database, no session, so that it works when they do not."""
    german = not request.path_info.startswith("/en/")
    with translation.override("de" if german else "en"):
        body = loader.render_to_string(f"errors/{name}.html", {"german_first": german})
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
    """For load balancers and monitoring: 200 or 503, and no more to strangers. Which part it is (database,
    cache, worker, mail queue) is for those who may read the log; without a database nobody can be asked."""
    state = health.state()
    known = state["parts"]["database"]["ok"] and request.user.has_perm("core.audit_log_view")
    body = state if known else {"status": state["status"]}
    return JsonResponse(body, status=200 if state["status"] == "ok" else 503)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116; the contact is the one of the site settings."""
    expires = (timezone.now() + timedelta(days=180)).replace(microsecond=0).isoformat()
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires}",
        "Preferred-Languages: de, en",
        f"Canonical: {settings.BASE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *"]
    lines += [f"Disallow: {path}" for path in ("/cms/", "/konto/", "/en/konto/", "/mein/", "/suche/")]
    lines += ["", f"Sitemap: {settings.BASE_URL}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
