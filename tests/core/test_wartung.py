"""The maintenance page: on by a file, off without it, and never in the way of monitoring."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client


@pytest.mark.django_db
def test_everybody_gets_the_maintenance_page_while_the_file_lies_there(client: Client) -> None:
    flag = Path(settings.VAR_DIR) / "wartung"
    flag.touch()
    try:
        response = client.get("/netzwerke/")
        assert (response.status_code, response["Retry-After"]) == (503, "300")
        assert "Wir arbeiten gerade an der Website" in response.content.decode()
        assert "We are working on the site" in response.content.decode()
        assert client.get("/healthz").json() == {"status": "fehler"}  # no worker runs in tests
    finally:
        flag.unlink()
    assert client.get("/netzwerke/").status_code == 200
