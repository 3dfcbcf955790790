"""The link of an offered seat: what it shows, who may take it, when it has run out."""

from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core.refusal import RefusedError
from core.signedlinks import make_token
from mitglieder.actions import sitze as actions
from mitglieder.actions.firmen import aufnehmen
from mitglieder.actions.unternehmen import aufloesen
from mitglieder.an_mich import angebote
from mitglieder.blick import Blick
from mitglieder.models import Sitz
from mitglieder.models.unternehmen import SITZE_HOECHSTENS
from mitglieder.offen import offen_fuer
from netzwerke.models import Netzwerk
from notifications.models import Ausgangsmail
from tests.accounts.helpers import ANGABEN, pfad_aus
from tests.factories import UserFactory
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
from tests.mitglieder.helpers import angemeldet

pytestmark = pytest.mark.django_db
KIM = "kim@example.org"


@pytest.fixture(autouse=True)
def rahmen(seitenbaum: object) -> None:
    """Pages have their frame."""


# --- The link ---


def test_the_link_shows_what_it_is_about_and_looking_changes_nothing(eva: User, netzwerk_a: Netzwerk) -> None:
    unternehmen = firma(eva)
    aufnehmen(unternehmen, netzwerk_a)
    sitz = angebot(unternehmen, eva)
    page = text(Client(), pfad_aus(Ausgangsmail.objects.get(empfaenger=KIM)))
    for word in ("Werkstatt Beispiel", "Netzwerk A e. V.", KIM, "Konto anlegen und annehmen"):
        assert word in page
    assert Sitz.objects.get(pk=sitz.pk).person is None


def test_the_owner_of_the_address_takes_the_seat_and_is_in(
    eva: User, dana: User, netzwerk_a: Netzwerk
) -> None:
    unternehmen = firma(eva)
    aufnehmen(unternehmen, netzwerk_a)
    sitz = angebot(unternehmen, eva, "DANA@Example.org")
    client = angemeldet(dana)
    assert client.post(link(sitz), {"annehmen": "1"})["Location"] == SEITE
    assert gehoert(dana, netzwerk_a)
    taken = sitz_von(dana)
    assert (taken.pk, taken.email, taken.ansprechperson) == (sitz.pk, "", False)
    assert mails_an(eva.email) == ["Ein Sitz von Werkstatt Beispiel ist besetzt"]
    assert "Schon angenommen" in worte(client.post(link(sitz), {"annehmen": "1"}), 410)
    assert Sitz.objects.besetzt().filter(person=dana).count() == 1


def test_another_person_cannot_take_it(eva: User, dana: User) -> None:
    sitz = angebot(firma(eva), eva)
    page = worte(angemeldet(dana).post(link(sitz), {"annehmen": "1"}))
    assert "Das Angebot gilt für kim@example.org" in page
    with pytest.raises(RefusedError, match="andere E-Mail-Adresse"):
        actions.annehmen(sitz, person=dana, losung=sitz.losung)
    assert Sitz.objects.get(pk=sitz.pk).person is None


def test_who_has_an_account_is_led_to_the_login(eva: User, dana: User) -> None:
    path = link(angebot(firma(eva), eva, dana.email))
    assert "Anmelden und weiter" in text(Client(), path)
    assert Client().get(f"{path}konto/")["Location"] == path


def test_the_sign_up_with_the_address_taken_as_proven(eva: User, netzwerk_a: Netzwerk) -> None:
    unternehmen = firma(eva)
    aufnehmen(unternehmen, netzwerk_a)
    sitz = angebot(unternehmen, eva)
    client, path = Client(), f"{link(sitz)}konto/"
    assert "den Werkstatt Beispiel Ihnen anbietet" in text(client, path)
    response = client.post(path, {**ANGABEN, "email": "anders@example.org"}, follow=True)
    assert "Willkommen! Sie sitzen jetzt für Werkstatt Beispiel." in worte(response)
    kim = User.objects.get(email=KIM)
    assert EmailAddress.objects.get(user=kim).verified is True
    assert (gehoert(kim, netzwerk_a), User.objects.filter(email="anders@example.org").exists()) == (
        True,
        False,
    )


def test_who_says_no_needs_no_account(eva: User) -> None:
    sitz = angebot(firma(eva), eva)
    client = Client()
    assert client.post(link(sitz), {"ablehnen": "1"})["Location"] == link(sitz)
    assert "wurde abgelehnt" in text(client, link(sitz), 410)
    assert Sitz.objects.angebote().count() == 0


def test_nobody_declines_for_another_account(eva: User, dana: User) -> None:
    sitz = angebot(firma(eva), eva)
    assert "Sitz ablehnen" not in text(angemeldet(dana), link(sitz))
    angemeldet(dana).post(link(sitz), {"ablehnen": "1"})
    assert list(Sitz.objects.angebote()) == [sitz]


def test_who_comes_second_sees_how_it_stands_and_no_buttons(eva: User, monkeypatch: Any) -> None:
    """Somebody else declines between the look of this click and its act."""
    sitz = angebot(firma(eva), eva)
    act = actions.ablehnen
    monkeypatch.setattr(
        "mitglieder.views.sitzangebot.ablehnen",
        lambda s, losung: [act(s, losung=losung), act(s, losung=losung)],
    )
    page = worte(Client().post(link(sitz), {"ablehnen": "1"}, follow=True), 410)
    assert ("Dieses Angebot gilt nicht mehr." in page, "Sitz ablehnen" in page) == (True, False)


def test_a_forged_link_is_none(eva: User) -> None:
    sitz = angebot(firma(eva), eva)
    for token in ("x", make_token("einladung", sitz=sitz.pk, losung=sitz.losung), link(sitz)[6:-2], "ü" * 40):
        assert "Der Link ist unvollständig" in text(Client(), f"/sitz/{token}/", 404)
        assert Client().post(f"/sitz/{token}/konto/", ANGABEN).status_code == 302
    assert User.objects.filter(email=KIM).count() == 0


def test_a_link_that_ran_out_says_until_when_it_held(eva: User, dana: User) -> None:
    sitz = angebot(firma(eva), eva, dana.email)
    vor(sitz, gueltig_bis=stunden(1))
    assert "Bitten Sie das Unternehmen um ein neues" in worte(
        angemeldet(dana).post(link(sitz), {"annehmen": "1"}), 410
    )
    assert sitz.unternehmen.sitze.besetzt().count() == 1


def test_a_link_to_a_dissolved_firm_says_so(eva: User) -> None:
    unternehmen = firma(eva)
    sitz = angebot(unternehmen, eva)
    aufloesen(unternehmen, person=eva)
    assert "ist hier nicht mehr eingetragen" in text(Client(), link(sitz), 410)


def test_without_a_free_seat_the_offer_waits(eva: User, dana: User) -> None:
    unternehmen = firma(eva)
    sitz = angebot(unternehmen, eva, dana.email)
    for _ in range(SITZE_HOECHSTENS - 1):
        mit_sitz(unternehmen, UserFactory())
    page = worte(angemeldet(dana).post(link(sitz), {"annehmen": "1"}, follow=True))
    assert "sitzen schon 25 Personen hier" in page
    assert Sitz.objects.angebote().count() == 1


def test_who_sits_there_already_keeps_the_one_seat(eva: User, dana: User) -> None:
    unternehmen = firma(eva)
    sitz = angebot(unternehmen, eva, "alt@example.org")
    first = mit_sitz(unternehmen, dana)
    vor(sitz, email=dana.email)
    assert actions.annehmen(sitz, person=dana, losung=sitz.losung) == first
    assert Sitz.objects.besetzt().filter(person=dana).count() == 1


@time_machine.travel(timezone.now(), tick=False)  # links made in the same second are the same
@pytest.mark.parametrize("count", [1, 3])
def test_what_is_offered_waits_on_the_first_page_in_one_query(
    count: int, eva: User, dana: User, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        angebot(firma(eva, f"Firma {number}"), eva, dana.email.upper())
    with django_assert_num_queries(1):
        found = list(angebote(Blick(dana)))
    assert [punkt.titel for punkt in found] == [f"Firma {n} bietet Ihnen einen Sitz an" for n in range(count)]
    assert offen_fuer(Blick(dana))[0][0].url == found[0].url
