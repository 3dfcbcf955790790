"""Synthetic events for load tests."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from netzwerke.models import Netzwerk
from search.models import Dokument
from tests.factories import NetzwerkFactory, SchwerpunktFactory
from tests.factories.veranstaltungen import VeranstaltungFactory
from veranstaltungen.models import Anmeldung, Belegung, Platz, Termin, Veranstaltung

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def grundlage(settings: Any, db: None) -> None:
    settings.DEMO = True
    for key in ("a", "b", "c"):
        NetzwerkFactory(slug=key)
        SchwerpunktFactory(schluessel=key, name=key.title())


def aufruf(*args: Any, **options: Any) -> str:
    out = StringIO()
    call_command("veranstaltungen_erzeugen", *args, stdout=out, **options)
    return out.getvalue()


def test_they_are_public_marked_as_samples_with_people_and_found() -> None:
    assert aufruf(10, anmeldungen=3) == "Testveranstaltungen erzeugt: 10\n"
    rows = list(Veranstaltung.objects.order_by("slug"))
    assert [row.slug for row in rows] == [f"testveranstaltung-{n:05}" for n in range(1, 11)]
    assert {row.beispiel for row in rows} == {True}
    assert [row.netzwerk.slug for row in rows] == ["b", "c", "a", "b", "c", "a", "b", "c", "a", "a"]
    assert [row.schwerpunkte.count() for row in rows] == [1] * 10
    assert set(Belegung.objects.values_list("plaetze", "belegt")) == {(23, 3)}
    assert Termin.objects.kommend().count() == 10
    assert Anmeldung.objects.mit_platz().count() == Platz.objects.count() == 30
    assert Dokument.objects.filter(art="veranstaltung").count() == 20
    for row in rows:
        row.full_clean()


def test_more_of_them_continue_the_numbers() -> None:
    aufruf(2)
    aufruf(2)
    slugs = Veranstaltung.objects.order_by("slug").values_list("slug", flat=True)
    assert list(slugs) == [f"testveranstaltung-{n:05}" for n in range(1, 5)]


def test_removing_them_leaves_real_events_even_in_production(settings: Any) -> None:
    real = VeranstaltungFactory(slug="testveranstaltung-der-stadt")
    aufruf(3, anmeldungen=2)
    settings.DEMO = False
    assert aufruf(entfernen=True) == "Testveranstaltungen gelöscht: 3\n"
    assert list(Veranstaltung.objects.all()) == [real]
    assert Anmeldung.objects.count() == 0
    assert Dokument.objects.filter(art="veranstaltung").count() == 0


def test_production_makes_none(settings: Any) -> None:
    settings.DEMO = settings.DEBUG = False
    with pytest.raises(CommandError, match="nur mit DEMO=1 oder DEBUG=1"):
        aufruf(1)
    assert Veranstaltung.objects.count() == 0


@pytest.mark.parametrize(("anzahl", "je"), [(0, 1), (-1, 1), (20_001, 1), (1, -1), (1, 1_001)])
def test_the_numbers_must_make_sense(anzahl: int, je: int) -> None:
    with pytest.raises(CommandError, match="1 bis 20000 Veranstaltungen und bis zu 1000"):
        call_command("veranstaltungen_erzeugen", f"--anmeldungen={je}", "--", str(anzahl))
    assert Veranstaltung.objects.count() == 0


def test_without_networks_it_says_what_to_do_first() -> None:
    Netzwerk.objects.all().delete()
    with pytest.raises(CommandError, match="zuerst die Startdaten laden"):
        aufruf(1)
