"""The network itself: figures, freshness, and who sees it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from accounts.models import User
from netzwerke.enums import Frische, Groessenart
from netzwerke.models import Groessenangabe, Netzwerk
from tests.factories import GroessenangabeFactory, NetzwerkFactory


def test_the_latest_figure_of_a_series_counts(netzwerk_a: Netzwerk) -> None:
    GroessenangabeFactory(netzwerk=netzwerk_a, jahr=2014, wert=10)
    GroessenangabeFactory(netzwerk=netzwerk_a, jahr=2020, wert=40)
    assert netzwerk_a.mitglieder == Groessenangabe.objects.get(jahr=2020)
    assert [angabe.wert for angabe in netzwerk_a.reihen[Groessenart.MITGLIEDER]] == [10, 40]


def test_a_year_has_one_figure_only(netzwerk_a: Netzwerk) -> None:
    GroessenangabeFactory(netzwerk=netzwerk_a, jahr=2020)
    with pytest.raises(IntegrityError):
        GroessenangabeFactory(netzwerk=netzwerk_a, jahr=2020)


@pytest.mark.parametrize(
    ("age", "expected"),
    [(None, Frische.UNBESTAETIGT), (10, Frische.BESTAETIGT), (400, Frische.VERALTET)],
)
def test_freshness_follows_from_the_day_of_confirmation(age: int | None, expected: Frische) -> None:
    day = timezone.localdate() - timedelta(days=age) if age is not None else None
    assert Netzwerk(bestaetigt_am=day).frische == expected


def test_an_unpublished_network_is_seen_by_its_people_and_the_office(
    netzwerk_a: Netzwerk, ada: User, cem: User, guel: User, dana: User, eva: User
) -> None:
    hidden = NetzwerkFactory(unveroeffentlicht=True)
    people = {"ada": ada, "cem": cem, "guel": guel, "dana": dana, "eva": eva}
    sees = {name for name, user in people.items() if hidden in Netzwerk.objects.sichtbar_fuer(user)}
    assert sees == {"guel"}
    assert hidden not in Netzwerk.objects.sichtbar_fuer(AnonymousUser())


@pytest.mark.parametrize("slug", ["finden", "Finden"])
def test_an_address_that_the_directory_answers_is_refused(slug: str) -> None:
    row = Netzwerk(slug=slug)
    with pytest.raises(ValidationError, match="antwortet das Verzeichnis selbst"):
        row.clean()


def test_an_address_has_no_capitals() -> None:
    row = Netzwerk(slug="Nord-Netz")
    row.clean()
    assert row.slug == "nord-netz"
