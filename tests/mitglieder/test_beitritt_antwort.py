"""Answering a request to join: by the link of the mail, or in the area of the network."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core.models import Protokolleintrag
from core.refusal import RefusedError
from core.signedlinks import make_token
from mitglieder.actions.beitritt import ZWECK, annehmen, zurueckziehen
from mitglieder.models import Beitrittsanfrage
from netzwerke.actions import rolle_geben, rolle_nehmen
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from notifications.models import Ausgangsmail
from tests.accounts.helpers import pfad_aus
from tests.factories import NetzwerkFactory, UserFactory
from tests.mitglieder.beitrittshilfen import SATZ, frage, mails_an
from tests.mitglieder.helpers import angemeldet, text_von

pytestmark = pytest.mark.usefixtures("seitenbaum")


def link(anfrage: Beitrittsanfrage, person: User) -> str:
    return f"/beitritt/{make_token(ZWECK, anfrage=anfrage.pk, person=person.pk)}/"


# --- Answering -------------------------------------------------------------------------------------------


def test_the_link_in_the_mail_shows_and_its_button_lets_in(
    netzwerk_a: Netzwerk, ada: User, eva: User
) -> None:
    frage(netzwerk_a, eva)
    path = pfad_aus(Ausgangsmail.objects.get(empfaenger=ada.email))
    client = Client()  # signed in as nobody
    assert SATZ in text_von(client.get(path))
    assert Beitrittsanfrage.objects.get().zustand == "offen"  # a mail scanner that opens it does nothing
    client.post(path, {"annehmen": "1"})
    assert Mitgliedschaft.objects.get(person=eva).rolle == Rolle.MITGLIED
    assert mails_an(eva) == ["Willkommen bei Netzwerk A e. V."]
    assert Protokolleintrag.objects.get(aktion="beitritt.angenommen").person == ada
    assert "Ada" in text_von(client.get(path))
    assert "hat die Anfrage am" in text_von(client.get(path))


def test_a_refusal_needs_a_reason_which_the_person_reads(netzwerk_a: Netzwerk, ada: User, eva: User) -> None:
    anfrage = frage(netzwerk_a, eva)
    client, path = Client(), link(anfrage, ada)
    assert "Bitte nennen Sie einen Grund" in text_von(client.post(path, {"ablehnen": "1", "grund": " "}))
    assert Beitrittsanfrage.objects.get().zustand == "offen"
    client.post(path, {"ablehnen": "1", "grund": "Wir nehmen nur Betriebe von hier auf."})
    assert Beitrittsanfrage.objects.get().zustand == "abgelehnt"
    assert "> Wir nehmen nur Betriebe von hier auf." in Ausgangsmail.objects.get(empfaenger=eva.email).text
    assert "Wir nehmen nur Betriebe von hier auf." in text_von(angemeldet(eva).get("/mein/"))
    assert Mitgliedschaft.objects.filter(person=eva).count() == 0


def test_who_comes_second_hears_who_decided(netzwerk_a: Netzwerk, ada: User, eva: User) -> None:
    zweite = UserFactory()
    rolle_geben(netzwerk_a, an=zweite, rolle=Rolle.LEITUNG)
    anfrage = frage(netzwerk_a, eva)
    annehmen(anfrage, person=ada)
    client = Client()
    client.post(link(anfrage, zweite), {"ablehnen": "1", "grund": "Nein"})
    assert Beitrittsanfrage.objects.get().zustand == "angenommen"
    assert "Ada Muster" in text_von(client.get(link(anfrage, zweite)))


def test_a_link_dies_with_the_right(netzwerk_a: Netzwerk, ada: User, eva: User) -> None:
    zweite = UserFactory()
    rolle_geben(netzwerk_a, an=zweite, rolle=Rolle.LEITUNG)
    anfrage = frage(netzwerk_a, eva)
    rolle_nehmen(Mitgliedschaft.objects.get(person=ada), person=zweite)
    response = Client().post(link(anfrage, ada), {"annehmen": "1"})
    assert response.status_code == 403
    assert eva.email not in text_von(response)
    with pytest.raises(RefusedError, match="nicht mehr"):
        annehmen(anfrage, person=ada)
    assert Beitrittsanfrage.objects.get().zustand == "offen"


@pytest.mark.parametrize("token", ["unsinn", "a" * 300, "WyJ4Il0:1:x"])
def test_a_forged_link_is_told_so(token: str, db: None) -> None:
    assert Client().get(f"/beitritt/{token}/").status_code == 404


def test_a_link_for_inviting_does_not_decide(netzwerk_a: Netzwerk, ada: User, eva: User) -> None:
    anfrage = frage(netzwerk_a, eva)
    token = make_token("einladung", anfrage=anfrage.pk, person=ada.pk)
    assert Client().get(f"/beitritt/{token}/").status_code == 404


def test_a_link_runs_out_after_fourteen_days(
    netzwerk_a: Netzwerk, ada: User, eva: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = link(frage(netzwerk_a, eva), ada)
    now = timezone.now().timestamp()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + 15 * 86_400)
    response = Client().get(path)
    assert (response.status_code, "gilt 14 Tage" in text_von(response)) == (410, True)


def test_the_leitung_answers_in_its_own_area(netzwerk_a: Netzwerk, ada: User, eva: User) -> None:
    anfrage = frage(netzwerk_a, eva)
    client = angemeldet(ada)
    assert "1 Person möchte zu Netzwerk A e. V." in text_von(client.get("/mein/"))
    assert "Eva" in text_von(client.get("/mein/netzwerke/netzwerk-a/anfragen/"))
    path = f"/mein/netzwerke/netzwerk-a/anfragen/{anfrage.pk}/"
    assert SATZ in text_von(client.get(path))
    assert client.post(path, {"annehmen": "1"})["Location"] == "/mein/netzwerke/netzwerk-a/anfragen/"
    assert "Zuletzt beantwortet" in text_von(client.get("/mein/netzwerke/netzwerk-a/anfragen/"))
    assert "Ada Muster" in text_von(client.get(path))


def test_a_request_of_another_network_is_missing(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User, eva: User
) -> None:
    fremd = frage(netzwerk_b, eva)
    response = angemeldet(ada).post(f"/mein/netzwerke/netzwerk-a/anfragen/{fremd.pk}/", {"annehmen": "1"})
    assert (response.status_code, Beitrittsanfrage.objects.get().zustand) == (404, "offen")


def test_taking_back_ends_it_for_both(netzwerk_a: Netzwerk, ada: User, eva: User) -> None:
    anfrage = frage(netzwerk_a, eva)
    path = f"/mein/anfragen/{anfrage.pk}/zurueckziehen/"
    assert angemeldet(ada).post(path).status_code == 404
    angemeldet(eva).post(path)
    assert "zurückgezogen" in text_von(Client().get(link(anfrage, ada)))
    with pytest.raises(RefusedError, match="zurückgezogen"):
        annehmen(anfrage, person=ada)
    with pytest.raises(RefusedError, match="zurückgezogen"):
        zurueckziehen(anfrage, person=eva)


@pytest.mark.parametrize("number", [1, 3])
def test_lists_cost_the_same_for_one_and_for_three(
    number: int, netzwerk_a: Netzwerk, ada: User, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        person = UserFactory()
        frage(netzwerk_a, person)
    client = angemeldet(ada)
    client.get("/mein/")
    with django_assert_num_queries(8):
        client.get("/mein/netzwerke/netzwerk-a/anfragen/")
    with django_assert_num_queries(12):
        client.get("/mein/")


@pytest.mark.parametrize("number", [1, 3])
def test_ones_own_requests_cost_the_same_for_one_and_for_three(
    number: int, eva: User, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        frage(NetzwerkFactory(), eva)
    client = angemeldet(eva)
    client.get("/mein/")
    with django_assert_num_queries(8):
        client.get("/mein/")
    with django_assert_num_queries(6):
        client.get("/mein/beitreten/")
