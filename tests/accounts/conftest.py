"""Mails of the account pages go where they go in production: into the outbox."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def outbox(settings: Any) -> None:
    settings.EMAIL_BACKEND = "notifications.backends.OutboxBackend"
