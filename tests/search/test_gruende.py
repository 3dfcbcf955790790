"""Places and topics among the suggestions, and the reason of every hit."""

import pytest
from django.test import Client

from home.models import Startseite
from netzwerke.actions import begriff_loeschen, begriff_speichern
from netzwerke.models import FruehererName, Region, Schwerpunkt
from search import queries
from search.actions import indexieren
from tests.factories import RegionFactory, SchwerpunktFactory
from tests.search.helpers import VISITOR, found, network

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> None:
    mitte = RegionFactory(schluessel="mitte", name="Mitte")
    RegionFactory(
        schluessel="wedding", name="Wedding", art="ortsteil", uebergeordnet=mitte, aliasse=["Sprengelkiez"]
    )
    SchwerpunktFactory()
    indexieren("ort")
    indexieren("schwerpunkt")


def suggested(client: Client, q: str, prefix: str = "") -> list[tuple[str, str, str, str]]:
    return [tuple(hit.values()) for hit in client.get(f"{prefix}/suche/vorschlaege.json", {"q": q}).json()]


def test_places_and_topics_are_suggested_with_the_directory_filtered_by_them(
    places: None, client: Client
) -> None:
    assert suggested(client, "mitt")[0] == ("Mitte", "/netzwerke/?region=mitte", "Ort", "")
    assert suggested(client, "wedd") == [("Wedding", "/netzwerke/finden/?ort=Wedding", "Ort", "")]
    topic = ("Fachkräfte & Ausbildung", "/netzwerke/?schwerpunkt=fachkraefte", "Schwerpunkt")
    assert suggested(client, "ausbild") == [(*topic, "")]
    assert suggested(client, "azub") == [(*topic, "Azubi · Azubis")]
    assert suggested(client, "sprengel") == [
        ("Wedding", "/netzwerke/finden/?ort=Wedding", "Ort", "Sprengelkiez")
    ]
    RegionFactory(
        schluessel="mitte-teil",
        name="Mitte",
        art="ortsteil",
        uebergeordnet=Region.objects.get(schluessel="mitte"),
    )
    indexieren("ort")
    assert sorted(row[3] for row in suggested(client, "mitt") if row[0] == "Mitte") == [
        "Bezirk",
        "Ortsteil, Mitte",
    ]
    english = ("Skilled workers & training", "/en/netzwerke/?schwerpunkt=fachkraefte", "Focus topic", "")
    assert suggested(client, "skilled", "/en") == [english]


def test_what_is_called_so_comes_before_a_word_of_the_name_and_that_before_the_rest() -> None:
    network("Anderes", regionen=[RegionFactory(schluessel="ufer", name="Ufer", aliasse=["Kanalkiez"])])
    network("Nur im Text", gebiet="Kanal")
    network("Netzwerk Kanalufer")
    network("Kanalverein")
    titles = [d.titel for d in queries.vorschlaege("kana", user=VISITOR, sprache="de")]
    assert titles == ["Kanalverein", "Netzwerk Kanalufer", "Anderes"]


def test_transposed_letters_are_put_right(places: None) -> None:
    assert queries.meinten_sie("Ausbidlung") == "Ausbildung"
    assert queries.meinten_sie("uAsbildung") == "Ausbildung"
    assert found("Ausbidlung") == []


def reasons(client: Client, frage: str) -> list[tuple[str, str, str]]:
    return [
        (hit["titel"], hit["text"], hit["grund"])
        for hit in client.get("/suche/", {"q": frage}).context["treffer"]
    ]


def test_every_hit_shows_by_what_it_was_found(client: Client, seitenbaum: Startseite) -> None:
    bezirk = RegionFactory(schluessel="mitte", name="Mitte", aliasse=["Scheunenviertel", "Regierungsviertel"])
    row = network("Gewerbeverein", hauptregion=bezirk, schwerpunkte=[SchwerpunktFactory()])
    FruehererName.objects.create(netzwerk=row, name="Bund der Omega")
    indexieren("netzwerk", [row.pk])
    for frage, marked in (
        ("verein", "<mark>Gewerbeverein</mark>"),
        ("ausbildungen", "<mark>Ausbildung</mark>"),
        ("omega", "Bund der <mark>Omega</mark>"),
        ("scheunenviertel", "<mark>Scheunenviertel</mark>"),
        ("viertel", "<mark>Scheunenviertel</mark> · <mark>Regierungsviertel</mark>"),
        ("azubi", "<mark>Azubi</mark> · <mark>Azubis</mark>"),
        ("netzwerk", "<mark>Netzwerk</mark> · <mark>Netzwerke</mark> · <mark>Unternehmensnetzwerk</mark>"),
    ):
        ((titel, text, grund),) = reasons(client, frage)
        assert marked in (grund or titel + text), frage
    assert "Gefunden über: Bund der <mark>Omega</mark>" in client.get("/suche/?q=omega").content.decode()


def test_a_place_name_is_no_compound_of_houses_woods_or_fields() -> None:
    network("Hohenschönhausen Eichwalde Lichterfelde")
    for frage in ("Häuser", "Haus", "Wald", "Feld"):
        assert found(frage) == [], frage
    assert found("Hohenschönhausen") == found("eichwalde") == ["Hohenschönhausen Eichwalde Lichterfelde"]


def test_places_and_topics_follow_their_actions(places: None) -> None:
    region, topic = Region.objects.get(schluessel="mitte"), Schwerpunkt.objects.get()
    region.name, topic.name = "Umbenannt", "Neuthema"
    begriff_speichern(region)
    begriff_speichern(topic)
    assert (found("umbenannt", art="ort"), found("neuthema", art="schwerpunkt")) == (
        ["Umbenannt"],
        ["Neuthema"],
    )
    wedding = queries.suchen("wedding", user=VISITOR, sprache="de", art="ort").treffer
    assert [d.text for d in wedding] == ["Ortsteil, Umbenannt"]
    begriff_loeschen(Region.objects.get(schluessel="wedding"))
    begriff_loeschen(region)
    begriff_loeschen(topic)
    assert (found("umbenannt"), found("neuthema")) == ([], [])


def test_whoever_asks_for_a_district_is_not_given_each_of_its_quarters(places: None) -> None:
    assert found("mitte", art="ort") == ["Mitte"]
    quarter = queries.suchen("wedding", user=VISITOR, sprache="de", art="ort").treffer
    assert [d.text for d in quarter] == ["Ortsteil, Mitte"]


def test_a_name_copied_from_a_page_brings_its_hyphens_along() -> None:
    network("Großbeerenstraße")
    assert found("Groß\u00adbee\u00adren\u00adstra\u00adße") == ["Großbeerenstraße"]


def test_a_reason_is_cut_between_words(client: Client) -> None:
    words = "Verein für den Austausch über die Ausbildung und das Miteinander aller Betriebe in den Höfen"
    row = network("Kurz")
    row.fruehere_namen.add(FruehererName(name=words))
    row.save()
    indexieren("netzwerk", [row.pk])
    (hit,) = client.get("/suche/vorschlaege.json", {"q": "miteinander"}).json()
    assert hit["grund"] == "Verein für den Austausch über die Ausbildung und das Miteinander aller Betriebe …"


def test_a_name_with_a_hyphen_is_found_written_as_one() -> None:
    network("Te-Damm")
    assert found("TeDamm") == found("te damm") == found("te-damm") == ["Te-Damm"]


@pytest.mark.parametrize(
    ("asked", "named"), [("Firma", "Firmen"), ("Themen", "Thema"), ("Zentrum", "Zentren")]
)
def test_plurals_of_foreign_words_find_each_other(asked: str, named: str) -> None:
    network(f"Haus der {named}")
    assert found(asked) == found(named) == [f"Haus der {named}"]


def test_a_compound_that_nobody_uses_leads_to_the_word_it_begins_with() -> None:
    network("Klimaschutz")
    assert found("Klimaschutzkonzept") == []
    assert queries.meinten_sie("Klimaschutzkonzept") == "Klimaschutz"


def test_a_short_word_is_no_beginning_of_others_where_it_is_found_itself() -> None:
    network("Bushof", gebiet="Bus")
    network("Business-Park")
    assert found("bus") == ["Bushof"]
    assert queries.objekt_ids("netzwerk", "bus", user=VISITOR, sprache="de") is not None
    assert found("bush") == ["Bushof"]


def test_a_street_written_as_one_word_is_found() -> None:
    network("Motzener Straße")
    assert found("Motzenerstraße") == found("motzenerstrasse") == ["Motzener Straße"]
