"""Two entries of one firm become one: nothing and nobody is lost, and the old address leads on."""

import pytest
from django.test import Client

from accounts.models import User
from core.models import Protokolleintrag
from core.refusal import RefusedError
from core.visibility import Sichtbarkeit
from mitglieder.actions.dubletten import zusammenfuehren
from mitglieder.actions.firmen import aufnehmen, eintragen, sitz_geben
from mitglieder.actions.firmenpflege import ansprechperson_einladen, erfassen
from mitglieder.enums import Branche
from mitglieder.models import Beitrittsanfrage, Firmenmitgliedschaft, Sitz, Unternehmen
from mitglieder.models.unternehmen import SITZE_HOECHSTENS
from netzwerke.models import Netzwerk
from search.queries import suchen
from tests.factories import UserFactory
from tests.mitglieder.helpers import angemeldet, briefe, fresh

pytestmark = pytest.mark.django_db


def firma(person: User, name: str = "Werkstatt") -> Unternehmen:
    return eintragen(person=person, name=name, branche=Branche.BAU)


def netze(unternehmen: Unternehmen) -> set[int]:
    return set(unternehmen.firmenmitgliedschaften.laufend().values_list("netzwerk", flat=True))


def test_networks_and_seats_move_and_everybody_is_in_all_of_them(
    guel: User, eva: User, dana: User, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk
) -> None:
    bleibt, doppelt = firma(eva), firma(dana, "Werkstatt GmbH")
    aufnehmen(bleibt, netzwerk_a)
    aufnehmen(doppelt, netzwerk_b)
    zusammenfuehren(doppelt, bleibt, person=guel)
    both = {netzwerk_a.pk, netzwerk_b.pk}
    assert netze(bleibt) == fresh(eva).netzwerk_ids == fresh(dana).netzwerk_ids == both
    assert set(bleibt.sitze.besetzt().values_list("person", "ansprechperson")) == {
        (eva.pk, True),
        (dana.pk, True),
    }


def test_a_network_that_both_are_in_counts_once(
    guel: User, eva: User, dana: User, netzwerk_a: Netzwerk
) -> None:
    bleibt, doppelt = firma(eva), firma(dana)
    for unternehmen in (bleibt, doppelt):
        aufnehmen(unternehmen, netzwerk_a)
    zusammenfuehren(doppelt, bleibt, person=guel)
    assert Firmenmitgliedschaft.objects.laufend().filter(netzwerk=netzwerk_a).count() == 1
    assert fresh(dana).netzwerk_ids == {netzwerk_a.pk}


@pytest.mark.parametrize("spricht_im_doppelten", [False, True])
def test_who_sits_in_both_keeps_one_seat_and_speaks_if_either_did(
    spricht_im_doppelten: bool, guel: User, eva: User, dana: User
) -> None:
    bleibt, doppelt = firma(eva), firma(UserFactory())
    sitz_geben(bleibt, an=dana)
    sitz_geben(doppelt, an=dana, ansprechperson=spricht_im_doppelten)
    zusammenfuehren(doppelt, bleibt, person=guel)
    sitz = Sitz.objects.besetzt().get(person=dana)
    assert (sitz.unternehmen, sitz.ansprechperson) == (bleibt, spricht_im_doppelten)


def test_requests_invitations_and_offers_move(
    guel: User, ada: User, eva: User, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk
) -> None:
    bleibt = firma(eva)
    row = erfassen(netzwerk_a, person=ada, name="Werkstatt GmbH", branche=Branche.BAU)
    doppelt = row.unternehmen
    einladung = ansprechperson_einladen(row, person=ada, email="neu@example.org")
    anfrage = Beitrittsanfrage.objects.create(
        person=eva, netzwerk=netzwerk_b, satz="Bitte", unternehmen=doppelt
    )
    for unternehmen in (bleibt, doppelt):
        Sitz.objects.create(unternehmen=unternehmen, email="doppelt@example.org")
    Sitz.objects.create(unternehmen=doppelt, email="einzeln@example.org")
    zusammenfuehren(doppelt, bleibt, person=guel)
    for moved in (einladung, anfrage):
        moved.refresh_from_db()
        assert moved.unternehmen == bleibt
    offers = Sitz.objects.offen().filter(person=None).order_by("email")
    assert [(s.email, s.unternehmen) for s in offers] == [
        ("doppelt@example.org", bleibt),
        ("einzeln@example.org", bleibt),
    ]


def test_the_data_and_the_step_of_the_other_stay(guel: User, eva: User, dana: User) -> None:
    bleibt, doppelt = firma(eva), firma(dana)
    Unternehmen.objects.filter(pk=doppelt.pk).update(sichtbarkeit=Sichtbarkeit.OEFFENTLICH, sucht="Geselle")
    zusammenfuehren(doppelt, bleibt, person=guel)
    bleibt.refresh_from_db()
    assert (bleibt.sichtbarkeit, bleibt.sucht) == (Sichtbarkeit.NETZWERK, "")


def test_the_old_address_leads_to_the_one_that_stays_and_over_two_merges(
    guel: User, eva: User, netzwerk_a: Netzwerk
) -> None:
    first, second, third = (firma(eva, name) for name in ("Eins", "Zwei", "Drei"))
    aufnehmen(third, netzwerk_a)
    Unternehmen.objects.update(sichtbarkeit=Sichtbarkeit.OEFFENTLICH)
    zusammenfuehren(first, second, person=guel)
    zusammenfuehren(second, third, person=guel)
    assert Client().get("/unternehmen/eins/")["Location"] == "/unternehmen/drei/"
    assert Client().get("/en/unternehmen/eins/")["Location"] == "/en/unternehmen/drei/"


def test_the_old_address_tells_nothing_to_those_who_do_not_see_the_other(
    guel: User, eva: User, cem: User, netzwerk_a: Netzwerk
) -> None:
    bleibt, doppelt = firma(eva, "Eins"), firma(eva, "Zwei")
    aufnehmen(bleibt, netzwerk_a)
    zusammenfuehren(doppelt, bleibt, person=guel)
    assert Client().get("/unternehmen/zwei/").status_code == 404
    assert angemeldet(cem).get("/unternehmen/zwei/").status_code == 404


def test_the_doubled_entry_is_neither_found_nor_listed(guel: User, eva: User, netzwerk_a: Netzwerk) -> None:
    bleibt, doppelt = firma(eva, "Eins"), firma(eva, "Zwei")
    for unternehmen in (bleibt, doppelt):
        aufnehmen(unternehmen, netzwerk_a)
    zusammenfuehren(doppelt, bleibt, person=guel)
    assert suchen("Zwei", user=guel, sprache="de").treffer == []
    assert angemeldet(guel).get("/unternehmen/").context["anzahl"] == 1


def test_it_is_logged_and_told_to_who_speaks_for_either(guel: User, eva: User, dana: User) -> None:
    bleibt, doppelt = firma(eva), firma(dana)
    zusammenfuehren(doppelt, bleibt, person=guel)
    row = Protokolleintrag.objects.get(aktion="unternehmen.zusammenfuehren")
    assert (row.person, row.objekt_id, row.angaben) == (
        guel,
        str(doppelt.pk),
        {"bleibt": bleibt.pk, "name": "Werkstatt"},
    )
    subject = "Zwei Einträge Ihres Unternehmens sind jetzt einer"
    assert sorted(briefe()) == sorted([(dana.email, subject), (eva.email, subject)])


def test_an_entry_is_not_merged_with_itself(guel: User, eva: User) -> None:
    unternehmen = firma(eva)
    with pytest.raises(RefusedError, match="derselbe Eintrag"):
        zusammenfuehren(unternehmen, unternehmen, person=guel)


def test_merging_twice_is_refused_clearly(guel: User, eva: User) -> None:
    bleibt, doppelt = firma(eva), firma(eva, "Zweite")
    zusammenfuehren(doppelt, bleibt, person=guel)
    with pytest.raises(RefusedError, match="Zweite ist hier nicht mehr eingetragen"):
        zusammenfuehren(doppelt, bleibt, person=guel)
    with pytest.raises(RefusedError, match="Zweite ist hier nicht mehr eingetragen"):
        zusammenfuehren(bleibt, doppelt, person=guel)


def test_only_the_office_merges(ada: User, eva: User) -> None:
    with pytest.raises(RefusedError, match="nur die Geschäftsstelle"):
        zusammenfuehren(firma(eva), firma(eva), person=ada)


def test_too_many_seats_together_change_nothing(guel: User, eva: User, dana: User) -> None:
    bleibt, doppelt = firma(eva), firma(dana)
    for _ in range(SITZE_HOECHSTENS - 1):
        sitz_geben(bleibt, an=UserFactory())
    with pytest.raises(RefusedError, match="mehr als 25 Sitze"):
        zusammenfuehren(doppelt, bleibt, person=guel)
    assert Unternehmen.objects.bestehend().count() == 2
    assert doppelt.sitze.besetzt().count() == 1


def test_the_office_finds_the_same_name_and_merges_with_one_question(guel: User, eva: User) -> None:
    bleibt, doppelt = firma(eva, "Bäckerei Süß"), firma(eva, "BAECKEREI-SUESS")
    client, base = angemeldet(guel), "/mein/geschaeftsstelle/unternehmen/"
    found = client.get(f"{base}{doppelt.pk}/").context["andere"]
    assert list(found) == [bleibt]
    path = f"{base}{doppelt.pk}/zusammenfuehren/{bleibt.pk}/"
    assert "lässt sich nicht rückgängig machen" in client.get(path).content.decode()
    assert Unternehmen.objects.bestehend().count() == 2
    client.post(path)
    assert list(Unternehmen.objects.bestehend()) == [bleibt]


@pytest.mark.parametrize("anzahl", [1, 3])
def test_the_office_s_list_costs_the_same_with_one_and_with_three(
    anzahl: int, guel: User, eva: User, netzwerk_a: Netzwerk, django_assert_num_queries: object
) -> None:
    for n in range(anzahl):
        aufnehmen(firma(eva, f"Firma {n}"), netzwerk_a)
    client = angemeldet(guel)
    client.get("/mein/geschaeftsstelle/unternehmen/")
    with django_assert_num_queries(10):  # type: ignore[operator]  # pytest-django's fixture
        client.get("/mein/geschaeftsstelle/unternehmen/")


def test_the_office_counts_a_firm_in_two_networks_once(
    guel: User, eva: User, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk
) -> None:
    unternehmen = firma(eva)
    for netzwerk in (netzwerk_a, netzwerk_b):
        aufnehmen(unternehmen, netzwerk)
    for path in ("/mein/geschaeftsstelle/", "/mein/geschaeftsstelle/unternehmen/"):
        assert angemeldet(guel).get(path).context["summen"]["gesamt"] == 1


def test_a_network_that_both_had_asked_is_asked_once_and_one_that_has_the_firm_no_more(
    guel: User, eva: User, dana: User, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk
) -> None:
    bleibt, doppelt = firma(eva), firma(dana, "Werkstatt GmbH")
    for unternehmen, person in ((bleibt, eva), (doppelt, dana)):
        Beitrittsanfrage.objects.create(person=person, netzwerk=netzwerk_a, unternehmen=unternehmen)
    Beitrittsanfrage.objects.create(person=eva, netzwerk=netzwerk_b, unternehmen=bleibt)
    aufnehmen(doppelt, netzwerk_b)
    zusammenfuehren(doppelt, bleibt, person=guel)
    rows = bleibt.beitrittsanfragen.order_by("pk").values_list("person", "netzwerk", "zustand")
    assert list(rows) == [
        (eva.pk, netzwerk_a.pk, "offen"),
        (dana.pk, netzwerk_a.pk, "zurueckgezogen"),
        (eva.pk, netzwerk_b.pk, "zurueckgezogen"),
    ]
