"""The ladder: every role on every step, for rows of the own network and of others."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from core.visibility import Sichtbarkeit, lowest_step
from netzwerke.models import Netzwerk
from search.models import Dokument

STEPS = [Sichtbarkeit.NETZWERK, Sichtbarkeit.MITGLIEDER, Sichtbarkeit.VERWALTUNG, Sichtbarkeit.OEFFENTLICH]

# role: the steps it sees of network A's rows, of network B's rows, of rows without a network
MATRIX: dict[str, tuple[str, str, str]] = {
    "visitor": ("O", "O", "O"),
    "eva": ("O", "O", "O"),
    "ben": ("NMVO", "MVO", "MVO"),
    "rita": ("NMVO", "MVO", "MVO"),
    "ada": ("NMVO", "MVO", "MVO"),
    "cem": ("MVO", "NMVO", "MVO"),
    "dana": ("VO", "VO", "VO"),
    "guel": ("NMVO", "NMVO", "NMVO"),
    "superuser": ("NMVO", "NMVO", "NMVO"),
}


def letters(steps: Any) -> str:
    return "".join(step.name[0] for step in STEPS if step.value in set(steps))


def user_of(role: str, request: pytest.FixtureRequest) -> Any:
    return AnonymousUser() if role == "visitor" else request.getfixturevalue(role)


@pytest.fixture
def dokumente(netzwerk_a: Netzwerk, netzwerk_b: Netzwerk) -> None:
    owners = {"a": netzwerk_a.pk, "b": netzwerk_b.pk, "": None}
    Dokument.objects.all().delete()
    Dokument.objects.bulk_create(
        Dokument(art=f"art{key}", objekt_id=step, sprache="de", titel="T", url="/", sichtbarkeit=step,
                 netzwerk_id=owner)
        for key, owner in owners.items()
        for step in STEPS
    )  # fmt: skip


@pytest.mark.parametrize("role", MATRIX)
def test_documents_are_seen_by_each_role_on_exactly_its_steps(
    role: str, dokumente: None, request: pytest.FixtureRequest
) -> None:
    user = user_of(role, request)
    seen = [
        letters(
            Dokument.objects.sichtbar_fuer(user).filter(art=f"art{k}").values_list("objekt_id", flat=True)
        )
        for k in ("a", "b", "")
    ]
    assert tuple(seen) == MATRIX[role]


@pytest.mark.parametrize("role", MATRIX)
@pytest.mark.parametrize("step", STEPS)
def test_a_network_itself_is_on_the_same_ladder(
    role: str, step: Sichtbarkeit, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, request: pytest.FixtureRequest
) -> None:
    Netzwerk.objects.update(sichtbarkeit=step)
    user = user_of(role, request)
    seen = set(Netzwerk.objects.sichtbar_fuer(user).values_list("slug", flat=True))
    own, other, _ = MATRIX[role]
    expected = {slug for slug, steps in (("netzwerk-a", own), ("netzwerk-b", other)) if step.name[0] in steps}
    assert seen == expected


def test_the_lowest_step_of_each_role(request: pytest.FixtureRequest, db: None) -> None:
    steps = {role: lowest_step(user_of(role, request)) for role in MATRIX}
    assert steps == {
        "visitor": Sichtbarkeit.OEFFENTLICH,
        "eva": Sichtbarkeit.OEFFENTLICH,
        "ben": Sichtbarkeit.MITGLIEDER,
        "rita": Sichtbarkeit.MITGLIEDER,
        "ada": Sichtbarkeit.MITGLIEDER,
        "cem": Sichtbarkeit.MITGLIEDER,
        "dana": Sichtbarkeit.VERWALTUNG,
        "guel": Sichtbarkeit.NETZWERK,
        "superuser": Sichtbarkeit.NETZWERK,
    }


def test_a_role_that_ended_shows_nothing_any_more(ben: Any, netzwerk_a: Netzwerk) -> None:
    Netzwerk.objects.update(sichtbarkeit=Sichtbarkeit.NETZWERK)
    yesterday = timezone.localdate() - timedelta(days=1)
    ben.mitgliedschaften.update(von=yesterday, bis=yesterday)
    assert netzwerk_a not in Netzwerk.objects.sichtbar_fuer(ben)


def test_the_four_steps_are_in_order_and_a_new_network_starts_at_the_lowest() -> None:
    assert [step.value for step in STEPS] == sorted(Sichtbarkeit.values)
    assert Netzwerk().sichtbarkeit == Sichtbarkeit.NETZWERK
