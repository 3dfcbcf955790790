"""What the web server answers by itself: our page, without the database, and no address in the log."""

import logging
import socket
from email.parser import BytesParser
from typing import Any

import pytest
from gunicorn.http import errors

from config.worker import Worker
from tests.oeffentlich.pruefung import complaints

UNREADABLE = "Diese Anfrage konnten wir nicht lesen", "We could not read this request"
BROKEN = "Bei uns ist ein Fehler aufgetreten", "Something went wrong on our side"
REFUSED: dict[str, tuple[Exception, str, tuple[str, str]]] = {
    "address": (
        errors.LimitRequestLine(9000, 8190),
        "414 URI Too Long",
        ("Diese Adresse ist zu lang", "This address is too long"),
    ),
    "headers": (
        errors.LimitRequestHeaders("limit request headers fields size"),
        "431 Request Header Fields Too Large",
        (
            "Ihr Browser schickt mehr Angaben mit, als wir annehmen",
            "Your browser sends more details than we accept",
        ),
    ),
    "no HTTP": (errors.InvalidRequestLine("<b>x"), "400 Bad Request", UNREADABLE),
    "header": (errors.InvalidHeader("<b>x"), "400 Bad Request", UNREADABLE),
    "chunks": (errors.InvalidChunkSize(b"<b>x"), "400 Bad Request", UNREADABLE),
    "coding": (errors.UnsupportedTransferCoding("<b>x"), "501 Not Implemented", UNREADABLE),
    "expectation": (errors.ExpectationFailed("<b>x"), "417 Expectation Failed", UNREADABLE),
    "proxy": (errors.ForbiddenProxyRequest("192.0.2.7"), "403 Forbidden", UNREADABLE),
    "our header": (errors.InvalidResponseHeader("<b>x"), "500 Internal Server Error", BROKEN),
    "our fault": (RuntimeError("<b>x"), "500 Internal Server Error", BROKEN),
}


def answer(exc: Exception) -> tuple[str, Any, str]:
    """(status, headers, page) of what a client gets to read."""
    worker = object.__new__(Worker)  # a worker of its own would want sockets, an arbiter and an app
    worker.log = logging.getLogger("gunicorn.error")
    ours, theirs = socket.socketpair()
    with ours, theirs:
        worker.handle_error(None, ours, ("192.0.2.7", 4711), exc)
        ours.shutdown(socket.SHUT_WR)
        head, _, body = theirs.makefile("rb").read().partition(b"\r\n\r\n")
    status, _, headers = head.partition(b"\r\n")
    parsed = BytesParser().parsebytes(headers)
    assert int(parsed["Content-Length"]) == len(body)
    return status.decode(), parsed, body.decode()


@pytest.mark.parametrize("case", REFUSED)
def test_what_the_server_refuses_gets_our_page_in_both_languages_without_the_database(case: str) -> None:
    """No mark for the database: pytest-django refuses any query here."""
    exc, expected, (german, english) = REFUSED[case]
    status, headers, page = answer(exc)
    assert status == f"HTTP/1.1 {expected}"
    assert page.index(f"<h1>{german}</h1>") < page.index(f"<h2>{english}</h2>")
    assert [text for text in ("<b>x", "{%", "{{", "$") if text in page] == []
    assert complaints(page, "de") == []
    assert (headers["Connection"], headers["Cache-Control"]) == ("close", "no-store")
    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("case", REFUSED)
def test_the_log_of_the_server_names_no_address(case: str, caplog: pytest.LogCaptureFixture) -> None:
    exc, expected, _texts = REFUSED[case]
    with caplog.at_level(logging.DEBUG):
        answer(exc)
    record = caplog.records[0]
    if expected.startswith("500"):
        assert (record.levelname, record.getMessage()) == ("ERROR", f"{expected}: no request read")
        assert record.exc_info is not None
    else:
        assert (record.levelname, record.getMessage()) == ("WARNING", f"refused: {expected}")
        assert record.exc_info is None
    assert "192.0.2.7" not in caplog.text


def test_a_sender_that_is_gone_does_no_harm(caplog: pytest.LogCaptureFixture) -> None:
    worker = object.__new__(Worker)
    worker.log = logging.getLogger("gunicorn.error")
    ours, theirs = socket.socketpair()
    theirs.close()
    with ours:
        worker.handle_error(None, ours, ("192.0.2.7", 4711), errors.LimitRequestLine(9000, 8190))
    assert [record.levelname for record in caplog.records] == ["WARNING"]
