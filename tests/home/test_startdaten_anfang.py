"""Start data that meet what a person made before."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.models import Page

from home.models import InhaltSeite, Startseite
from tests.conftest import gemeinsam, new_tree

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def vorgefunden(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Loaded once, on a site where a person has made a page and changed another."""

    def load() -> None:
        home = new_tree()
        home.add_child(instance=InhaltSeite(title="Eigenes", slug="impressum"))
        Startseite.objects.update(einleitung="Von einem Menschen geschrieben.")
        call_command("startdaten")

    with gemeinsam(django_db_blocker, load):
        yield


def test_a_page_that_a_person_made_before_is_left_alone(vorgefunden: None) -> None:
    assert Page.objects.get(slug="impressum").title == "Eigenes"
    assert not InhaltSeite.objects.filter(slug="legal-notice").exists()
    assert InhaltSeite.objects.filter(slug="privacy").exists()


def test_a_changed_german_start_page_is_translated_only_where_it_is_ours(vorgefunden: None) -> None:
    english = Startseite.objects.get(locale__language_code="en")
    assert english.einleitung == "Von einem Menschen geschrieben."
    assert english.slug == "home"
