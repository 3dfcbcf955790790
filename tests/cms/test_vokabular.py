"""Places, topics and menus: networks are found under new names at once."""

from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from core.models import Protokolleintrag
from home.models import Navigationseintrag
from netzwerke.enums import Regionsart
from netzwerke.models import Netzwerk, Region, Schwerpunkt
from search import queries
from search.actions import indexieren
from tests.cms.conftest import Anmelden
from tests.cms.helpers import form_at
from tests.factories import NetzwerkFactory, RegionFactory, SchwerpunktFactory


def found(frage: str, user: User) -> list[str]:
    """Networks only: the place or topic itself is found as well."""
    return [d.titel for d in queries.suchen(frage, user=user, sprache="de", art="netzwerk").treffer]


def test_a_renamed_place_leads_to_its_networks_at_once(
    angemeldet: Anmelden, guel: User, netzwerk_a: Netzwerk
) -> None:
    client, region = angemeldet(guel), netzwerk_a.hauptregion
    indexieren("netzwerk")
    url = reverse("wagtailsnippets_netzwerke_region:edit", args=[region.pk])
    data = form_at(client, url)
    response = client.post(url, {**data, "name": "Umbenannt", "aliasse": "Kiezburg\n\n Rixdorf "})
    assert response.status_code == 302
    region.refresh_from_db()
    assert (region.name, region.aliasse) == ("Umbenannt", ["Kiezburg", "Rixdorf"])
    assert found("Umbenannt", guel) == ["Netzwerk A e. V."]
    assert found("Kiezburg", guel) == ["Netzwerk A e. V."]
    assert [e.aktion for e in Protokolleintrag.objects.all()] == ["region.aendern"]


def test_a_place_above_leads_to_networks_in_its_parts(angemeldet: Anmelden, guel: User) -> None:
    district = RegionFactory()
    part = RegionFactory(
        schluessel="karlshorst", name="Karlshorst", art=Regionsart.ORTSTEIL, uebergeordnet=district
    )
    NetzwerkFactory(name="Netzwerk Karlshorst", hauptregion=district, regionen=[part])
    indexieren("netzwerk")
    url = reverse("wagtailsnippets_netzwerke_region:edit", args=[district.pk])
    client = angemeldet(guel)
    client.post(url, {**form_at(client, url), "name": "Umbenannt"})
    assert found("Umbenannt", guel) == ["Netzwerk Karlshorst"]


def test_the_key_of_a_place_cannot_change_and_its_border_stays(angemeldet: Anmelden, guel: User) -> None:
    border = {"type": "Polygon", "coordinates": []}
    region = RegionFactory(geometrie=border)
    url = reverse("wagtailsnippets_netzwerke_region:edit", args=[region.pk])
    client = angemeldet(guel)
    data = form_at(client, url)
    assert "geometrie" not in data
    client.post(url, {**data, "schluessel": "anders", "geometrie": "{}"})
    saved = Region.objects.get(pk=region.pk)
    assert (saved.schluessel, saved.geometrie) == ("lichtenberg", border)


def test_a_renamed_topic_leads_to_its_networks_at_once(angemeldet: Anmelden, guel: User) -> None:
    topic = SchwerpunktFactory()
    NetzwerkFactory(name="Netzwerk T", schwerpunkte=[topic])
    url = reverse("wagtailsnippets_netzwerke_schwerpunkt:edit", args=[topic.pk])
    client = angemeldet(guel)
    client.post(url, {**form_at(client, url), "name": "Zukunftsberufe"})
    assert found("Zukunftsberufe", guel) == ["Netzwerk T"]


def test_a_removed_topic_leads_nowhere(angemeldet: Anmelden, superuser: User) -> None:
    topic = SchwerpunktFactory()
    NetzwerkFactory(name="Netzwerk T", schwerpunkte=[topic])
    indexieren("netzwerk")
    assert found("Fachkräfte", superuser) == ["Netzwerk T"]
    client, url = (
        angemeldet(superuser),
        reverse("wagtailsnippets_netzwerke_schwerpunkt:delete", args=[topic.pk]),
    )
    assert "gehört zu 1 Netzwerk." in client.post(url, follow=True).content.decode()
    assert found("Fachkräfte", superuser) == ["Netzwerk T"]
    taken_out("Netzwerk T", schwerpunkte=[])
    client.post(url)
    assert not Schwerpunkt.objects.filter(pk=topic.pk).exists()
    assert found("Fachkräfte", superuser) == []


def test_a_removed_place_leads_nowhere(angemeldet: Anmelden, superuser: User) -> None:
    part = RegionFactory(schluessel="karlshorst", name="Karlshorst", art=Regionsart.ORTSTEIL)
    NetzwerkFactory(name="Netzwerk O", regionen=[part], hauptregion=RegionFactory())
    indexieren("netzwerk")
    client, url = angemeldet(superuser), reverse("wagtailsnippets_netzwerke_region:delete", args=[part.pk])
    assert "gehört zu 1 Netzwerk." in client.post(url, follow=True).content.decode()
    assert found("Karlshorst", superuser) == ["Netzwerk O"]
    taken_out("Netzwerk O", regionen=[])
    client.post(url)
    assert not Region.objects.filter(pk=part.pk).exists()
    assert found("Karlshorst", superuser) == []


def taken_out(name: str, **fields: list[Any]) -> None:
    netzwerk = Netzwerk.objects.get(name=name)
    for field, values in fields.items():
        setattr(netzwerk, field, values)
    netzwerk.save()
    indexieren("netzwerk")


def test_the_list_of_networks_can_be_searched_and_filtered(angemeldet: Anmelden, guel: User) -> None:
    NetzwerkFactory(kurzname="Bleibt", name="Bleibt e. V.")
    NetzwerkFactory(kurzname="Beendetes", name="Beendetes e. V.", beendet=True)
    client, url = angemeldet(guel), reverse("wagtailsnippets_netzwerke_netzwerk:list")
    for query in ({"q": "bleib"}, {"status": "aktiv"}, {"q": "e. V.", "status": ["aktiv"]}):
        rows = client.get(url, query).context["object_list"]
        assert [netzwerk.kurzname for netzwerk in rows] == ["Bleibt"]


@pytest.mark.parametrize(
    ("pfad", "gut"),
    [("/suche/?q=Ausbildung", True), ("/netzwerke/", True), ("/", True), ("/gibt-es-nicht/", False)],
)
def test_a_menu_leads_to_what_exists(pfad: str, gut: bool, angemeldet: Anmelden, superuser: User) -> None:
    entry = {"beschriftung": "Ziel", "bereich": "haupt", "pfad": pfad, "sort_order": 5}
    answer = angemeldet(superuser).post(reverse("wagtailsnippets_home_navigationseintrag:add"), entry)
    assert Navigationseintrag.objects.filter(pfad=pfad).exists() is gut
    assert gut or "Unter dieser Adresse gibt es keine Seite." in answer.content.decode()


def test_a_district_and_its_quarter_are_told_apart(
    angemeldet: Anmelden, guel: User, netzwerk_a: Netzwerk
) -> None:
    district = netzwerk_a.hauptregion
    quarter = RegionFactory(
        schluessel="viertel", name=district.name, art=Regionsart.ORTSTEIL, uebergeordnet=district
    )
    client = angemeldet(guel)
    choices = (f"{district.name} (Bezirk)", f"{district.name} (Ortsteil in {district.name})")
    for url in (
        reverse("wagtailsnippets_netzwerke_netzwerk:edit", args=[netzwerk_a.pk]),
        reverse("wagtailsnippets_netzwerke_region:edit", args=[quarter.pk]),
    ):
        page = client.get(url).content.decode()
        assert [words for words in choices if f">{words}</option>" not in page] == []


def test_a_menu_entry_is_made_in_the_admin(angemeldet: Anmelden, superuser: User) -> None:
    client = angemeldet(superuser)
    names = {"beschriftung": "Suche", "uebersetzungen_en": "Search"}
    entry = {**names, "bereich": "haupt", "pfad": "/suche/", "sort_order": 5}
    response = client.post(reverse("wagtailsnippets_home_navigationseintrag:add"), entry)
    assert response.status_code == 302
    saved = Navigationseintrag.objects.get(beschriftung="Suche")
    assert (saved.pfad, saved.uebersetzungen) == ("/suche/", {"en": "Search"})
