"""Who decides for others has a second factor, as the site demands; `in_der_frist` is for those who lack it."""

from pathlib import Path
from typing import Any

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


@pytest.fixture
def dateien(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path
