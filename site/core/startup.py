"""What must hold before production answers its first request."""

import logging

from django.conf import settings
from django.core import checks
from django.db import connections

START_TAG = "start"
logger = logging.getLogger(__name__)


def refuse_unsafe_start() -> None:
    """Stop with the checks' own words when a start check fails in production; log the warnings."""
    if not settings.PRODUCTION:
        return
    messages = checks.run_checks(tags=[START_TAG], databases=["default"])
    let_go_of_connections()
    for message in messages:
        if not message.is_serious():
            logger.warning("%s %s", message.msg, message.hint or "")
    if errors := [m for m in messages if m.is_serious()]:
        raise SystemExit("\n".join(f"{error.msg} {error.hint or ''}".strip() for error in errors))


def let_go_of_connections() -> None:
    """The workers are forked after this: two processes must never speak on the same socket."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):  # PostgreSQL keeps closed connections open in a pool
            connection.close_pool()
