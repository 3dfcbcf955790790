"""Roles with dates: given once, ended at once, and never the last Leitung without a successor."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from core.models import Protokolleintrag
from core.refusal import RefusedError
from netzwerke.actions import amtszeit_setzen, rolle_geben, rolle_nehmen
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from notifications.actions import mail_einreihen
from notifications.models import Ausgangsmail, Status

pytestmark = pytest.mark.django_db


def fresh(user: User) -> User:
    """The same person as the next request sees it, without remembered roles."""
    return User.objects.get(pk=user.pk)


def role_of(user: User, rolle: Rolle) -> Mitgliedschaft:
    return Mitgliedschaft.objects.offen().get(person=user, rolle=rolle)


def test_a_role_is_given_once(netzwerk_a: Netzwerk, ben: User) -> None:
    again = rolle_geben(netzwerk_a, an=ben, rolle=Rolle.MITGLIED)
    assert list(Mitgliedschaft.objects.filter(person=ben)) == [again]


def test_taking_a_role_ends_access_at_once(netzwerk_a: Netzwerk, rita: User, ada: User) -> None:
    rolle_nehmen(role_of(rita, Rolle.REDAKTION), person=ada)
    assert fresh(rita).rollen == {}
    assert list(rita.groups.all()) == []
    assert not fresh(rita).has_perm("wagtailadmin.access_admin")


def test_a_role_that_was_taken_keeps_its_row_and_can_be_given_again(netzwerk_a: Netzwerk, rita: User) -> None:
    first = role_of(rita, Rolle.REDAKTION)
    rolle_nehmen(first)
    second = rolle_geben(netzwerk_a, an=rita, rolle=Rolle.REDAKTION)
    first.refresh_from_db()
    assert (first.beendet is not None, second.beendet, second.pk != first.pk) == (True, None, True)
    assert fresh(rita).has_perm("wagtailadmin.access_admin")


def test_the_last_leitung_cannot_go_without_a_successor(netzwerk_a: Netzwerk, ada: User) -> None:
    with pytest.raises(RefusedError):
        rolle_nehmen(role_of(ada, Rolle.LEITUNG), person=ada)
    assert fresh(ada).rollen == {netzwerk_a.pk: {"leitung"}}


@pytest.mark.parametrize("days", [-1, 1])
def test_a_leitung_whose_term_is_over_or_not_begun_is_no_successor(
    netzwerk_a: Netzwerk, ada: User, ben: User, days: int
) -> None:
    rolle_geben(netzwerk_a, an=ben, rolle=Rolle.LEITUNG)
    day = timezone.localdate() + timedelta(days=days)
    Mitgliedschaft.objects.filter(person=ben).update(von=day, bis=day)
    with pytest.raises(RefusedError):
        rolle_nehmen(role_of(ada, Rolle.LEITUNG))


def test_with_a_successor_the_leitung_can_go(netzwerk_a: Netzwerk, ada: User, ben: User) -> None:
    rolle_geben(netzwerk_a, an=ben, rolle=Rolle.LEITUNG)
    rolle_nehmen(role_of(ada, Rolle.LEITUNG), person=ben)
    assert (fresh(ada).rollen, fresh(ben).rollen) == ({}, {netzwerk_a.pk: {"leitung", "mitglied"}})


def test_taking_twice_is_told_once(netzwerk_a: Netzwerk, ben: User, ada: User) -> None:
    role = role_of(ben, Rolle.MITGLIED)
    rolle_nehmen(role, person=ada, grund="Umzug")
    rolle_nehmen(role, person=ada)
    noted = Protokolleintrag.objects.filter(aktion="rolle.nehmen")
    expected: dict[str, Any] = {"rolle": "mitglied", "von": ben.pk, "grund": "Umzug"}
    assert [entry.angaben for entry in noted] == [expected]


def test_a_term_that_is_over_ends_the_role_and_a_new_term_begins_a_new_row(
    netzwerk_a: Netzwerk, ben: User
) -> None:
    old = role_of(ben, Rolle.MITGLIED)
    yesterday = timezone.localdate() - timedelta(days=1)
    Mitgliedschaft.objects.filter(pk=old.pk).update(von=yesterday, bis=yesterday)
    assert fresh(ben).rollen == {}
    new = rolle_geben(netzwerk_a, an=ben, rolle=Rolle.MITGLIED)
    old.refresh_from_db()
    assert (old.beendet is not None, new.pk != old.pk) == (True, True)
    assert fresh(ben).rollen == {netzwerk_a.pk: {"mitglied"}}


def test_the_last_day_of_a_term_still_counts(netzwerk_a: Netzwerk, ben: User) -> None:
    amtszeit_setzen(role_of(ben, Rolle.MITGLIED), bis=timezone.localdate(), amt="Kasse")
    assert fresh(ben).rollen == {netzwerk_a.pk: {"mitglied"}}


def test_waiting_mails_about_the_network_are_kept_back_and_others_go_out(
    netzwerk_a: Netzwerk, ben: User
) -> None:
    for key, subject in (("a", f"netzwerk:{netzwerk_a.pk}"), ("b", "netzwerk:0"), ("c", "")):
        mail_einreihen(key, empfaenger=ben.email.upper(), betreff="x", text="x", bezug=subject)
    rolle_nehmen(role_of(ben, Rolle.MITGLIED))
    states = dict(Ausgangsmail.objects.values_list("schluessel", "status"))
    assert states == {"a": Status.ZURUECKGEZOGEN, "b": Status.WARTET, "c": Status.WARTET}
