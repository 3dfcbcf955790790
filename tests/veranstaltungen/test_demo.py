"""Sample dates: marked as such, to come, and made once."""

import pytest
from django.utils import timezone

from tests.factories import NetzwerkFactory
from veranstaltungen import demo
from veranstaltungen.models import Termin, Veranstaltung
from veranstaltungen.startdaten.laden import schreiben
from veranstaltungen.startdaten.lesen import lesen

pytestmark = pytest.mark.django_db


def test_sample_dates_are_marked_and_lie_ahead() -> None:
    schreiben(lesen())
    for slug in ("motzener-strasse", "herzbergstrasse"):
        NetzwerkFactory(slug=slug)
    assert demo.einrichten() == len(demo.VORLAGEN)
    assert demo.einrichten() == 0
    rows = list(Veranstaltung.objects.all())
    assert all(row.beispiel and row.titel.startswith("Beispieltermin: ") for row in rows)
    assert all(termin.beginn > timezone.now() for termin in Termin.objects.all())
    assert {timezone.localtime(termin.beginn).isoweekday() for termin in Termin.objects.all()} <= set(
        range(1, 6)
    )


def test_without_networks_nothing_is_made_up() -> None:
    assert demo.einrichten() == 0
