"""A draft that is published at a time by itself."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core.models import Protokolleintrag
from netzwerke.models import Netzwerk
from tests.factories.konten import mit_zweitem_faktor
from tests.factories.veranstaltungen import termin
from veranstaltungen.actions.veranstaltung import geplante_veroeffentlichen, kopieren
from veranstaltungen.enums import Veranstaltungsstand
from veranstaltungen.models import Termin

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]


@pytest.fixture
def hier(netzwerk_a: Netzwerk) -> Termin:
    return termin(netzwerk=netzwerk_a, stand=Veranstaltungsstand.ENTWURF)


@pytest.fixture
def gastgeber(client: Client, ada: User) -> Client:
    client.force_login(mit_zweitem_faktor(ada))
    return client


def plan(client: Client, hier: Termin, **data: str) -> str:
    slug = hier.veranstaltung.slug
    page = client.post(f"/mein/veranstaltungen/{slug}/planen/", data, follow=True).content.decode()
    hier.veranstaltung.refresh_from_db()
    return page


def at(days: int) -> str:
    return f"{timezone.localtime() + timedelta(days=days):%Y-%m-%dT%H:%M}"


def test_it_waits_for_its_time_and_is_published_once(hier: Termin, gastgeber: Client) -> None:
    assert "von selbst veröffentlicht" in plan(gastgeber, hier, am=at(2))
    assert (geplante_veroeffentlichen(), hier.veranstaltung.ist_veroeffentlicht) == (0, False)
    with time_machine.travel(timezone.now() + timedelta(days=2, minutes=1)):
        assert (geplante_veroeffentlichen(), geplante_veroeffentlichen()) == (1, 0)
    hier.veranstaltung.refresh_from_db()
    assert (hier.veranstaltung.ist_veroeffentlicht, hier.veranstaltung.veroeffentlichen_ab) == (True, None)
    assert Protokolleintrag.objects.filter(aktion="veranstaltung.veroeffentlichen").count() == 1


def test_the_plan_is_taken_back(hier: Termin, gastgeber: Client) -> None:
    plan(gastgeber, hier, am=at(2))
    assert "Sie bleibt ein Entwurf." in plan(gastgeber, hier, nicht="1")
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert geplante_veroeffentlichen() == 0


@pytest.mark.parametrize(
    ("am", "words"),
    [
        (at(-1), "Dieser Zeitpunkt ist vorbei."),
        (at(8), "Dann hätte schon jeder Termin begonnen."),
        ("morgen", "Das ist kein Zeitpunkt."),
        ("", "Das ist kein Zeitpunkt."),
    ],
)
def test_what_makes_no_plan_is_told(am: str, words: str, hier: Termin, gastgeber: Client) -> None:
    assert words in plan(gastgeber, hier, am=am)
    assert hier.veranstaltung.veroeffentlichen_ab is None


def test_a_copy_has_no_plan(hier: Termin, gastgeber: Client, ada: User) -> None:
    plan(gastgeber, hier, am=at(2))
    assert kopieren(hier.veranstaltung, person=ada).veroeffentlichen_ab is None


def test_a_draft_that_lost_its_dates_stays_one(hier: Termin, gastgeber: Client) -> None:
    plan(gastgeber, hier, am=at(2))
    hier.delete()
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        geplante_veroeffentlichen()
        assert geplante_veroeffentlichen() == 0
