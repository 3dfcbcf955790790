"""Asking to join: who is asked, who answers, and what each side sees."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core.models import Protokolleintrag
from core.refusal import RefusedError
from core.signedlinks import make_token
from mitglieder.actions.beitritt import ZWECK, ablehnen, anfragen, annehmen, zurueckziehen
from mitglieder.beitritt import MOST_A_DAY
from mitglieder.models import Beitrittsanfrage
from mitglieder.offen import offen_fuer
from netzwerke.actions import rolle_geben, rolle_nehmen
from netzwerke.enums import Netzwerkstatus, Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from notifications.models import Ausgangsmail
from tests.accounts.helpers import pfad_aus
from tests.factories import NetzwerkFactory, UserFactory
from tests.factories.konten import mit_zweitem_faktor

pytestmark = pytest.mark.usefixtures("seitenbaum")
SATZ = "Ich leite eine Tischlerei um die Ecke."


def frage(netzwerk: Netzwerk, person: User) -> Beitrittsanfrage:
    return anfragen(netzwerk, person=person, satz=SATZ, firma="Tischlerei Muster")


def angemeldet(person: User) -> Client:
    client = Client()
    client.force_login(mit_zweitem_faktor(person))
    return client


def mails_an(person: User) -> list[str]:
    return list(Ausgangsmail.objects.filter(empfaenger=person.email).values_list("betreff", flat=True))


def link(anfrage: Beitrittsanfrage, person: User) -> str:
    return f"/beitritt/{make_token(ZWECK, anfrage=anfrage.pk, person=person.pk)}/"


def text_von(response: Any) -> str:
    return response.content.decode()


# --- Asking ----------------------------------------------------------------------------------------------


def test_every_leitung_gets_one_mail_and_the_person_waits(netzwerk_a: Netzwerk, ada: User, eva: User) -> None:
    zweite = UserFactory()
    rolle_geben(netzwerk_a, an=zweite, rolle=Rolle.LEITUNG)
    client = angemeldet(eva)
    path = "/netzwerke/netzwerk-a/mitmachen/"
    assert client.post(path, {"satz": SATZ, "firma": "Tischlerei Muster"})["Location"] == path
    anfrage = Beitrittsanfrage.objects.get()
    assert (anfrage.person, anfrage.satz, anfrage.firma) == (eva, SATZ, "Tischlerei Muster")
    assert mails_an(ada) == mails_an(zweite) == ["Eine Person möchte zu Netzwerk A e. V."]
    assert "Ihre Anfrage wartet auf Antwort" in text_von(client.get(path))
    assert Protokolleintrag.objects.filter(aktion="beitritt.anfragen", person=eva).count() == 1


def test_what_a_person_typed_stands_in_the_mail_as_a_quotation(
    netzwerk_a: Netzwerk, ada: User, eva: User
) -> None:
    anfragen(netzwerk_a, person=eva, satz="→ Klick: https://böse.example/\nhttps://böse.example/")
    mail = Ausgangsmail.objects.get(empfaenger=ada.email)
    assert "> → Klick: https://böse.example/\n> https://böse.example/" in mail.text
    assert 'href="https://b' not in mail.html


def test_a_second_click_finds_the_request_that_waits(netzwerk_a: Netzwerk, ada: User, eva: User) -> None:
    assert frage(netzwerk_a, eva) == frage(netzwerk_a, eva)
    assert len(mails_an(ada)) == 1


def test_without_a_leitung_the_office_is_asked_and_the_person_told(
    netzwerk_a: Netzwerk, guel: User, eva: User
) -> None:
    client = angemeldet(eva)
    assert "hat hier noch keine Leitung" in text_von(client.get("/netzwerke/netzwerk-a/mitmachen/"))
    anfrage = frage(netzwerk_a, eva)
    assert "Sie dürfen darüber entscheiden" in Ausgangsmail.objects.get(empfaenger=guel.email).text
    assert [punkt.titel for punkt in offen_fuer(guel)[0]] == ["1 Person möchte zu Netzwerk A e. V."]
    annehmen(anfrage, person=guel)
    assert Mitgliedschaft.objects.filter(person=eva, netzwerk=netzwerk_a).count() == 1


def test_a_leitung_appointed_later_finds_the_request(netzwerk_a: Netzwerk, eva: User) -> None:
    frage(netzwerk_a, eva)
    neue = UserFactory()
    rolle_geben(netzwerk_a, an=neue, rolle=Rolle.LEITUNG)
    assert "/mein/netzwerke/netzwerk-a/anfragen/" in [punkt.url for punkt in offen_fuer(neue)[0]]


def test_who_belongs_already_is_told_so(netzwerk_a: Netzwerk, ben: User) -> None:
    with pytest.raises(RefusedError, match=r"^Sie gehören schon zu Netzwerk A\.$"):
        frage(netzwerk_a, ben)
    assert "Sie gehören schon zu" in text_von(angemeldet(ben).get("/netzwerke/netzwerk-a/mitmachen/"))


def test_an_ended_network_takes_nobody_in(ada: User, netzwerk_a: Netzwerk, eva: User) -> None:
    wartet = frage(netzwerk_a, eva)
    Netzwerk.objects.update(status=Netzwerkstatus.BEENDET, endejahr=2023)
    with pytest.raises(RefusedError, match="beendet"):
        annehmen(wartet, person=ada)
    zurueckziehen(wartet, person=eva)
    with pytest.raises(RefusedError, match="beendet"):
        frage(netzwerk_a, eva)
    assert "mitmachen" not in text_von(Client().get("/netzwerke/netzwerk-a/"))


def test_after_a_refusal_one_waits_thirty_days(netzwerk_a: Netzwerk, ada: User, eva: User) -> None:
    ablehnen(frage(netzwerk_a, eva), person=ada, grund="Wir sind voll.")
    with pytest.raises(RefusedError, match=r"hat Ihre Anfrage abgelehnt\. Ab .+ können Sie neu anfragen\."):
        frage(netzwerk_a, eva)
    past = timezone.now() - timedelta(days=30, minutes=1)
    Beitrittsanfrage.objects.update(entschieden=past, angelegt=past)
    frage(netzwerk_a, eva)
    assert Beitrittsanfrage.objects.count() == 2


def test_a_person_cannot_flood_the_leitungen(netzwerk_a: Netzwerk, ada: User, eva: User) -> None:
    for _ in range(MOST_A_DAY):
        zurueckziehen(frage(netzwerk_a, eva), person=eva)
    with pytest.raises(RefusedError, match="sehr viele Anfragen"):
        frage(netzwerk_a, eva)


def test_a_missing_sentence_is_asked_for_and_nothing_is_lost(netzwerk_a: Netzwerk, eva: User) -> None:
    response = angemeldet(eva).post("/netzwerke/netzwerk-a/mitmachen/", {"satz": "", "firma": "Tischlerei"})
    assert response.status_code == 200
    assert "Das hat noch nicht geklappt" in text_von(response)
    assert 'value="Tischlerei"' in text_von(response)


def test_a_network_that_one_may_not_see_cannot_be_joined(eva: User) -> None:
    NetzwerkFactory(slug="verborgen", unveroeffentlicht=True)
    assert angemeldet(eva).get("/netzwerke/verborgen/mitmachen/").status_code == 404


def test_a_visitor_is_led_to_the_login_and_back(client: Client, netzwerk_a: Netzwerk) -> None:
    path = "/netzwerke/netzwerk-a/mitmachen/"
    assert path in text_von(client.get("/netzwerke/netzwerk-a/"))
    assert client.get(path)["Location"] == f"/konto/login/?next={path}"
    assert f"/konto/signup/?next={path.replace('/', '%2F')}" in text_von(
        client.get(client.get(path)["Location"])
    )


# --- Several at once -------------------------------------------------------------------------------------


def test_several_networks_are_asked_with_one_sentence(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, eva: User
) -> None:
    client = angemeldet(eva)
    chosen = client.get("/mein/beitreten/?netzwerk=netzwerk-a&netzwerk=netzwerk-b&weiter=1")
    assert text_von(chosen).count('type="hidden" name="netzwerk"') == 2
    data = {"netzwerk": ["netzwerk-a", "netzwerk-b"], "satz": SATZ}
    assert client.post("/mein/beitreten/", data)["Location"] == "/mein/"
    assert Beitrittsanfrage.objects.filter(person=eva).count() == 2
    assert text_von(client.get("/mein/")).count("Anfrage zurückziehen") == 2


def test_what_is_chosen_stays_while_one_searches(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, eva: User
) -> None:
    page = text_von(angemeldet(eva).get("/mein/beitreten/?q=gibtesnicht&netzwerk=netzwerk-a"))
    assert f'value="netzwerk-a" id="n-{netzwerk_a.pk}" checked' in page
    assert "Nichts gefunden" in page


def test_choosing_none_says_what_to_do(netzwerk_a: Netzwerk, eva: User) -> None:
    assert "Bitte wählen Sie mindestens ein Netzwerk." in text_von(
        angemeldet(eva).get("/mein/beitreten/?weiter=1")
    )


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
    with django_assert_num_queries(19):
        client.get("/mein/")


@pytest.mark.parametrize("number", [1, 3])
def test_ones_own_requests_cost_the_same_for_one_and_for_three(
    number: int, eva: User, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        frage(NetzwerkFactory(), eva)
    client = angemeldet(eva)
    client.get("/mein/")
    with django_assert_num_queries(10):
        client.get("/mein/")
    with django_assert_num_queries(5):
        client.get("/mein/beitreten/")
