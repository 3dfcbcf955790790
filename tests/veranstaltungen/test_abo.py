"""One's own dates in a calendar program: by a secret address, until it is ended."""

from typing import Any

import icalendar
import pytest
from django.test import Client

from accounts.models import User
from tests.factories import UserFactory
from tests.factories.veranstaltungen import termin
from veranstaltungen.actions import abo, anmeldung, veranstaltung
from veranstaltungen.models import Kalenderabo
from veranstaltungen.views.abo import adresse_von

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]
EINSTELLEN = "/mein/anmeldungen/kalender/"


def read(client: Client, address: str) -> list[tuple[str, str]]:
    """[(title, status)] as a calendar program reads them, without any login."""
    answer = client.get(address.removeprefix("http://localhost:8000"))
    assert answer.status_code == 200
    calendar = icalendar.Calendar.from_ical(answer.content)
    return [(str(event["summary"]), str(event["status"])) for event in calendar.walk("VEVENT")]


def test_it_holds_what_one_has_a_place_for_or_waits_for_and_nothing_else(eva: User, client: Client) -> None:
    anmeldung.anmelden(termin(titel="Frühstück"), person=eva)
    full = termin(1, titel="Voll", in_tagen=8)
    anmeldung.anmelden(full, person=UserFactory())
    anmeldung.anmelden(full, person=eva)
    gone = termin(titel="Abgesagt", in_tagen=9)
    anmeldung.anmelden(gone, person=eva)
    veranstaltung.termin_absagen(gone, person=UserFactory(), grund="Krank")
    anmeldung.abmelden(anmeldung.anmelden(termin(titel="Doch nicht"), person=eva))
    termin(titel="Fremd")
    assert read(client, adresse_von(abo.anlegen(eva))) == [
        ("Frühstück", "CONFIRMED"), ("Warteliste: Voll", "TENTATIVE"), ("Abgesagt", "CANCELLED"),
    ]  # fmt: skip


def test_it_is_made_shown_renewed_and_ended(eva: User, client: Client) -> None:
    client.force_login(eva)
    client.post(EINSTELLEN)
    first = adresse_von(Kalenderabo.objects.get(person=eva))
    assert first in client.get("/mein/anmeldungen/").content.decode()
    client.post(EINSTELLEN)
    assert adresse_von(Kalenderabo.objects.get(person=eva)) == first, "a second click"
    client.post(EINSTELLEN, {"neu": "1"})
    second = adresse_von(Kalenderabo.objects.get(person=eva))
    stranger = Client()
    assert stranger.get(first).status_code == 404
    assert read(stranger, second) == []
    client.post(EINSTELLEN, {"beenden": "1"})
    assert stranger.get(second).status_code == 404


@pytest.mark.parametrize("token", ["x", "a" * 500, "a" * 32, "%27"])
def test_a_forged_address_is_missing(token: str, client: Client) -> None:
    assert client.get(f"/veranstaltungen/abo/{token}.ics").status_code == 404


def test_it_is_kept_by_nobody_on_the_way_and_ends_with_the_account(eva: User, client: Client) -> None:
    address = adresse_von(abo.anlegen(eva))
    answer = client.get(address)
    assert ("private" in answer["Cache-Control"], answer.cookies) == (True, {})
    User.objects.filter(pk=eva.pk).update(is_active=False)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_few_queries(
    count: int, eva: User, client: Client, django_assert_num_queries: Any
) -> None:
    for i in range(count):
        anmeldung.anmelden(termin(titel=f"T{i}"), person=eva)
    address = adresse_von(abo.anlegen(eva))
    with django_assert_num_queries(6):
        assert len(read(client, address)) == count
