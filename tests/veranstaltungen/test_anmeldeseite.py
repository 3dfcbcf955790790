"""The page behind the link of a registration, and one's own list: what is said and offered in each state."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from notifications.models import Ausgangsmail
from tests.accounts.helpers import letzte_mail
from tests.factories import UserFactory
from tests.factories.veranstaltungen import termin
from veranstaltungen.actions import anmeldung, rundschreiben
from veranstaltungen.actions.briefe import losung
from veranstaltungen.actions.plaetze import ablauf
from veranstaltungen.enums import Nachruecken
from veranstaltungen.models import Anmeldung, Termin

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]
KALENDER = "In den eigenen Kalender"
NOCHMAL = "Noch einmal versuchen"


def page(client: Client, row: Anmeldung) -> str:
    answer = client.get(f"/anmeldung/{losung(row)}/")
    assert answer.status_code == 200
    return answer.content.decode()


def mit_angebot() -> Anmeldung:
    """Somebody who is offered the only place for two hours."""
    hier = termin(1, nachruecken=Nachruecken.ANGEBOT, angebot_stunden=2)
    first, second = (anmeldung.anmelden(hier, person=UserFactory()) for _n in range(2))
    anmeldung.abmelden(first)
    return Anmeldung.objects.get(pk=second.pk)


def test_the_calendar_is_offered_as_long_as_one_comes(client: Client) -> None:
    row = anmeldung.anmelden(termin(), person=UserFactory())
    assert KALENDER in page(client, row)
    Termin.objects.update(stand="abgesagt")
    assert KALENDER not in page(client, row)
    Termin.objects.update(stand="geplant")
    anmeldung.abmelden(row)
    assert KALENDER not in page(client, row)


@pytest.mark.parametrize(
    ("offered", "words", "others"),
    [
        (False, "Die Zeit zum Bestätigen ist abgelaufen", "Das Angebot ist abgelaufen"),
        (True, "Das Angebot ist abgelaufen", "Die Zeit zum Bestätigen ist abgelaufen"),
    ],
)
def test_what_ran_out_is_called_what_it_was(offered: bool, words: str, others: str, client: Client) -> None:
    with time_machine.travel(timezone.now()) as clock:
        row = (
            mit_angebot()
            if offered
            else anmeldung.als_gast_anmelden(termin(), name="Kim", email="kim@example.org")
        )
        assert row is not None
        clock.shift(timedelta(hours=3))
        ablauf()
        text = page(client, row)
        assert (words in text, others in text, NOCHMAL in text) == (True, False, True)
        clock.shift(timedelta(days=7))
        text = page(client, row)
        assert (words in text, others in text, NOCHMAL in text) == (True, False, False)


@pytest.mark.parametrize(
    ("days", "words"), [(1, "Anmeldung ansehen oder absagen: "), (-1, "Anmeldung ansehen: ")]
)
def test_after_the_event_nobody_is_told_to_cancel(days: int, words: str, ada: User) -> None:
    hier = termin()
    anmeldung.anmelden(hier, person=UserFactory(email="kim@example.org"))
    begin = timezone.now() + timedelta(days=days)
    Termin.objects.update(beginn=begin, ende=begin + timedelta(hours=2))
    Ausgangsmail.objects.all().delete()
    hier = Termin.objects.get()
    rundschreiben.senden(hier, person=ada, an="angemeldet", betreff="Danke", text="Schön war es.")
    [line] = [
        line for line in letzte_mail("kim@example.org").text.splitlines() if "Anmeldung ansehen" in line
    ]
    assert line.startswith(f"→ {words}")
