"""The personal area at 320 pixels, which is also what 1280 pixels leave at 400 % zoom: every page a Leitung can open."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver, reverse
from playwright.sync_api import Page

from accounts.models import User
from netzwerke.models import Netzwerk
from tests.e2e.steps import barriers
from tests.factories.konten import mit_zweitem_faktor

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("seitenbaum")]


def pages(netzwerk: Netzwerk) -> list[str]:
    """Whatever a Leitung can open by its address: what needs no key, or the network alone."""
    names = [p for p in get_resolver("mitglieder.urls").url_patterns if set(p.pattern.converters) <= {"slug"}]
    found = []
    for pattern in names:
        text = str(pattern.pattern)
        if text.startswith("mein/netzwerke/<slug:slug>/"):
            found.append(reverse(f"mitglieder:{pattern.name}", args=[netzwerk.slug]))
        elif text.startswith("mein/") and "<" not in text and text.endswith("/"):
            found.append(reverse(f"mitglieder:{pattern.name}"))
    return found


def test_no_page_is_wider_than_a_narrow_phone(tab: Page, netzwerk_a: Netzwerk, ada: User) -> None:
    client = Client()
    client.force_login(mit_zweitem_faktor(ada))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    readable = [path for path in pages(netzwerk_a) if client.get(path).status_code == 200]
    assert len(readable) >= 25
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "domain": "localhost", "path": "/"}
    tab.context.add_cookies([cookie])  # type: ignore[list-item]  # a plain dictionary
    tab.set_viewport_size({"width": 320, "height": 740})
    for path in readable:
        tab.goto(path)
        assert tab.url.endswith(path)
        assert barriers(tab) == []
