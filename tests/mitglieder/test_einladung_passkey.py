"""An invitation accepted without a password: the device makes a passkey, and the account is there."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.passkeys import begonnene
from accounts.retention import nie_bestaetigte_konten
from core.models import Protokolleintrag
from mitglieder.actions.einladung import einladen, widerrufen
from mitglieder.einladungen import token_von
from mitglieder.models import Einladung
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from tests.accounts.device import Device, asked_in
from tests.accounts.helpers import ANGABEN, anmelden, letzte_mail, notfall_codes, pfad_aus, signed_in
from tests.mitglieder.helpers import fresh

pytestmark = pytest.mark.usefixtures("seitenbaum", "outbox")
NEU = "kim@example.org"
NAMEN = {"first_name": "Kim", "last_name": "Neu"}


@pytest.fixture
def link(netzwerk_a: Netzwerk, ada: User) -> str:
    einladung = einladen(
        netzwerk_a, person=ada, email=NEU, rolle=Rolle.LEITUNG, vorname="Kim", nachname="Ohne"
    )
    return f"/einladung/{token_von(einladung)}/"


def geraete() -> QuerySet[Authenticator]:
    """The second factors of who is invited; Ada, who invites, has one of her own."""
    return Authenticator.objects.exclude(user__email="ada@example.org")


def begin(client: Client, link: str) -> str:
    """The page that asks the device, as it stands after the first button."""
    return client.post(f"{link}passkey/", {"beginnen": "1"}, follow=True).content.decode()


def finish(client: Client, link: str, credential: str, **namen: str) -> Any:
    return client.post(f"{link}passkey/", {**NAMEN, **namen, "credential": credential})


def test_the_account_is_there_with_the_passkey_and_so_is_the_membership(
    link: str, client: Client, netzwerk_a: Netzwerk
) -> None:
    device = Device()
    page = begin(client, link)
    assert 'value="Ohne"' in page
    answer = finish(client, link, device.make(asked_in(page)))
    assert answer["Location"] == "/konto/2fa/recovery-codes/"
    kim = User.objects.get(email=NEU)
    assert (kim.get_full_name(), kim.has_usable_password(), signed_in(client)) == ("Kim Neu", False, True)
    assert EmailAddress.objects.get(user=kim).verified is True
    assert [row.rolle for row in Mitgliedschaft.objects.filter(person=kim)] == ["leitung"]
    assert Protokolleintrag.objects.get(aktion="konto.mit_passkey").person == kim
    shown = client.get(answer["Location"]).content.decode()
    assert "Willkommen! Sie gehören jetzt zu Netzwerk A." in shown
    assert notfall_codes(kim)[0] in shown
    assert client.get("/cms/").status_code == 200  # the passkey is the second factor that a Leitung needs


def test_a_second_click_that_comes_while_the_first_signs_in_is_led_on(
    link: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first one replaces the session while the second waits for the row; in its place stands what it finds."""
    credential = Device().make(asked_in(begin(client, link)))

    def first_click_was_faster(email: str, **passkey: Any) -> None:
        Session.objects.all().delete()

    monkeypatch.setattr("mitglieder.views.einladung_passkey.fertigstellen", first_click_was_faster)
    assert finish(client, link, credential)["Location"] == link


def test_the_passkey_signs_in_later_and_leads_back_to_another_invitation(
    link: str, client: Client, netzwerk_b: Netzwerk, cem: User
) -> None:
    device = Device()
    finish(client, link, device.make(asked_in(begin(client, link))))
    second = einladen(netzwerk_b, person=cem, email=NEU, rolle=Rolle.MITGLIED)
    target = f"/einladung/{token_von(second)}/"
    later = Client()
    assert "Anmelden und weiter" in later.get(target).content.decode()
    asked = later.get("/konto/2fa/webauthn/login/", headers={"accept": "application/json"}).json()
    data = {"credential": device.use(asked), "next": target}
    assert later.post("/konto/2fa/webauthn/login/", data)["Location"] == target
    later.post(target, {"annehmen": "1"})
    assert fresh(User.objects.get(email=NEU)).rollen.keys() == {
        row.netzwerk_id for row in Einladung.objects.all()
    }


def test_looking_begins_nothing(link: str, client: Client) -> None:
    for path in (link, f"{link}konto/", f"{link}passkey/"):
        client.get(path)
        client.head(path)
    assert User.objects.filter(email=NEU).exists() is False
    assert client.get(f"{link}passkey/")["Location"] == f"{link}konto/"


def test_begun_and_left_one_can_begin_again(link: str, client: Client) -> None:
    begin(client, link)
    other = Client()
    assert "Konto anlegen und annehmen" in other.get(link).content.decode()
    device = Device()
    finish(other, link, device.make(asked_in(begin(other, link))))
    assert (User.objects.filter(email=NEU).count(), signed_in(other)) == (1, True)


def test_begun_and_left_one_can_take_a_password(link: str, client: Client) -> None:
    begin(client, link)
    assert client.post(f"{link}konto/", ANGABEN)["Location"] == "/mein/"
    assert User.objects.get(email=NEU).check_password(ANGABEN["password1"])


def test_an_account_that_is_only_begun_opens_to_nobody_and_goes_after_a_time(
    link: str, client: Client
) -> None:
    begin(client, link)
    begun = begonnene("KIM@example.org").get()
    for password in ("", "!", begun.password):
        anmelden(client, begun, password)
        assert not signed_in(client)
    assert list(nie_bestaetigte_konten(timezone.now() + timedelta(seconds=1))) == [begun]


def test_who_lost_the_thread_is_let_in_by_a_password_from_the_mailbox(link: str, client: Client) -> None:
    begin(client, link)
    stranger = Client()
    stranger.post("/konto/password/reset/", {"email": NEU})
    form = stranger.get(pfad_aus(letzte_mail(NEU)))["Location"]
    new = {"password1": "ganz-neues-Passwort-7", "password2": "ganz-neues-Passwort-7"}
    stranger.post(form, new)
    anmelden(stranger, User.objects.get(email=NEU), new["password1"])
    stranger.post(pfad_aus(letzte_mail(NEU)))
    anmelden(stranger, User.objects.get(email=NEU), new["password1"])
    assert signed_in(stranger)


def test_a_lost_device_is_replaced_by_the_mailbox_and_a_code(link: str, client: Client) -> None:
    finish(client, link, Device().make(asked_in(begin(client, link))))
    kim = User.objects.get(email=NEU)
    later = Client()
    later.post("/konto/password/reset/", {"email": NEU})
    form = later.get(pfad_aus(letzte_mail(NEU)))["Location"]
    new = {"password1": "ganz-neues-Passwort-7", "password2": "ganz-neues-Passwort-7"}
    later.post(form, new)
    anmelden(later, kim, new["password1"])
    assert not signed_in(later)
    later.post("/konto/2fa/authenticate/", {"code": notfall_codes(kim)[0]})
    assert signed_in(later)


def test_a_second_click_finds_everything_done(link: str, client: Client) -> None:
    device = Device()
    credential = device.make(asked_in(begin(client, link)))
    finish(client, link, credential)
    assert finish(client, link, credential)["Location"] == link
    assert begin(client, link).count("Schon angenommen") > 0
    kinds = geraete().order_by("type").values_list("type", flat=True)
    assert list(kinds) == ["recovery_codes", "webauthn"]


@pytest.mark.parametrize("credential", ["", "x", "{}", '{"id": 1}'])
def test_without_an_answer_of_the_device_nothing_is_made(credential: str, link: str, client: Client) -> None:
    begin(client, link)
    answer = finish(client, link, credential)
    assert (answer.status_code, "Der Passkey wurde nicht angenommen." in answer.content.decode()) == (
        200,
        True,
    )
    assert (geraete().count(), signed_in(client)) == (0, False)


def test_without_a_name_nothing_is_made(link: str, client: Client) -> None:
    answer = finish(client, link, Device().make(asked_in(begin(client, link))), first_name="")
    assert (answer.status_code, 'href="#id_first_name"' in answer.content.decode()) == (200, True)
    assert geraete().count() == 0


def test_an_answer_to_another_question_is_refused(link: str, client: Client) -> None:
    old = asked_in(begin(client, link))
    client.get(f"{link}passkey/")
    assert finish(client, link, Device().make(old)).status_code == 200
    assert geraete().count() == 0


def test_a_passkey_of_another_site_is_refused(link: str, client: Client) -> None:
    foreign = Device("example.com")
    assert finish(client, link, foreign.make(asked_in(begin(client, link)))).status_code == 200
    assert geraete().count() == 0


def test_taken_back_in_between_the_link_says_so(link: str, client: Client, ada: User) -> None:
    credential = Device().make(asked_in(begin(client, link)))
    widerrufen(Einladung.objects.get(), person=ada)
    assert finish(client, link, credential)["Location"] == link
    assert (geraete().count(), client.get(link).status_code) == (0, 410)


def test_who_has_an_account_makes_no_second_one(netzwerk_a: Netzwerk, ada: User, eva: User) -> None:
    einladung = einladen(netzwerk_a, person=ada, email=eva.email, rolle=Rolle.MITGLIED)
    link, visitor = f"/einladung/{token_von(einladung)}/", Client()
    assert visitor.post(f"{link}passkey/", {"beginnen": "1"})["Location"] == link
    visitor.force_login(eva)
    assert visitor.post(f"{link}passkey/", {"beginnen": "1"})["Location"] == link
    assert User.objects.filter(email=eva.email).count() == 1


def test_who_has_only_a_passkey_is_asked_for_it_before_something_grave(link: str, client: Client) -> None:
    device = Device()
    finish(client, link, device.make(asked_in(begin(client, link))))
    later = Client()
    asked = later.get("/konto/2fa/webauthn/login/", headers={"accept": "application/json"}).json()
    later.post("/konto/2fa/webauthn/login/", {"credential": device.use(asked)})
    response = later.post("/mein/daten/loeschen/", {"verstanden": "ja"}, follow=True)
    asking = "/konto/2fa/webauthn/reauthenticate/"
    assert response.redirect_chain[-1][0] == f"{asking}?next=%2Fmein%2Fdaten%2Floeschen%2F"
    data = {"credential": device.use(asked_in(response.content.decode())), "next": "/mein/daten/loeschen/"}
    assert later.post(asking, data)["Location"] == "/"
    assert User.objects.filter(email=NEU).exists() is False
