"""People: the mail address is the login, whatever its case."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from home.gruppen import gruppen_einrichten
from netzwerke.actions import rolle_geben
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk
from tests.factories import MitgliedschaftFactory, NetzwerkFactory


@pytest.mark.django_db
def test_a_new_person_gets_a_lower_case_address_and_a_hashed_password() -> None:
    user = User.objects.create_user("Kim@Example.ORG", "geheim")
    assert (user.email, user.check_password("geheim"), user.is_staff) == ("kim@example.org", True, False)


@pytest.mark.django_db
def test_a_person_without_an_address_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a mail address"):
        User.objects.create_user("")


def test_the_same_address_in_capitals_is_refused_by_the_database(eva: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="EVA@example.org")


def test_a_person_is_found_whatever_the_case(eva: User) -> None:
    assert User.objects.get_by_natural_key("EVA@Example.org") == eva


@pytest.mark.parametrize(
    ("name", "needed"),
    [("ada", True), ("guel", True), ("superuser", True), ("ben", False), ("rita", False), ("eva", False)],
)
def test_whoever_decides_for_others_needs_a_second_factor(
    name: str, needed: bool, request: pytest.FixtureRequest
) -> None:
    assert request.getfixturevalue(name).needs_second_factor is needed


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "enters"),
    [("eva", False), ("ben", False), ("rita", True), ("ada", True), ("guel", True), ("dana", False),
     ("superuser", True)],
)  # fmt: skip
def test_the_way_into_the_admin_is_shown_to_those_whom_its_door_lets_in(
    name: str, enters: bool, request: pytest.FixtureRequest
) -> None:
    gruppen_einrichten()
    person = User.objects.get(pk=request.getfixturevalue(name).pk)
    assert (person.enters_admin, person.has_perm("wagtailadmin.access_admin")) == (enters, enters)


def test_the_networks_a_person_leads_are_those_of_today(ada: User, netzwerk_a: Netzwerk) -> None:
    today, day = timezone.localdate(), timedelta(days=1)
    second = NetzwerkFactory()
    rolle_geben(second, an=ada, rolle=Rolle.LEITUNG, von=today, bis=today)
    rolle_geben(NetzwerkFactory(), an=ada, rolle=Rolle.REDAKTION)
    rolle_geben(NetzwerkFactory(), an=ada, rolle=Rolle.LEITUNG, von=today + day)
    MitgliedschaftFactory(person=ada, rolle=Rolle.LEITUNG, von=today - 2 * day, bis=today - day)
    MitgliedschaftFactory(person=ada, rolle=Rolle.LEITUNG, beendet=timezone.now())
    assert User.objects.get(pk=ada.pk).geleitete_ids == {netzwerk_a.pk, second.pk}


def test_the_networks_a_person_leads_cost_the_query_of_the_roles_alone(
    ada: User, django_assert_num_queries: Any
) -> None:
    person = User.objects.get(pk=ada.pk)
    with django_assert_num_queries(1):
        assert (len(person.geleitete_ids), len(person.netzwerk_ids), len(person.geleitete_ids)) == (1, 1, 1)
