"""Fetching what somebody typed: nothing that is not public, nothing large, nothing slow, no way round by redirects."""

import http.server
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from core import safefetch
from core.safefetch import FetchError, fetch, is_public

NOT_PUBLIC = [
    "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "0.1.2.3",
    "::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
    "ff02::1", "", "kein.host",
]  # fmt: skip
LIMITS: dict[str, Any] = {"most_bytes": 1_000, "seconds": 5, "accept": "text/calendar"}


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_what_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_what_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("file:///etc/passwd", "https://"), ("gopher://example.org/", "https://"), ("//example.org", "https://"),
        ("http://user:pass@example.org/", "https://"), ("http://example.org:8080/", "Portnummer"),
        ("http://[::1", "keine Internetadresse"), ("http://127.0.0.1/", "nicht öffentlich"),
        ("http://localhost/", "nicht öffentlich"), ("http://0x7f000001/", "nicht öffentlich"), ("http://[::1]/", "nicht öffentlich"),
        ("http://gibt-es-nicht.invalid/", "gibt es nicht"),
    ],
)  # fmt: skip
def test_what_is_refused_before_anything_is_sent(url: str, words: str) -> None:
    with pytest.raises(FetchError, match=words):
        fetch(url, **LIMITS)


def test_one_address_that_is_not_public_spoils_all(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(2, 1, 6, "", (address, 80)) for address in ("93.184.215.14", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: rows)
    with pytest.raises(FetchError, match="nicht öffentlich"):
        fetch("http://example.org/", **LIMITS)


# --- Against a server of our own, which the test calls public ---------------------------------------------


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        answer: Any = self.server.answers[self.path]  # type: ignore[attr-defined]  # set by the fixture
        answer(self)

    def log_message(self, *args: Any) -> None:
        """Quiet."""


Answer = Callable[[Handler], None]


def says(status: int, body: bytes = b"", **headers: str) -> Answer:
    def answer(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def drips(handler: Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(50):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.1)


ANSWERS: dict[str, Answer] = {
    "/gut": says(200, b"BEGIN:VCALENDAR"),
    "/weiter": says(302, Location="/gut"),
    "/heim": says(302, Location="http://10.0.0.1/"),
    "/datei": says(302, Location="file:///etc/passwd"),
    "/kreis": says(302, Location="/kreis"),
    "/gross": says(200, b"x" * 1_001),
    "/gepackt": says(200, b"x", Content_Encoding="gzip"),
    "/fehlt": says(404),
    "/langsam": drips,
}


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.answers = ANSWERS  # type: ignore[attr-defined]  # read by the handler
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setitem(safefetch.PORTS, "http", server.server_port)
    monkeypatch.setattr(safefetch, "is_public", lambda address: address == "127.0.0.1")
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["/gut", "/weiter"])
def test_a_small_file_is_read_also_behind_a_redirect(path: str, host: str) -> None:
    assert fetch(host + path, **LIMITS) == b"BEGIN:VCALENDAR"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/heim", "nicht öffentlich"), ("/datei", "https://"), ("/kreis", "leitet zu oft weiter"), ("/gross", "zu groß"),
        ("/gepackt", "gepackt"), ("/fehlt", "404"),
    ],
)  # fmt: skip
def test_what_is_refused_on_the_way(path: str, words: str, host: str) -> None:
    with pytest.raises(FetchError, match=words):
        fetch(host + path, **LIMITS)


def test_a_server_that_drips_is_left(host: str) -> None:
    begin = time.monotonic()
    with pytest.raises(FetchError, match="zu langsam"):
        fetch(f"{host}/langsam", **{**LIMITS, "seconds": 0.5})
    assert time.monotonic() - begin < 3
