"""Synthetic networks for load tests."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from core.visibility import Sichtbarkeit
from netzwerke.models import Groessenangabe, Netzwerk
from search.models import Dokument
from tests.factories import NetzwerkFactory, RegionFactory, SchwerpunktFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def grundlage(settings: Any, db: None) -> None:
    settings.DEMO = True
    for key in ("mitte", "pankow", "spandau"):
        RegionFactory(schluessel=key, name=key.title())
    for key in ("energie", "gruen", "verkehr", "familie"):
        SchwerpunktFactory(schluessel=key, name=key.title())


def aufruf(*args: Any, **options: Any) -> str:
    out = StringIO()
    call_command("netzwerke_erzeugen", *args, stdout=out, **options)
    return out.getvalue()


def test_they_are_public_named_as_tests_spread_and_found() -> None:
    assert aufruf(9) == "Testnetzwerke erzeugt: 9\n"
    rows = Netzwerk.objects.order_by("slug")
    assert rows[0].name == "Testnetzwerk 00001 Beispielstraße"
    assert rows[0].slug == "testnetzwerk-00001"
    assert {row.sichtbarkeit for row in rows} == {Sichtbarkeit.OEFFENTLICH}
    assert {row.hauptregion.schluessel for row in rows} == {"mitte", "pankow", "spandau"}
    assert all(row.hauptregion in row.regionen.all() for row in rows)
    assert [row.schwerpunkte.count() for row in rows] == [1, 2, 3, 4, 1, 2, 3, 4, 1]
    assert Groessenangabe.objects.count() == 18
    assert Dokument.objects.filter(art="netzwerk").count() == 18
    for row in rows:
        row.full_clean()


def test_more_of_them_continue_the_numbers() -> None:
    aufruf(2)
    aufruf(2)
    slugs = Netzwerk.objects.order_by("slug").values_list("slug", flat=True)
    assert list(slugs) == [f"testnetzwerk-0000{n}" for n in (1, 2, 3, 4)]


def test_removing_them_leaves_real_networks_even_in_production(settings: Any) -> None:
    real = NetzwerkFactory(slug="testnetzwerk-der-stadt")
    aufruf(3)
    settings.DEMO = False
    assert aufruf(entfernen=True) == "Testnetzwerke gelöscht: 3\n"
    assert list(Netzwerk.objects.all()) == [real]
    assert Dokument.objects.filter(art="netzwerk").count() == 0


def test_production_makes_none(settings: Any) -> None:
    settings.DEMO = settings.DEBUG = False
    with pytest.raises(CommandError, match="nur mit DEMO=1 oder DEBUG=1"):
        aufruf(1)
    assert Netzwerk.objects.count() == 0


@pytest.mark.parametrize("anzahl", [0, -1, 20_001])
def test_the_number_must_make_sense(anzahl: int) -> None:
    with pytest.raises(CommandError, match="zwischen 1 und 20000"):
        call_command("netzwerke_erzeugen", "--", str(anzahl))
