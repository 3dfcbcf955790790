"""Handing over a network, on a phone and by keyboard alone: give the Leitung, read the book, leave."""

import re

import pytest
from playwright.sync_api import Page

from accounts.models import User
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from tests.accounts.helpers import bestaetigt, fuehrt_app
from tests.e2e.steps import barriers, follow, press, prove, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("seitenbaum")]
INNEN = "/mein/netzwerke/netzwerk-a/"


def test_the_leitung_hands_over_and_leaves(tab: Page, netzwerk_a: Netzwerk, ada: User, ben: User) -> None:
    tab.goto("/konto/login/")
    sign_in(tab, bestaetigt(ada), fuehrt_app(ada))
    found = barriers(tab)
    follow(tab, tab.get_by_role("link", name="Netzwerk A e. V.", exact=True))
    tab.wait_for_url(f"**{INNEN}")
    found += barriers(tab)

    follow(tab, tab.get_by_role("link", name="Netzwerk verlassen"))
    follow(tab, tab.get_by_role("button", name="Netzwerk verlassen"))
    prove(tab)
    tab.get_by_role("alert").get_by_text("Das ist die letzte Leitung.").wait_for()
    found += barriers(tab)
    follow(tab, tab.get_by_role("alert").get_by_role("link", name="Personen und Rollen"))
    found += barriers(tab)

    follow(tab, tab.get_by_role("link", name=re.compile(f"Verwalten.*{ben.get_full_name()}")))
    tab.get_by_label("Rolle", exact=True).select_option("leitung")
    tab.get_by_label("Amt", exact=False).last.fill("Vorsitz")
    found += barriers(tab)
    follow(tab, tab.get_by_role("button", name="Rolle geben"))
    tab.get_by_text("Die Person hat eine Mail bekommen.").first.wait_for()
    assert tab.locator(".rolle b").all_inner_texts() == ["Vorsitz", "Mitglied"]

    tab.goto(INNEN)
    follow(tab, tab.get_by_role("link", name="Übergabe an Nachfolger:innen"))
    follow(tab, tab.get_by_role("button", name=re.compile("Abhaken.*Schlüssel und Räume")))
    tab.get_by_text("erledigt am").wait_for()
    found += barriers(tab)
    with tab.expect_download() as download:
        press(tab, tab.get_by_role("button", name="Handbuch als PDF laden"))
    assert download.value.suggested_filename == "staffelstab-netzwerk-a.pdf"

    tab.goto(f"{INNEN}verlassen/")
    follow(tab, tab.get_by_role("button", name="Netzwerk verlassen"))
    tab.get_by_text("Sie gehören nicht mehr zu Netzwerk A e. V.").wait_for()
    tab.get_by_text("Sie gehören noch zu keinem Netzwerk.").wait_for()
    assert found == []
    leads = Mitgliedschaft.objects.aktuell().filter(netzwerk=netzwerk_a, rolle=Rolle.LEITUNG)
    assert [row.person for row in leads] == [ben]


def test_a_leitung_without_successor_gives_it_back(tab: Page, netzwerk_a: Netzwerk, ada: User) -> None:
    tab.goto("/konto/login/")
    sign_in(tab, bestaetigt(ada), fuehrt_app(ada))
    tab.goto(f"{INNEN}verlassen/")
    found = barriers(tab)
    follow(tab, tab.get_by_role("link", name=re.compile("Leitung an die Geschäftsstelle zurückgeben")))
    found += barriers(tab)
    follow(tab, tab.get_by_role("button", name="Leitung zurückgeben"))
    prove(tab)
    tab.get_by_text("Danke für Ihre Arbeit.").wait_for()
    assert (found, Mitgliedschaft.objects.aktuell().count()) == ([], 0)


def test_a_download_begins_by_itself_after_the_password(tab: Page, ben: User) -> None:
    tab.goto("/konto/login/")
    sign_in(tab, bestaetigt(ben))
    tab.goto("/mein/daten/")
    follow(tab, tab.get_by_role("button", name="Paket herunterladen (ZIP)"))
    with tab.expect_download() as download:
        prove(tab)
    assert download.value.suggested_filename.startswith("meine-daten-")
    tab.get_by_text("Danke, Sie sind es.").wait_for()
    assert (tab.url.endswith("/mein/daten/"), barriers(tab)) == (True, [])
