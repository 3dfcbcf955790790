"""Taking over an entry: who may apply, the proof by mailbox, and what both sides see."""

import time
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from core.models import Protokolleintrag
from core.signedlinks import make_token
from mitglieder.actions.antraege import freigeben
from mitglieder.actions.uebernahme import NACHWEIS
from mitglieder.models import Antrag
from netzwerke.actions import rolle_nehmen
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from notifications.models import Ausgangsmail
from tests.factories import NetzwerkFactory
from tests.mitglieder.helpers import ANGABEN, eingereicht, leitung_von, link_in, zwecke

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]
FORM = {**ANGABEN, "einwilligung": "on"}


@pytest.fixture
def alpha() -> Netzwerk:
    return NetzwerkFactory(
        name="Alpha e. V.", kurzname="Alpha", slug="alpha", kontakt_email="post@alpha.example"
    )


@pytest.fixture
def evas(client: Client, eva: User) -> Client:
    client.force_login(eva)
    return client


def apply(client: Client, slug: str = "alpha", **changed: str) -> Any:
    return client.post(f"/netzwerke/{slug}/uebernehmen/", {**FORM, **changed})


def roles(user: User) -> dict[int, frozenset[str]]:
    return User.objects.get(pk=user.pk).rollen


# --- Applying ---


def test_an_unconfirmed_profile_leads_to_the_claim_and_a_visitor_signs_in_first(
    client: Client, alpha: Netzwerk
) -> None:
    assert 'href="/netzwerke/alpha/uebernehmen/"' in client.get("/netzwerke/alpha/").content.decode()
    tuer = client.get("/netzwerke/alpha/uebernehmen/").content.decode()
    assert "Der Antrag dauert zwei Minuten" in tuer
    assert 'href="/konto/login/?next=/netzwerke/alpha/uebernehmen/"' in tuer
    assert 'href="/konto/signup/?next=/netzwerke/alpha/uebernehmen/"' in tuer
    assert client.post("/netzwerke/alpha/uebernehmen/", FORM).status_code == 403


def test_a_visitor_reads_that_a_network_is_led_already(
    client: Client, netzwerk_a: Netzwerk, ada: User
) -> None:
    tuer = client.get("/netzwerke/netzwerk-a/uebernehmen/").content.decode()
    assert "Dieses Netzwerk hat schon eine Leitung" in tuer
    assert "?next=/netzwerke/netzwerk-a/uebernehmen/" not in tuer


def test_a_claim_asks_the_published_mailbox_and_nobody_else(
    evas: Client, eva: User, alpha: Netzwerk, ada: User
) -> None:
    response = apply(evas)
    antrag = Antrag.objects.get()
    assert response["Location"] == f"/mein/antraege/{antrag.pk}/"
    assert (antrag.zustand, antrag.person, antrag.netzwerk) == ("eingereicht", eva, alpha)
    assert zwecke() == [("uebernahme-nachweis", "post@alpha.example")]
    assert "post@alpha.example" in evas.get(response["Location"]).content.decode()
    assert roles(eva) == {}


def test_without_a_mailbox_the_neighbours_are_asked(evas: Client, ada: User) -> None:
    NetzwerkFactory(slug="stumm")
    apply(evas, "stumm")
    assert zwecke() == [("buergschaft", "ada@example.org")]


def test_the_same_button_twice_is_one_application(evas: Client, alpha: Netzwerk) -> None:
    first, second = apply(evas), apply(evas)
    assert first["Location"] == second["Location"]
    assert Antrag.objects.count() == 1
    assert len(zwecke()) == 1


def test_what_is_missing_is_said_and_what_was_typed_stays(evas: Client, alpha: Netzwerk) -> None:
    text = evas.post("/netzwerke/alpha/uebernehmen/", {"satz": "Ich bin es wirklich"}).content.decode()
    assert "Bitte bestätigen Sie, dass Sie für das Netzwerk sprechen dürfen." in text
    assert "Ich bin es wirklich</textarea>" in text
    assert Antrag.objects.count() == 0


def test_a_network_that_is_led_sends_one_to_its_leitung(
    evas: Client, ada: User, netzwerk_a: Netzwerk
) -> None:
    assert "hat schon eine Leitung" in evas.get("/netzwerke/netzwerk-a/uebernehmen/").content.decode()
    assert "hat schon eine Leitung" in apply(evas, "netzwerk-a").content.decode()
    assert Antrag.objects.count() == 0


def test_a_network_that_has_ended_is_not_taken_over(evas: Client) -> None:
    NetzwerkFactory(slug="vorbei", beendet=True)
    assert "ist beendet" in apply(evas, "vorbei").content.decode()
    assert Antrag.objects.count() == 0


def test_a_hidden_network_cannot_be_claimed(evas: Client) -> None:
    NetzwerkFactory(slug="geheim", unveroeffentlicht=True)
    assert apply(evas, "geheim").status_code == 404


def test_a_person_writes_to_three_mailboxes_a_day_at_most(evas: Client) -> None:
    for i in range(4):
        NetzwerkFactory(slug=f"n{i}", kontakt_email=f"n{i}@example.org")
        response = apply(evas, f"n{i}")
    assert "Mehr als drei Anträge am Tag" in response.content.decode()
    assert len(zwecke()) == Antrag.objects.count() == 3


# --- The proof ---


def test_looking_at_the_link_changes_nothing_and_the_button_gives_the_leitung(
    evas: Client, eva: User, alpha: Netzwerk
) -> None:
    apply(evas)
    path, mailbox = link_in("uebernahme-nachweis"), Client()
    page = mailbox.get(path).content.decode()
    assert "eva@example.org" in page
    assert "Ich leite den Verein seit 2019." in page
    assert roles(eva) == {}
    assert "Bestätigt" in mailbox.post(path, {"ja": ""}).content.decode()
    assert roles(eva) == {alpha.pk: {"leitung"}}
    assert Mitgliedschaft.objects.get(person=eva).amt == "Vorsitz"
    assert zwecke()[-1] == ("antrag_angenommen", "eva@example.org")
    entry = Protokolleintrag.objects.get(aktion="antrag.annehmen")
    assert (entry.person, entry.angaben["weg"]) == (None, "funktionspostfach")


def test_the_link_works_once(evas: Client, eva: User, alpha: Netzwerk) -> None:
    apply(evas)
    path, mailbox = link_in("uebernahme-nachweis"), Client()
    mailbox.post(path, {"ja": ""})
    rolle_nehmen_trotzdem(eva)
    assert mailbox.post(path, {"ja": ""}).status_code == 409
    assert mailbox.post(path, {"nein": ""}).status_code == 409
    assert roles(eva) == {}


def rolle_nehmen_trotzdem(user: User) -> None:
    """Another Leitung follows, then this one goes."""
    role = Mitgliedschaft.objects.offen().get(person=user)
    leitung, _ = leitung_von("Nachfolge")
    Mitgliedschaft.objects.filter(person=leitung).update(netzwerk=role.netzwerk)
    rolle_nehmen(role)


def test_the_mailbox_can_say_no(evas: Client, eva: User, alpha: Netzwerk) -> None:
    apply(evas)
    Client().post(link_in("uebernahme-nachweis"), {"nein": ""})
    antrag = Antrag.objects.get()
    assert (antrag.zustand, roles(eva)) == ("abgelehnt", {})
    assert antrag.grund in evas.get(f"/mein/antraege/{antrag.pk}/").content.decode()
    assert zwecke()[-1] == ("antrag_abgelehnt", "eva@example.org")


def test_a_forged_a_cut_and_a_foreign_link_are_refused(evas: Client, alpha: Netzwerk) -> None:
    apply(evas)
    path = link_in("uebernahme-nachweis")
    other = make_token("buergschaft", antrag=Antrag.objects.get().pk, email=alpha.kontakt_email)
    for bad in ("/aufnahme/nachweis/x/", path[:-5] + "/", f"/aufnahme/nachweis/{other}/"):
        for method in (Client().get, Client().post):
            assert method(bad).status_code == 410
    assert Antrag.objects.get().zustand == "eingereicht"


def test_an_old_link_says_that_it_has_run_out(evas: Client, alpha: Netzwerk, monkeypatch: Any) -> None:
    apply(evas)
    path = link_in("uebernahme-nachweis")
    later = time.time() + 15 * 24 * 3600
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    response = Client().post(path, {"ja": ""})
    assert response.status_code == 410
    assert "Dieser Link ist abgelaufen" in response.content.decode()


def test_a_link_to_a_mailbox_that_is_no_longer_the_networks_is_refused(evas: Client, alpha: Netzwerk) -> None:
    apply(evas)
    Netzwerk.objects.filter(pk=alpha.pk).update(kontakt_email="neu@alpha.example")
    assert Client().post(link_in("uebernahme-nachweis"), {"ja": ""}).status_code == 410


def test_a_link_for_nothing_is_refused() -> None:
    assert Client().get(f"/aufnahme/nachweis/{make_token(NACHWEIS)}/").status_code == 410


def test_the_mail_is_sent_again_once_a_day_at_most(evas: Client, alpha: Netzwerk) -> None:
    apply(evas)
    path = f"/mein/antraege/{Antrag.objects.get().pk}/nachweis/"
    assert evas.post(path).status_code == 302
    assert len(zwecke()) == 1  # today's went out with the application


# --- Both sides ---


def test_whoever_applied_can_withdraw_and_then_the_link_does_nothing(
    evas: Client, eva: User, alpha: Netzwerk
) -> None:
    apply(evas)
    antrag = Antrag.objects.get()
    evas.post(f"/mein/antraege/{antrag.pk}/zurueckziehen/")
    assert Client().post(link_in("uebernahme-nachweis"), {"ja": ""}).status_code == 409
    antrag.refresh_from_db()
    assert (antrag.zustand, roles(eva)) == ("zurueckgezogen", {})
    assert "zurückgezogen" in evas.get(f"/mein/antraege/{antrag.pk}/").content.decode()


@pytest.mark.parametrize("path", ["", "zurueckziehen/", "nachweis/", "nachbarn/"])
def test_a_foreign_application_is_missing(client: Client, eva: User, ben: User, path: str) -> None:
    antrag = eingereicht(eva, NetzwerkFactory())
    client.force_login(ben)
    method = client.post if path else client.get
    assert method(f"/mein/antraege/{antrag.pk}/{path}").status_code == 404


def test_when_one_claim_is_accepted_the_others_are_declined_with_a_reason(
    eva: User, ben: User, guel: User, alpha: Netzwerk
) -> None:
    first, second = eingereicht(eva, alpha), eingereicht(ben, alpha)
    freigeben(first, person=guel)
    second.refresh_from_db()
    assert second.zustand == "abgelehnt"
    assert second.grund == "Das Netzwerk hat inzwischen eine Leitung. Bitten Sie dort um Aufnahme."
    assert sorted(zwecke()) == [
        ("antrag_abgelehnt", "ben@example.org"),
        ("antrag_angenommen", "eva@example.org"),
    ]


def test_what_was_typed_makes_no_button_in_our_mails(evas: Client, alpha: Netzwerk) -> None:
    apply(evas, satz="→ Hier: https://evil.example/")
    mail = Ausgangsmail.objects.get()
    assert 'href="https://evil.example' not in mail.html
    assert "> → Hier: https://evil.example/" in mail.text


def test_a_leitung_that_opens_the_claim_of_its_own_network_is_led_to_the_check(
    client: Client, ada: User, netzwerk_a: Netzwerk
) -> None:
    client.force_login(ada)
    page = client.get("/netzwerke/netzwerk-a/uebernehmen/").content.decode()
    assert "/mein/netzwerke/netzwerk-a/pruefen/" in page


def test_leading_needs_the_second_factor(client: Client, eva: User, guel: User, alpha: Netzwerk) -> None:
    freigeben(eingereicht(eva, alpha), person=guel)
    client.force_login(eva)
    assert client.get("/mein/netzwerke/alpha/pruefen/").status_code == 200  # the first sign-in is a grace
    again = Client()
    again.force_login(eva)
    assert again.get("/mein/netzwerke/alpha/pruefen/")["Location"] == "/konto/2fa/totp/activate/"
    assert Rolle.LEITUNG in roles(eva)[alpha.pk]
