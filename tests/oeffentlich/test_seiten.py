"""What visitors read on the public pages, in German and English."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.factories import NetzwerkFactory
from tests.oeffentlich.conftest import Welt

pytestmark = pytest.mark.django_db


def shown(text: str) -> list[str]:
    """Slugs of the networks whose card is on the page, in order."""
    return [part.partition("/")[0] for part in text.split('<h3><a href="/netzwerke/')[1:]]


def test_the_start_page_counts_what_is_public(html: Any) -> None:
    page = html("/")
    assert "<dt>3</dt><dd>Netzwerke im Verzeichnis<small>2 in Berlin, 1 im Umland" in page
    assert "<dt>3 von 12</dt>" in page
    assert shown(page) == ["alpha"]  # neither ended nor unclear ones are examples


def test_the_directory_lists_by_name_and_says_how_many(html: Any) -> None:
    page = html("/netzwerke/")
    assert shown(page) == ["alpha", "beta", "gamma"]
    assert ">3 Netzwerke</h2>" in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"region": "lichtenberg"}, ["alpha"]),
        ({"region": "marzahn-hellersdorf"}, ["alpha"]),
        ({"region": ["lichtenberg", "mitte"]}, ["alpha", "beta"]),
        ({"region": "mitte", "typ": "standortnetzwerk"}, []),
        ({"schwerpunkt": "fachkraefte"}, ["alpha"]),
        ({"status": "beendet"}, ["beta"]),
        ({"groesse": "31-100"}, ["alpha"]),
        ({"q": "Omegaverein"}, ["alpha"]),
        ({"q": "Beispielufer"}, ["alpha"]),
        ({"sort": "mitglieder"}, ["alpha", "beta", "gamma"]),
        ({"seite": "99"}, ["alpha", "beta", "gamma"]),
    ],
)
def test_filters_leave_what_matches(query: dict[str, Any], expected: list[str], html: Any) -> None:
    assert shown(html("/netzwerke/", **query)) == expected


def test_an_empty_selection_offers_ways_on(html: Any) -> None:
    page = html("/netzwerke/", q="unauffindbar")
    assert "0 von 3 Netzwerken" in page
    assert "Zu dieser Auswahl gibt es kein Netzwerk" in page
    assert 'href="/netzwerke/finden/"' in page


def test_the_map_lists_the_same_networks(html: Any) -> None:
    page = html("/netzwerke/", ansicht="karte", region="lichtenberg")
    row = '<a href="/netzwerke/alpha/">Alpha Ausbil\u00addungs\u00adver\u00adbund e. V.</a> <span class="quiet">(Alpha Verbund)</span>'
    assert f'<ul class="map-list" role="list"><li>{row}</li></ul>' in page.replace("\n", "")
    assert 'data-points="/netzwerke/karte.json?region=lichtenberg"' in page


def test_the_list_of_the_map_is_in_the_order_of_the_names_it_shows(welt: Welt, html: Any) -> None:
    type(welt.gamma).objects.filter(pk=welt.gamma.pk).update(name="Älteste Region")
    page = html("/netzwerke/", ansicht="karte")
    listed = re.findall(r'href="/netzwerke/(\w+)/"', page[page.index('class="map-list"') :])
    assert listed[:3] == ["gamma", "alpha", "beta"]


def test_a_point_of_the_map_brings_what_its_popup_and_the_legend_show(client: Client, welt: Welt) -> None:
    data = client.get("/en/netzwerke/karte.json").json()
    point = [
        52.527,
        13.496,
        "Alpha Verbund",
        "alpha",
        "Alpha Ausbildungsverbund e. V.",
        "standortnetzwerk",
        "lichtenberg",
    ]
    assert data["punkte"][0] == point
    assert data["typen"]["standortnetzwerk"] == "Local business network"
    assert data["regionen"] == {
        "barnim": ["Barnim", "#66561f"], "lichtenberg": ["Lichtenberg", "#23614a"], "mitte": ["Mitte", "#1d4f7c"],
    }  # fmt: skip


def test_a_profile_shows_all_that_is_known(html: Any) -> None:
    page = html("/netzwerke/alpha/")
    for expected in (
        "<h1>Alpha ", "Der Verein am Wasser.", "Wir lernen voneinander.", "Lichtenberg", "Marzahn-Hellersdorf",
        '<span lang="de">Omegaverein</span> (bis 2015)', "<b>rund 60</b><small>Stand 2024", "post@alpha.example.org", "Fachkräfte &amp; Ausbildung",
        "öffentlich recherchiert, noch nicht bestätigt", "zählen in Summen nur einmal", "2020: 40, 2024: 60",
        "Stand 2024.", 'href="https://example.org/quelle"', 'href="/netzwerke/gamma/"',
    ):  # fmt: skip
        assert expected in page, expected


def test_paper_tells_where_it_came_from_of_when_and_under_which_licence(html: Any, settings: Any) -> None:
    tail = "· Lizenz CC BY 4.0: Netzwerk der Netzwerke, jede Angabe mit Quelle und Jahr.</p>"
    for path, query in (("/netzwerke/", {"region": "lichtenberg"}), ("/netzwerke/alpha/", {})):
        (line,) = re.findall(r'<p class="print-only">(.*)', html(path, **query))
        assert line.startswith(
            settings.BASE_URL + path + ("?region=lichtenberg" if query else "") + " · zuletzt geändert am "
        )
        assert line.endswith(tail)


def test_a_source_is_named_by_its_host(html: Any) -> None:
    assert '<a href="https://example.org/quelle" rel="noopener nofollow">example.org › quelle</a>' in html(
        "/netzwerke/alpha/"
    )


def test_the_locator_stresses_the_district_and_names_it(html: Any) -> None:
    page = html("/netzwerke/alpha/")
    assert re.search(r'<use class="hier" href="[^"]*umriss[^"]*#lichtenberg"/>', page)
    assert re.search(r'<text x="[\d.]+" y="[\d.]+" dy="-11">Lichtenberg</text>', page)
    assert 'class="hier"' not in html("/netzwerke/gamma/")


def test_an_english_profile_shows_its_english_page(html: Any) -> None:
    page = html("/en/netzwerke/alpha/")
    assert '<span lang="en">The club at the water.</span>' in page
    assert "Skilled workers &amp; training" in page


def test_a_profile_without_a_page_still_says_what_it_is(html: Any) -> None:
    page = html("/netzwerke/gamma/")
    assert '<p>Standortnetzwerk, <span lang="de">Barnimer Land</span>.</p>' in page
    assert "keine Angabe gefunden" in page


def test_a_profile_says_when_a_network_ended_or_was_lost_sight_of(html: Any) -> None:
    assert "Dieses Netzwerk endete 2023." in html("/netzwerke/beta/")
    assert "fanden wir keine neuere Spur" in html("/netzwerke/gamma/")


def test_a_network_that_is_not_public_is_nowhere(welt: Welt, client: Client) -> None:
    type(welt.alpha).objects.filter(pk=welt.alpha.pk).update(sichtbarkeit=30)
    assert client.get("/netzwerke/alpha/").status_code == 404
    assert client.get("/netzwerke/alpha/vorschaubild.png").status_code == 404
    for path in (
        "/",
        "/netzwerke/",
        "/netzwerke/?ansicht=karte",
        "/sitemap.xml",
        "/netzwerke/finden/?ort=Lichtenberg",
    ):
        assert "/netzwerke/alpha/" not in client.get(path).content.decode(), path


@pytest.mark.parametrize(
    ("ort", "expected"),
    [
        ("Lichtenberg", "Hier arbeitet:"),
        ("Wedding", "In der Nähe"),
        ("Gatow", "Hier kennen wir noch kein Netzwerk"),
        ("Hintertupfing", "Diesen Ort kennen wir nicht"),
        ("Neudorf", "Meinten Sie:"),
        ("Beispielufer", "Hier arbeitet:"),
    ],
)
def test_a_place_gets_an_honest_answer(ort: str, expected: str, html: Any) -> None:
    assert expected in html("/netzwerke/finden/", ort=ort)


@pytest.mark.parametrize("ort", ["12277", " 12277 ", "D-12277", "12277 Berlin", "12277, berlin"])
def test_a_postcode_is_told_that_we_know_none_with_the_districts(ort: str, html: Any) -> None:
    page = html("/netzwerke/finden/", ort=ort)
    assert "Postleitzahlen kennen wir noch nicht" in page
    assert '<a class="chip" href="/netzwerke/?region=spandau">Spandau</a>' in page
    assert "?region=barnim" not in page
    assert "Diesen Ort kennen wir nicht" not in page


def test_all_of_berlin_is_answered_with_its_districts(html: Any) -> None:
    page = html("/netzwerke/finden/", ort="berlin")
    assert "Wo in Berlin?" in page
    assert '<a class="chip" href="/netzwerke/?region=spandau">Spandau</a>' in page
    assert "Hier arbeitet:" not in page


def test_a_place_with_more_networks_than_shown_links_to_the_directory(html: Any, welt: Welt) -> None:
    for _ in range(13):
        NetzwerkFactory(hauptregion=welt.alpha.hauptregion)
    page = html("/netzwerke/finden/", ort="Lichtenberg")
    assert '<a href="/netzwerke/?region=lichtenberg">Alle Netzwerke in Lichtenberg ansehen</a>' in page
    assert "ansehen</a></p>" not in html("/netzwerke/finden/", ort="Gatow")


@pytest.mark.parametrize(
    ("ort", "found"), [("13347 Wedding", "In der Nähe"), ("1234", "Diesen Ort kennen wir nicht")]
)
def test_what_is_more_or_less_than_a_postcode_is_a_place(ort: str, found: str, html: Any) -> None:
    page = html("/netzwerke/finden/", ort=ort)
    assert found in page
    assert "Postleitzahlen kennen wir noch nicht" not in page


def test_the_search_finds_marks_and_offers_help(html: Any) -> None:
    assert "<mark>Alpha</mark>" in html("/suche/", q="Alpha")
    page = html("/suche/", q="unauffindbar")
    assert "Zu „unauffindbar“ haben wir nichts gefunden" in page
    assert 'href="/netzwerke/finden/?ort=unauffindbar"' in page


def test_gaps_of_a_content_page_are_marked(html: Any) -> None:
    page = html("/impressum/")
    assert "Auf dieser Seite fehlt noch eine Angabe" in page
    assert "<b>Noch offen:</b> Name des Betreibers" in page


def test_a_filter_that_does_not_exist_is_named(html: Any) -> None:
    page = html("/netzwerke/", region=["foo<b>", "x" * 500])
    assert "wir haben ihn weggelassen: region=foo&lt;b&gt;, region=xxxxxxxx" in page
    assert f"region={'x' * 33}…</p>" in page
    assert "weggelassen" not in html("/netzwerke/", region="lichtenberg")
    assert "weggelassen: branche=quatsch" in html("/unternehmen/", branche="quatsch")


@pytest.mark.parametrize(
    ("ort", "title"),
    [
        ("Lichtenberg", "Unternehmensnetzwerke für Lichtenberg"),
        ("Hintertupfing", "Unternehmensnetzwerke für „Hintertupfing“"),
        ("", "Welches Netzwerk gibt es an meinem Standort?"),
    ],
)
def test_the_answer_for_a_place_names_it_in_the_title(html: Any, ort: str, title: str) -> None:
    assert f"<title>{title} · " in html("/netzwerke/finden/", ort=ort)


def test_an_address_typed_in_capitals_leads_to_the_profile(welt: Welt, client: Client) -> None:
    answer = client.get("/netzwerke/ALPHA/")
    assert (answer.status_code, answer["Location"]) == (301, "/netzwerke/alpha/")
