"""The index follows what it tells about: networks and pages."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from wagtail.models import PageViewRestriction

from home.models import InhaltSeite, Startseite
from netzwerke.actions import loeschen, speichern
from search import queries
from search.actions import entfernen, neu_aufbauen
from search.models import Dokument
from tests.search.helpers import VISITOR, found, network

pytestmark = pytest.mark.django_db


def test_the_index_follows_a_network_through_its_life() -> None:
    row = network("Alpha")
    row.name = row.kurzname = "Omega"
    speichern(row)
    assert (found("alpha"), found("omega")) == ([], ["Omega"])
    loeschen(row)
    assert found("omega") == []
    assert not Dokument.objects.filter(art="netzwerk").exists()


def test_building_anew_finds_everything_once() -> None:
    for name in ("Alpha", "Beta"):
        network(name)
    assert neu_aufbauen()["netzwerk"] == 4
    assert neu_aufbauen()["netzwerk"] == 4
    assert found("alpha") == ["Alpha"]
    entfernen("netzwerk")
    assert found("alpha") == []


def restrict(page: Any, kind: str) -> PageViewRestriction:
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind)
    if kind == PageViewRestriction.GROUPS:
        restriction.groups.add(Group.objects.create(name="Eingeweihte"))
    return restriction


def test_a_published_page_is_found_and_an_unpublished_one_is_not(page: InhaltSeite) -> None:
    assert found("zebrastreifen") == ["Datenschutz"]
    page.unpublish()
    assert found("zebrastreifen") == []


def test_a_draft_is_not_found(page: InhaltSeite) -> None:
    page.einleitung = "Nilpferd"
    page.save_revision()
    assert (found("nilpferd"), found("zebrastreifen")) == ([], ["Datenschutz"])
    page.get_latest_revision().publish()
    assert (found("nilpferd"), found("zebrastreifen")) == (["Datenschutz"], [])


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.GROUPS])
def test_a_restricted_page_is_found_by_nobody(kind: str, page: InhaltSeite, superuser: Any) -> None:
    restriction = restrict(page, kind)
    for user in (VISITOR, superuser):
        result = queries.suchen("zebrastreifen", user=user, sprache="de")
        assert (result.treffer, result.anzahl) == ([], 0)
    restriction.delete()
    assert found("zebrastreifen") == ["Datenschutz"]


def test_a_restriction_further_up_hides_what_is_below(page: InhaltSeite, seitenbaum: Startseite) -> None:
    restrict(seitenbaum, PageViewRestriction.LOGIN)
    assert found("zebrastreifen") == []


def test_a_deleted_page_is_gone_with_all_below(page: InhaltSeite) -> None:
    child = InhaltSeite(title="Unterseite", slug="unter", locale=page.locale, einleitung="Gnu")
    page.add_child(instance=child)
    child.save_revision().publish()
    assert found("gnu") == ["Unterseite"]
    page.delete()
    assert (found("zebrastreifen"), found("gnu")) == ([], [])


def test_a_moved_page_is_found_at_its_new_address(page: InhaltSeite, seitenbaum: Startseite) -> None:
    target = InhaltSeite(title="Ziel", slug="ziel", locale=page.locale)
    seitenbaum.add_child(instance=target)
    page.move(target, pos="last-child")
    assert Dokument.objects.get(art="seite", objekt_id=page.pk).url == "/ziel/ds/"
