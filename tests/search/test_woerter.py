"""Which words find what, in which order."""

import pytest

from netzwerke.models import FruehererName
from search import queries
from search.actions import indexieren
from tests.factories import RegionFactory, SchwerpunktFactory
from tests.search.helpers import VISITOR, found, network

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "frage"),
    [
        ("Haus der Wirtschaft", "Häuser"),
        ("Alte Häuser", "Haus"),
        ("Großbeerenstraße", "Grossbeerenstrasse"),
        ("Grossbeerenstrasse", "großbeerenstraße"),
        ("Gärten am Wasser", "garten"),
        ("Gewerbeverein", "verein"),
        ("Gewerbeverein", "Gewerb"),
        ("Unternehmensnetzwerk Süd", "sued"),
        ("Unternehmensverbund Süd", "UNTERNEHMENSVERBUND"),
        ("Netzwerk 2024", "2024"),
        ("Netzwerk B2B", "b2b"),
    ],
)
def test_german_is_found_in_every_form(name: str, frage: str) -> None:
    network(name)
    network("Ganz anderes")
    assert found(frage) == [name]


def test_all_words_count_and_any_word_is_the_fallback() -> None:
    network("Alpha Beta")
    network("Alpha Gamma")
    exact = queries.suchen("alpha beta", user=VISITOR, sprache="de")
    assert ([d.titel for d in exact.treffer], exact.ungenau) == (["Alpha Beta"], False)
    loose = queries.suchen("alpha unauffindbar", user=VISITOR, sprache="de")
    assert (sorted(d.titel for d in loose.treffer), loose.ungenau) == (["Alpha Beta", "Alpha Gamma"], True)


def test_words_without_meaning_do_not_narrow() -> None:
    network("Ausbildung Mitte")
    assert found("Wo ist die Ausbildung in der Mitte") == ["Ausbildung Mitte"]


def test_the_title_weighs_more_than_the_text() -> None:
    network("Andere", gebiet="Kreuzberg")
    network("Kreuzberg")
    assert found("kreuzberg")[0] == "Kreuzberg"


def test_former_names_places_and_topics_find_a_network() -> None:
    bezirk = RegionFactory(schluessel="mitte", name="Mitte", aliasse=["Scheunenviertel"])
    topic = SchwerpunktFactory(schluessel="energie", name="Energiegemeinschaft")
    row = network("Alpha", hauptregion=bezirk, schwerpunkte=[topic])
    FruehererName.objects.create(netzwerk=row, name="Vormals Omega")
    indexieren("netzwerk", [row.pk])
    for frage in ("omega", "scheunenviertel", "energiegemeinschaften", "mitte"):
        assert found(frage) == ["Alpha"], frage


def test_english_pages_are_found_with_english_words() -> None:
    network("Alpha", schwerpunkte=[SchwerpunktFactory()])
    assert found("skill worker", sprache="en") == ["Alpha"]
    assert found("training", sprache="en") == ["Alpha"]
    assert found("ausbildungen") == ["Alpha"]
