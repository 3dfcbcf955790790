"""The directory of firms and their profiles: who agreed, each once, and never more than a reader may see."""

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core.visibility import Sichtbarkeit
from mitglieder.actions.firmen import aendern, anlegen, aufloesen, aufnehmen, austreten
from mitglieder.enums import Branche
from mitglieder.models import Unternehmen
from netzwerke.actions import rolle_geben
from netzwerke.enums import Netzwerkstatus, Rolle
from netzwerke.models import Netzwerk
from tests.factories import UserFactory
from tests.mitglieder.helpers import angemeldet
from tests.oeffentlich.conftest import Welt
from tests.oeffentlich.pruefung import complaints, fragment_errors
from tests.oeffentlich.test_maschinen import BASE, links, meta, sitemap

pytestmark = pytest.mark.django_db
LISTE = "/unternehmen/"


def firma(
    name: str, *netzwerke: Netzwerk, branche: Branche = Branche.VERARBEITUNG,
    sichtbarkeit: int = Sichtbarkeit.OEFFENTLICH, **angaben: Any,
) -> Unternehmen:  # fmt: skip
    unternehmen = anlegen(person=None, name=name, branche=branche, sichtbarkeit=sichtbarkeit, **angaben)
    for netzwerk in netzwerke:
        aufnehmen(unternehmen, netzwerk)
    return unternehmen


@pytest.fixture
def firmen(welt: Welt) -> dict[str, Unternehmen]:
    """Adler in two networks, Biber in one; Chamaeleon is for members, Dachs for its network alone."""
    Netzwerk.objects.filter(pk=welt.beta.pk).update(status=Netzwerkstatus.AKTIV, endejahr=None)
    members, own = Sichtbarkeit.MITGLIEDER, Sichtbarkeit.NETZWERK
    adler = firma(
        "Adler Metallbau GmbH", welt.alpha, welt.gamma, groessenklasse="mittel", bildet_aus=True,
        standort="Beispielufer 1, 10315 Berlin", webseite="https://adler.example.org/pfad",
        ausbildung="Metallbauer:in", sucht="Halle mit Kran", bietet="Lehrwerkstatt & Kantine",
    )  # fmt: skip
    biber = firma("Biber Bau", welt.beta, branche=Branche.BAU, groessenklasse="kleinst")
    film = firma("Chamaeleon Film", welt.alpha, branche=Branche.INFORMATION, sichtbarkeit=members)
    dachs = firma("Dachs Druck", welt.alpha, sichtbarkeit=own)
    return {"adler": adler, "biber": biber, "chamaeleon": film, "dachs": dachs}


def shown(page: str) -> list[str]:
    return re.findall(r'<h3><a href="/unternehmen/([\w-]+)/"', page)


def mitglied_von(netzwerk: Netzwerk) -> User:
    person = UserFactory()
    rolle_geben(netzwerk, an=person, rolle=Rolle.MITGLIED)
    return person


# --- The list --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["adler-metallbau-gmbh", "biber-bau"]),
        ({"branche": "F"}, ["biber-bau"]),
        ({"groesse": ["mittel", "gross"]}, ["adler-metallbau-gmbh"]),
        ({"ausbildung": "ja"}, ["adler-metallbau-gmbh"]),
        ({"netzwerk": "gamma"}, ["adler-metallbau-gmbh"]),
        ({"netzwerk": ["alpha", "beta"]}, ["adler-metallbau-gmbh", "biber-bau"]),
        ({"bezirk": "marzahn-hellersdorf"}, ["adler-metallbau-gmbh"]),
        ({"bezirk": "mitte", "ausbildung": "ja"}, []),
        ({"q": "Metallbauer"}, ["adler-metallbau-gmbh"]),
        ({"q": "Kran"}, ["adler-metallbau-gmbh"]),
        ({"q": "Kantine"}, ["adler-metallbau-gmbh"]),
        ({"q": "Baugewerbe"}, ["biber-bau"]),
        ({"q": "unauffindbar"}, []),
        ({"q": "…"}, []),
        ({"branche": "?", "netzwerk": "fehlt", "seite": "99"}, ["adler-metallbau-gmbh", "biber-bau"]),
    ],
)
def test_filters_leave_what_matches(
    query: dict[str, Any], expected: list[str], firmen: dict[str, Unternehmen], html: Any
) -> None:
    assert shown(html(LISTE, **query)) == expected


def anzahlen(response: Any, facette: str) -> dict[str, int]:
    found = next(f for f in response.context["facetten"] if f.schluessel == facette)
    return {option.wert: option.anzahl for option in found.offen}


def test_a_firm_in_two_networks_counts_once_and_for_each_of_them(
    firmen: dict[str, Unternehmen], client: Client
) -> None:
    response = client.get(LISTE)
    assert response.context["anzahl"] == 2
    assert anzahlen(response, "netzwerk") == {"alpha": 1, "beta": 1, "gamma": 1}
    assert anzahlen(response, "bezirk") == {
        "lichtenberg": 1,
        "marzahn-hellersdorf": 1,
        "mitte": 1,
        "barnim": 1,
    }
    assert anzahlen(response, "branche") == {"C": 1, "F": 1}
    assert anzahlen(response, "ausbildung") == {"ja": 1}
    assert anzahlen(response, "groesse") == {"mittel": 1, "kleinst": 1}


def test_counts_heed_the_other_facets_and_not_their_own(
    firmen: dict[str, Unternehmen], client: Client
) -> None:
    response = client.get(LISTE, {"branche": "F"})
    assert anzahlen(response, "branche") == {"C": 1, "F": 1}
    assert anzahlen(response, "netzwerk") == {"beta": 1}


def test_a_member_sees_what_is_for_members_and_the_own_network_s(
    firmen: dict[str, Unternehmen], welt: Welt
) -> None:
    everything = ["adler-metallbau-gmbh", "biber-bau", "chamaeleon-film", "dachs-druck"]
    assert shown(angemeldet(mitglied_von(welt.alpha)).get(LISTE).content.decode()) == everything
    response = angemeldet(mitglied_von(welt.gamma)).get(LISTE)
    assert shown(response.content.decode()) == everything[:3]
    assert anzahlen(response, "netzwerk") == {"alpha": 2, "beta": 1, "gamma": 1}


def test_through_a_network_that_one_does_not_see_nothing_is_found_named_or_counted(
    firmen: dict[str, Unternehmen], welt: Welt, client: Client
) -> None:
    Netzwerk.objects.filter(pk=welt.gamma.pk).update(sichtbarkeit=Sichtbarkeit.NETZWERK)
    response = client.get(LISTE)
    assert anzahlen(response, "netzwerk") == {"alpha": 1, "beta": 1}
    assert "barnim" not in anzahlen(response, "bezirk")
    assert client.get(LISTE, {"netzwerk": "gamma"}).context["gewaehlt"] == []
    assert shown(client.get(LISTE, {"bezirk": "barnim"}).content.decode()) == []
    for path in (LISTE, "/unternehmen/adler-metallbau-gmbh/", "/api/v1/unternehmen"):
        assert "amma" not in client.get(path).content.decode(), path


def test_a_copy_for_visitors_never_holds_what_a_member_saw(
    firmen: dict[str, Unternehmen], welt: Welt, settings: Any
) -> None:
    settings.PAGE_CACHE_ENABLED = True
    member, visitor = angemeldet(mitglied_von(welt.alpha)), Client()
    for path in (LISTE, "/unternehmen/adler-metallbau-gmbh/"):
        before = visitor.get(path).content
        answer = member.get(path)
        assert answer["Cache-Control"] == "private, no-store"
        assert visitor.get(path).content == before
    assert member.get("/unternehmen/dachs-druck/").status_code == 200
    assert visitor.get("/unternehmen/dachs-druck/").status_code == 404
    assert b"Dachs" not in visitor.get(LISTE).content


def test_an_empty_list_says_how_a_firm_gets_there(html: Any) -> None:
    page = html(LISTE)
    assert "Noch steht hier kein Unternehmen" in page
    assert 'href="/netzwerke/finden/"' in page


def test_pages_and_chips_keep_the_selection(welt: Welt, client: Client) -> None:
    for n in range(21):
        firma(f"Firma {n:02}", welt.alpha)
    page = client.get(LISTE, {"netzwerk": "alpha"}).content.decode()
    assert 'href="/unternehmen/?netzwerk=alpha&amp;seite=2"' in page
    assert "21 von 21 Unternehmen" in page
    assert shown(client.get(LISTE, {"netzwerk": "alpha", "seite": "2"}).content.decode()) == ["firma-20"]


@pytest.mark.parametrize("path", [LISTE, "/unternehmen/?bezirk=lichtenberg&branche=C&q=Adler"])
def test_three_firms_ask_as_often_as_one(path: str, firmen: dict[str, Unternehmen], client: Client) -> None:
    def asked() -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        assert [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []
        return len(queries)

    Unternehmen.objects.update(sichtbarkeit=Sichtbarkeit.OEFFENTLICH)
    several = asked()
    Unternehmen.objects.exclude(pk=firmen["adler"].pk).update(sichtbarkeit=Sichtbarkeit.NETZWERK)
    assert (asked(), several) == (several, {LISTE: 9}.get(path, 10))


# --- The profile -----------------------------------------------------------------------------------------


def test_a_profile_shows_all_that_is_known(firmen: dict[str, Unternehmen], html: Any) -> None:
    page = html("/unternehmen/adler-metallbau-gmbh/").replace("\u00ad", "")
    for expected in (
        "Adler Metallbau GmbH", "Verarbeitendes Gewerbe", "Abschnitt C der amtlichen Einteilung",
        "50 bis 249 Beschäftigte", "Beispielufer 1, 10315 Berlin", "Metallbauer:in", "Halle mit Kran",
        "Lehrwerkstatt &amp; Kantine", 'href="/netzwerke/alpha/"', 'href="/netzwerke/gamma/"',
        '<a href="https://adler.example.org/pfad" rel="nofollow noopener noreferrer" referrerpolicy="no-referrer">adler.example.org',
    ):  # fmt: skip
        assert expected in page, expected


def test_a_profile_says_to_members_who_else_sees_it(firmen: dict[str, Unternehmen], welt: Welt) -> None:
    page = angemeldet(mitglied_von(welt.alpha)).get("/unternehmen/dachs-druck/").content.decode()
    assert "nur das eigene Netzwerk" in page
    assert meta(page)["robots"] == "noindex"


def test_a_dissolved_firm_is_missing_everywhere(
    firmen: dict[str, Unternehmen], client: Client, guel: User
) -> None:
    aufloesen(firmen["biber"])
    for visitor in (client, angemeldet(guel)):
        assert visitor.get("/unternehmen/biber-bau/").status_code == 404
        assert "biber-bau" not in shown(visitor.get(LISTE).content.decode())


def test_a_profile_takes_few_queries(firmen: dict[str, Unternehmen], client: Client) -> None:
    path = "/unternehmen/adler-metallbau-gmbh/"
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    assert len(queries) == 2


# --- On the profile of a network -------------------------------------------------------------------------


def test_a_network_shows_its_listed_firms_and_the_way_to_all(
    firmen: dict[str, Unternehmen], welt: Welt, html: Any
) -> None:
    page = html("/netzwerke/alpha/")
    assert "Unternehmen in diesem Netzwerk" in page
    assert 'href="/unternehmen/adler-metallbau-gmbh/"' in page
    assert 'href="/unternehmen/?netzwerk=alpha"' in page
    assert "1 öffentlich eingetragenes Unternehmen ansehen" in page


def test_the_shared_piece_holds_only_what_everybody_sees(firmen: dict[str, Unternehmen], welt: Welt) -> None:
    """A member opens the profile first; what is kept of it is shown to visitors next."""
    for client in (angemeldet(mitglied_von(welt.alpha)), Client()):
        page = client.get("/netzwerke/alpha/").content.decode()
        assert ("Chamaeleon" in page, "Dachs" in page, "Adler" in page) == (False, False, True)


def test_six_firms_stand_there_and_the_others_are_counted(welt: Welt, html: Any) -> None:
    for n in range(8):
        firma(f"Firma {n}", welt.alpha)
    page = html("/netzwerke/alpha/")
    assert len(re.findall(r'href="/unternehmen/firma-\d/"', page)) == 6
    assert "Alle 8 öffentlich eingetragenen Unternehmen ansehen" in page


def test_a_network_without_listed_firms_says_nothing_of_them(
    firmen: dict[str, Unternehmen], welt: Welt, html: Any
) -> None:
    for row in welt.alpha.firmenmitgliedschaften.laufend():
        austreten(row)
    assert "Unternehmen in diesem Netzwerk" not in html("/netzwerke/alpha/")


# --- For machines ----------------------------------------------------------------------------------------


def test_a_profile_names_its_address_its_translations_and_its_facts(
    firmen: dict[str, Unternehmen], html: Any
) -> None:
    german, english = "/unternehmen/adler-metallbau-gmbh/", "/en/unternehmen/adler-metallbau-gmbh/"
    for path in (german, english, LISTE, "/en/unternehmen/"):
        pair = (german, english) if "adler" in path else (LISTE, "/en/unternehmen/")
        assert links(html(path), "canonical") == [(BASE + path,)]
        assert links(html(path), "alternate") == [
            ("de", BASE + pair[0]), ("x-default", BASE + pair[0]), ("en", BASE + pair[1]),
        ]  # fmt: skip
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html(german), re.S)
    alpha = {
        "@type": "Organization",
        "name": "Alpha Ausbildungsverbund e. V.",
        "url": f"{BASE}/netzwerke/alpha/",
    }
    gamma = {"@type": "Organization", "name": "Gamma Region", "url": f"{BASE}/netzwerke/gamma/"}
    assert [json.loads(text) for text in found] == [
        {
            "@context": "https://schema.org", "@type": "Organization", "name": "Adler Metallbau GmbH",
            "url": "https://adler.example.org/pfad", "mainEntityOfPage": BASE + german,
            "address": "Beispielufer 1, 10315 Berlin", "memberOf": [alpha, gamma],
        }
    ]  # fmt: skip


def test_selections_are_not_offered_to_search_engines(firmen: dict[str, Unternehmen], html: Any) -> None:
    assert meta(html(LISTE, branche="C"))["robots"] == "noindex, follow"
    assert "robots" not in meta(html(LISTE))


def test_the_sitemap_names_who_agreed_and_no_other(firmen: dict[str, Unternehmen], client: Client) -> None:
    found = {url.removeprefix(BASE) for url in sitemap(client) if "/unternehmen/" in url}
    german = {LISTE, "/unternehmen/adler-metallbau-gmbh/", "/unternehmen/biber-bau/"}
    assert found == german | {f"/en{path}" for path in german}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    "path",
    [LISTE, "/unternehmen/?branche=C&q=Adler&netzwerk=alpha", "/unternehmen/?q=unauffindbar",
     "/unternehmen/adler-metallbau-gmbh/", "/unternehmen/biber-bau/", "/netzwerke/alpha/"],
)  # fmt: skip
def test_the_page_is_valid_and_sound(
    path: str, language: str, firmen: dict[str, Unternehmen], html: Any
) -> None:
    prefixed = path if language == "de" else f"/en{path}"
    assert complaints(html(prefixed), language) == []


def test_the_part_that_a_filter_swaps_is_valid(firmen: dict[str, Unternehmen], client: Client) -> None:
    response = client.get(f"{LISTE}?branche=C", headers={"HX-Request-Type": "partial"})
    assert fragment_errors(response.content.decode()) == []
    assert "<html" not in response.content.decode()


# --- The search ------------------------------------------------------------------------------------------

SIEHT = {
    "visitor": {"adler", "biber"},
    "alpha": {"adler", "biber", "chamaeleon", "dachs"},
    "gamma": {"adler", "biber", "chamaeleon"},
}
WORTE = {"adler": "Adler", "biber": "Biber", "chamaeleon": "Chamaeleon", "dachs": "Dachs"}


@pytest.mark.parametrize("wer", SIEHT)
def test_the_search_finds_counts_and_proposes_what_one_may_see(
    wer: str, firmen: dict[str, Unternehmen], welt: Welt
) -> None:
    client = Client() if wer == "visitor" else angemeldet(mitglied_von(getattr(welt, wer)))
    for key, word in WORTE.items():
        page = client.get("/suche/", {"q": word})
        assert page.context["ergebnis"].anzahl == (key in SIEHT[wer]), key
        rows = client.get("/suche/vorschlaege.json", {"q": word[:4]}).json()
        assert len(rows) == (key in SIEHT[wer]), key


def test_a_firm_in_two_networks_is_found_by_the_members_of_both_at_once(
    firmen: dict[str, Unternehmen], welt: Welt
) -> None:
    Unternehmen.objects.filter(pk=firmen["adler"].pk).update(sichtbarkeit=Sichtbarkeit.NETZWERK)
    found = []
    for netzwerk in (welt.alpha, welt.gamma, welt.beta):
        page = angemeldet(mitglied_von(netzwerk)).get("/suche/", {"q": "Lehrwerkstatt"})
        found.append(page.context["ergebnis"].anzahl)
    assert found == [1, 1, 0]
    assert Client().get("/suche/", {"q": "Lehrwerkstatt"}).context["ergebnis"].anzahl == 0


def test_a_word_of_a_hidden_firm_is_never_proposed(firmen: dict[str, Unternehmen], client: Client) -> None:
    aendern(firmen["dachs"], person=None, name="Verborgenheit")
    assert client.get("/suche/", {"q": "Verborgenhait"}).context["meinten_sie"] == ""


def test_the_search_forgets_a_firm_as_soon_as_its_network_let_it_go(
    firmen: dict[str, Unternehmen], client: Client
) -> None:
    austreten(firmen["biber"].firmenmitgliedschaften.get())
    assert client.get("/suche/", {"q": "Biber"}).context["ergebnis"].anzahl == 0
