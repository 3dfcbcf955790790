"""Asking to join for a firm: the form, what the Leitung sees, and who comes in."""

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
from mitglieder.actions.einladung import annehmen as einladung_annehmen
from mitglieder.actions.einladung import einladen
from mitglieder.actions.firmen import aufnehmen, sitz_nehmen
from mitglieder.actions.unternehmen import aufloesen
from mitglieder.enums import Anfragezustand
from mitglieder.models import Beitrittsanfrage, Unternehmen
from netzwerke.enums import Netzwerkstatus, Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from notifications.models import Ausgangsmail
from tests.factories import NetzwerkFactory, UserFactory
from tests.mitglieder.firmenhilfen import SEITE, firma, gehoert, mails_an, mit_sitz, sitz_von, text, worte
from tests.mitglieder.helpers import angemeldet

pytestmark = pytest.mark.usefixtures("seitenbaum")
MITMACHEN = "/netzwerke/netzwerk-a/mitmachen/"
SATZ = "Wir arbeiten um die Ecke."


def frage(netzwerk: Netzwerk, person: User, unternehmen: Unternehmen | None) -> Beitrittsanfrage:
    return anfragen(netzwerk, person=person, satz=SATZ, unternehmen=unternehmen)


def choices(client: Client, path: str = MITMACHEN) -> list[str]:
    form = client.get(path).context["form"]
    return [value for value, _label in form.fields["fuer"].choices] if "fuer" in form.fields else []


# --- Asking ---


def test_who_speaks_for_a_firm_says_for_whom_they_ask(eva: User, dana: User, netzwerk_a: Netzwerk) -> None:
    assert choices(angemeldet(eva)) == []
    unternehmen = firma(eva)
    mit_sitz(unternehmen, dana)
    client = angemeldet(eva)
    assert choices(client) == ["person", "werkstatt-beispiel"]
    assert choices(angemeldet(dana)) == []  # a seat alone asks for nobody else
    assert client.post(MITMACHEN, {"satz": SATZ, "fuer": "werkstatt-beispiel"})["Location"] == MITMACHEN
    anfrage = Beitrittsanfrage.objects.get()
    assert (anfrage.unternehmen, anfrage.firma) == (unternehmen, "Werkstatt Beispiel")
    assert "Sie fragen für Werkstatt Beispiel." in text(client, MITMACHEN)
    assert "Netzwerk A e. V." in text(client, SEITE)


def test_for_oneself_it_works_as_before(eva: User, netzwerk_a: Netzwerk) -> None:
    firma(eva)
    angemeldet(eva).post(MITMACHEN, {"satz": SATZ, "fuer": "person", "firma": "Freiberuflich"})
    assert Beitrittsanfrage.objects.values_list("unternehmen", "firma").get() == (None, "Freiberuflich")


@pytest.mark.parametrize("fuer", ["fremd", "", "andere"])
def test_a_foreign_firm_cannot_be_chosen(fuer: str, eva: User, dana: User, netzwerk_a: Netzwerk) -> None:
    firma(eva)
    firma(dana, "Andere")
    response = angemeldet(eva).post(MITMACHEN, {"satz": SATZ, "fuer": fuer})
    assert ("Das hat noch nicht geklappt" in worte(response), Beitrittsanfrage.objects.count()) == (True, 0)
    with pytest.raises(RefusedError, match="sprechen nicht mehr für"):
        frage(netzwerk_a, eva, Unternehmen.objects.get(slug="andere"))


def test_who_is_in_already_asks_for_the_firm_alone(ben: User, netzwerk_a: Netzwerk) -> None:
    unternehmen = firma(ben)
    client = angemeldet(ben)
    assert choices(client) == ["werkstatt-beispiel"]
    client.post(MITMACHEN, {"satz": SATZ, "fuer": "werkstatt-beispiel"})
    assert Beitrittsanfrage.objects.get().unternehmen == unternehmen


def test_a_firm_that_is_in_is_offered_no_more(eva: User, ben: User, netzwerk_a: Netzwerk) -> None:
    unternehmen = firma(eva)
    aufnehmen(unternehmen, netzwerk_a)
    client = angemeldet(eva)
    assert choices(client) == []
    assert "Sie gehören schon zu Netzwerk A." in text(client, MITMACHEN)
    with pytest.raises(RefusedError, match="Werkstatt Beispiel gehört schon zu Netzwerk A"):
        frage(netzwerk_a, eva, unternehmen)


def test_two_who_speak_for_it_ask_once(eva: User, dana: User, netzwerk_a: Netzwerk) -> None:
    unternehmen = firma(eva)
    mit_sitz(unternehmen, dana, ansprechperson=True)
    assert frage(netzwerk_a, eva, unternehmen) == frage(netzwerk_a, eva, unternehmen)
    with pytest.raises(RefusedError, match="Für Werkstatt Beispiel wartet schon eine Anfrage an Netzwerk A"):
        frage(netzwerk_a, dana, unternehmen)
    assert choices(angemeldet(dana)) == []


def test_one_person_has_one_request_that_waits_at_a_network(eva: User, netzwerk_a: Netzwerk) -> None:
    frage(netzwerk_a, eva, None)
    with pytest.raises(RefusedError, match="Ziehen Sie sie zuerst zurück"):
        frage(netzwerk_a, eva, firma(eva))


def test_from_the_page_of_the_firm_to_several_networks(
    ben: User, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk
) -> None:
    """Ben is in network A himself; the firm is in B."""
    unternehmen = firma(ben)
    aufnehmen(unternehmen, netzwerk_b)
    NetzwerkFactory(slug="drittes", kurzname="Drittes")
    client = angemeldet(ben)
    path = "/mein/beitreten/?fuer=werkstatt-beispiel"
    assert f'href="{path}"' in client.get(SEITE).content.decode()
    page = client.get(path).content.decode()
    assert ('value="netzwerk-a"' in page, 'value="netzwerk-b"' in page) == (True, False)
    chosen = client.get(f"{path}&netzwerk=netzwerk-a&netzwerk=drittes&weiter=1")
    assert chosen.context["form"].fields["fuer"].initial == "werkstatt-beispiel"
    data = {"netzwerk": ["netzwerk-a", "drittes"], "satz": SATZ, "fuer": "werkstatt-beispiel"}
    assert client.post("/mein/beitreten/", data)["Location"] == SEITE
    assert list(Beitrittsanfrage.objects.values_list("unternehmen", flat=True)) == [unternehmen.pk] * 2


def test_a_refusal_of_the_firm_holds_for_who_asked_and_for_the_firm(
    eva: User, dana: User, ada: User, netzwerk_a: Netzwerk
) -> None:
    unternehmen = firma(eva)
    mit_sitz(unternehmen, dana, ansprechperson=True)
    ablehnen(frage(netzwerk_a, eva, unternehmen), person=ada, grund="Wir sind voll.")
    for person, fuer in ((eva, unternehmen), (eva, None), (dana, unternehmen)):
        with pytest.raises(RefusedError, match=r"Anfrage von Werkstatt Beispiel abgelehnt.*Wir sind voll"):
            frage(netzwerk_a, person, fuer)
    page = text(angemeldet(eva), MITMACHEN)
    assert ("Grund: Wir sind voll." in page, "Ein Satz zu Ihnen" in page) == (True, False)
    assert choices(angemeldet(dana)) == []  # she may still ask for herself
    frage(netzwerk_a, dana, None)
    past = timezone.now() - timedelta(days=31)
    Beitrittsanfrage.objects.filter(unternehmen=unternehmen).update(entschieden=past)
    frage(netzwerk_a, eva, unternehmen)


def test_a_refusal_of_the_person_holds_for_the_firms_that_they_ask_for(
    eva: User, dana: User, ada: User, netzwerk_a: Netzwerk
) -> None:
    unternehmen = firma(eva)
    mit_sitz(unternehmen, dana, ansprechperson=True)
    ablehnen(frage(netzwerk_a, eva, None), person=ada, grund="Wir sind voll.")
    with pytest.raises(RefusedError, match=r"hat Ihre Anfrage abgelehnt.*Wir sind voll"):
        frage(netzwerk_a, eva, unternehmen)
    assert "Grund: Wir sind voll." in text(angemeldet(eva), MITMACHEN)
    chosen = angemeldet(eva).get("/mein/beitreten/", {"fuer": unternehmen.slug})
    assert 'value="netzwerk-a"' not in chosen.content.decode()
    frage(netzwerk_a, dana, unternehmen)  # the firm itself was not refused


def test_another_firm_may_ask_and_the_refusal_stands_beside_the_form(
    eva: User, ada: User, netzwerk_a: Netzwerk
) -> None:
    ablehnen(frage(netzwerk_a, eva, firma(eva)), person=ada, grund="Wir sind voll.")
    firma(eva, "Andere")
    client = angemeldet(eva)
    page = text(client, MITMACHEN)
    assert ("Grund: Wir sind voll." in page, "Ein Satz zu Ihnen" in page) == (True, True)
    assert choices(client) == ["andere"]


def test_whoever_speaks_for_the_firm_takes_its_request_back(
    eva: User, dana: User, cem: User, netzwerk_a: Netzwerk
) -> None:
    unternehmen = firma(eva)
    anfrage = frage(netzwerk_a, eva, unternehmen)
    path = f"/mein/anfragen/{anfrage.pk}/zurueckziehen/"
    mit_sitz(unternehmen, dana)
    assert (angemeldet(dana).post(path).status_code, angemeldet(cem).post(path).status_code) == (404, 404)
    with pytest.raises(RefusedError, match="Nur die Person"):
        zurueckziehen(anfrage, person=dana)
    unternehmen.sitze.update(ansprechperson=True)
    assert angemeldet(dana).post(path)["Location"] == SEITE
    assert Beitrittsanfrage.objects.get().zustand == Anfragezustand.ZURUECKGEZOGEN


# --- Answering ---


def test_the_leitung_reads_who_would_come_along(
    eva: User, dana: User, ben: User, ada: User, netzwerk_a: Netzwerk
) -> None:
    unternehmen = firma(eva)
    for person in (dana, ben):  # Ben is in already
        mit_sitz(unternehmen, person)
    anfrage = frage(netzwerk_a, eva, unternehmen)
    mail = Ausgangsmail.objects.get(empfaenger=ada.email)
    assert mail.betreff == "Ein Unternehmen möchte zu Netzwerk A e. V."
    assert ("> Werkstatt Beispiel" in mail.text, "kommen mit ihm 2 Personen dazu" in mail.text) == (
        True,
        True,
    )
    client = angemeldet(ada)
    listed = text(client, "/mein/netzwerke/netzwerk-a/anfragen/")
    assert "mit dem Unternehmen Werkstatt Beispiel (2 Personen)" in listed
    by_link = f"/beitritt/{make_token(ZWECK, anfrage=anfrage.pk, person=ada.pk)}/"
    for path in (f"/mein/netzwerke/netzwerk-a/anfragen/{anfrage.pk}/", by_link):
        sentence = (
            f"{eva} möchte mit dem Unternehmen Werkstatt Beispiel beitreten. Damit kommen 2 Personen dazu."
        )
        assert sentence in text(client, path)


def test_with_the_firm_come_all_who_sit_for_it(
    eva: User, dana: User, ada: User, netzwerk_a: Netzwerk
) -> None:
    unternehmen = firma(eva)
    mit_sitz(unternehmen, dana)
    anfrage = frage(netzwerk_a, eva, unternehmen)
    path = f"/mein/netzwerke/netzwerk-a/anfragen/{anfrage.pk}/"
    response = angemeldet(ada).post(path, {"annehmen": "1"}, follow=True)
    assert "Werkstatt Beispiel gehört jetzt dazu" in worte(response)
    assert list(
        Mitgliedschaft.objects.filter(geerbt=True).values_list("person", flat=True).order_by("person")
    ) == sorted([eva.pk, dana.pk])
    assert mails_an(eva.email) == mails_an(dana.email) == ["Willkommen bei Netzwerk A e. V."]
    assert (
        "Werkstatt Beispiel gehört jetzt zu Netzwerk A"
        in Ausgangsmail.objects.get(empfaenger=dana.email).text
    )
    assert Protokolleintrag.objects.filter(aktion="beitritt.angenommen").count() == 1
    with pytest.raises(RefusedError, match="hat die Anfrage am"):
        annehmen(anfrage, person=ada)


def test_a_firm_dissolved_meanwhile_is_a_clear_refusal(eva: User, ada: User, netzwerk_a: Netzwerk) -> None:
    unternehmen = firma(eva)
    anfrage = frage(netzwerk_a, eva, unternehmen)
    aufloesen(unternehmen, person=eva)
    path = f"/mein/netzwerke/netzwerk-a/anfragen/{anfrage.pk}/"
    page = worte(angemeldet(ada).post(path, {"annehmen": "1"}, follow=True))
    assert "Werkstatt Beispiel ist hier nicht mehr eingetragen" in page
    assert not gehoert(eva, netzwerk_a)


def test_a_firm_that_nobody_sits_for_is_not_taken_in_by_its_old_request(
    eva: User, ada: User, netzwerk_a: Netzwerk
) -> None:
    anfrage = frage(netzwerk_a, eva, firma(eva))
    sitz_nehmen(sitz_von(eva))
    with pytest.raises(RefusedError, match="sitzt niemand mehr"):
        annehmen(anfrage, person=ada)
    assert Beitrittsanfrage.objects.get().zustand == Anfragezustand.OFFEN
    ablehnen(anfrage, person=ada, grund="Niemand mehr da.")


def test_an_ended_network_takes_no_firm_in(eva: User, ada: User, netzwerk_a: Netzwerk) -> None:
    unternehmen = firma(eva)
    anfrage = frage(netzwerk_a, eva, unternehmen)
    Netzwerk.objects.update(status=Netzwerkstatus.BEENDET, endejahr=2023)
    with pytest.raises(RefusedError, match="beendet"):
        annehmen(anfrage, person=ada)
    zurueckziehen(anfrage, person=eva)
    assert choices(angemeldet(eva)) == []


def test_who_comes_in_by_an_invitation_leaves_the_request_of_the_firm_waiting(
    eva: User, ada: User, netzwerk_a: Netzwerk
) -> None:
    frage(netzwerk_a, eva, firma(eva))
    einladung = einladen(netzwerk_a, person=ada, email=eva.email, rolle=Rolle.MITGLIED)
    einladung_annehmen(einladung, person=eva, losung=einladung.losung)
    assert Beitrittsanfrage.objects.get().zustand == Anfragezustand.OFFEN


def test_a_firm_that_came_in_another_way_has_its_answer(eva: User, ada: User, netzwerk_a: Netzwerk) -> None:
    unternehmen = firma(eva)
    frage(netzwerk_a, eva, unternehmen)
    aufnehmen(unternehmen, netzwerk_a, person=ada)
    anfrage = Beitrittsanfrage.objects.get()
    assert (anfrage.zustand, anfrage.entschieden_von) == (Anfragezustand.ANGENOMMEN, ada)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_requests_asks_the_same_with_one_and_with_three(
    count: int, ada: User, netzwerk_a: Netzwerk, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        person = UserFactory()
        frage(netzwerk_a, person, firma(person, f"Firma {number}"))
    client = angemeldet(ada)
    client.get("/mein/netzwerke/netzwerk-a/anfragen/")
    with django_assert_num_queries(8):
        client.get("/mein/netzwerke/netzwerk-a/anfragen/")


# --- Inside the network ---


def test_leaving_a_network_that_one_is_in_by_a_firm_leaves_the_firm_there(
    eva: User, netzwerk_a: Netzwerk
) -> None:
    unternehmen = firma(eva)
    aufnehmen(unternehmen, netzwerk_a)
    client, path = angemeldet(eva), "/mein/netzwerke/netzwerk-a/verlassen/"
    assert "Auch Werkstatt Beispiel gehört zum Netzwerk. Das Unternehmen bleibt dort" in text(client, path)
    assert client.post(path)["Location"] == "/mein/"
    assert not gehoert(eva, netzwerk_a)
    assert unternehmen.firmenmitgliedschaften.laufend().count() == 1
    assert sitz_von(eva).ansprechperson is True


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_people_says_by_which_firm_one_is_in(
    count: int, ada: User, netzwerk_a: Netzwerk, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        aufnehmen(firma(UserFactory(), f"Firma {number}"), netzwerk_a)
    client, path = angemeldet(ada), "/mein/netzwerke/netzwerk-a/personen/"
    assert [f"über Firma {n}" in text(client, path) for n in range(count)] == [True] * count
    with django_assert_num_queries(10):
        client.get(path)
