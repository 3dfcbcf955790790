"""Registering, waiting, moving up, leaving: every state, and what is told by mail."""

from datetime import timedelta
from email.header import decode_header, make_header
from email.utils import parseaddr
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from accounts.models import User
from core.refusal import RefusedError
from netzwerke.models import Netzwerk
from notifications.models import Ausgangsmail
from tests.factories import NetzwerkFactory, UserFactory
from tests.factories.veranstaltungen import termin
from veranstaltungen.actions import anmeldung as actions
from veranstaltungen.actions.plaetze import ablauf
from veranstaltungen.enums import Nachruecken, Veranstaltungsstand
from veranstaltungen.forms.anmeldung import PlaetzeForm
from veranstaltungen.models import Anmeldung, Belegung, Mitveranstalter, Termin, Veranstaltung

pytestmark = pytest.mark.django_db
Angaben = actions.Angaben


def person(**fields: Any) -> User:
    return UserFactory(**fields)


def staende(termin: Termin) -> list[str]:
    return list(Anmeldung.objects.filter(termin=termin).order_by("pk").values_list("stand", flat=True))


def belegt(termin: Termin) -> int:
    return Belegung.objects.get(termin=termin).belegt


def betreffe(email: str) -> list[str]:
    return list(
        Ausgangsmail.objects.filter(empfaenger=email).order_by("pk").values_list("betreff", flat=True)
    )


def sender(mail: Ausgangsmail) -> str:
    return str(make_header(decode_header(parseaddr(mail.absender)[0])))


def test_a_place_is_taken_and_told_with_a_calendar_file() -> None:
    hier, wer = termin(), person(email="kim@example.org")
    row = actions.anmelden(hier, person=wer)
    assert (row.stand, belegt(hier)) == ("angemeldet", 1)
    mail = Ausgangsmail.objects.get()
    assert mail.betreff == "Angemeldet: Unternehmerfrühstück"
    assert [part["name"] for part in mail.anhaenge] == ["termin.ics"]
    assert sender(mail) == hier.veranstaltung.netzwerk.kurzname


def test_who_comes_after_the_last_place_waits_and_moves_up_in_order() -> None:
    hier = termin(1)
    first, second, third = (
        actions.anmelden(hier, person=person(email=f"p{n}@example.org")) for n in (1, 2, 3)
    )
    assert staende(hier) == ["angemeldet", "wartet", "wartet"]
    assert betreffe("p2@example.org") == ["Auf der Warteliste: Unternehmerfrühstück"]
    actions.abmelden(first)
    assert (staende(hier), belegt(hier)) == (["abgemeldet", "angemeldet", "wartet"], 1)
    assert betreffe("p2@example.org")[-1] == "Ein Platz für Sie: Unternehmerfrühstück"
    actions.abmelden(second)
    assert staende(hier)[-1] == "angemeldet"
    actions.abmelden(third)
    assert belegt(hier) == 0


def test_without_a_waiting_list_it_is_full() -> None:
    hier = termin(1, warteliste=False)
    actions.anmelden(hier, person=person())
    with pytest.raises(actions.VollError, match="Alle Plätze sind vergeben"):
        actions.anmelden(hier, person=person())
    assert Anmeldung.objects.count() == 1


def test_nobody_stands_on_a_date_twice_with_or_without_an_account() -> None:
    hier, wer = termin(), person(email="kim@example.org")
    row = actions.anmelden(hier, person=wer)
    with pytest.raises(actions.SchonAngemeldetError):
        actions.anmelden(hier, person=wer)
    assert actions.als_gast_anmelden(hier, name="Kim", email="Kim@Example.org") is None
    assert staende(hier) == ["angemeldet"]
    assert betreffe("kim@example.org")[-1] == "Sie sind schon angemeldet: Unternehmerfrühstück"
    actions.abmelden(row)
    actions.anmelden(hier, person=wer)
    assert staende(hier) == ["abgemeldet", "angemeldet"]


@pytest.mark.parametrize("minutes", [29, 31])
def test_a_guest_holds_a_place_for_half_an_hour(minutes: int) -> None:
    hier = termin(1)
    with time_machine.travel(timezone.now()) as clock:
        guest = actions.als_gast_anmelden(hier, name="Gast", email="gast@example.org")
        assert guest is not None
        assert (staende(hier), belegt(hier)) == (["offen"], 1)
        waiting = actions.anmelden(hier, person=person())
        assert waiting.stand == "wartet"
        clock.shift(timedelta(minutes=minutes))
        ablauf()
        expired = minutes > 30
        assert staende(hier) == (["verfallen", "angemeldet"] if expired else ["offen", "wartet"])
        late = actions.bestaetigen(guest)
        assert late.stand == ("wartet" if expired else "angemeldet")
        assert actions.bestaetigen(late).stand == late.stand
        assert belegt(hier) == 1


def test_a_held_place_that_ran_out_is_free_for_the_next_at_once() -> None:
    hier = termin(1, warteliste=False)
    with time_machine.travel(timezone.now()) as clock:
        actions.als_gast_anmelden(hier, name="Gast", email="gast@example.org")
        clock.shift(timedelta(minutes=31))
        assert actions.anmelden(hier, person=person()).stand == "angemeldet"


def test_a_guest_without_a_place_waits_once_confirmed() -> None:
    hier = termin(1)
    actions.anmelden(hier, person=person())
    guest = actions.als_gast_anmelden(hier, name="Gast", email="gast@example.org")
    assert guest is not None
    assert (guest.stand, belegt(hier)) == ("offen-wartend", 1)
    assert actions.bestaetigen(guest).stand == "wartet"


def test_an_offer_is_held_and_goes_on_when_nobody_answers() -> None:
    hier = termin(1, nachruecken=Nachruecken.ANGEBOT, angebot_stunden=2)
    with time_machine.travel(timezone.now()) as clock:
        first = actions.anmelden(hier, person=person())
        second = actions.anmelden(hier, person=person(email="zwei@example.org"))
        third = actions.anmelden(hier, person=person(email="drei@example.org"))
        actions.abmelden(first)
        assert (staende(hier), belegt(hier)) == (["abgemeldet", "angeboten", "wartet"], 1)
        clock.shift(timedelta(hours=2, seconds=1))
        assert ablauf() == 1
        assert staende(hier) == ["abgemeldet", "verfallen", "angeboten"]
        with pytest.raises(RefusedError, match="gilt nicht mehr"):
            actions.angebot_annehmen(second)
        assert actions.angebot_annehmen(third).stand == "angemeldet"
        assert betreffe("zwei@example.org")[-1].startswith("Der Platz ist weitergegeben")
        assert ablauf() == 0


def test_nobody_moves_up_once_it_has_begun() -> None:
    hier = termin(1)
    with time_machine.travel(timezone.now()) as clock:
        first = actions.anmelden(hier, person=person())
        actions.anmelden(hier, person=person())
        clock.shift(timedelta(days=7, seconds=1))
        with pytest.raises(RefusedError, match="schon begonnen"):
            actions.abmelden(first)
        actions.kapazitaet_setzen(hier, 5)
        assert staende(hier) == ["angemeldet", "wartet"]


def test_more_places_let_people_move_up_and_fewer_than_taken_are_refused() -> None:
    hier = termin(1)
    for _n in range(3):
        actions.anmelden(hier, person=person())
    actions.kapazitaet_setzen(hier, 2)
    assert staende(hier) == ["angemeldet", "angemeldet", "wartet"]
    with pytest.raises(RefusedError, match="Es sind schon 2 Plätze vergeben"):
        actions.kapazitaet_setzen(hier, 1)
    actions.kapazitaet_setzen(hier, None)
    assert staende(hier) == ["angemeldet"] * 3


def test_coming_with_fewer_frees_places_and_with_more_needs_them() -> None:
    hier = termin(3, plaetze_je_anmeldung=3)
    row = actions.anmelden(hier, person=person(), angaben=Angaben(plaetze=3, namen=["Lea", ""]))
    assert [str(seat) for seat in row.sitze.all()] == [row.name, "Lea", "N. N."]
    other = actions.anmelden(hier, person=person())
    actions.begleitung_aendern(row, 2, ["Ich", "Lea"])
    assert (staende(hier), belegt(hier)) == (["angemeldet", "angemeldet"], 3)
    with pytest.raises(actions.VollError, match="nicht mehr frei"):
        actions.begleitung_aendern(other, 2, ["Du"])
    actions.begleitung_aendern(row, 1, ["Ich"])
    actions.begleitung_aendern(other, 2, ["Du", "Noch wer"])
    assert belegt(hier) == 3


def test_names_stay_when_the_host_allows_fewer_seats_than_somebody_has() -> None:
    hier = termin(plaetze_je_anmeldung=4)
    row = actions.anmelden(hier, person=person(), angaben=Angaben(plaetze=4, namen=["b", "c", "d"]))
    Veranstaltung.objects.update(plaetze_je_anmeldung=2)
    row = Anmeldung.objects.get()
    form = PlaetzeForm({"plaetze": 4, **{f"name_{n}": f"x{n}" for n in range(1, 5)}}, anmeldung=row)
    assert form.is_valid()
    actions.begleitung_aendern(row, form.cleaned_data["plaetze"], form.namen())
    assert [str(seat) for seat in row.sitze.all()] == ["x1", "x2", "x3", "x4"]
    actions.begleitung_aendern(row, 3, ["a", ""])
    assert [str(seat) for seat in row.sitze.all()] == ["a", "N. N.", "x3"]


def test_after_the_deadline_fewer_may_come_and_no_more() -> None:
    hier = termin(plaetze_je_anmeldung=3)
    row = actions.anmelden(hier, person=person(), angaben=Angaben(plaetze=2, namen=["Lea"]))
    Termin.objects.update(anmeldeschluss=timezone.now())
    row = Anmeldung.objects.get()
    with pytest.raises(RefusedError, match="Weitere Plätze gibt es nicht mehr"):
        actions.begleitung_aendern(row, 3, ["Ich", "Lea", "Mia"])
    assert [value for value, _word in PlaetzeForm(anmeldung=row).fields["plaetze"].choices] == [1, 2]  # type: ignore[attr-defined]  # a choice
    actions.begleitung_aendern(row, 2, ["Ich", "Mia"])
    actions.begleitung_aendern(row, 1, ["Ich"])
    assert (belegt(hier), [str(seat) for seat in row.sitze.all()]) == (1, ["Ich"])


def test_of_a_cancelled_date_nothing_is_changed() -> None:
    hier = termin(plaetze_je_anmeldung=3)
    row = actions.anmelden(hier, person=person(), angaben=Angaben(plaetze=2, namen=["Lea"]))
    Termin.objects.update(stand="abgesagt")
    for places in (1, 2, 3):
        with pytest.raises(RefusedError, match="lässt sich nicht mehr ändern"):
            actions.begleitung_aendern(Anmeldung.objects.get(), places, ["Wer"])
    assert [str(seat) for seat in row.sitze.all()] == [row.name, "Lea"]


def test_places_kept_for_a_network_go_to_its_members() -> None:
    hier, partner = termin(2), NetzwerkFactory()
    Mitveranstalter.objects.create(veranstaltung=hier.veranstaltung, netzwerk=partner, kontingent=1)
    for _n in range(2):
        actions.anmelden(hier, person=person())
    actions.anmelden(hier, person=person(), angaben=Angaben(netzwerk=partner))
    assert staende(hier) == ["angemeldet", "wartet", "angemeldet"]


def test_a_network_takes_no_more_than_its_share() -> None:
    hier, network = termin(plaetze_je_netzwerk=1), NetzwerkFactory()
    for _n in range(2):
        actions.anmelden(hier, person=person(), angaben=Angaben(netzwerk=network))
    actions.anmelden(hier, person=person())
    assert staende(hier) == ["angemeldet", "wartet", "angemeldet"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"stand": Veranstaltungsstand.ENTWURF}, "keine Anmeldung"),
        ({"anmeldeweg": "ohne"}, "keine Anmeldung"),
        ({"plaetze_je_anmeldung": 1}, "höchstens 1 Plätze"),
    ],
)
def test_what_is_not_offered_is_refused(change: dict[str, Any], words: str) -> None:
    hier = termin(**change)
    with pytest.raises(RefusedError, match=words):
        actions.anmelden(hier, person=person(), angaben=Angaben(plaetze=2))
    assert Anmeldung.objects.count() == 0


def test_the_deadline_is_exact() -> None:
    hier = termin()
    hier.anmeldeschluss = timezone.now() + timedelta(hours=1)
    hier.save()
    with time_machine.travel(hier.anmeldeschluss - timedelta(milliseconds=1), tick=False) as clock:
        actions.anmelden(hier, person=person())
        clock.move_to(hier.anmeldeschluss)
        with pytest.raises(RefusedError, match="geschlossen"):
            actions.anmelden(hier, person=person())


def test_leaving_twice_is_leaving_once() -> None:
    hier = termin(2)
    row = actions.anmelden(hier, person=person(email="kim@example.org"))
    for _n in range(2):
        actions.abmelden(row)
    assert belegt(hier) == 0
    assert betreffe("kim@example.org") == [
        "Angemeldet: Unternehmerfrühstück",
        "Abgemeldet: Unternehmerfrühstück",
    ]


def test_a_guest_who_lost_the_letter_is_asked_again_and_not_flooded() -> None:
    with time_machine.travel("2026-12-01 10:01+01:00", tick=False) as clock:
        hier = termin()
        for _n in range(3):
            actions.als_gast_anmelden(hier, name="Kim", email="kim@example.org")
        assert betreffe("kim@example.org") == ["Bitte bestätigen: Unternehmerfrühstück"] * 2
        clock.shift(timedelta(minutes=10))
        actions.als_gast_anmelden(hier, name="Kim", email="kim@example.org")
        assert betreffe("kim@example.org") == ["Bitte bestätigen: Unternehmerfrühstück"] * 3


def test_whoever_is_registered_and_lost_the_letter_gets_the_link_again_and_is_not_flooded() -> None:
    with time_machine.travel("2026-12-01 10:01+01:00", tick=False) as clock:
        hier = termin()
        actions.anmelden(hier, person=person(email="kim@example.org"))
        Ausgangsmail.objects.all().delete()
        expected = []
        for _n in range(3):
            for _click in range(2):
                actions.als_gast_anmelden(hier, name="Kim", email="kim@example.org")
            expected.append("Sie sind schon angemeldet: Unternehmerfrühstück")
            assert betreffe("kim@example.org") == expected
            clock.shift(timedelta(minutes=10))


def test_whoever_let_an_offer_run_out_waits_behind_the_others() -> None:
    hier = termin(1, nachruecken=Nachruecken.ANGEBOT, angebot_stunden=2)
    with time_machine.travel(timezone.now()) as clock:
        first, second, third = (actions.anmelden(hier, person=person()) for _n in range(3))
        actions.abmelden(first)
        clock.shift(timedelta(hours=3))
        assert actions.bestaetigen(second).stand == "wartet"
        assert [row.pk for row in Anmeldung.objects.wartend()] == [second.pk]
        assert Anmeldung.objects.get(pk=third.pk).stand == "angeboten"


def test_after_the_deadline_nobody_comes_back() -> None:
    with time_machine.travel(timezone.now()) as clock:
        hier = termin()
        Termin.objects.update(anmeldeschluss=timezone.now() + timedelta(minutes=10))
        guest = actions.als_gast_anmelden(hier, name="Gast", email="gast@example.org")
        assert guest is not None
        clock.shift(timedelta(minutes=31))
        with pytest.raises(RefusedError, match="geschlossen"):
            actions.bestaetigen(guest)


def test_the_action_asks_for_the_right_itself() -> None:
    hier = termin(zugang="mitglieder")
    with pytest.raises(RefusedError, match="nicht für alle offen"):
        actions.anmelden(hier, person=person())
    with pytest.raises(RefusedError, match="nicht für alle offen"):
        actions.als_gast_anmelden(hier, name="Gast", email="gast@example.org")


def test_a_full_date_without_a_waiting_list_tells_nobody_who_is_registered() -> None:
    hier = termin(1, warteliste=False)
    actions.anmelden(hier, person=UserFactory(email="opfer@example.org"))
    for email in ("opfer@example.org", "fremd@example.org"):
        with pytest.raises(actions.VollError, match="Alle Plätze sind vergeben"):
            actions.als_gast_anmelden(hier, name="Kim", email=email)


def test_who_wants_more_places_than_there_are_blocks_nobody() -> None:
    hier = termin(1, plaetze_je_anmeldung=3)
    first = actions.anmelden(hier, person=UserFactory())
    with pytest.raises(RefusedError, match="höchstens 1"):
        actions.anmelden(hier, person=UserFactory(), angaben=actions.Angaben(plaetze=2))
    many = actions.anmelden(hier, person=UserFactory())
    Anmeldung.objects.filter(pk=many.pk).update(plaetze=2)  # from before there were fewer places
    single = actions.anmelden(hier, person=UserFactory())
    actions.abmelden(first)
    assert dict(Anmeldung.objects.values_list("pk", "stand")) == {
        first.pk: "abgemeldet", many.pk: "wartet", single.pk: "angemeldet",
    }  # fmt: skip


def test_more_places_than_the_quota_of_a_network_are_refused(ben: User, netzwerk_a: Netzwerk) -> None:
    hier = termin(10, netzwerk=netzwerk_a, plaetze_je_anmeldung=3, plaetze_je_netzwerk=1)
    asked = actions.Angaben(plaetze=2, netzwerk=netzwerk_a)
    with pytest.raises(RefusedError, match="höchstens 1"):
        actions.anmelden(hier, person=ben, angaben=asked)
