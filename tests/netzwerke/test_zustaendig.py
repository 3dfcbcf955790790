"""Which network is there for my place? Also an honest answer where there is none."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from netzwerke import verzeichnis
from netzwerke.enums import Netzwerktyp, Regionsart
from netzwerke.models import Netzwerk, Region
from netzwerke.zustaendig import Antwort, orte, zustaendig
from tests.factories import NetzwerkFactory, RegionFactory

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


@pytest.fixture
def mitte() -> Region:
    return RegionFactory(schluessel="mitte", name="Mitte", lat=52.52, lon=13.37, aliasse=["Zentrum"])


@pytest.fixture
def wedding(mitte: Region) -> Region:
    return RegionFactory(schluessel="wedding", name="Wedding", art=Regionsart.ORTSTEIL, uebergeordnet=mitte,
                         aliasse=["Sprengelkiez", "Groß-Kiez"], lat=52.55, lon=13.36)  # fmt: skip


@pytest.fixture
def bernau() -> Region:
    barnim = RegionFactory(schluessel="barnim", name="Barnim", art=Regionsart.LANDKREIS, lat=52.8, lon=13.8)
    return RegionFactory(schluessel="bernau", name="Bernau", art=Regionsart.GEMEINDE, uebergeordnet=barnim,
                         lat=52.68, lon=13.59)  # fmt: skip


@pytest.fixture
def netzwerke(mitte: Region, wedding: Region) -> None:
    NetzwerkFactory(
        kurzname="Ortsteil",
        hauptregion=mitte,
        regionen=[wedding],
        gebiet="Müllerstraße",
        lat=52.55,
        lon=13.36,
    )
    NetzwerkFactory(
        kurzname="Kreis",
        hauptregion=mitte,
        typ=Netzwerktyp.BEZIRKSWIRTSCHAFTSKREIS,
        gebiet="Bezirk",
        lat=52.5,
        lon=13.3,
    )
    NetzwerkFactory(kurzname="Anderswo", hauptregion=mitte, gebiet="Großbeerenstraße", lat=52.51, lon=13.38)
    NetzwerkFactory(kurzname="Vorbei", hauptregion=mitte, regionen=[wedding], beendet=True)


def answer(frage: str, user: object = VISITOR) -> Antwort:
    verzeichnis.build.cache_clear()
    return zustaendig(frage, user=user)


def short(rows: list[Netzwerk]) -> list[str]:
    return sorted(row.kurzname for row in rows)


@pytest.mark.parametrize(
    "frage", ["Wedding", "wedding", " WEDDING ", "Sprengelkiez", "sprengel", "gross kiez", "Berlin Wedding"]
)
def test_a_quarter_is_found_by_name_alias_and_beginning(frage: str, netzwerke: None) -> None:
    found = answer(frage)
    assert found.ort is not None
    assert found.ort.name == "Wedding"
    assert (short(found.hier), short(found.bezirk)) == (["Ortsteil"], ["Kreis"])
    assert found.gefunden


def test_a_district_shows_its_networks_and_those_of_its_quarters(netzwerke: None) -> None:
    for frage in ("Mitte", "Zentrum"):
        found = answer(frage)
        assert (short(found.hier), short(found.bezirk)) == (["Anderswo", "Ortsteil"], ["Kreis"])


def test_a_street_finds_the_network_that_names_it(netzwerke: None) -> None:
    for frage in ("Großbeerenstraße", "grossbeerenstrasse", "Müllerstr"):
        found = answer(frage)
        assert found.ort is None
        assert short(found.hier) == (["Ortsteil"] if "M" in frage else ["Anderswo"])


def test_a_place_without_a_network_is_told_so_with_the_nearest(netzwerke: None, bernau: Region) -> None:
    found = answer("Bernau")
    assert found.ort == bernau
    assert not found.gefunden
    assert [row.kurzname for _, row in found.naechste] == ["Ortsteil", "Anderswo", "Kreis"]
    kilometres = [km for km, _ in found.naechste]
    assert kilometres == sorted(kilometres)
    assert 15 < kilometres[0] < 25


@pytest.mark.parametrize(
    "frage", ["Unbekanntingen", "x", "", "  ", "%", "'", "\U0001f642", "a" * 80, "Tagebuchmitte"]
)
def test_an_unknown_place_is_an_empty_answer(frage: str, netzwerke: None) -> None:
    assert answer(frage) == Antwort(None, [], [], [], [])


def test_a_name_inside_another_word_is_no_place() -> None:
    RegionFactory(schluessel="buch", name="Buch", art=Regionsart.ORTSTEIL)
    assert orte("Tagebuch") == []
    assert [o.name for o in orte("Berlin-Buch")] == ["Buch"]


def test_of_two_places_of_one_name_the_smaller_comes_first(mitte: Region) -> None:
    RegionFactory(schluessel="mitte-ortsteil", name="Mitte", art=Regionsart.ORTSTEIL, uebergeordnet=mitte)
    assert [o.schluessel for o in orte("mitte")] == ["mitte-ortsteil", "mitte"]


def test_the_unpublished_is_named_to_its_people_only(mitte: Region, guel: User) -> None:
    NetzwerkFactory(kurzname="Geheim", hauptregion=mitte, gebiet="Geheimstraße", unveroeffentlicht=True)
    assert not answer("Mitte").gefunden
    assert not answer("Geheimstraße").gefunden
    assert short(answer("Mitte", guel).hier) == ["Geheim"]


@pytest.mark.parametrize("frage", ["Lichtenbreg", "Lichtnberg", "lichtenbergg"])
def test_a_mistyped_place_is_proposed_as_it_is_written(frage: str) -> None:
    NetzwerkFactory()
    answer = zustaendig(frage, user=VISITOR)
    assert (answer.ort, [region.name for region in answer.weitere_orte]) == (None, ["Lichtenberg"])


def test_what_is_like_no_place_proposes_none() -> None:
    NetzwerkFactory()
    assert zustaendig("Xyzabc", user=VISITOR).weitere_orte == []


@pytest.fixture
def berlin(mitte: Region) -> None:
    """Places that share the beginnings of their names, as the real ones do."""
    for name, art, aliasse in (
        ("Buch", Regionsart.ORTSTEIL, ["Berlin-Buch"]),
        ("Westend", Regionsart.ORTSTEIL, ["Neu-Westend"]),
        ("Moabit", Regionsart.ORTSTEIL, ["Westhafen"]),
        ("Schöneberg", Regionsart.ORTSTEIL, ["Südkreuz"]),
        ("Tiergarten", Regionsart.ORTSTEIL, ["Potsdamer Platz"]),
        ("Potsdam", Regionsart.KREISFREIE_STADT, []),
        ("Potsdam-Mittelmark", Regionsart.LANDKREIS, []),
        ("Frankfurt (Oder)", Regionsart.KREISFREIE_STADT, []),
        ("Friedrichshain", Regionsart.ORTSTEIL, ["Frankfurter Tor"]),
    ):
        RegionFactory(schluessel=name.lower(), name=name, art=art, aliasse=aliasse)


@pytest.mark.parametrize(
    ("frage", "places"),
    [
        ("Frankfurt", ["Frankfurt (Oder)", "Friedrichshain"]),
        ("West", ["Moabit", "Westend"]),
        ("Süd", ["Schöneberg"]),
        ("Buch Moabit", ["Buch", "Moabit"]),
    ],
)
def test_a_beginning_of_several_names_is_asked_about(frage: str, places: list[str], berlin: None) -> None:
    found = answer(frage)
    assert (found.ort, [ort.name for ort in found.weitere_orte]) == (None, places)
    assert (found.mehrdeutig, found.gefunden) == (True, False)


def test_beside_the_place_itself_half_a_word_of_another_is_not_proposed(berlin: None) -> None:
    found = answer("Potsdam")
    assert found.ort is not None
    assert (found.ort.name, [o.name for o in found.weitere_orte]) == ("Potsdam", ["Potsdam-Mittelmark"])


@pytest.mark.parametrize("frage", ["Straße", "str.", "Platz", "Berlin", "Am Platz", "Neue Straße"])
def test_a_word_that_half_of_all_streets_share_names_none(frage: str, mitte: Region) -> None:
    NetzwerkFactory(kurzname="Mitten in Berlin", hauptregion=mitte, gebiet="Neue Straße am Platz")
    assert answer(frage).hier == []


def test_a_place_with_many_networks_shows_the_first_and_the_way_to_all(wedding: Region) -> None:
    rows = [NetzwerkFactory(kurzname=f"N{i:02}", hauptregion=wedding.uebergeordnet, regionen=[wedding],
                            lat=52.55, lon=13.36) for i in range(13)]  # fmt: skip
    found = answer("Wedding")
    assert short(found.hier) == [row.kurzname for row in rows[:12]]
    assert (found.mehr, found.region, found.naechste) == (True, wedding.uebergeordnet, [])
    rows[0].delete()
    assert (len(answer("Wedding").hier), answer("Wedding").mehr) == (12, False)


def test_a_part_of_two_names_asks_which_of_them_is_meant(mitte: Region) -> None:
    for key, name in (
        ("alt", "Alt-Schönhausen"),
        ("neu", "Neu-Schönhausen"),
        ("nieder", "Niederschönhausen"),
    ):
        RegionFactory(schluessel=key, name=name, art=Regionsart.ORTSTEIL, uebergeordnet=mitte)
    answer = zustaendig("Schönhausen", user=VISITOR)
    assert (answer.ort, answer.mehrdeutig) == (None, True)
    assert [region.name for region in answer.weitere_orte] == ["Alt-Schönhausen", "Neu-Schönhausen"]
