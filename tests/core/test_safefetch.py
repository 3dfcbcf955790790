"""Fetching what somebody typed: nothing that is not public, nothing large, nothing slow, no way round by redirects."""

import http.server
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

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
    "/M%C3%A4rz%20Termine.ics?a=%C3%A4": says(200, b"BEGIN:VCALENDAR"),
    "/?a": says(200, b"BEGIN:VCALENDAR"),
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


# --- Against servers that send byte by byte -----------------------------------------------------------------

HEADERS = b"HTTP/1.1 200 OK\r\nContent-Type: text/calendar\r\n"
TRICKLES = {
    "status": (b"", b"H"),
    "headers": (HEADERS, b"X-A: 1\r\n"),
    "one header": (HEADERS + b"X-A: ", b"1"),
    "interim answers": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "length": (HEADERS + b"Content-Length: 900\r\n\r\n", b"x"),
    "until it closes": (HEADERS + b"\r\n", b"x"),
    "size of a chunk": (HEADERS + b"Transfer-Encoding: chunked\r\n\r\n", b"0"),
    "chunks": (HEADERS + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    "trailer": (HEADERS + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X-A: 1\r\n"),
}


@pytest.fixture
def trickling(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., str]]:
    """Starts a server that sends `first`, and then `again` ten times a second for three seconds."""
    listeners: list[socket.socket] = []
    monkeypatch.setattr(safefetch, "is_public", lambda address: address == "127.0.0.1")

    def serve(listener: socket.socket, first: bytes, again: bytes, tls: ssl.SSLContext | None) -> None:
        with suppress(OSError), listener.accept()[0] as plain:
            sock = tls.wrap_socket(plain, server_side=True) if tls else plain
            sock.recv(4_096)
            sock.sendall(first)
            for _ in range(30):
                sock.sendall(again)
                time.sleep(0.1)

    def start(first: bytes, again: bytes, *, scheme: str = "http", tls: ssl.SSLContext | None = None) -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)
        monkeypatch.setitem(safefetch.PORTS, scheme, listener.getsockname()[1])
        threading.Thread(target=serve, args=(listener, first, again, tls), daemon=True).start()
        return f"{scheme}://127.0.0.1/"

    yield start
    for listener in listeners:
        listener.close()


def left_after(url: str) -> float:
    """Seconds until a fetch that may take half a second has given up."""
    begin = time.monotonic()
    with pytest.raises(FetchError, match=r"zu langsam|antwortet nicht"):
        fetch(url, **{**LIMITS, "seconds": 0.5})
    return time.monotonic() - begin


@pytest.mark.parametrize("name", TRICKLES)
def test_whatever_trickles_ends_in_time(name: str, trickling: Callable[..., str]) -> None:
    assert left_after(trickling(*TRICKLES[name])) < 1.5


def test_a_greeting_of_tls_that_trickles_ends_in_time(trickling: Callable[..., str]) -> None:
    assert left_after(trickling(b"\x16\x03\x03\x40", b"\x00", scheme="https")) < 1.5


@pytest.fixture
def tls(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ssl.SSLContext:
    """A server's side of TLS with a certificate for 127.0.0.1 that this process trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    certificate = builder.add_extension(address, critical=False).sign(key, hashes.SHA256())
    path = tmp_path / "cert.pem"
    path.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + certificate.public_bytes(Encoding.PEM)
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


@pytest.mark.parametrize("name", ["headers", "chunks", "length"])
def test_what_trickles_through_tls_ends_in_time(
    name: str, trickling: Callable[..., str], tls: ssl.SSLContext
) -> None:
    assert left_after(trickling(*TRICKLES[name], scheme="https", tls=tls)) < 1.5


def test_a_file_is_read_through_tls_and_only_from_whom_it_is_meant(
    trickling: Callable[..., str], tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = HEADERS + b"Content-Length: 3\r\n\r\n"
    assert fetch(trickling(whole, b"abc", scheme="https", tls=tls), **LIMITS) == b"abc"
    url = trickling(whole, b"abc", scheme="https", tls=tls).replace("127.0.0.1", "localhost")
    with pytest.raises(FetchError, match="antwortet nicht"):
        fetch(url, **LIMITS)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (HEADERS + b"Content-Length: 99\r\n\r\nabc", "abgebrochen"),
        (HEADERS + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", "abgebrochen"),
        (b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\n\r\n", "keine Internetadresse"),
        (b"no http at all\r\n\r\n", "antwortet nicht"),
    ],
)
def test_what_is_cut_off_or_nonsense_is_told(
    answer: bytes, words: str, trickling: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    with pytest.raises(FetchError, match=words):
        fetch(trickling(answer, b""), **LIMITS)


def test_an_address_with_spaces_and_umlauts_is_asked_for_as_it_is_meant(host: str) -> None:
    assert fetch(f"{host}/März Termine.ics?a=ä", **LIMITS) == b"BEGIN:VCALENDAR"
    assert fetch(f"{host}?a", **LIMITS) == b"BEGIN:VCALENDAR"
