"""What must hold before production answers its first request."""

from django.conf import settings
from django.core import checks
from django.db import connections

START_TAG = "start"


def refuse_unsafe_start() -> None:
    """Stop with the checks' own words when a start check fails in production."""
    if not settings.PRODUCTION:
        return
    errors = [m for m in checks.run_checks(tags=[START_TAG], databases=["default"]) if m.is_serious()]
    connections.close_all()  # the workers are forked after this
    if errors:
        raise SystemExit("\n".join(f"{error.msg} {error.hint or ''}".strip() for error in errors))
