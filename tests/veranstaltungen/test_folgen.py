"""Any sequence of registering, leaving, changing and resizing: never oversold, nobody twice, nobody overtaken."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from core.refusal import RefusedError
from netzwerke.models import Netzwerk
from tests.factories import UserFactory
from tests.factories.veranstaltungen import termin
from veranstaltungen.actions import anmeldung, plaetze
from veranstaltungen.enums import Anmeldestand, Nachruecken
from veranstaltungen.models import Anmeldung, Belegung, Termin

pytestmark = pytest.mark.django_db
PEOPLE = 6
ACTS = st.one_of(
    st.tuples(st.just("register"), st.integers(0, PEOPLE - 1), st.integers(1, 3)),
    st.tuples(st.just("leave"), st.integers(0, PEOPLE - 1)),
    st.tuples(st.just("bring"), st.integers(0, PEOPLE - 1), st.integers(1, 3)),
    st.tuples(st.just("resize"), st.one_of(st.none(), st.integers(0, 7))),
    st.tuples(st.just("accept"), st.integers(0, PEOPLE - 1)),
    st.tuples(st.just("time passes")),
)


class UndoneError(Exception):
    """Takes back what one example did."""


def act(hier: Termin, people: list[User], what: str, *args: Any) -> None:
    row = (
        Anmeldung.objects.filter(termin=hier, person=people[args[0]]).laufend().first()
        if what in NEEDS_ROW
        else None
    )
    if what == "register":
        anmeldung.anmelden(hier, person=people[args[0]], angaben=anmeldung.Angaben(args[1]))
    elif what == "resize":
        anmeldung.kapazitaet_setzen(hier, args[0])
    elif what == "time passes":
        past = timezone.now() - timedelta(minutes=1)
        Anmeldung.objects.filter(termin=hier, frist__isnull=False).update(frist=past)
        plaetze.ablauf()
    elif row is not None and what == "leave":
        anmeldung.abmelden(row)
    elif row is not None and what == "accept":
        anmeldung.angebot_annehmen(row)
    elif row is not None:
        anmeldung.begleitung_aendern(row, args[1], [])


NEEDS_ROW = {"leave", "accept", "bring"}


def holds(hier: Termin) -> None:
    """What is true after every act."""
    taken = list(Anmeldung.objects.filter(termin=hier, stand__in=Anmeldestand.mit_platz()))
    belegung = Belegung.objects.get(pk=hier.pk)
    assert belegung.belegt == sum(row.plaetze for row in taken)
    assert belegung.plaetze is None or belegung.belegt <= belegung.plaetze
    running = list(Anmeldung.objects.filter(termin=hier).laufend())
    assert len({row.person_id for row in running}) == len(running)
    waiting = Anmeldung.objects.filter(termin=hier).wartend().filter(stand=Anmeldestand.WARTET).first()
    if waiting is not None and belegung.plaetze is not None:
        assert waiting.plaetze > belegung.plaetze - belegung.belegt, "the first who waits could have a place"


@pytest.mark.parametrize("way", Nachruecken.values)
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(size=st.integers(1, 5), acts=st.lists(ACTS, max_size=14))
def test_whatever_happens_in_whatever_order(
    way: str, size: int, acts: list[Any], netzwerk_a: Netzwerk
) -> None:
    with suppress(UndoneError), transaction.atomic():
        hier = termin(size, netzwerk=netzwerk_a, plaetze_je_anmeldung=3, nachruecken=way)
        people = [UserFactory() for _ in range(PEOPLE)]
        for what, *args in acts:
            with suppress(RefusedError):
                act(hier, people, what, *args)
            holds(hier)
        raise UndoneError
