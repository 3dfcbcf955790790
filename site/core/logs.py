"""Structured logs: one JSON line per event, carrying the id of the request that caused it."""

import logging
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

import structlog

request_id: ContextVar[str] = ContextVar("request_id", default="")


def add_request_id(logger: Any, name: str, event: dict[str, Any]) -> dict[str, Any]:
    if current := request_id.get():
        event["request_id"] = current
    return event


# What anybody can send as often as they like; Django logs each with the way it took through our code.
REFUSED = {
    f"django.security.{name}" for name in ("RequestDataTooBig", "TooManyFieldsSent", "TooManyFilesSent")
}


def one_line(record: logging.LogRecord) -> bool:
    """A filter: a request that is refused for its size is a warning of one line."""
    if record.name in REFUSED:
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        record.exc_info = record.exc_text = None
    return True


def sizes_filter() -> Callable[[logging.LogRecord], bool]:
    """As the logging configuration wants it: something that makes the filter."""
    return one_line


SHARED = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    add_request_id,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


def formatter(renderer: Any) -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=SHARED,  # type: ignore[arg-type]  # a list of processors is what it takes
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
    )


def json_formatter() -> logging.Formatter:
    return formatter(structlog.processors.JSONRenderer(ensure_ascii=False))


def console_formatter() -> logging.Formatter:
    return formatter(structlog.dev.ConsoleRenderer(colors=False))
