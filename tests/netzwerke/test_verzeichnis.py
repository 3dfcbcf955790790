"""The index in memory says exactly what the database would say."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from accounts.models import User
from core.visibility import Sichtbarkeit
from netzwerke import verzeichnis
from netzwerke.enums import Groessenart, Groessenklasse, Netzwerkstatus, Netzwerktyp, Regionsart
from netzwerke.models import Groessenangabe, Netzwerk, Region, Schwerpunkt
from netzwerke.verzeichnis import FACETTEN, Verzeichnisindex, verzeichnisindex
from tests.factories import GroessenangabeFactory, NetzwerkFactory, RegionFactory

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def index_now() -> Verzeichnisindex:
    verzeichnis.build.cache_clear()
    return verzeichnisindex()


# --- Against the database ---

REGIONS = ["mitte", "pankow", "barnim", "wedding"]
TOPICS = ["energie", "verkehr", "handel"]
NETWORKS = st.lists(
    st.fixed_dictionaries({
        "typ": st.sampled_from(Netzwerktyp.values[:3]),
        "status": st.sampled_from(["aktiv", "ruht"]),
        "sichtbarkeit": st.sampled_from(Sichtbarkeit.values),
        "regionen": st.sets(st.sampled_from(REGIONS), min_size=1),
        "schwerpunkte": st.sets(st.sampled_from(TOPICS)),
        "mitglieder": st.none() | st.integers(0, 150),
    }),
    max_size=8,
)  # fmt: skip
CHOICE = st.fixed_dictionaries({
    "region": st.sets(st.sampled_from(["mitte", "pankow", "barnim", "fehlt"])),
    "typ": st.sets(st.sampled_from(Netzwerktyp.values[:3])),
    "schwerpunkt": st.sets(st.sampled_from(TOPICS)),
    "status": st.sets(st.sampled_from(Netzwerkstatus.values)),
    "groesse": st.sets(st.sampled_from(Groessenklasse.values)),
})  # fmt: skip


@pytest.fixture
def orte() -> dict[str, Region]:
    mitte = RegionFactory(schluessel="mitte", name="Mitte")
    RegionFactory(schluessel="pankow", name="Pankow")
    RegionFactory(schluessel="barnim", name="Barnim", art=Regionsart.LANDKREIS)
    RegionFactory(schluessel="wedding", name="Wedding", art=Regionsart.ORTSTEIL, uebergeordnet=mitte)
    for key in TOPICS:
        Schwerpunkt.objects.create(schluessel=key, name=key)
    return {region.schluessel: region for region in Region.objects.all()}


def fill(rows: list[dict[str, Any]], orte: dict[str, Region]) -> None:
    Netzwerk.objects.all().delete()
    for i, row in enumerate(rows):
        fields = {key: row[key] for key in ("typ", "status", "sichtbarkeit")}
        netzwerk = NetzwerkFactory(
            **fields, kurzname=f"N{i}", hauptregion=orte["mitte"], regionen=[orte[r] for r in row["regionen"]],
            schwerpunkte=list(Schwerpunkt.objects.filter(schluessel__in=row["schwerpunkte"])),
        )  # fmt: skip
        if row["mitglieder"] is not None:
            GroessenangabeFactory(netzwerk=netzwerk, jahr=2001, wert=1_000)
            GroessenangabeFactory(netzwerk=netzwerk, jahr=2020, wert=row["mitglieder"])


def naive(row: dict[str, Any], werte: dict[str, set[str]], ohne: str = "") -> bool:
    has = {
        "region": {"mitte" if r == "wedding" else r for r in row["regionen"]},
        "typ": {row["typ"]},
        "schwerpunkt": row["schwerpunkte"],
        "status": {row["status"]},
        "groesse": {Groessenklasse.von(row["mitglieder"]).value},
    }
    return all(not chosen or f == ohne or has[f] & chosen for f, chosen in werte.items())


def values_of(row: dict[str, Any], facette: str) -> set[str]:
    return {v for v in ["mitte", "pankow", "barnim", *Netzwerktyp.values, *TOPICS, *Netzwerkstatus.values,
                        *Groessenklasse.values] if naive(row, {facette: {v}})}  # fmt: skip


@hypothesis_settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(NETWORKS, CHOICE)
def test_every_count_is_what_counting_by_hand_gives(
    orte: dict[str, Region], rows: list[dict[str, Any]], werte: dict[str, set[str]]
) -> None:
    fill(rows, orte)
    index = index_now()
    public = [row for row in rows if row["sichtbarkeit"] == Sichtbarkeit.OEFFENTLICH]
    hits = index.auswahl(werte, index.oeffentlich)
    assert hits.bit_count() == sum(naive(row, werte) for row in public)
    assert len(index.geordnet(hits, "name", 0, 100)) == hits.bit_count()
    for facette in FACETTEN:
        expected: dict[str, int] = {}
        for row in public:
            if naive(row, werte, ohne=facette):
                for value in values_of(row, facette):
                    expected[value] = expected.get(value, 0) + 1
        found = {v: n for v, n in index.zaehlen(facette, werte, index.oeffentlich).items() if n}
        assert found == expected, facette


# --- Order ---


def names(index: Verzeichnisindex, sortierung: str, **bounds: int) -> list[str]:
    rows = index.geordnet(index.oeffentlich, sortierung, bounds.get("von", 0), bounds.get("anzahl", 100))
    return [row.kurzname for row in rows]


def test_orders_put_the_unknown_last_and_decide_ties_by_name() -> None:
    now = timezone.now()
    for name, year, members, days in (
        ("Öko", 2010, None, 1), ("Zeta", 1990, 5, 2), ("Ost", None, 500, 3), ("alpha", 2010, 5, 0),
    ):  # fmt: skip
        row = NetzwerkFactory(kurzname=name, gruendungsjahr=year)
        Netzwerk.objects.filter(pk=row.pk).update(geaendert=now - timedelta(days=days))
        if members:
            GroessenangabeFactory(netzwerk=row, wert=members)
    index = index_now()
    assert names(index, "name") == ["alpha", "Öko", "Ost", "Zeta"]
    assert names(index, "gruendung") == ["Zeta", "alpha", "Öko", "Ost"]
    assert names(index, "mitglieder") == ["Ost", "alpha", "Zeta", "Öko"]
    assert names(index, "geaendert") == ["alpha", "Öko", "Zeta", "Ost"]
    assert names(index, "name", von=1, anzahl=2) == ["Öko", "Ost"]
    assert names(index, "name", von=99) == []


def test_the_latest_year_decides_the_size_whatever_the_order_of_entry(netzwerk_a: Netzwerk) -> None:
    GroessenangabeFactory(netzwerk=netzwerk_a, jahr=2020, wert=200)
    GroessenangabeFactory(netzwerk=netzwerk_a, jahr=2005, wert=20)
    GroessenangabeFactory(netzwerk=netzwerk_a, jahr=2022, wert=9, art=Groessenart.BESCHAEFTIGTE)
    assert index_now().zeilen[0].mitglieder == 200


@pytest.mark.parametrize(
    ("members", "size"),
    [(None, "unbekannt"), (0, "bis-30"), (30, "bis-30"), (31, "31-100"), (100, "31-100"), (101, "ueber-100")],
)
def test_the_classes_of_size(members: int | None, size: str) -> None:
    assert Groessenklasse.von(members) == size


# --- Visibility ---


def test_an_unpublished_network_counts_for_its_people_only(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User, guel: User, dana: User, eva: User
) -> None:
    Netzwerk.objects.filter(pk=netzwerk_a.pk).update(sichtbarkeit=Sichtbarkeit.NETZWERK)
    index = index_now()
    counts = {
        name: sum(index.zaehlen("typ", {}, index.sichtbar_fuer(user)).values())
        for name, user in {
            "visitor": VISITOR,
            "ada": ada,
            "cem": cem,
            "guel": guel,
            "dana": dana,
            "eva": eva,
        }.items()
    }
    assert counts == {"visitor": 1, "ada": 2, "cem": 1, "guel": 2, "dana": 1, "eva": 1}


def test_unknown_keys_are_passed_over(netzwerk_a: Netzwerk) -> None:
    index = index_now()
    assert index.maske([0, 10**9, netzwerk_a.pk]) == 1
    assert index.auswahl({"typ": ["fehlt"]}, index.oeffentlich) == 0


def test_an_empty_directory_has_an_empty_index() -> None:
    index = index_now()
    assert (index.zeilen, index.oeffentlich, index.geordnet(0, "name", 0, 10)) == ([], 0, [])
    assert index.umkreis(52.5, 13.4) == []


# --- Neighbours ---


def test_neighbours_come_by_distance_without_the_ended_and_the_hidden() -> None:
    here = NetzwerkFactory(kurzname="hier", lat=52.50)
    for name, lat, traits in (
        ("fern", 52.60, {}), ("nah", 52.51, {}), ("beendet", 52.501, {"beendet": True}),
        ("geheim", 52.502, {"unveroeffentlicht": True}), ("mittel", 52.55, {}),
    ):  # fmt: skip
        NetzwerkFactory(kurzname=name, lat=lat, **traits)
    index = index_now()
    found = index.nachbarn(here.pk)
    assert [row.kurzname for _, row in found] == ["nah", "mittel", "fern"]
    assert [round(km, 1) for km, _ in found] == [1.1, 5.6, 11.1]
    assert len(index.nachbarn(here.pk, 1)) == 1
    assert len(index.nachbarn(here.pk, 10)) == 3


def test_a_network_made_a_moment_ago_has_no_neighbours_yet(netzwerk_a: Netzwerk) -> None:
    index = index_now()
    assert index.nachbarn(NetzwerkFactory().pk) == []


@pytest.mark.parametrize("count", [1, 3])
def test_building_the_index_costs_the_same_few_queries(count: int, django_assert_num_queries: Any) -> None:
    for _ in range(count):
        GroessenangabeFactory(netzwerk=NetzwerkFactory())
    verzeichnis.build.cache_clear()
    with django_assert_num_queries(7):
        verzeichnisindex()
    with django_assert_num_queries(0):
        verzeichnisindex()
    assert Groessenangabe.objects.count() == count
