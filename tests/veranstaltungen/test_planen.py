"""What hosts are told while they plan: what else takes place when their date does."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core import contentversion
from netzwerke.models import Netzwerk
from tests.factories import RegionFactory, UserFactory
from tests.factories.konten import mit_zweitem_faktor
from tests.factories.veranstaltungen import termin
from veranstaltungen.actions import veranstaltung
from veranstaltungen.enums import Veranstaltungsstand
from veranstaltungen.kalender import MOST_RIVALS, zur_gleichen_zeit
from veranstaltungen.models import Termin

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]


def at(hour: int, **fields: Any) -> Termin:
    """A date of two hours in a week, at a full hour in Berlin."""
    row = termin(**fields)
    begin = timezone.localtime(row.beginn).replace(hour=hour, minute=0, second=0, microsecond=0)
    row.beginn, row.ende = begin, begin + timedelta(hours=2)
    row.save()
    contentversion.renew("veranstaltungen")
    return row


def rivals(row: Termin, user: Any) -> list[str]:
    [(_row, others)] = zur_gleichen_zeit([row], user)
    return [other.veranstaltung.titel for other in others]


def test_what_overlaps_is_named_the_own_district_first(ada: User) -> None:
    far = RegionFactory(schluessel="spandau", name="Spandau")
    mine = at(18, titel="Meine")
    at(17, titel="Fern", region=far)
    at(19, titel="Nah")
    at(8, titel="Am Morgen")
    at(21, titel="Knapp danach")
    at(22, titel="Später am Abend")
    assert rivals(mine, ada) == ["Nah", "Knapp danach", "Fern"]


def test_neither_drafts_of_others_nor_cancelled_dates_nor_ones_own_series_compete(ada: User) -> None:
    mine = at(18, titel="Meine")
    at(18, titel="Entwurf", stand=Veranstaltungsstand.ENTWURF)
    at(18, titel="Intern", sichtbarkeit=10)
    cancelled = at(18, titel="Abgesagt")
    veranstaltung.termin_absagen(cancelled, person=UserFactory(), grund="Krank")
    at(19, veranstaltung=mine.veranstaltung)
    assert rivals(mine, ada) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_look_costs_three_queries_and_names_a_few(
    count: int, ada: User, django_assert_num_queries: Any
) -> None:
    mine = [at(18, titel=f"Meine {i}") for i in range(count)]
    for i in range(MOST_RIVALS + 2):
        at(18, titel=f"Andere {i}")
    zur_gleichen_zeit(mine, ada)
    with django_assert_num_queries(3):
        found = zur_gleichen_zeit(mine, ada)
    assert [len(others) for _row, others in found] == [MOST_RIVALS] * count


def test_the_host_reads_it_beside_the_date(netzwerk_a: Netzwerk, ada: User, client: Client) -> None:
    mine = at(18, netzwerk=netzwerk_a, stand=Veranstaltungsstand.ENTWURF)
    at(19, titel="Gala")
    client.force_login(mit_zweitem_faktor(ada))
    page = client.get(f"/mein/veranstaltungen/{mine.veranstaltung.slug}/").content.decode()
    assert "Zur gleichen Zeit:" in page
    assert "Gala" in page
