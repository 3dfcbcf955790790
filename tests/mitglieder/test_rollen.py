"""Roles given, changed and taken: who may, who hears of it, and what ends at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from core.models import Protokolleintrag
from core.refusal import RefusedError
from mitglieder.actions import rollen
from netzwerke.actions import rolle_geben
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from notifications.actions import mail_einreihen
from notifications.models import Ausgangsmail, Status
from tests.factories import UserFactory
from tests.mitglieder.helpers import briefe, fresh, rolle_von

pytestmark = pytest.mark.django_db
NEU, ENDE = "Neue Rolle: Leitung in Netzwerk A", "Rolle beendet in Netzwerk A"


def vergeben(netzwerk: Netzwerk, an: User, person: User, rolle: Rolle = Rolle.LEITUNG, **more: Any) -> Any:
    return rollen.rolle_vergeben(netzwerk, an=an, rolle=rolle, person=person, **more)


def test_giving_the_leitung_is_told_to_the_person_and_to_the_other_leitungen(
    netzwerk_a: Netzwerk, ada: User, ben: User
) -> None:
    vergeben(netzwerk_a, ben, ada, amt="Vorsitz")
    assert fresh(ben).rollen == {netzwerk_a.pk: {"leitung", "mitglied"}}
    assert briefe() == [("ben@example.org", NEU), ("ada@example.org", "Neue Leitung in Netzwerk A")]
    noted = Protokolleintrag.objects.get(aktion="rolle.geben", person=ada)
    assert noted.angaben == {"rolle": "leitung", "an": ben.pk}


def test_giving_redaktion_is_told_to_the_person_alone(netzwerk_a: Netzwerk, ada: User, ben: User) -> None:
    vergeben(netzwerk_a, ben, ada, Rolle.REDAKTION)
    assert briefe() == [("ben@example.org", "Neue Rolle: Redaktion in Netzwerk A")]


def test_the_same_click_twice_gives_and_tells_once(netzwerk_a: Netzwerk, ada: User, ben: User) -> None:
    first, second = vergeben(netzwerk_a, ben, ada), vergeben(netzwerk_a, ben, ada)
    assert (first, len(briefe())) == (second, 2)


def test_a_role_that_is_there_is_not_overwritten_by_another_term(
    netzwerk_a: Netzwerk, ada: User, ben: User
) -> None:
    first = vergeben(netzwerk_a, ben, ada)
    with pytest.raises(RefusedError, match="hat die Rolle schon"):
        vergeben(netzwerk_a, ben, ada, bis=timezone.localdate())
    first.refresh_from_db()
    assert first.bis is None


def test_a_term_that_is_over_is_followed_by_a_new_one(netzwerk_a: Netzwerk, ada: User, ben: User) -> None:
    old = vergeben(netzwerk_a, ben, ada, Rolle.REDAKTION)
    yesterday = timezone.localdate() - timedelta(days=1)
    Mitgliedschaft.objects.filter(pk=old.pk).update(von=yesterday, bis=yesterday)
    new = vergeben(netzwerk_a, ben, ada, Rolle.REDAKTION)
    assert (new.pk != old.pk, fresh(ben).rollen) == (True, {netzwerk_a.pk: {"mitglied", "redaktion"}})


def test_typed_words_stand_as_a_quotation_in_the_letter(netzwerk_a: Netzwerk, ada: User, ben: User) -> None:
    vergeben(netzwerk_a, ben, ada, amt="→ Klick: https://evil.example/")
    text = Ausgangsmail.objects.get(empfaenger=ben.email).text
    assert "> → Klick: https://evil.example/" in text
    assert 'href="https://evil.example/' not in Ausgangsmail.objects.get(empfaenger=ben.email).html


def test_an_english_person_gets_an_english_letter(netzwerk_a: Netzwerk, ada: User, ben: User) -> None:
    User.objects.filter(pk=ben.pk).update(sprache="en")
    vergeben(netzwerk_a, fresh(ben), ada)
    assert briefe()[0] == ("ben@example.org", "New role: Network lead in Netzwerk A")


# --- Terms ---


def test_a_changed_term_is_told_each_time_it_changes(netzwerk_a: Netzwerk, ada: User, rita: User) -> None:
    row, today = rolle_von(rita, Rolle.REDAKTION), timezone.localdate()
    for bis in (today, today, None, today):
        rollen.amtszeit_aendern(row, person=ada, bis=bis, amt="", stellvertretung=False)
    assert briefe() == [("rita@example.org", "Amtszeit geändert: Redaktion in Netzwerk A")] * 3
    row.refresh_from_db()
    assert row.bis == today


def test_a_term_cannot_end_in_the_past(ada: User) -> None:
    row = rolle_von(ada, Rolle.LEITUNG)
    yesterday = timezone.localdate() - timedelta(days=1)
    with pytest.raises(RefusedError, match="Vergangenheit"):
        rollen.amtszeit_aendern(row, person=ada, bis=yesterday, amt="", stellvertretung=False)
    assert rolle_von(ada, Rolle.LEITUNG).bis is None


def test_the_term_of_a_role_that_was_taken_cannot_change(ada: User, rita: User) -> None:
    row = rolle_von(rita, Rolle.REDAKTION)
    rollen.rolle_entziehen(row, person=ada)
    with pytest.raises(RefusedError, match="inzwischen beendet"):
        rollen.amtszeit_aendern(row, person=ada, bis=None, amt="x", stellvertretung=False)


# --- Taking ---


def test_the_person_hears_why_even_though_the_right_is_gone(ada: User, rita: User) -> None:
    rollen.rolle_entziehen(rolle_von(rita, Rolle.REDAKTION), person=ada, grund="Umzug")
    mail = Ausgangsmail.objects.get(betreff=ENDE)
    assert (mail.empfaenger, mail.status, mail.bezug) == (rita.email, Status.WARTET, "")
    assert "> Umzug" in mail.text


def test_what_waits_about_the_network_is_kept_back(netzwerk_a: Netzwerk, ada: User, rita: User) -> None:
    mail_einreihen("alt", empfaenger=rita.email, betreff="alt", text="x", bezug=f"netzwerk:{netzwerk_a.pk}")
    rollen.entfernen(netzwerk_a, mensch=rita, person=ada)
    assert Ausgangsmail.objects.get(betreff="alt").status == Status.ZURUECKGEZOGEN
    assert Ausgangsmail.objects.get(betreff=ENDE).status == Status.WARTET


def test_taking_twice_tells_once(ada: User, rita: User) -> None:
    row = rolle_von(rita, Rolle.REDAKTION)
    rollen.rolle_entziehen(row, person=ada)
    rollen.rolle_entziehen(row, person=ada)
    assert briefe() == [("rita@example.org", ENDE)]


def test_taking_somebody_out_ends_all_roles_in_one_letter(
    netzwerk_a: Netzwerk, ada: User, ben: User, netzwerk_b: Netzwerk
) -> None:
    rolle_geben(netzwerk_a, an=ben, rolle=Rolle.LEITUNG)
    rolle_geben(netzwerk_b, an=ben, rolle=Rolle.MITGLIED)
    rollen.entfernen(netzwerk_a, mensch=ben, person=ada)
    assert fresh(ben).rollen == {netzwerk_b.pk: {"mitglied"}}
    assert list(ben.groups.all()) == []
    assert briefe() == [(ben.email, ENDE), (ada.email, "Eine Leitung weniger in Netzwerk A")]


def test_a_member_leaves_alone_and_the_last_leitung_not(netzwerk_a: Netzwerk, ada: User, ben: User) -> None:
    rollen.verlassen(netzwerk_a, person=ben)
    assert (fresh(ben).rollen, briefe()) == ({}, [(ben.email, ENDE)])
    rolle_geben(netzwerk_a, an=ada, rolle=Rolle.MITGLIED)
    with pytest.raises(RefusedError, match="letzte Leitung"):
        rollen.verlassen(netzwerk_a, person=ada)
    assert fresh(ada).rollen == {netzwerk_a.pk: {"leitung", "mitglied"}}


def test_a_closed_account_is_no_successor(netzwerk_a: Netzwerk, ada: User) -> None:
    rolle_geben(netzwerk_a, an=UserFactory(is_active=False), rolle=Rolle.LEITUNG)
    with pytest.raises(RefusedError, match="letzte Leitung"):
        rollen.verlassen(netzwerk_a, person=ada)


def test_a_second_leitung_row_of_the_same_person_is_no_successor(netzwerk_a: Netzwerk, ada: User) -> None:
    row = rolle_von(ada, Rolle.LEITUNG)
    Mitgliedschaft.objects.filter(pk=row.pk).update(beendet=timezone.now())
    rolle_geben(netzwerk_a, an=ada, rolle=Rolle.LEITUNG)
    with pytest.raises(RefusedError, match="letzte Leitung"):
        rollen.verlassen(netzwerk_a, person=ada)


@pytest.mark.parametrize("name", ["ben", "rita", "cem", "dana", "eva"])
def test_without_the_right_nothing_changes(
    name: str, netzwerk_a: Netzwerk, ada: User, request: pytest.FixtureRequest
) -> None:
    stranger = request.getfixturevalue(name)
    for attempt in (
        lambda: vergeben(netzwerk_a, stranger, stranger),
        lambda: rollen.rolle_entziehen(rolle_von(ada, Rolle.LEITUNG), person=stranger),
        lambda: rollen.entfernen(netzwerk_a, mensch=ada, person=stranger),
    ):
        with pytest.raises(RefusedError, match="eigene Rolle hat sich"):
            attempt()
    assert (fresh(ada).rollen, briefe()) == ({netzwerk_a.pk: {"leitung"}}, [])


def test_the_office_gives_roles_too(netzwerk_a: Netzwerk, guel: User, ben: User) -> None:
    vergeben(netzwerk_a, ben, guel)
    assert fresh(ben).rollen == {netzwerk_a.pk: {"leitung", "mitglied"}}


def test_the_last_leitung_cannot_end_its_term_before_anybody_could_be_reminded(
    netzwerk_a: Netzwerk, ada: User, ben: User
) -> None:
    row = rolle_von(ada, Rolle.LEITUNG)
    soon = timezone.localdate() + timedelta(days=20)
    with pytest.raises(RefusedError, match="Danach würde niemand das Netzwerk leiten"):
        rollen.amtszeit_aendern(row, person=ada, bis=soon, amt="", stellvertretung=False)
    rollen.amtszeit_aendern(row, person=ada, bis=soon + timedelta(weeks=8), amt="", stellvertretung=False)
    rolle_geben(netzwerk_a, an=ben, rolle=Rolle.LEITUNG, bis=soon)
    with pytest.raises(RefusedError, match="Danach würde niemand das Netzwerk leiten"):
        rollen.amtszeit_aendern(row, person=ada, bis=soon, amt="", stellvertretung=False)
    rollen.amtszeit_aendern(row, person=ada, bis=soon - timedelta(days=1), amt="", stellvertretung=False)
    assert rolle_von(ada, Rolle.LEITUNG).bis == soon - timedelta(days=1)
