"""Junk in addresses: a sensible result or a helpful refusal, never a failure, nothing stored."""

import json
import logging
from collections.abc import Callable
from io import StringIO
from typing import Any
from urllib.parse import quote, unquote

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tests.oeffentlich.conftest import Welt

pytestmark = pytest.mark.django_db

PATHS = ["/", "/netzwerke/", "/netzwerke/finden/", "/suche/", "/suche/vorschlaege.json", "/netzwerke/karte.json",
         "/netzwerke/export.csv", "/netzwerke/alpha/", "/en/netzwerke/"]  # fmt: skip
# query -> status
JUNK = {
    "region=gibt-es-nicht&typ=x&schwerpunkt=&status=%22&groesse=-1": 200,
    "seite=1000000000": 200,
    "page=1e9&seite=1e9": 200,
    "seite=-1": 200,
    "seite=0": 200,
    "seite=%C2%B2": 200,  # a digit to Python, no number
    "seite=" + "9" * 300: 200,
    "sort=__class__&ansicht=tabelle&art=nichts": 200,
    "q=" + "a" * 10_000: 400,
    "ort=" + "a%20" * 2_400: 400,
    "q=" + "a+" * 3_000: 200,
    "q=%00&ort=%00": 400,
    "q=a%00b": 400,
    "ort=%1b%5B31m": 400,
    "q=%ff": 400,
    "ort=%c3%28": 400,
    "q=%27%20OR%201%3D1--": 200,
    "q=%22%2A%28%29AND+NEAR": 200,
    "q=%25%25%5F%5C": 200,
    "q=%F0%9F%92%A9&ort=%F0%9F%92%A9": 200,
    "q=" + quote("\u202e\u200b\ufeff"): 200,
    "q=a&q=b&region=lichtenberg&region=lichtenberg&seite=1&seite=2&ort=a&ort=b": 200,
    "q[]=a&q.b=c&=&&&": 200,
    "q=<script>alert(1)</script>&ort=<script>alert(1)</script>": 200,
}
# A page passes over a filter that does not exist; a file of everything would be taken for the selection.
REFUSED_AS_FILE = {"region=gibt-es-nicht&typ=x&schwerpunkt=&status=%22&groesse=-1"}


@pytest.mark.parametrize("path", PATHS)
def test_junk_gets_a_sensible_answer_and_writes_nothing(path: str, welt: Welt, client: Client) -> None:
    wrong = {}
    for query, usual in JUNK.items():
        expected = 400 if ("export" in path or "karte.json" in path) and query in REFUSED_AS_FILE else usual
        with CaptureQueriesContext(connection) as queries:
            response = client.get(path, QUERY_STRING=query)
        written = [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
        if response.status_code != expected or written:
            wrong[query[:60]] = (response.status_code, written)
        assert b"<script>alert(1)" not in response.content
    assert wrong == {}


AUSBRUECHE = [
    "/static/../../etc/passwd", "/static/..%2f..%2fetc/passwd", "/static/%2e%2e/%2e%2e/etc/passwd",
    "/static/..%5c..%5cx", "/static//etc/passwd", "/static/css/../../secret_key", "/static/..", "/static/",
    "/media/../secret_key", "/media/%2e%2e/secret_key", "/media/images/..%2f..%2fsecret_key",
    "/media/images/../../secret_key", "/media/..", "//etc/passwd", "/../../etc/passwd", "/%2e%2e/%2e%2e/x",
    "/netzwerke/../../etc/passwd", "/netzwerke/%2e%2e/", "/api/v1/../../x", "/en/../static/..",
    "/static/" + "../" * 500,
]  # fmt: skip


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[dict[str, Any]]]:
    """What the process has written to its log, as it stands there."""
    handler = next(h for h in logging.getLogger().handlers if type(h) is logging.StreamHandler)
    written = StringIO()
    monkeypatch.setattr(handler, "stream", written)
    return lambda: [json.loads(line) for line in written.getvalue().splitlines()]


@pytest.mark.parametrize("path", AUSBRUECHE)
def test_a_way_out_of_a_folder_is_missing_and_no_error_of_ours(
    path: str, welt: Welt, client: Client, superuser: User, log: Callable[[], list[dict[str, Any]]]
) -> None:
    for _ in range(2):
        assert client.get("/", PATH_INFO=unquote(path)).status_code in {400, 404}
        client.force_login(superuser)
    assert [line for line in log() if line["level"] not in {"info", "warning"} or "exception" in line] == []


def ausbruch(*args: Any) -> None:
    raise SuspiciousFileOperation("out of its folder")


def test_what_is_refused_as_suspicious_is_one_line_without_a_traceback(
    welt: Welt, client: Client, monkeypatch: pytest.MonkeyPatch, log: Callable[[], list[dict[str, Any]]]
) -> None:
    too_large = {"data": "a=" + "x" * 3_000_000, "content_type": "application/x-www-form-urlencoded"}
    assert client.post("/konto/login/", **too_large).status_code == 413
    monkeypatch.setattr("core.files.public_picture", ausbruch)
    assert client.get("/media/images/a.png").status_code == 400
    lines = [(line["logger"], line["level"], "exception" in line) for line in log()]
    assert lines == [
        ("django.security.RequestDataTooBig", "warning", False),
        ("django.security.SuspiciousFileOperation", "warning", False),
    ]


def test_a_refusal_is_our_own_page(client: Client) -> None:
    assert "<h1>" in client.get("/suche/", QUERY_STRING="q=%ff").content.decode()


@pytest.mark.parametrize("host", ["boese.example", "a..b", "localhost@boese.example", "[::"])
def test_a_wrong_host_is_refused_with_our_page(host: str, welt: Welt, client: Client) -> None:
    response = client.get("/", HTTP_HOST=host)
    assert response.status_code == 400
    assert host not in response.content.decode()
    assert '<html lang="de">' in response.content.decode()


@pytest.mark.parametrize(
    "path", ["/%00", "/netzwerke/%00/", "/netzwerke/%ff/", "/netzwerke/" + "a" * 3_000 + "/"]
)
def test_a_broken_path_is_refused(path: str, welt: Welt, client: Client) -> None:
    assert client.get(path).status_code in {400, 404}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", PATHS)
def test_public_pages_are_only_read(path: str, method: str, welt: Welt, client: Client) -> None:
    assert getattr(client, method)(path).status_code == 405


def test_a_filter_of_unknown_values_is_no_filter(html: Any) -> None:
    assert ">3 Netzwerke</h2>" in html("/netzwerke/", region="gibt-es-nicht")
