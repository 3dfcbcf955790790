"""The web worker: what the server refuses or fails at by itself gets a helpful page, and no address is
logged."""

from typing import Any

from gunicorn.http import errors
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

FAILED = "500 Internal Server Error"
# The most special first; what is no fault of the sender stands among them.
STATUS: dict[type[Exception], str] = {
    errors.LimitRequestLine: "414 URI Too Long",
    errors.LimitRequestHeaders: "431 Request Header Fields Too Large",
    errors.ExpectationFailed: "417 Expectation Failed",
    errors.UnsupportedTransferCoding: "501 Not Implemented",
    errors.ForbiddenProxyRequest: "403 Forbidden",
    errors.InvalidResponseHeader: FAILED,
    errors.InvalidResponseHeaderName: FAILED,
    errors.ConfigurationProblem: FAILED,
    errors.ParseException: "400 Bad Request",
}
WITH_A_TEXT = {"414", "431", "500"}  # the others come from programs; that we could not read them is all


class Worker(ThreadWorker):
    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        status = status_of(exc)
        if status == FAILED:
            self.log.error("%s: %s", status, getattr(req, "path", "no request read"), exc_info=exc)
        else:
            self.log.warning("refused: %s", status)
        try:
            write_nonblock(client, answer(status))
        except OSError:
            self.log.debug("the sender is gone")


def status_of(exc: BaseException) -> str:
    return next((status for kind, status in STATUS.items() if isinstance(exc, kind)), FAILED)


def answer(status: str) -> bytes:
    """The whole response."""
    from core.middleware import SecurityHeadersMiddleware  # the server reads this before Django is set up
    from core.plainpage import POLICY, plain_page

    code = status[:3]
    body = plain_page(code if code in WITH_A_TEXT else "400").encode()
    headers = SecurityHeadersMiddleware.HEADERS | {
        "Connection": "close",
        "Content-Type": "text/html; charset=utf-8",
        "Content-Length": str(len(body)),
        "Content-Security-Policy": POLICY,
        "Cache-Control": "no-store",
    }
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body
