"""What several tests of events share."""

from typing import Any

import pytest

from tests.veranstaltungen.kalenderhilfen import ONE, ics
from veranstaltungen.actions import aussenkalender


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What stands at every address: bytes, or an error."""
    there: dict[str, Any] = {"is": ics(ONE)}

    def fetch(url: str, **limits: Any) -> bytes:
        if isinstance(there["is"], Exception):
            raise there["is"]
        return there["is"]

    monkeypatch.setattr(aussenkalender, "fetch", fetch)
    return there
