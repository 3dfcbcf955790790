"""What stays of joining, inviting and applying, and for how long."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from core.retention import datenarten
from mitglieder.enums import Anfragezustand, Antragsart, Antragszustand, Einladungszustand
from mitglieder.models import Antrag, Beitrittsanfrage, Einladung, Sitz, Unternehmen
from netzwerke.models import Netzwerk
from tests.mitglieder.firmenhilfen import firma, mit_sitz

pytestmark = pytest.mark.django_db


def ago(days: int) -> Any:
    return timezone.now() - timedelta(days=days)


@pytest.mark.parametrize(("days", "left"), [(364, 1), (366, 0)])
def test_an_answered_request_stays_a_year(netzwerk_a: Netzwerk, eva: User, days: int, left: int) -> None:
    request = {"person": eva, "netzwerk": netzwerk_a, "satz": "x"}
    Beitrittsanfrage.objects.create(**request, zustand=Anfragezustand.ABGELEHNT, entschieden=ago(days))
    Beitrittsanfrage.objects.create(**request)
    datenarten["beitrittsanfragen"].loeschen()
    assert Beitrittsanfrage.objects.exclude(zustand=Anfragezustand.OFFEN).count() == left
    assert Beitrittsanfrage.objects.offen().count() == 1


@pytest.mark.parametrize(("days", "left"), [(179, 3), (181, 1)])
def test_an_invitation_stays_half_a_year_after_its_end(netzwerk_a: Netzwerk, days: int, left: int) -> None:
    Einladung.objects.create(
        netzwerk=netzwerk_a, email="a@example.org", zustand=Einladungszustand.ABGELEHNT, erledigt=ago(days)
    )
    Einladung.objects.create(netzwerk=netzwerk_a, email="b@example.org", gueltig_bis=ago(days))
    Einladung.objects.create(netzwerk=netzwerk_a, email="c@example.org")
    datenarten["einladungen"].loeschen()
    assert Einladung.objects.count() == left


@pytest.mark.parametrize(("days", "left"), [(729, 1), (731, 0)])
def test_a_decided_application_stays_two_years(eva: User, days: int, left: int) -> None:
    Antrag.objects.create(
        person=eva, art=Antragsart.AUFNAHME, zustand=Antragszustand.ABGELEHNT, entschieden=ago(days)
    )
    datenarten["antraege"].loeschen()
    assert Antrag.objects.count() == left


@pytest.mark.parametrize(("days", "left"), [(179, 1), (181, 0)])
def test_a_draft_nobody_works_on_stays_half_a_year(eva: User, days: int, left: int) -> None:
    draft = Antrag.objects.create(person=eva, art=Antragsart.AUFNAHME)
    Antrag.objects.filter(pk=draft.pk).update(geaendert=ago(days))
    datenarten["antragsentwuerfe"].loeschen()
    assert Antrag.objects.count() == left


@pytest.mark.parametrize(("days", "left"), [(364, 2), (366, 1)])
def test_an_ended_seat_stays_a_year(eva: User, dana: User, days: int, left: int) -> None:
    ended = mit_sitz(firma(eva), dana)
    Sitz.objects.filter(pk=ended.pk).update(beendet=ago(days))
    datenarten["sitze"].loeschen()
    assert Sitz.objects.count() == left


@pytest.mark.parametrize(("days", "left"), [(179, 4), (181, 2)])
def test_an_offer_of_a_seat_stays_half_a_year_after_its_end(eva: User, days: int, left: int) -> None:
    unternehmen = firma(eva)
    Sitz.objects.create(unternehmen=unternehmen, email="a@example.org", beendet=ago(days))
    Sitz.objects.create(unternehmen=unternehmen, email="b@example.org", gueltig_bis=ago(days))
    Sitz.objects.create(unternehmen=unternehmen, email="c@example.org")
    datenarten["sitzangebote"].loeschen()
    assert Sitz.objects.count() == left


@pytest.mark.parametrize(("days", "left"), [(729, 2), (731, 1)])
def test_a_dissolved_firm_stays_two_years(eva: User, days: int, left: int) -> None:
    Unternehmen.objects.filter(pk=firma(eva).pk).update(aufgeloest=ago(days))
    firma(eva, "Zweite")
    datenarten["unternehmen"].loeschen()
    assert Unternehmen.objects.count() == left
