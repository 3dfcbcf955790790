"""Firms in networks: who sits for a firm comes in with it, and goes with it."""

import re

import pytest

from accounts.models import User
from core.models import Protokolleintrag
from core.refusal import RefusedError
from mitglieder.actions.firmen import aufloesen, aufnehmen, austreten, eintragen, sitz_geben, sitz_nehmen
from mitglieder.enums import Branche
from mitglieder.models import Firmenmitgliedschaft, Unternehmen
from mitglieder.models.unternehmen import SITZE_HOECHSTENS
from netzwerke.actions import rolle_geben
from netzwerke.enums import Netzwerkstatus, Rolle
from netzwerke.models import Netzwerk
from tests.factories import NetzwerkFactory, UserFactory
from tests.mitglieder.helpers import fresh

pytestmark = pytest.mark.django_db


def firma(person: User, name: str = "Werkstatt Beispiel") -> Unternehmen:
    return eintragen(person=person, name=name, branche=Branche.VERARBEITUNG)


def rollen(user: User) -> dict[int, set[str]]:
    return {pk: set(found) for pk, found in fresh(user).rollen.items()}


def test_who_enters_a_firm_speaks_for_it_and_belongs_to_nothing_yet(eva: User) -> None:
    sitz = firma(eva).sitze.besetzt().get()
    assert (sitz.person, sitz.ansprechperson) == (eva, True)
    assert rollen(eva) == {}


def test_those_who_sit_for_a_firm_come_in_with_it_and_those_who_come_later_too(
    eva: User, dana: User, netzwerk_a: Netzwerk
) -> None:
    unternehmen = firma(eva)
    aufnehmen(unternehmen, netzwerk_a)
    sitz_geben(unternehmen, an=dana, person=eva)
    assert rollen(eva) == rollen(dana) == {netzwerk_a.pk: {"mitglied"}}


def test_a_firm_in_two_networks_gives_both_and_leaving_one_takes_one(
    eva: User, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk
) -> None:
    unternehmen = firma(eva)
    first = aufnehmen(unternehmen, netzwerk_a)
    aufnehmen(unternehmen, netzwerk_b)
    austreten(first)
    assert rollen(eva) == {netzwerk_b.pk: {"mitglied"}}


def test_who_loses_the_seat_loses_what_came_with_it(eva: User, dana: User, netzwerk_a: Netzwerk) -> None:
    unternehmen = firma(eva)
    aufnehmen(unternehmen, netzwerk_a)
    sitz = sitz_geben(unternehmen, an=dana)
    sitz_nehmen(sitz, person=eva)
    sitz_nehmen(sitz, person=eva)
    assert (rollen(dana), rollen(eva)) == ({}, {netzwerk_a.pk: {"mitglied"}})
    assert Protokolleintrag.objects.filter(aktion="sitz.nehmen").count() == 1


def test_two_firms_hold_a_person_until_both_have_gone(eva: User, netzwerk_a: Netzwerk) -> None:
    rows = [aufnehmen(firma(eva, name), netzwerk_a) for name in ("Erste", "Zweite")]
    austreten(rows[0])
    assert rollen(eva) == {netzwerk_a.pk: {"mitglied"}}
    austreten(rows[1])
    assert rollen(eva) == {}


def test_a_firm_in_another_network_holds_nobody_in_this_one(
    eva: User, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk
) -> None:
    here = aufnehmen(firma(eva, "Erste"), netzwerk_a)
    aufnehmen(firma(eva, "Zweite"), netzwerk_b)
    austreten(here)
    assert rollen(eva) == {netzwerk_b.pk: {"mitglied"}}


def test_what_a_person_had_before_stays(ben: User, ada: User, netzwerk_a: Netzwerk) -> None:
    unternehmen = firma(ben)
    row = aufnehmen(unternehmen, netzwerk_a)
    sitz_geben(unternehmen, an=ada)
    austreten(row)
    assert rollen(ben) == {netzwerk_a.pk: {"mitglied"}}
    assert rollen(ada) == {netzwerk_a.pk: {"leitung"}}


def test_who_is_let_in_in_person_later_stays_without_the_firm(eva: User, netzwerk_a: Netzwerk) -> None:
    row = aufnehmen(firma(eva), netzwerk_a)
    rolle_geben(netzwerk_a, an=eva, rolle=Rolle.MITGLIED)
    austreten(row)
    assert rollen(eva) == {netzwerk_a.pk: {"mitglied"}}


def test_taking_in_twice_is_taking_in_once(eva: User, netzwerk_a: Netzwerk) -> None:
    unternehmen = firma(eva)
    assert aufnehmen(unternehmen, netzwerk_a) == aufnehmen(unternehmen, netzwerk_a)
    assert Protokolleintrag.objects.filter(aktion="unternehmen.aufnehmen").count() == 1


def test_a_network_that_ended_takes_no_firm_in(eva: User) -> None:
    ended = NetzwerkFactory(status=Netzwerkstatus.BEENDET, kurzname="Altes Netzwerk")
    with pytest.raises(RefusedError, match="nimmt niemanden mehr auf"):
        aufnehmen(firma(eva), ended)


def test_a_dissolved_firm_is_gone_everywhere_and_refuses_what_comes_later(
    eva: User, dana: User, netzwerk_a: Netzwerk
) -> None:
    unternehmen = firma(eva)
    aufnehmen(unternehmen, netzwerk_a)
    aufloesen(unternehmen, person=eva)
    assert rollen(eva) == {}
    assert list(Firmenmitgliedschaft.objects.laufend()) == []
    with pytest.raises(RefusedError, match="Werkstatt Beispiel ist hier nicht mehr eingetragen"):
        sitz_geben(unternehmen, an=dana)


def test_the_seats_of_a_firm_are_limited(eva: User) -> None:
    unternehmen = firma(eva)
    for _ in range(SITZE_HOECHSTENS - 1):
        sitz_geben(unternehmen, an=UserFactory())
    with pytest.raises(RefusedError, match="sitzen schon 25 Personen"):
        sitz_geben(unternehmen, an=UserFactory())


def test_firms_of_one_name_have_addresses_of_their_own_that_do_not_count_them(eva: User) -> None:
    first, *others = [firma(eva, "Bäckerei Süß").slug for _ in range(3)]
    assert (first, len({*others})) == ("baeckerei-suess", 2)
    assert all(re.fullmatch(r"baeckerei-suess-[1-9][0-9]{4}", slug) for slug in others)
