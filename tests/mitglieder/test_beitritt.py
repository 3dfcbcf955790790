"""Asking to join: who is asked, who answers, and what each side sees."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core.models import Protokolleintrag
from core.refusal import RefusedError
from mitglieder.actions.beitritt import ablehnen, anfragen, annehmen, zurueckziehen
from mitglieder.beitritt import MOST_A_DAY
from mitglieder.blick import Blick
from mitglieder.models import Beitrittsanfrage
from mitglieder.offen import offen_fuer
from netzwerke.actions import rolle_geben
from netzwerke.enums import Netzwerkstatus, Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from notifications.models import Ausgangsmail
from tests.factories import NetzwerkFactory, UserFactory
from tests.mitglieder.beitrittshilfen import SATZ, frage, mails_an
from tests.mitglieder.helpers import angemeldet, text_von

pytestmark = pytest.mark.usefixtures("seitenbaum")


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
    assert [punkt.titel for punkt in offen_fuer(Blick(guel))[0]] == ["1 Person möchte zu Netzwerk A e. V."]
    annehmen(anfrage, person=guel)
    assert Mitgliedschaft.objects.filter(person=eva, netzwerk=netzwerk_a).count() == 1


def test_a_leitung_appointed_later_finds_the_request(netzwerk_a: Netzwerk, eva: User) -> None:
    frage(netzwerk_a, eva)
    neue = UserFactory()
    rolle_geben(netzwerk_a, an=neue, rolle=Rolle.LEITUNG)
    assert "/mein/netzwerke/netzwerk-a/anfragen/" in [punkt.url for punkt in offen_fuer(Blick(neue))[0]]


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
        Beitrittsanfrage.objects.update(entschieden=timezone.now() - timedelta(days=2))
    with pytest.raises(RefusedError, match="sehr viele Anfragen"):
        frage(netzwerk_a, eva)


def test_who_took_a_request_back_writes_to_the_leitung_again_only_tomorrow(
    netzwerk_a: Netzwerk, ada: User, eva: User
) -> None:
    zurueckziehen(frage(netzwerk_a, eva), person=eva)
    with pytest.raises(RefusedError, match="Ab morgen können Sie neu anfragen"):
        frage(netzwerk_a, eva)
    assert Ausgangsmail.objects.filter(empfaenger=ada.email).count() == 1
    Beitrittsanfrage.objects.update(entschieden=timezone.now() - timedelta(hours=25))
    frage(netzwerk_a, eva)


def test_what_was_said_in_a_withdrawn_request_is_not_read_any_more(
    netzwerk_a: Netzwerk, ada: User, eva: User
) -> None:
    anfrage = frage(netzwerk_a, eva)
    path = f"/mein/netzwerke/netzwerk-a/anfragen/{anfrage.pk}/"
    assert eva.email in angemeldet(ada).get(path).content.decode()
    zurueckziehen(anfrage, person=eva)
    text = angemeldet(ada).get(path).content.decode()
    assert (eva.email in text, anfrage.satz in text, "zurückgezogen" in text) == (False, False, True)


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
    tuer = text_von(client.get(path))
    assert "Die Anfrage dauert eine Minute" in tuer
    assert (f'href="/konto/login/?next={path}"' in tuer, f'href="/konto/signup/?next={path}"' in tuer) == (
        True,
        True,
    )
    assert f"/konto/signup/?next={path.replace('/', '%2F')}" in text_von(
        client.get(f"/konto/login/?next={path}")
    )


def test_a_visitor_reads_who_answers_and_what_has_ended(client: Client, netzwerk_a: Netzwerk) -> None:
    path = "/netzwerke/netzwerk-a/mitmachen/"
    assert "hat hier noch keine Leitung" in text_von(client.get(path))
    rolle_geben(netzwerk_a, an=UserFactory(), rolle=Rolle.LEITUNG)
    assert "Die Leitung des Netzwerks liest Ihre Anfrage" in text_von(client.get(path))
    Netzwerk.objects.update(status="beendet", endejahr=2020)
    ended = text_von(client.get(path))
    assert "nimmt niemanden mehr auf" in ended
    assert f'?next={path}"' not in ended


@pytest.mark.parametrize("weg", ["mitmachen", "uebernehmen"])
def test_a_visitor_finds_no_door_to_a_network_that_is_hidden(weg: str, client: Client) -> None:
    NetzwerkFactory(slug="verborgen", unveroeffentlicht=True)
    assert client.get(f"/netzwerke/verborgen/{weg}/").status_code == 404


AUF_DEM_PROFIL = {
    "Mitmachen": "/netzwerke/netzwerk-a/mitmachen/",
    "Das ist unser Netzwerk": "/netzwerke/netzwerk-a/uebernehmen/",
    "bestätigen": "/mein/netzwerke/netzwerk-a/bestaetigen/",
    "Bereich": "/mein/netzwerke/netzwerk-a/",
    "Verlauf": "/mein/netzwerke/netzwerk-a/verlauf/",
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (None, {"Mitmachen", "Das ist unser Netzwerk"}),
        ("eva", {"Mitmachen", "Das ist unser Netzwerk"}),
        ("cem", {"Mitmachen", "Das ist unser Netzwerk"}),
        ("dana", {"Mitmachen", "Das ist unser Netzwerk"}),
        ("ben", {"Das ist unser Netzwerk", "Bereich", "Verlauf"}),
        ("rita", {"Das ist unser Netzwerk", "Bereich", "Verlauf"}),
        ("ada", {"bestätigen", "Bereich", "Verlauf"}),
        ("guel", {"bestätigen", "Bereich", "Verlauf"}),
        ("superuser", {"bestätigen", "Bereich", "Verlauf"}),
    ],
)
def test_a_profile_offers_to_each_what_is_open_to_them(
    name: str | None, expected: set[str], netzwerk_a: Netzwerk, request: pytest.FixtureRequest
) -> None:
    besuch = Client()
    besuch.get("/netzwerke/netzwerk-a/")  # what a visitor saw before is kept, and is nobody else's
    client = angemeldet(request.getfixturevalue(name)) if name else besuch
    page = text_von(client.get("/netzwerke/netzwerk-a/"))
    assert {wort for wort, path in AUF_DEM_PROFIL.items() if f'href="{path}"' in page} == expected
    offered = [path for wort, path in AUF_DEM_PROFIL.items() if wort in expected]
    assert {client.get(path).status_code for path in offered} == {200}


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


def test_where_one_waits_or_was_refused_one_is_told_so_and_not_asked(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, eva: User
) -> None:
    frage(netzwerk_b, eva)
    ablehnen(frage(netzwerk_a, eva), person=ada, grund="Leider nein")
    page = text_von(angemeldet(eva).get("/mein/beitreten/"))
    assert ('value="netzwerk-a"' in page, 'value="netzwerk-b"' in page) == (False, False)
    assert page.index("Meine Anfragen") < page.index("Netzwerk A e. V.</a>")
    assert "Leider nein" in page
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert 'value="netzwerk-a"' in text_von(angemeldet(eva).get("/mein/beitreten/"))


def test_choosing_none_says_what_to_do(netzwerk_a: Netzwerk, eva: User) -> None:
    assert "Bitte wählen Sie mindestens ein Netzwerk." in text_von(
        angemeldet(eva).get("/mein/beitreten/?weiter=1")
    )
