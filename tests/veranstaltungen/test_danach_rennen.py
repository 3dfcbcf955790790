"""Clicks at the same moment: one answer per registration, one file, never more than fit."""

import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from netzwerke.models import Netzwerk
from tests.factories import UserFactory
from tests.factories.dateien import PDF, geprueft
from tests.factories.veranstaltungen import termin
from tests.veranstaltungen.test_rennen import at_once
from veranstaltungen.actions import anmeldung, rueckmeldung, unterlagen
from veranstaltungen.actions.unterlagen import MOST_FILES
from veranstaltungen.models import Anmeldung, Rueckmeldung, Termin, Unterlage

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="a race needs a database with rows locked"),
    pytest.mark.django_db(transaction=True),
]
CLICKS = 8


@pytest.fixture(autouse=True)
def ablage(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def seat(netzwerk: Netzwerk) -> Anmeldung:
    """Of somebody who was there yesterday."""
    hier = termin(netzwerk=netzwerk)
    row = anmeldung.anmelden(hier, person=UserFactory())
    back = timedelta(days=8)
    Termin.objects.filter(pk=hier.pk).update(beginn=hier.beginn - back, ende=hier.ende - back)
    return Anmeldung.objects.select_related("termin__veranstaltung").get(pk=row.pk)


def test_eight_clicks_are_one_answer(netzwerk_a: Netzwerk) -> None:
    row = seat(netzwerk_a)
    found = at_once([lambda: rueckmeldung.geben(row, antworten={"nutzen": 5})] * CLICKS)
    assert found == ["", *["SchonGeantwortetError"] * (CLICKS - 1)]
    assert Rueckmeldung.objects.count() == 1


def test_who_looks_first_and_writes_then_would_answer_twice(netzwerk_a: Netzwerk) -> None:
    """The control: looking and writing in two steps lets both through."""
    row, gate = seat(netzwerk_a), threading.Barrier(2)

    def careless() -> None:
        free = not Anmeldung.objects.get(pk=row.pk).rueckgemeldet
        gate.wait()
        if free:
            Anmeldung.objects.filter(pk=row.pk).update(rueckgemeldet=True)
            Rueckmeldung.objects.create(termin=row.termin, nutzen=5)

    assert at_once([careless] * 2) == [""] * 2
    assert Rueckmeldung.objects.count() == 2


def upload(hier: Termin, content: bytes, titel: str) -> Unterlage:
    values = {"titel": titel, "art": "folien", "fuer": "alle", "person": None}
    return unterlagen.hochladen(hier.veranstaltung, datei=geprueft(content), **values)


def test_the_same_file_sent_eight_times_at_once_is_there_once(netzwerk_a: Netzwerk) -> None:
    hier = termin(netzwerk=netzwerk_a)
    assert at_once([lambda: upload(hier, PDF, "Folien")] * CLICKS) == [""] * CLICKS
    assert Unterlage.objects.count() == 1


def test_the_last_free_place_is_taken_by_one_of_many(netzwerk_a: Netzwerk) -> None:
    hier = termin(netzwerk=netzwerk_a)
    for number in range(MOST_FILES - 1):
        upload(hier, PDF, f"Nummer {number}")
    acts = [lambda n=n: upload(hier, PDF, f"Neu {n}") for n in range(CLICKS)]  # type: ignore[misc]  # bound now
    assert at_once(acts) == ["", *["RefusedError"] * (CLICKS - 1)]
    assert Unterlage.objects.count() == MOST_FILES
