"""Who decides for others has a second factor, as the site demands; `in_der_frist` is for those who lack it."""

import pytest

from accounts.models import User
from tests.factories.konten import mit_zweitem_faktor


@pytest.fixture
def ada(ada: User) -> User:
    return mit_zweitem_faktor(ada)


@pytest.fixture
def cem(cem: User) -> User:
    return mit_zweitem_faktor(cem)


@pytest.fixture
def guel(guel: User) -> User:
    return mit_zweitem_faktor(guel)
