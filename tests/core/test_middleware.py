"""What every request meets: refused addresses, safety headers, the language of the address."""

import logging
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse, QueryDict
from django.test import Client, RequestFactory
from wagtail.models import Page

from config import environment
from core import logs
from core.middleware import BadRequestMiddleware, is_clean, is_senders_mistake
from netzwerke.models import Netzwerk

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "manifest-src 'self'", "form-action 'self'", "base-uri 'none'",
    "frame-ancestors 'none'",
}  # fmt: skip
ADMIN_POLICY = {
    "default-src 'none'", "script-src 'self' 'unsafe-inline'", "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:", "font-src 'self'", "connect-src 'self'", "manifest-src 'self'",
    "form-action 'self'", "base-uri 'none'", "frame-ancestors 'self'", "frame-src 'self'",
    "worker-src 'self' blob:",
}  # fmt: skip
SAFETY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
}


def policy(response: Any) -> set[str]:
    return {part.strip() for part in response["Content-Security-Policy"].split(";")}


BAD_QUERIES = [
    "q=%00", "q=a%00b", "q=%1f", "q=%7f", "q=%0b", "%00=1", "q=%ff", "q=%c3", "q=%ed%a0%80", "q=%c0%af",
    "q=\x00", "q=\x1b[31m", "q=\xff", "q=%", "q=" + "x" * 10_000,
]  # fmt: skip


@pytest.mark.parametrize("query", [q for q in BAD_QUERIES if q != "q=%"])
@pytest.mark.parametrize("path", ["/netzwerke/karte.json", "/suche/", "/api/v1/netzwerke", "/healthz"])
def test_a_query_that_no_browser_sends_is_refused(query: str, path: str, client: Client) -> None:
    response = client.get(path, QUERY_STRING=query)
    assert response.status_code == 400
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response


@pytest.mark.parametrize(
    "path", ["/\x00", "/netzwerke/\x00/", "/netzwerke/a\x1bb/", "/a\x7f", "/%00", "/%ff/"]
)
def test_a_path_with_control_characters_is_refused(path: str, client: Client) -> None:
    assert client.generic("GET", "/", PATH_INFO=path).status_code == 400


@pytest.mark.parametrize("raw", [b"/\xff/", b"/netzwerke/\xc3/", b"/suche/\xed\xa0\x80"])
def test_a_path_that_is_not_utf8_is_refused(raw: bytes, client: Client) -> None:
    assert client.generic("GET", "/", PATH_INFO=raw.decode("latin-1")).status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=",
        "q=%C3%A4+%26",
        "q=%F0%9F%99%82",
        "q=a%0Ab%09c%0D",
        "q=Gr\xc3\xb6\xc3\x9fe",
        "q=%",
        "q=100%",
        "&&==",
        "q=%EF%BF%BD",
    ],
)
def test_what_browsers_do_send_is_answered(query: str, netzwerk_a: Netzwerk, client: Client) -> None:
    assert client.get("/netzwerke/karte.json", QUERY_STRING=query).status_code == 200


def test_the_longest_query_is_answered_and_one_letter_more_is_not(
    netzwerk_a: Netzwerk, client: Client
) -> None:
    assert client.get("/netzwerke/karte.json?q=" + "x" * 7_998).status_code == 200
    assert client.get("/netzwerke/karte.json?q=" + "x" * 7_999).status_code == 400


def test_a_refused_address_asks_no_database(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        client.get("/netzwerke/karte.json?q=%00")


def test_refusing_is_the_middlewares_doing(rf: Any) -> None:
    passed = BadRequestMiddleware(lambda request: "passed")  # type: ignore[arg-type, return-value]  # a stand-in for a view
    assert passed(rf.get("/netzwerke/?q=gut")) == "passed"
    assert is_clean(b"q=a%20b")
    assert not is_clean(b"q=%00")


@pytest.mark.parametrize(
    "path", ["/healthz", "/robots.txt", "/api/v1/netzwerke", "/netzwerke/karte.json", "/netzwerke/feed.atom",
             "/api/v1/netzwerke/fehlt", "/suche/?q=%00", "/static/img/zeichen.svg", "/gibt/es/nicht/"]
)  # fmt: skip
def test_every_answer_is_safe_and_has_an_id(path: str, netzwerk_a: Netzwerk, client: Client) -> None:
    response = client.get(path)
    assert {name: response.get(name) for name in SAFETY} == SAFETY
    assert policy(response) == POLICY
    assert len(bytes.fromhex(response["X-Request-ID"])) == 8
    assert "Access-Control-Allow-Origin" not in response


def test_a_wrong_host_is_refused_safely(client: Client) -> None:
    response = client.get("/api/v1/netzwerke", HTTP_HOST="boese.example.org")
    assert response.status_code == 400
    assert {name: response.get(name) for name in SAFETY} == SAFETY
    assert policy(response) == POLICY
    assert "boese" not in response.content.decode()


def test_an_error_in_a_view_is_a_safe_500(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from core import health

    def broken() -> None:
        raise RuntimeError("kaputt")

    monkeypatch.setattr(health, "state", broken)
    client.raise_request_exception = False
    response = client.get("/healthz")
    assert response.status_code == 500
    assert {name: response.get(name) for name in SAFETY} == SAFETY
    assert "kaputt" not in response.content.decode()


def test_only_the_page_admin_has_the_looser_policy(client: Client, superuser: Any) -> None:
    assert policy(client.get("/cms/")) == ADMIN_POLICY
    assert policy(client.get("/cmsx/")) == POLICY
    assert policy(client.get("/konto/login/")) == POLICY


def test_two_requests_have_two_ids(client: Client) -> None:
    assert client.get("/robots.txt")["X-Request-ID"] != client.get("/robots.txt")["X-Request-ID"]


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/netzwerke/feed.atom", "de"),
        ("/en/netzwerke/feed.atom", "en"),
        ("/english/", "de"),
        ("/en", "en"),
        ("/de/", "de"),
    ],
)
def test_the_address_alone_decides_the_language(
    path: str, language: str, netzwerk_a: Netzwerk, client: Client
) -> None:
    response = client.get(path, headers={"Accept-Language": "en;q=1, de;q=0"})
    assert response["Content-Language"] == language
    assert "Accept-Language" not in response.get("Vary", "")
    client.cookies["django_language"] = "en"
    assert client.get(path)["Content-Language"] == language


def test_public_answers_set_no_cookie(netzwerk_a: Netzwerk, client: Client) -> None:
    for path in (
        "/api/v1/netzwerke",
        "/netzwerke/karte.json",
        "/netzwerke/feed.atom",
        "/robots.txt",
        "/sitemap.xml",
    ):
        assert not client.get(path).cookies


@pytest.mark.django_db
@pytest.mark.parametrize("limit", ["DATA_UPLOAD_MAX_MEMORY_SIZE", "DATA_UPLOAD_MAX_NUMBER_FIELDS"])
def test_what_is_too_big_is_one_line_in_the_log(limit: str, client: Client, settings: Any) -> None:
    setattr(settings, limit, 1)
    written, root = StringIO(), logging.getLogger()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
    handler.addFilter(logs.RefusedIsNoError())
    root.addHandler(handler)
    try:
        assert client.post("/konto/login/", {"login": "a", "password": "b"}).status_code == 413
    finally:
        root.removeHandler(handler)
    (line,) = [line for line in written.getvalue().splitlines() if "django.security" in line]
    assert line.startswith("WARNING django.security.")
    assert "Traceback" not in written.getvalue()


def test_the_log_has_the_filter_for_what_is_too_big() -> None:
    config = environment.logging_config(debug=False)
    assert config["filters"] == {"refused": {"()": "core.logs.RefusedIsNoError"}}
    assert config["handlers"]["stderr"]["filters"] == ["refused"]


def raised(read: Callable[[], object]) -> Exception:
    try:
        read()
    except Exception as error:
        return error
    raise AssertionError("nothing was raised")


def test_only_what_wagtail_cannot_read_is_the_senders_mistake(rf: Any, db: None) -> None:
    theirs = raised(lambda: Page.objects.filter(pk="abc"))
    ours = raised(lambda: int("abc"))
    sent = rf.get("/cms/pages/", {"id": "abc"})
    assert is_senders_mistake(sent, theirs)
    assert not is_senders_mistake(sent, ours)
    assert not is_senders_mistake(rf.get("/cms/pages/"), theirs)
    assert not is_senders_mistake(rf.get("/suche/", {"q": "abc"}), theirs)
    assert is_senders_mistake(rf.post("/mein/"), raised(lambda: QueryDict("")["name"]))


def test_the_log_does_not_repeat_what_was_sent(rf: Any, caplog: pytest.LogCaptureFixture) -> None:
    theirs = raised(lambda: Page.objects.filter(pk="eva@example.org"))
    middleware = BadRequestMiddleware(lambda request: HttpResponse())
    response = middleware.process_exception(rf.post("/cms/pages/", {"id": "eva@example.org"}), theirs)
    assert response is not None
    assert response.status_code == 400
    assert "POST /cms/pages/ not understood: ValueError in django.db" in caplog.text
    assert "eva@example.org" not in caplog.text


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/netzwerke/feed.atom", "/static/img/zeichen.svg", "/gibt/es/nicht/"])
def test_an_answer_to_head_has_the_headers_of_get_and_no_body(path: str, rf: RequestFactory) -> None:
    """Asked of the whole stack: the test client would drop the body itself."""
    answered = get_wsgi_application()
    lengths = {}
    for method in ("GET", "HEAD"):
        headers: dict[str, str] = {}
        environ = rf.generic(method, path, HTTP_HOST="localhost").environ

        def begin(status: str, pairs: Any, headers: dict[str, str] = headers) -> None:
            headers.update(pairs)

        body = b"".join(answered(environ, begin))
        lengths[method] = (headers.get("Content-Length"), len(body))
    assert lengths["HEAD"] == (lengths["GET"][0], 0)
    assert lengths["GET"][1] > 0
