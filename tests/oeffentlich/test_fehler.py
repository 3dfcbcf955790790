"""Error pages are ours, in both languages, and work when the database does not."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from core import views
from tests.oeffentlich.conftest import Welt
from tests.oeffentlich.pruefung import complaints

PAGES = {
    400: (views.bad_request, "<h1>", "<h2>"),
    403: (views.permission_denied, "<h1>", "<h2>"),
    404: (views.not_found, "<h1>Diese Seite gibt es nicht</h1>", "<h2>This page does not exist</h2>"),
    500: (views.server_error, "<h1>Bei uns ist ein Fehler", "<h2>Something went wrong"),
}


def answer(status: int, path: str) -> Any:
    request = RequestFactory().get(path)
    view = PAGES[status][0]
    return view(request) if status == 500 else view(request, PermissionDenied())


@pytest.mark.parametrize("path", ["/x/", "/en/x/"])
@pytest.mark.parametrize("status", PAGES)
def test_an_error_page_speaks_both_languages_without_the_database(status: int, path: str) -> None:
    """No mark for the database: pytest-django refuses any query here."""
    response = answer(status, path)
    page = response.content.decode()
    assert (response.status_code, response["Cache-Control"]) == (status, "no-store")
    assert PAGES[status][1] in page
    assert PAGES[status][2] in page
    assert complaints(page, "en" if path.startswith("/en/") else "de") == []


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
    assert 'href="/suche/"' in response.content.decode()
