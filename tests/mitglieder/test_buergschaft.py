"""Vouching: by whom, for whom, once, and what two vouches do."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from wagtail.models import Site

from accounts.models import User
from core.models import Protokolleintrag
from core.refusal import RefusedError
from mitglieder.actions.antraege import buergen, nachbarn_bitten, zurueckziehen
from mitglieder.antraege import nachbarleitungen
from mitglieder.models import Antrag, Aufnahmeregeln, Buergschaft
from netzwerke.actions import rolle_geben, rolle_nehmen
from netzwerke.enums import Netzwerkstatus, Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from notifications.models import Ausgangsmail
from tests.factories import NetzwerkFactory
from tests.factories.konten import mit_zweitem_faktor
from tests.mitglieder.helpers import eingereicht, in_der_frist, leitung_von, link_in, zwecke

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]


@pytest.fixture
def antrag(eva: User) -> Antrag:
    return eingereicht(eva, NetzwerkFactory(slug="alpha", kurzname="Alpha"))


def state(antrag: Antrag) -> str:
    return Antrag.objects.get(pk=antrag.pk).zustand


def test_two_vouches_of_different_networks_accept(
    antrag: Antrag, eva: User, ada: User, cem: User, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk
) -> None:
    buergen(antrag, person=ada, netzwerk=netzwerk_a)
    assert state(antrag) == "eingereicht"
    buergen(antrag, person=cem, netzwerk=netzwerk_b)
    assert state(antrag) == "angenommen"
    assert User.objects.get(pk=eva.pk).rollen == {antrag.netzwerk_id: {"leitung"}}
    assert Protokolleintrag.objects.filter(aktion="antrag.buergen").count() == 2


def test_one_vouch_twice_counts_once(antrag: Antrag, ada: User, netzwerk_a: Netzwerk) -> None:
    for _ in range(2):
        buergen(antrag, person=ada, netzwerk=netzwerk_a)
    assert Buergschaft.objects.count() == 1


def test_a_network_has_one_voice(antrag: Antrag, ada: User, ben: User, netzwerk_a: Netzwerk) -> None:
    rolle_geben(netzwerk_a, an=ben, rolle=Rolle.LEITUNG)
    buergen(antrag, person=ada, netzwerk=netzwerk_a)
    with pytest.raises(RefusedError, match="Jedes Netzwerk hat eine Stimme"):
        buergen(antrag, person=ben, netzwerk=netzwerk_a)


def test_the_voice_of_somebody_who_leads_no_more_counts_no_more(
    antrag: Antrag, ada: User, ben: User, cem: User, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk
) -> None:
    buergen(antrag, person=ada, netzwerk=netzwerk_a)
    rolle_geben(netzwerk_a, an=ben, rolle=Rolle.LEITUNG)
    rolle_nehmen(Mitgliedschaft.objects.get(person=ada))
    buergen(antrag, person=cem, netzwerk=netzwerk_b)
    assert state(antrag) == "eingereicht"


def test_a_network_that_ended_has_no_voice(
    antrag: Antrag, ada: User, cem: User, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk
) -> None:
    buergen(antrag, person=ada, netzwerk=netzwerk_a)
    Netzwerk.objects.filter(pk=netzwerk_a.pk).update(status=Netzwerkstatus.BEENDET)
    buergen(antrag, person=cem, netzwerk=netzwerk_b)
    assert state(antrag) == "eingereicht"
    netzwerk_a.refresh_from_db()
    with pytest.raises(RefusedError, match="ist beendet und kann nicht bürgen"):
        buergen(eingereicht(cem, NetzwerkFactory(slug="beta")), person=ada, netzwerk=netzwerk_a)


def test_a_person_who_leads_two_networks_has_one_voice(
    antrag: Antrag, ada: User, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk
) -> None:
    rolle_geben(netzwerk_b, an=ada, rolle=Rolle.LEITUNG)
    buergen(antrag, person=ada, netzwerk=netzwerk_a)
    with pytest.raises(RefusedError, match="Jede Person hat eine Stimme"):
        buergen(antrag, person=ada, netzwerk=netzwerk_b)


@pytest.mark.parametrize("role", [Rolle.MITGLIED, Rolle.REDAKTION])
def test_only_a_leitung_vouches(antrag: Antrag, role: Rolle, dana: User, netzwerk_a: Netzwerk) -> None:
    rolle_geben(netzwerk_a, an=dana, rolle=role)
    with pytest.raises(RefusedError, match="wer das Netzwerk heute leitet"):
        buergen(antrag, person=dana, netzwerk=netzwerk_a)


def test_the_networks_of_the_applicant_do_not_count(
    antrag: Antrag, eva: User, ada: User, netzwerk_a: Netzwerk
) -> None:
    rolle_geben(netzwerk_a, an=eva, rolle=Rolle.MITGLIED)
    with pytest.raises(RefusedError, match="eigenen Netzwerk"):
        buergen(antrag, person=ada, netzwerk=netzwerk_a)
    rolle_geben(netzwerk_a, an=eva, rolle=Rolle.LEITUNG)
    with pytest.raises(RefusedError, match="eigenen Netzwerk"):
        buergen(antrag, person=eva, netzwerk=netzwerk_a)
    assert [row.person for row in nachbarleitungen(antrag)] == []


def test_a_vouch_for_what_is_decided_is_refused(
    antrag: Antrag, eva: User, ada: User, netzwerk_a: Netzwerk
) -> None:
    zurueckziehen(antrag, person=eva)
    with pytest.raises(RefusedError, match="schon entschieden"):
        buergen(antrag, person=ada, netzwerk=netzwerk_a)


def test_the_rules_of_the_site_say_how_many_and_whether_it_is_enough(
    antrag: Antrag, ada: User, cem: User, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk
) -> None:
    Aufnahmeregeln.objects.create(site=Site.objects.get(is_default_site=True), buergschaft_genuegt=False)
    for person, netzwerk in ((ada, netzwerk_a), (cem, netzwerk_b)):
        buergen(antrag, person=person, netzwerk=netzwerk)
    assert (state(antrag), Buergschaft.objects.count()) == ("eingereicht", 2)
    with pytest.raises(RefusedError):
        nachbarn_bitten(antrag, person=None)
    Aufnahmeregeln.objects.update(buergschaft_genuegt=True, buergschaften=3)
    buergen(antrag, **dict(zip(("person", "netzwerk"), leitung_von("Dritte"), strict=True)))
    assert state(antrag) == "angenommen"


def test_neighbours_are_asked_once(antrag: Antrag, eva: User, ada: User, cem: User) -> None:
    assert [nachbarn_bitten(antrag, person=eva) for _ in range(2)] == [2, 0]
    assert sorted(zwecke()) == [("buergschaft", "ada@example.org"), ("buergschaft", "cem@example.org")]


def test_the_link_in_the_mail_shows_and_only_the_button_vouches(
    antrag: Antrag, eva: User, ada: User, netzwerk_a: Netzwerk
) -> None:
    nachbarn_bitten(antrag, person=eva)
    path, visitor = link_in("buergschaft", "ada"), Client()
    assert "Für Netzwerk A bürgen" in visitor.get(path).content.decode()
    assert Buergschaft.objects.count() == 0
    assert visitor.post(path)["Location"] == path
    assert "Sie haben gebürgt" in visitor.get(path).content.decode()
    assert visitor.post(path).status_code == 302
    assert [(row.person, row.netzwerk) for row in Buergschaft.objects.all()] == [(ada, netzwerk_a)]


def test_the_link_dies_with_the_role(antrag: Antrag, eva: User, ada: User, netzwerk_a: Netzwerk) -> None:
    nachbarn_bitten(antrag, person=eva)
    path = link_in("buergschaft", "ada")
    other, _ = leitung_von("Zweite")
    rolle_geben(netzwerk_a, an=other, rolle=Rolle.LEITUNG)
    rolle_nehmen(Mitgliedschaft.objects.get(person=ada))
    assert [Client().get(path).status_code, Client().post(path).status_code] == [410, 410]
    assert Buergschaft.objects.count() == 0
    assert Ausgangsmail.objects.get(empfaenger="ada@example.org").status == "zurueckgezogen"


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_broken_link_is_refused(method: str) -> None:
    assert getattr(Client(), method)("/aufnahme/buergen/unfug/").status_code == 410


# --- In the personal area ---


@pytest.fixture
def adas(client: Client, ada: User) -> Client:
    client.force_login(mit_zweitem_faktor(ada))
    return client


def test_it_is_listed_until_the_network_has_vouched(adas: Client, antrag: Antrag, eva: User) -> None:
    nachbarn_bitten(antrag, person=eva)
    assert "Kennen Sie „" in adas.get("/mein/").content.decode()
    assert f"/mein/buergen/{antrag.pk}/" in adas.get("/mein/buergen/").content.decode()
    adas.post(f"/mein/buergen/{antrag.pk}/")
    assert "Kennen Sie „" not in adas.get("/mein/").content.decode()
    assert "Sie haben gebürgt" in adas.get(f"/mein/buergen/{antrag.pk}/").content.decode()


def test_one_cannot_vouch_in_the_name_of_a_foreign_network(
    adas: Client, antrag: Antrag, netzwerk_b: Netzwerk
) -> None:
    assert adas.post(f"/mein/buergen/{antrag.pk}/", {"netzwerk": netzwerk_b.pk}).status_code == 404
    assert Buergschaft.objects.count() == 0


@pytest.mark.parametrize(("name", "expected"), [("ben", 403), ("rita", 403), ("dana", 403), ("guel", 403)])
def test_others_do_not_vouch(client: Client, antrag: Antrag, name: str, expected: int, request: Any) -> None:
    client.force_login(mit_zweitem_faktor(request.getfixturevalue(name)))
    for method in (client.get, client.post):
        assert method(f"/mein/buergen/{antrag.pk}/").status_code == expected


def test_nobody_is_asked_to_vouch_for_the_own_network(
    adas: Client, antrag: Antrag, netzwerk_a: Netzwerk
) -> None:
    rolle_geben(netzwerk_a, an=antrag.person, rolle=Rolle.MITGLIED)
    path = f"/mein/buergen/{antrag.pk}/"
    assert '<button type="submit" class="button primary">' not in adas.get(path).content.decode()
    assert "Bürgen muss ein anderes." in adas.post(path, follow=True).content.decode()
    assert Buergschaft.objects.count() == 0


def test_drafts_and_ones_own_are_not_there_to_vouch_for(adas: Client, ada: User, antrag: Antrag) -> None:
    Antrag.objects.filter(pk=antrag.pk).update(person=ada)
    assert adas.get(f"/mein/buergen/{antrag.pk}/").status_code == 404
    draft = eingereicht(ada)
    assert adas.get(f"/mein/buergen/{draft.pk}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_with_one_and_with_three(
    adas: Client, eva: User, count: int, django_assert_num_queries: Any
) -> None:
    for i in range(count):
        eingereicht(eva, NetzwerkFactory(slug=f"q{i}"))
    adas.get("/mein/buergen/")
    with django_assert_num_queries(8):
        adas.get("/mein/buergen/")


@pytest.mark.parametrize("way", ["signed in", "by the link"])
def test_without_a_second_factor_nobody_lets_others_in(
    way: str, antrag: Antrag, ada: User, eva: User
) -> None:
    """The grace of a new Leitung would be handed on."""
    nachbarn_bitten(antrag, person=eva)
    client = in_der_frist(ada) if way == "signed in" else Client()
    Authenticator.objects.all().delete()
    path = f"/mein/buergen/{antrag.pk}/" if way == "signed in" else link_in("buergschaft", "ada")
    assert "zweiten Faktor" in client.post(path, follow=True).content.decode()
    assert Buergschaft.objects.count() == 0
    mit_zweitem_faktor(ada)
    client.post(path)
    assert Buergschaft.objects.count() == 1
