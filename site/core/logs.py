"""Structured logs: one JSON line per event, carrying the id of the request that caused it."""

import logging
from contextvars import ContextVar
from typing import Any

import structlog

request_id: ContextVar[str] = ContextVar("request_id", default="")


class RefusedIsNoError(logging.Filter):
    """Django calls a request that it refuses (too large, out of its folder) an error of ours, with a
    traceback; anybody can send thousands of them. One line of warning is enough."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("django.security."):
            record.levelno, record.levelname = logging.WARNING, "WARNING"
            record.exc_info = record.exc_text = None
        return True


def add_request_id(logger: Any, name: str, event: dict[str, Any]) -> dict[str, Any]:
    if current := request_id.get():
        event["request_id"] = current
    return event


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
