"""Mails of the account pages go where they go in production: into the outbox."""

import pytest


@pytest.fixture(autouse=True)
def mails(outbox: None) -> None:
    """For every test of this room."""
