"""Seats of a firm: offered by mail, taken by the owner of the address, handed on, ended."""

import pytest
from django.test import Client

from accounts.actions import konto_loeschen
from accounts.models import User
from core.models import Protokolleintrag
from core.refusal import RefusedError
from mitglieder.actions import sitze as actions
from mitglieder.actions.firmen import aufnehmen
from mitglieder.models import Einladung, Sitz
from mitglieder.sitze import MOST_A_DAY
from netzwerke.models import Netzwerk
from notifications.models import Ausgangsmail, Status
from tests.mitglieder.firmenhilfen import (
    SEITE,
    angebot,
    firma,
    gehoert,
    link,
    mails_an,
    mit_sitz,
    sitz_von,
    stunden,
    text,
    vor,
    worte,
)
from tests.mitglieder.helpers import angemeldet, ausgewiesen

pytestmark = pytest.mark.django_db
KIM = "kim@example.org"


@pytest.fixture(autouse=True)
def rahmen(seitenbaum: object) -> None:
    """Pages have their frame."""


# --- Offering ---


def test_a_seat_is_offered_by_a_form_and_the_mail_names_the_firm(eva: User, netzwerk_a: Netzwerk) -> None:
    aufnehmen(firma(eva), netzwerk_a)
    client, path = angemeldet(eva), f"{SEITE}sitze/anbieten/"
    assert "gehört sofort zu: Netzwerk A e. V." in text(client, path)
    assert client.post(path, {"email": "Kim@Example.org", "sprache": "de"})["Location"] == SEITE
    mail = Ausgangsmail.objects.get(empfaenger=KIM)
    assert mail.betreff == "Werkstatt Beispiel bietet Ihnen einen Sitz an"
    assert ("> Werkstatt Beispiel" in mail.text, "> Eva Muster" in mail.text) == (True, True)
    assert KIM in text(client, SEITE)
    assert Protokolleintrag.objects.get(aktion="sitz.anbieten").person == eva


def test_a_mail_in_english_is_written_in_english(eva: User) -> None:
    actions.anbieten(firma(eva), person=eva, email=KIM, sprache="en")
    assert mails_an(KIM) == ["Werkstatt Beispiel offers you a seat"]


@pytest.mark.parametrize("email", ["unsinn", "a@b", "kim@example.org\nbcc: x@example.org", ""])
def test_a_wrong_address_is_refused(email: str, eva: User) -> None:
    firma(eva)
    page = worte(angemeldet(eva).post(f"{SEITE}sitze/anbieten/", {"email": email, "sprache": "de"}))
    assert ("Das hat noch nicht geklappt" in page, Sitz.objects.angebote().count()) == (True, 0)


def test_an_address_has_one_offer_and_one_seat_of_a_firm(eva: User, dana: User) -> None:
    unternehmen = firma(eva)
    angebot(unternehmen, eva)
    with pytest.raises(RefusedError, match="hat schon ein Angebot"):
        angebot(unternehmen, eva, "KIM@example.org")
    mit_sitz(unternehmen, dana)
    with pytest.raises(RefusedError, match="sitzt schon für Werkstatt Beispiel"):
        angebot(unternehmen, eva, "DANA@example.org")


def test_an_offer_that_ran_out_makes_room(eva: User) -> None:
    unternehmen = firma(eva)
    old = angebot(unternehmen, eva)
    vor(old, gueltig_bis=stunden(1), versandt=stunden(15 * 24))
    angebot(unternehmen, eva)
    assert (Sitz.objects.filter(email=KIM).count(), Sitz.objects.angebote().count()) == (2, 1)


def test_who_does_not_speak_for_the_firm_offers_nothing(eva: User, dana: User, ada: User) -> None:
    unternehmen = firma(eva)
    mit_sitz(unternehmen, dana)
    for person in (dana, ada):
        with pytest.raises(RefusedError, match="sprechen nicht mehr für"):
            angebot(unternehmen, person)
    assert Ausgangsmail.objects.count() == 0


def test_an_address_gets_three_mails_a_day_whoever_sends_them(
    eva: User, dana: User, netzwerk_a: Netzwerk
) -> None:
    Einladung.objects.create(netzwerk=netzwerk_a, email=KIM)
    angebot(firma(eva, "Erste"), eva)
    actions.widerrufen(angebot(firma(eva, "Zweite"), eva), person=eva)
    with pytest.raises(RefusedError, match="bekam heute schon mehrere"):
        angebot(firma(dana, "Dritte"), dana, "Kim@example.org")


def test_a_person_sends_so_many_offers_a_day_for_whatever_firm(eva: User) -> None:
    rows = [
        Sitz(unternehmen=unternehmen, email=f"p{number}@example.org", von=eva)
        for unternehmen in (firma(eva, "Erste"), firma(eva, "Zweite"))
        for number in range(MOST_A_DAY // 2)
    ]
    Sitz.objects.bulk_create(rows)
    third = firma(eva, "Dritte")
    with pytest.raises(RefusedError, match=f"schon {MOST_A_DAY} Angebote"):
        angebot(third, eva)
    Sitz.objects.update(versandt=stunden(25))
    angebot(third, eva)


def test_sending_again_voids_the_older_link(eva: User) -> None:
    sitz = angebot(firma(eva), eva)
    old, client = link(sitz), angemeldet(eva)
    path = f"{SEITE}sitze/{sitz.pk}/angebot/"
    assert "gerade erst hinaus" in worte(client.post(path, {"erneut": "1"}, follow=True))
    vor(sitz, versandt=stunden(2))
    assert "noch einmal unterwegs" in worte(client.post(path, {"erneut": "1"}, follow=True))
    assert len(mails_an(KIM)) == 2
    assert "Es gibt eine neuere Mail" in text(Client(), old, 410)
    assert Client().get(link(Sitz.objects.get(pk=sitz.pk))).status_code == 200


def test_an_offer_goes_out_four_times_at_most(eva: User) -> None:
    sitz = angebot(firma(eva), eva)
    for _ in range(3):
        vor(sitz, versandt=stunden(48))
        actions.erneut_senden(sitz, person=eva)
    vor(sitz, versandt=stunden(48))
    with pytest.raises(RefusedError, match="viermal"):
        actions.erneut_senden(sitz, person=eva)


def test_an_offer_taken_back_is_void_and_its_mail_stays_here(eva: User) -> None:
    sitz = angebot(firma(eva), eva)
    response = angemeldet(eva).post(f"{SEITE}sitze/{sitz.pk}/angebot/", {"widerrufen": "1"}, follow=True)
    assert "ist zurückgezogen" in worte(response)
    assert Ausgangsmail.objects.get(empfaenger=KIM).status == Status.ZURUECKGEZOGEN
    assert "zurückgezogen" in text(Client(), link(sitz), 410)
    with pytest.raises(RefusedError, match="schon beantwortet oder zurückgezogen"):
        actions.erneut_senden(sitz, person=eva)


def test_offers_and_seats_of_another_firm_are_missing(eva: User, dana: User) -> None:
    firma(eva)
    other = firma(dana, "Andere")
    client = ausgewiesen(eva)
    assert client.post(f"{SEITE}sitze/{angebot(other, dana).pk}/angebot/").status_code == 404
    for rest in ("nehmen/", "ansprechperson/"):
        assert client.post(f"{SEITE}sitze/{sitz_von(dana).pk}/{rest}").status_code == 404


# --- Handing on and ending ---


def test_speaking_for_the_firm_is_given_with_a_proof_of_identity(eva: User, dana: User) -> None:
    unternehmen = firma(eva)
    sitz = mit_sitz(unternehmen, dana)
    path = f"{SEITE}sitze/{sitz.pk}/ansprechperson/"
    assert angemeldet(eva).post(path)["Location"].startswith("/konto/reauthenticate/")
    assert Sitz.objects.get(pk=sitz.pk).ansprechperson is False
    client = ausgewiesen(eva)
    assert "Dana Muster" in text(client, path)
    for _ in range(2):
        assert client.post(path)["Location"] == SEITE
    assert Sitz.objects.get(pk=sitz.pk).ansprechperson is True
    for person in (eva, dana):
        assert mails_an(person.email) == ["Neue Ansprechperson von Werkstatt Beispiel"]


def test_ending_a_seat_says_first_what_the_person_loses(eva: User, dana: User, netzwerk_a: Netzwerk) -> None:
    unternehmen = firma(eva)
    aufnehmen(unternehmen, netzwerk_a)
    sitz = mit_sitz(unternehmen, dana)
    client, path = angemeldet(eva), f"{SEITE}sitze/{sitz.pk}/nehmen/"
    assert "Dana Muster" in text(client, path)
    assert "verliert den Zugang zu: Netzwerk A e. V." in text(client, path)
    assert client.post(path)["Location"] == SEITE
    assert not gehoert(dana, netzwerk_a)
    mail = Ausgangsmail.objects.get(empfaenger=dana.email)
    assert mail.betreff == "Ihr Sitz für Werkstatt Beispiel ist beendet"
    assert "Sie verlieren den Zugang zu:\n\n- Netzwerk A e. V." in mail.text
    assert client.post(path).status_code == 404


def test_who_is_held_by_another_firm_or_in_person_loses_nothing(
    eva: User, dana: User, ben: User, netzwerk_a: Netzwerk
) -> None:
    unternehmen, other = firma(eva), firma(eva, "Zweite")
    for row in (unternehmen, other):
        aufnehmen(row, netzwerk_a)
        mit_sitz(row, dana)
    seats = [mit_sitz(unternehmen, ben), unternehmen.sitze.besetzt().get(person=dana)]
    client = angemeldet(eva)
    for sitz in seats:
        assert "ändert das nichts" in text(client, f"{SEITE}sitze/{sitz.pk}/nehmen/")
        actions.nehmen(sitz, person=eva)
    assert (gehoert(dana, netzwerk_a), gehoert(ben, netzwerk_a)) == (True, True)
    assert "ändern sich dadurch nicht" in Ausgangsmail.objects.get(empfaenger=dana.email).text


def test_one_s_own_seat_is_given_up_elsewhere(eva: User) -> None:
    firma(eva)
    sitz = sitz_von(eva)
    assert angemeldet(eva).get(f"{SEITE}sitze/{sitz.pk}/nehmen/")["Location"] == f"{SEITE}verlassen/"
    with pytest.raises(RefusedError, match="Ihr eigener Sitz"):
        actions.nehmen(sitz, person=eva)


def test_a_person_leaves_by_themselves(eva: User, dana: User, netzwerk_a: Netzwerk) -> None:
    unternehmen = firma(eva)
    aufnehmen(unternehmen, netzwerk_a)
    mit_sitz(unternehmen, dana)
    client = angemeldet(dana)
    assert "Sie verlieren den Zugang zu: Netzwerk A e. V." in text(client, f"{SEITE}verlassen/")
    assert client.post(f"{SEITE}verlassen/")["Location"] == "/mein/unternehmen/"
    assert not gehoert(dana, netzwerk_a)
    assert "Sie haben Ihren Sitz" in Ausgangsmail.objects.get(empfaenger=dana.email).text
    assert client.post(f"{SEITE}verlassen/").status_code == 404


def test_the_last_ansprechperson_names_who_follows(eva: User, dana: User) -> None:
    unternehmen = firma(eva)
    sitz = mit_sitz(unternehmen, dana)
    path = f"{SEITE}verlassen/"
    with pytest.raises(RefusedError, match="letzte Ansprechperson"):
        actions.aufgeben(unternehmen, person=eva)
    assert angemeldet(eva).post(path, {"nachfolge": sitz.pk})["Location"].startswith("/konto/reauthenticate/")
    client = ausgewiesen(eva)
    assert "wer nach Ihnen für das Unternehmen spricht" in worte(client.post(path))
    assert "Das hat noch nicht geklappt" in worte(client.post(path, {"nachfolge": sitz_von(eva).pk}))
    assert client.post(path, {"nachfolge": sitz.pk})["Location"] == "/mein/unternehmen/"
    assert [(s.person, s.ansprechperson) for s in unternehmen.sitze.besetzt()] == [(dana, True)]
    assert mails_an(dana.email) == ["Neue Ansprechperson von Werkstatt Beispiel"]


def test_a_closed_account_speaks_for_nobody(eva: User, dana: User, ben: User) -> None:
    unternehmen = firma(eva)
    mit_sitz(unternehmen, dana, ansprechperson=True)
    User.objects.filter(pk=dana.pk).update(is_active=False)
    with pytest.raises(RefusedError, match="letzte Ansprechperson"):
        actions.aufgeben(unternehmen, person=eva)


def test_who_goes_last_leaves_the_firm_in_its_networks_and_their_leitungen_hear_of_it(
    eva: User, ada: User, netzwerk_a: Netzwerk
) -> None:
    unternehmen = firma(eva)
    aufnehmen(unternehmen, netzwerk_a)
    offered = angebot(unternehmen, eva)
    client = angemeldet(eva)
    page = text(client, f"{SEITE}verlassen/")
    assert ("Nach Ihnen sitzt niemand mehr" in page, "Unternehmen auflösen" in page) == (True, True)
    client.post(f"{SEITE}verlassen/")
    assert unternehmen.firmenmitgliedschaften.laufend().count() == 1
    assert Sitz.objects.get(pk=offered.pk).beendet is not None
    assert mails_an(ada.email) == ["Ein Unternehmen in Netzwerk A hat keine Ansprechperson mehr"]


def test_two_who_speak_may_end_each_other_s_seat_but_one_stays(eva: User, dana: User) -> None:
    unternehmen = firma(eva)
    sitz = mit_sitz(unternehmen, dana, ansprechperson=True)
    own = sitz_von(eva)
    actions.nehmen(own, person=dana)
    with pytest.raises(RefusedError, match="sprechen nicht mehr für"):
        actions.nehmen(sitz, person=eva)
    assert [s.person for s in unternehmen.sitze.besetzt()] == [dana]


# --- The end of an account ---


def test_with_the_account_go_seats_and_offers(eva: User, dana: User, ada: User, netzwerk_a: Netzwerk) -> None:
    unternehmen = firma(eva)
    aufnehmen(unternehmen, netzwerk_a)
    mit_sitz(unternehmen, dana)
    angebot(firma(eva, "Andere"), eva, dana.email)
    konto_loeschen(dana)
    assert (gehoert(dana, netzwerk_a), Sitz.objects.exclude(person=eva).count()) == (False, 0)
    konto_loeschen(eva)
    assert unternehmen.firmenmitgliedschaften.laufend().count() == 1
    assert mails_an(ada.email) == ["Ein Unternehmen in Netzwerk A hat keine Ansprechperson mehr"]


def test_the_last_ansprechperson_finds_somebody_before_the_account_ends(eva: User, dana: User) -> None:
    unternehmen = firma(eva)
    mit_sitz(unternehmen, dana)
    with pytest.raises(RefusedError, match=r"letzte Ansprechperson von Werkstatt Beispiel"):
        konto_loeschen(eva)
    assert User.objects.get(pk=eva.pk).is_active is True
    assert unternehmen.sitze.besetzt().count() == 2
