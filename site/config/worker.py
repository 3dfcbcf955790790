"""The web worker: requests too long for the server get a helpful page, and no address is logged."""

from typing import Any

from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

STATUS = {
    LimitRequestLine: "414 URI Too Long",
    LimitRequestHeaders: "431 Request Header Fields Too Large",
}
PAGE = """<!doctype html><html lang="de"><meta charset="utf-8"><title>Anfrage zu lang</title>
<h1>Diese Anfrage ist zu lang</h1>
<p>Bitte verwenden Sie eine kürzere Adresse oder Suche. <a href="/">Zur Startseite</a></p>
<p lang="en">This request is too long. Please use a shorter address or search. <a href="/en/">Home</a></p>
</html>"""


class Worker(ThreadWorker):
    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        status = STATUS.get(type(exc))
        if status is None:
            super().handle_error(req, client, ("", -1), exc)
            return
        self.log.warning("refused: %s", status)
        write_nonblock(client, answer(status))


def answer(status: str) -> bytes:
    body = PAGE.encode()
    head = (
        f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Type: text/html; charset=utf-8\r\n"
        f"Content-Security-Policy: default-src 'none'\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
