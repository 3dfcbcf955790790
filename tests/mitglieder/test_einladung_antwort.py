"""Answering an invitation: with and without an account, once, and by its owner only."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core.refusal import RefusedError
from mitglieder.actions.beitritt import anfragen
from mitglieder.actions.einladung import annehmen
from mitglieder.blick import Blick
from mitglieder.models import Beitrittsanfrage, Einladung
from mitglieder.offen import offen_fuer
from netzwerke.actions import rolle_geben, rolle_nehmen
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from notifications.models import Ausgangsmail
from tests.accounts.helpers import ANGABEN, pfad_aus
from tests.factories import UserFactory
from tests.mitglieder.einladungshilfen import NEU, PFAD, lade_ein, pfad, rollen_von, vor
from tests.mitglieder.helpers import angemeldet, text_von

pytestmark = pytest.mark.usefixtures("seitenbaum")


# --- Answering -------------------------------------------------------------------------------------------


def test_without_an_account_one_signs_up_and_is_in(netzwerk_a: Netzwerk, ada: User, client: Client) -> None:
    einladung = lade_ein(netzwerk_a, ada)
    path = pfad_aus(Ausgangsmail.objects.get(empfaenger=NEU))
    assert "Konto anlegen und annehmen" in text_von(client.get(path))
    assert "kim@example.org" in text_von(client.get(f"{path}konto/"))
    answer = client.post(f"{path}konto/", {**ANGABEN, "email": "andere@example.org"})
    assert answer["Location"] == "/mein/"
    kim = User.objects.get(email=NEU)
    assert EmailAddress.objects.get(user=kim).verified is True
    assert rollen_von(kim, netzwerk_a) == {"mitglied"}
    assert client.session["_auth_user_id"] == str(kim.pk)
    einladung.refresh_from_db()
    assert (einladung.zustand, einladung.angenommen_von) == ("angenommen", kim)
    subjects = Ausgangsmail.objects.filter(empfaenger=NEU).order_by("pk").values_list("betreff", flat=True)
    assert list(subjects) == ["Netzwerk A e. V. lädt Sie ein", "Willkommen bei Netzwerk A e. V."]


def test_a_proven_address_does_not_stay_behind_in_the_session(
    netzwerk_a: Netzwerk, ada: User, client: Client
) -> None:
    path = pfad(lade_ein(netzwerk_a, ada))
    client.post(f"{path}konto/", {**ANGABEN, "password2": "anders"})
    assert User.objects.filter(email=NEU).exists() is False
    client.post("/konto/signup/", {**ANGABEN, "email": "andere@example.org"})
    assert EmailAddress.objects.get(user__email="andere@example.org").verified is False


def test_a_browser_that_fills_in_the_trap_loses_nobody_who_was_invited(
    netzwerk_a: Netzwerk, ada: User, client: Client
) -> None:
    client.post(f"{pfad(lade_ein(netzwerk_a, ada))}konto/", {**ANGABEN, "telefon": "030 1"})
    assert rollen_von(User.objects.get(email=NEU), netzwerk_a) == {"mitglied"}


def test_with_an_account_one_signs_in_and_accepts(netzwerk_a: Netzwerk, ada: User, eva: User) -> None:
    einladung = lade_ein(netzwerk_a, ada, "EVA@example.org")
    path = pfad(einladung)
    page = text_von(Client().get(path))
    assert f"/konto/login/?next={path.replace(':', '%3A')}" in page
    client = angemeldet(eva)
    assert "Einladung annehmen" in text_von(client.get(path))
    assert rollen_von(eva, netzwerk_a) == set()
    assert client.post(path, {"annehmen": "1"})["Location"] == "/mein/"
    assert rollen_von(eva, netzwerk_a) == {"mitglied"}
    assert "Schon angenommen" in text_von(client.post(path, {"annehmen": "1"}))


def test_another_account_is_told_what_to_do(netzwerk_a: Netzwerk, ada: User, eva: User) -> None:
    path = pfad(lade_ein(netzwerk_a, ada))
    client = angemeldet(eva)
    assert "Sie sind als eva@example.org angemeldet" in text_von(client.get(path))
    client.post(path, {"annehmen": "1"})
    assert rollen_von(eva, netzwerk_a) == set()
    einladung = Einladung.objects.get()
    with pytest.raises(RefusedError, match="andere E-Mail-Adresse"):
        annehmen(einladung, person=eva, losung=einladung.losung)


def test_a_visitor_cannot_accept_for_somebody_who_has_an_account(
    netzwerk_a: Netzwerk, ada: User, eva: User
) -> None:
    path = pfad(lade_ein(netzwerk_a, ada, eva.email))
    Client().post(path, {"annehmen": "1"})
    assert Client().post(f"{path}konto/", ANGABEN)["Location"] == path
    assert rollen_von(eva, netzwerk_a) == set()


def test_declining_needs_no_account(netzwerk_a: Netzwerk, ada: User) -> None:
    path = pfad(lade_ein(netzwerk_a, ada))
    Client().post(f"{path}ablehnen/")
    assert Einladung.objects.get().zustand == "abgelehnt"
    assert "War das ein Versehen?" in text_von(Client().get(path))
    assert "abgelehnt" in text_von(angemeldet(ada).get(PFAD))


def test_declining_asks_once_on_a_page_of_its_own(netzwerk_a: Netzwerk, ada: User) -> None:
    path = pfad(lade_ein(netzwerk_a, ada))
    assert f'href="{path}ablehnen/"' in text_von(Client().get(path))
    asked = Client().get(f"{path}ablehnen/")
    assert (asked.status_code, "Einladung ablehnen?" in text_von(asked)) == (200, True)
    Client().post(path, {"ablehnen": "1"})
    assert Einladung.objects.get().zustand == "offen"
    answered = Client().post(f"{path}ablehnen/")
    assert (answered["Location"], Einladung.objects.get().zustand) == (path, "abgelehnt")
    assert Client().get(f"{path}ablehnen/").status_code == 410


def test_nobody_declines_for_another_account(netzwerk_a: Netzwerk, ada: User, eva: User) -> None:
    path = pfad(lade_ein(netzwerk_a, ada))
    evas = angemeldet(eva)
    assert "ablehnen/" not in text_von(evas.get(path))
    assert [evas.get(f"{path}ablehnen/")["Location"], evas.post(f"{path}ablehnen/")["Location"]] == [path] * 2
    assert Einladung.objects.get().zustand == "offen"


def test_two_networks_invite_the_same_person(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User, eva: User
) -> None:
    beide = [lade_ein(netzwerk_a, ada, eva.email), lade_ein(netzwerk_b, cem, eva.email)]
    assert [punkt.knopf for punkt in offen_fuer(Blick(eva))[0]] == ["Ansehen", "Ansehen"]
    for einladung in beide:
        annehmen(einladung, person=eva, losung=einladung.losung)
    assert rollen_von(eva, netzwerk_a) == rollen_von(eva, netzwerk_b) == {"mitglied"}


def test_an_invitation_answers_a_request_that_waits(netzwerk_a: Netzwerk, ada: User, eva: User) -> None:
    anfragen(netzwerk_a, person=eva, satz="Bitte")
    einladung = lade_ein(netzwerk_a, ada, eva.email)
    annehmen(einladung, person=eva, losung=einladung.losung)
    assert Beitrittsanfrage.objects.get().zustand == "angenommen"


def test_a_leitung_is_told_of_the_second_factor_and_the_others_of_the_leitung(
    netzwerk_a: Netzwerk, ada: User, eva: User
) -> None:
    einladung = lade_ein(netzwerk_a, ada, eva.email, Rolle.LEITUNG)
    client = Client()
    client.force_login(eva)
    assert "zweiten Faktor" in text_von(client.get(pfad(einladung)))
    client.post(pfad(einladung), {"annehmen": "1"})
    assert rollen_von(eva, netzwerk_a) == {"leitung"}
    assert "zweiten Faktor" in text_von(client.get("/mein/"))
    betreff = Ausgangsmail.objects.filter(empfaenger=ada.email).values_list("betreff", flat=True)
    assert list(betreff) == ["Neue Leitung bei Netzwerk A e. V."]


def test_one_that_ran_out_says_until_when_it_was_good(netzwerk_a: Netzwerk, ada: User, eva: User) -> None:
    einladung = lade_ein(netzwerk_a, ada, eva.email)
    vor(einladung, gueltig_bis=timezone.now() - timedelta(minutes=1))
    response = angemeldet(eva).post(pfad(einladung), {"annehmen": "1"})
    assert (response.status_code, "galt bis" in text_von(response)) == (410, True)
    with pytest.raises(RefusedError, match="gilt nicht mehr"):
        annehmen(einladung, person=eva, losung=einladung.losung)


@pytest.mark.parametrize("token", ["unsinn", "x:y:z", "a" * 400])
@pytest.mark.parametrize("ende", ["", "konto/"])
def test_a_forged_link_is_told_so(token: str, ende: str, db: None) -> None:
    response = Client().get(f"/einladung/{token}/{ende}", follow=True)
    assert (response.status_code, "unvollständig" in text_von(response)) == (404, True)


def test_an_invitation_outlives_the_role_of_who_sent_it(netzwerk_a: Netzwerk, ada: User, eva: User) -> None:
    einladung = lade_ein(netzwerk_a, ada, eva.email)
    rolle_geben(netzwerk_a, an=UserFactory(), rolle=Rolle.LEITUNG)
    rolle_nehmen(Mitgliedschaft.objects.get(person=ada))
    annehmen(einladung, person=eva, losung=einladung.losung)
    assert rollen_von(eva, netzwerk_a) == {"mitglied"}


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(
    number: int, netzwerk_a: Netzwerk, ada: User, django_assert_num_queries: Any
) -> None:
    for i in range(number):
        lade_ein(netzwerk_a, ada, f"person-{i}@example.net")
    client = angemeldet(ada)
    client.get("/mein/")
    with django_assert_num_queries(8):
        client.get(PFAD)
