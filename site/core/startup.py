"""What must hold before production answers its first request."""

import logging

from django.conf import settings
from django.core import checks
from django.db import connections
from django.template import engines
from django.urls import reverse
from django.utils.translation import override

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


def warm_up() -> None:
    """Load what the first request would: addresses, template tags, words. What is there before the workers
    are forked is shared by them, some 45 MB that each would have for itself. Asks no database."""
    for code, _name in settings.LANGUAGES:
        with override(code):
            reverse("account_login")
    engines.all()


def let_go_of_connections() -> None:
    """The workers are forked after this: two processes must never speak on the same socket."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):  # PostgreSQL keeps closed connections open in a pool
            connection.close_pool()
