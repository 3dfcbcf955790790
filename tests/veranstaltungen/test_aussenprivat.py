"""What is marked as private in a calendar from elsewhere is published by nobody here."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from accounts.models import User
from netzwerke.models import Netzwerk
from tests.veranstaltungen.kalenderhilfen import NOW, ONE, entered, event, ics, titles
from veranstaltungen.actions import aussenkalender as actions
from veranstaltungen.models import Termin, Veranstaltung

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]
WEEKLY = {"RRULE": "FREQ=WEEKLY;COUNT=3"}
EXCEPTION = {"RECURRENCE-ID": "20270317T180000", "CLASS": "PRIVATE"}


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize("mark", ["PRIVATE", "CONFIDENTIAL", "private", "X-INTERN"])
def test_what_is_private_is_left_out(
    mark: str, served: dict[str, Any], netzwerk_a: Netzwerk, ada: User
) -> None:
    served["is"] = ics(event("1", "Arztbesuch", CLASS=mark), event("2", "Messe", CLASS="PUBLIC"))
    entered(netzwerk_a, ada)
    assert titles() == [("Messe", 1)]


@time_machine.travel(NOW, tick=False)
def test_of_a_series_only_the_private_date_is_left_out(
    served: dict[str, Any], netzwerk_a: Netzwerk, ada: User
) -> None:
    served["is"] = ics(
        event("1", "Vorstand intern", "20270317T180000", **EXCEPTION), event("1", "Frühstück", **WEEKLY)
    )
    entered(netzwerk_a, ada)
    assert titles() == [("Frühstück", 2)]
    assert [f"{row.beginn:%d.%m.}" for row in Termin.objects.all()] == ["10.03.", "24.03."]


@time_machine.travel(NOW, tick=False)
def test_a_date_that_becomes_private_vanishes_and_is_not_called_cancelled(
    served: dict[str, Any], netzwerk_a: Netzwerk, ada: User
) -> None:
    served["is"] = ics(event("1", "Frühstück", **WEEKLY))
    kalender = entered(netzwerk_a, ada)
    served["is"] = ics(
        event("1", "Frühstück", **WEEKLY), event("1", "Frühstück", "20270317T180000", **EXCEPTION)
    )
    assert actions.abgleichen(kalender)
    assert [f"{row.beginn:%d.%m.} {row.stand}" for row in Termin.objects.all()] == [
        "10.03. geplant",
        "24.03. geplant",
    ]


def test_an_event_that_becomes_private_vanishes_with_its_past(
    served: dict[str, Any], netzwerk_a: Netzwerk, ada: User
) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        served["is"] = ics(ONE, event("2", "Frühstück", **WEEKLY))
        kalender = entered(netzwerk_a, ada)
        clock.shift(timedelta(days=10))
        served["is"] = ics(ONE, event("2", "Frühstück", CLASS="CONFIDENTIAL", **WEEKLY))
        assert actions.abgleichen(kalender)
        assert titles() == [("Stammtisch", 1)]
        clock.shift(timedelta(days=90))
        served["is"] = ics(event("1", "Stammtisch", CLASS="PRIVATE"))
        assert actions.abgleichen(kalender)
        assert not Veranstaltung.objects.exists(), "also when all of it is over"
