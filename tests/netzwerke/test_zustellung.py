"""A letter that waits does not go out when the role it was meant for has ended by date."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import User
from netzwerke.actions import rolle_geben
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk
from notifications import delivery
from notifications.models import Ausgangsmail, Status
from tests.factories.mails import wartende_mail

pytestmark = pytest.mark.django_db


def outcome(email: str, bezug: str, days: int = 2) -> str:
    """What becomes of a letter queued now, when the worker comes back in so many days."""
    mail = wartende_mail(empfaenger=email, bezug=bezug)
    with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
        delivery.deliver_due()
    return Ausgangsmail.objects.get(pk=mail.pk).status


def ends_tomorrow(user: User, **which: object) -> None:
    day = timezone.localdate() + timedelta(days=1)
    user.mitgliedschaften.filter(**which).update(bis=day)


@pytest.mark.parametrize(("days", "expected"), [(1, Status.GESENDET), (2, Status.ZURUECKGEZOGEN)])
@pytest.mark.parametrize("name", ["ada", "rita", "ben"])
def test_it_is_kept_back_from_the_day_after_the_last(
    name: str, days: int, expected: str, request: pytest.FixtureRequest, netzwerk_a: Netzwerk
) -> None:
    user = request.getfixturevalue(name)
    ends_tomorrow(user)
    assert outcome(user.email.upper(), f"netzwerk:{netzwerk_a.pk}", days) == expected


@pytest.mark.parametrize("bezug", ["", "einladung:1", "netzwerk:{other}"])
def test_letters_about_other_things_go_out(
    bezug: str, ada: User, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk
) -> None:
    ends_tomorrow(ada)
    assert outcome(ada.email, bezug.format(other=netzwerk_b.pk)) == Status.GESENDET


@pytest.mark.parametrize("email", ["fremd@example.org", "eva@example.org"])
def test_outsiders_get_theirs(email: str, eva: User, ada: User, netzwerk_a: Netzwerk) -> None:
    assert outcome(email, f"netzwerk:{netzwerk_a.pk}") == Status.GESENDET


def test_the_office_gets_all(guel: User, netzwerk_a: Netzwerk) -> None:
    rolle_geben(netzwerk_a, an=guel, rolle=Rolle.LEITUNG)
    ends_tomorrow(guel)
    assert outcome(guel.email, f"netzwerk:{netzwerk_a.pk}") == Status.GESENDET


def test_who_leads_on_by_another_role_gets_it(ada: User, netzwerk_a: Netzwerk) -> None:
    rolle_geben(netzwerk_a, an=ada, rolle=Rolle.REDAKTION)
    ends_tomorrow(ada, rolle=Rolle.LEITUNG)
    assert outcome(ada.email, f"netzwerk:{netzwerk_a.pk}") == Status.GESENDET


def test_who_is_only_a_member_now_gets_nothing_from_before_and_what_is_new(
    ada: User, netzwerk_a: Netzwerk
) -> None:
    rolle_geben(netzwerk_a, an=ada, rolle=Rolle.MITGLIED)
    ends_tomorrow(ada, rolle=Rolle.LEITUNG)
    assert outcome(ada.email, f"netzwerk:{netzwerk_a.pk}") == Status.ZURUECKGEZOGEN
    Ausgangsmail.objects.all().delete()
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert outcome(ada.email, f"netzwerk:{netzwerk_a.pk}", 1) == Status.GESENDET


def test_who_has_a_role_ahead_is_told_of_it(ada: User, netzwerk_a: Netzwerk) -> None:
    ahead = timezone.localdate() + timedelta(days=9)
    rolle_geben(netzwerk_a, an=ada, rolle=Rolle.REDAKTION, von=ahead)
    ends_tomorrow(ada, rolle=Rolle.LEITUNG)
    assert outcome(ada.email, f"netzwerk:{netzwerk_a.pk}") == Status.GESENDET
