"""A network is saved in the page admin: log and search follow, and mistakes are explained."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core.models import Protokolleintrag
from netzwerke.enums import Groessenart
from netzwerke.models import Groessenangabe, Netzwerk
from search.models import Dokument
from tests.cms.conftest import Anmelden
from tests.cms.helpers import form_at
from tests.factories import GroessenangabeFactory, SchwerpunktFactory


def edit_url(netzwerk: Netzwerk) -> str:
    return reverse("wagtailsnippets_netzwerke_netzwerk:edit", args=[netzwerk.pk])


@pytest.fixture
def gs(angemeldet: Anmelden, guel: User) -> Client:
    return angemeldet(guel)


def test_saving_a_network_notes_who_did_it_and_renews_the_search(
    gs: Client, guel: User, netzwerk_a: Netzwerk
) -> None:
    data = form_at(gs, edit_url(netzwerk_a))
    response = gs.post(edit_url(netzwerk_a), {**data, "name": "Großbeerenstraße e. V."})
    assert response.status_code == 302
    netzwerk_a.refresh_from_db()
    assert netzwerk_a.name == "Großbeerenstraße e. V."
    assert [(e.aktion, e.person) for e in Protokolleintrag.objects.filter(objekt_id=netzwerk_a.pk)] == [
        ("netzwerk.aendern", guel)
    ]
    assert set(Dokument.objects.filter(objekt_id=netzwerk_a.pk).values_list("titel", flat=True)) == {
        "Großbeerenstraße e. V."
    }
    assert netzwerk_a.latest_revision.user == guel


def test_the_search_knows_topics_chosen_in_the_same_step(gs: Client, netzwerk_a: Netzwerk) -> None:
    topic = SchwerpunktFactory()
    data = form_at(gs, edit_url(netzwerk_a))
    gs.post(edit_url(netzwerk_a), {**data, "schwerpunkte": [topic.pk]})
    german = Dokument.objects.get(objekt_id=netzwerk_a.pk, sprache="de")
    assert "Fachkräfte & Ausbildung" in german.text


def test_a_figure_added_in_the_form_is_kept(gs: Client, netzwerk_a: Netzwerk) -> None:
    data = form_at(gs, edit_url(netzwerk_a))
    gs.post(edit_url(netzwerk_a), {**data, **figures((2019, 30), (2020, 40))})
    found = Groessenangabe.objects.filter(netzwerk=netzwerk_a).values_list("jahr", "wert")
    assert list(found) == [(2019, 30), (2020, 40)]


def figures(*rows: tuple[int, int], initial: int = 0) -> dict[str, object]:
    data: dict[str, object] = {
        "groessenangaben-TOTAL_FORMS": len(rows),
        "groessenangaben-INITIAL_FORMS": initial,
    }
    for i, (year, value) in enumerate(rows):
        row = {"id": "", "art": Groessenart.MITGLIEDER, "jahr": year, "wert": value, "quelle": "Satzung"}
        data.update({f"groessenangaben-{i}-{name}": entry for name, entry in row.items()})
    return data


def test_a_year_given_twice_is_explained_in_the_form(gs: Client, netzwerk_a: Netzwerk) -> None:
    data = form_at(gs, edit_url(netzwerk_a))
    response = gs.post(edit_url(netzwerk_a), {**data, **figures((2020, 30), (2020, 40))})
    assert response.status_code == 200
    assert "Für dieses Jahr gibt es schon eine Angabe." in response.content.decode()
    assert Groessenangabe.objects.count() == 0


def test_swapped_years_are_explained_and_change_nothing(gs: Client, netzwerk_a: Netzwerk) -> None:
    older = GroessenangabeFactory(netzwerk=netzwerk_a, jahr=2019, wert=30)
    newer = GroessenangabeFactory(netzwerk=netzwerk_a, jahr=2020, wert=40)
    data = form_at(gs, edit_url(netzwerk_a))
    swapped = {
        **figures((2020, 30), (2019, 40), initial=2),
        "groessenangaben-0-id": older.pk,
        "groessenangaben-1-id": newer.pk,
    }
    response = gs.post(edit_url(netzwerk_a), {**data, **swapped, "name": "Anders"})
    assert response.status_code == 200
    assert "Eine dieser Angaben gibt es schon." in response.content.decode()
    netzwerk_a.refresh_from_db()
    assert netzwerk_a.name == "Netzwerk A e. V."


def test_the_address_of_a_network_cannot_change(gs: Client, netzwerk_a: Netzwerk) -> None:
    data = form_at(gs, edit_url(netzwerk_a))
    assert "slug" not in data
    gs.post(edit_url(netzwerk_a), {**data, "slug": "anders", "name": "Neuer Name"})
    netzwerk_a.refresh_from_db()
    assert (netzwerk_a.slug, netzwerk_a.name) == ("netzwerk-a", "Neuer Name")


def test_a_new_network_is_logged_as_new_and_found(gs: Client, netzwerk_a: Netzwerk) -> None:
    data = form_at(gs, edit_url(netzwerk_a))
    new = {**data, "name": "Ganz Neu", "kurzname": "Neu", "slug": "ganz-neu"}
    response = gs.post(reverse("wagtailsnippets_netzwerke_netzwerk:add"), new)
    assert response.status_code == 302
    pk = Netzwerk.objects.get(slug="ganz-neu").pk
    assert list(Protokolleintrag.objects.values_list("aktion", "objekt_id")) == [
        ("netzwerk.anlegen", str(pk))
    ]
    assert Dokument.objects.filter(objekt_id=pk).count() == 2


def test_going_back_to_an_old_version_is_saved_like_any_change(gs: Client, netzwerk_a: Netzwerk) -> None:
    first = netzwerk_a.save_revision()
    data = form_at(gs, edit_url(netzwerk_a))
    gs.post(edit_url(netzwerk_a), {**data, "name": "Zwischenstand"})
    revert = reverse("wagtailsnippets_netzwerke_netzwerk:revisions_revert", args=[netzwerk_a.pk, first.pk])
    gs.post(revert, {**form_at(gs, revert), "revision": first.pk})
    assert [e.aktion for e in Protokolleintrag.objects.all()] == ["netzwerk.aendern"] * 2
    assert Dokument.objects.get(objekt_id=netzwerk_a.pk, sprache="de").titel == "Netzwerk A e. V."


def test_the_profile_can_be_previewed_while_it_is_edited(gs: Client, netzwerk_a: Netzwerk) -> None:
    url = reverse("wagtailsnippets_netzwerke_netzwerk:preview_on_edit", args=[netzwerk_a.pk])
    data = form_at(gs, edit_url(netzwerk_a))
    assert gs.post(url, {**data, "name": "Nur ein Entwurf"}).json() == {
        "is_valid": True,
        "is_available": True,
    }
    response = gs.get(url)
    assert response.status_code == 200
    assert "Nur ein Entwurf" in response.content.decode()
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_nothing_is_saved_while_typing(gs: Client, netzwerk_a: Netzwerk) -> None:
    page = gs.get(edit_url(netzwerk_a))
    assert page.context["autosave_enabled"] is False


def test_a_removed_network_leaves_the_search_and_a_note(
    angemeldet: Anmelden, superuser: User, netzwerk_b: Netzwerk
) -> None:
    client, pk = angemeldet(superuser), netzwerk_b.pk
    client.post(reverse("wagtailsnippets_netzwerke_netzwerk:delete", args=[pk]))
    assert not Netzwerk.objects.filter(pk=pk).exists()
    assert Dokument.objects.filter(objekt_id=pk).count() == 0
    assert Protokolleintrag.objects.get().angaben == {"slug": "netzwerk-b"}


def test_a_network_with_members_cannot_be_removed(
    angemeldet: Anmelden, superuser: User, ada: User, netzwerk_a: Netzwerk
) -> None:
    url = reverse("wagtailsnippets_netzwerke_netzwerk:delete", args=[netzwerk_a.pk])
    response = angemeldet(superuser).post(url, follow=True)
    assert "Andere Einträge verweisen noch darauf." in response.content.decode()
    assert Netzwerk.objects.filter(pk=netzwerk_a.pk).exists()


def test_networks_cannot_be_removed_in_bulk(
    angemeldet: Anmelden, superuser: User, netzwerk_a: Netzwerk
) -> None:
    url = reverse("wagtail_bulk_action", args=["netzwerke", "netzwerk", "delete"])
    assert angemeldet(superuser).post(f"{url}?id={netzwerk_a.pk}").status_code == 403
    assert Netzwerk.objects.filter(pk=netzwerk_a.pk).exists()
