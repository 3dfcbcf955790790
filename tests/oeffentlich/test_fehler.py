"""Error pages are ours, in both languages, and work when the database does not."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.template import TemplateDoesNotExist
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from core import errors, views
from home.models import Startseite
from tests.oeffentlich.conftest import Welt
from tests.oeffentlich.pruefung import complaints

PAGES = {
    400: (views.bad_request, "Diese Anfrage konnten wir nicht lesen", "We could not read this request"),
    403: (views.permission_denied, "Dafür fehlt Ihnen die Berechtigung", "You are not allowed to do this"),
    404: (views.not_found, "Diese Seite gibt es nicht", "This page does not exist"),
    500: (views.server_error, "Bei uns ist ein Fehler aufgetreten", "Something went wrong on our side"),
}


def answer(status: int, path: str) -> Any:
    request = RequestFactory().get(path)
    view = PAGES[status][0]
    return view(request) if status == 500 else view(request, PermissionDenied())


@pytest.mark.parametrize("path", ["/x/", "/en/x/"])
@pytest.mark.parametrize("status", PAGES)
def test_an_error_page_speaks_the_language_of_the_address_first_without_the_database(
    status: int, path: str
) -> None:
    """No mark for the database: pytest-django refuses any query here."""
    response = answer(status, path)
    page = response.content.decode()
    first, second = PAGES[status][1:] if path == "/x/" else PAGES[status][:0:-1]
    assert (response.status_code, response["Cache-Control"]) == (status, "no-store")
    assert page.index(f"<h1>{first}</h1>") < page.index(f"<h2>{second}</h2>")
    assert complaints(page, "en" if path.startswith("/en/") else "de") == []


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "home", "menu"), [("/x/", "/", "Menü"), ("/en/x/", "/en/", "Menu")])
def test_a_404_wears_the_frame_and_offers_the_search(
    path: str, home: str, menu: str, welt: Welt, client: Client
) -> None:
    page = client.get(path).content.decode()
    assert f'<form class="searchbox" action="{home}suche/"' in page
    assert f"{menu}</button>" in page
    assert '<footer class="site-footer">' in page
    assert f'href="{home}konto/login/"' in page
    client.cookies["session"] = "x"
    assert f'href="{home}mein/"' in client.get(path).content.decode()


@pytest.mark.django_db
def test_a_flood_of_404s_is_written_once(
    welt: Welt, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/x/")
    before = errors.rendered.cache_info()
    with django_assert_num_queries(0):
        views.not_found(RequestFactory().get("/y/"))
    assert errors.rendered.cache_info().misses == before.misses


@pytest.mark.parametrize("failure", [TemplateDoesNotExist("errors/error.html"), ValueError("no manifest")])
def test_a_failure_of_the_error_page_itself_still_gets_a_page(
    failure: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise failure

    monkeypatch.setattr("core.errors.render_to_string", broken)
    errors.rendered.cache_clear()
    response = views.server_error(RequestFactory().get("/x/"))
    page = response.content.decode()
    assert response.status_code == 500
    assert page.index(f"<h1>{PAGES[500][1]}</h1>") < page.index(f"<h2>{PAGES[500][2]}</h2>")
    assert complaints(page, "de") == []


def test_an_expired_form_gets_a_page_of_its_own() -> None:
    response = views.csrf_failure(RequestFactory().post("/konto/login/"))
    assert response.status_code == 403
    assert "Dieses Formular ist abgelaufen" in response.content.decode()
    assert complaints(response.content.decode(), "de") == []


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_with_that_page() -> None:
    response = Client(enforce_csrf_checks=True).post("/konto/login/", {"login": "a"})
    assert response.status_code == 403
    assert "Dieses Formular ist abgelaufen" in response.content.decode()


@pytest.mark.django_db
def test_a_broken_view_answers_with_our_page_and_no_query(
    welt: Welt, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("geheim")

    monkeypatch.setattr("netzwerke.zustaendig.zustaendig", broken)
    client = Client(raise_request_exception=False)
    client.get("/netzwerke/finden/")
    with django_assert_num_queries(0):
        response = client.get("/netzwerke/finden/?ort=Mitte", headers={"Accept-Encoding": ""})
    assert response.status_code == 500
    assert "Bei uns ist ein Fehler aufgetreten" in response.content.decode()
    assert "geheim" not in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/gibt-es-nicht/", "/netzwerke/gibt-es-nicht/", "/netzwerke/export.exe", "/nichts.html"]
)
def test_what_is_not_there_is_a_404_with_ways_on(path: str, welt: Welt, client: Client) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert 'action="/suche/"' in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/gibt-es-nicht", "/netzwerke/gibt-es-nicht", "/en/a/b"])
def test_an_unknown_path_without_its_slash_is_a_404_at_once(path: str, welt: Welt, superuser: Any) -> None:
    client = Client()
    client.force_login(superuser)
    assert client.get(path).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/impressum", "/netzwerke", "/netzwerke/alpha", "/en/netzwerke", "/konto/login", "/cms"]
)
def test_a_known_path_without_its_slash_leads_on(path: str, welt: Welt, client: Client) -> None:
    response = client.get(f"{path}?a=1")
    assert (response.status_code, response["Location"]) == (301, f"{path}/?a=1")


@pytest.mark.django_db
def test_an_address_of_a_form_says_so_when_it_is_looked_at(welt: Welt, superuser: Any) -> None:
    client = Client()
    client.force_login(superuser)
    response = client.get("/mein/nachrichten/gelesen/")
    page = response.content.decode()
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "<h1>Diese Adresse gehört zu einem Formular</h1>" in page
    assert "<h2>This address belongs to a form</h2>" in page


READ_ONLY = [
    "/",
    "/impressum/",
    "/netzwerke/",
    "/netzwerke/alpha/",
    "/netzwerke/feed.atom",
    "/suche/",
    "/sitemap.xml",
    "/healthz",
]


@pytest.mark.django_db
@pytest.mark.parametrize("path", READ_ONLY)
def test_a_form_sent_to_a_page_for_reading_is_told_so(path: str, welt: Welt) -> None:
    response = Client(enforce_csrf_checks=True).post(path, {"a": "b"})
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert "<h1>Diese Adresse ist nur zum Lesen da</h1>" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("sign", ["%0A", "%0D", "%0D%0A", "%09", "%00", "%1B", "%7F", "%C2%85", "%E2%80%A8"])
@pytest.mark.parametrize(
    "path", ["/{}", "/netzwerke/{}", "/netzwerke/alpha/{}", "/suche/{}", "/api/v1/netzwerke{}"]
)
def test_control_characters_in_a_path_are_refused_everywhere(
    sign: str, path: str, welt: Welt, client: Client
) -> None:
    assert client.get(path.format(sign)).status_code == 400


# --- The API answers programs ---


def json_of(response: Any) -> Any:
    assert response["Content-Type"].startswith("application/json")
    return response.json()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/api/v1/", "/api/v1", "/api/v1/fehlt", "/api/v1/fehlt/", "/api/v1/netzwerke/a/b"]
)
def test_an_unknown_address_of_the_api_is_a_json_404(path: str, welt: Welt, client: Client) -> None:
    response = client.get(path)
    assert (response.status_code, json_of(response)) == (404, {"detail": "Diese Seite gibt es nicht"})


@pytest.mark.django_db
def test_a_refused_request_of_the_api_is_json(welt: Welt, client: Client) -> None:
    bad = client.get("/api/v1/netzwerke", QUERY_STRING="q=%00")
    host = client.get("/api/v1/netzwerke", HTTP_HOST="boese.example")
    assert (bad.status_code, host.status_code) == (400, 400)
    assert json_of(bad) == json_of(host) == {"detail": "Diese Anfrage konnten wir nicht lesen"}
    written = Client(enforce_csrf_checks=True).post("/api/v1/netzwerke")
    assert (written.status_code, written["Allow"]) == (405, "GET")
    assert json_of(written) == {"detail": "Diese Adresse ist nur zum Lesen da"}


@pytest.mark.django_db
def test_a_failure_of_the_api_is_json_and_tells_nothing(welt: Welt, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("geheim")

    monkeypatch.setattr("netzwerke.export.datensatz", broken)
    response = Client(raise_request_exception=False).get("/api/v1/netzwerke")
    assert (response.status_code, json_of(response)) == (
        500,
        {"detail": "Bei uns ist ein Fehler aufgetreten"},
    )


@pytest.mark.parametrize(("path", "status"), [("/gibt/es/nicht/", 404), ("/", 405), ("/netzwerke/", 405)])
def test_what_is_sent_to_an_address_that_does_not_exist_is_not_found(
    path: str, status: int, seitenbaum: Startseite, client: Client
) -> None:
    assert client.post(path).status_code == status
