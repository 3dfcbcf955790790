"""The answer to the yearly question: by a link without login or signed in; all right, or this has changed."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core.models import Protokolleintrag
from core.signedlinks import make_token
from mitglieder.actions.jahresfrage import LINK, jahresfrage
from mitglieder.models import Aenderungswunsch, Bestaetigungsrunde
from netzwerke.actions import bestaetigen, rolle_geben, rolle_nehmen
from netzwerke.enums import Netzwerkstatus, Rolle
from netzwerke.models import Groessenangabe, Mitgliedschaft, Netzwerk
from notifications.models import Ausgangsmail, Nachricht
from tests.factories import GroessenangabeFactory, NetzwerkFactory
from tests.mitglieder.helpers import angemeldet

pytestmark = pytest.mark.django_db
OLD = date(2020, 1, 1)


def path_in_mail(to: str) -> str:
    text = Ausgangsmail.objects.get(empfaenger=to).text
    return "/bestaetigen/" + text.partition("/bestaetigen/")[2].split()[0]


@pytest.fixture
def link(netzwerk_a: Netzwerk, ada: User) -> str:
    """What Ada's letter leads to."""
    Netzwerk.objects.filter(pk=netzwerk_a.pk).update(bestaetigt_am=OLD)
    jahresfrage()
    return path_in_mail("ada@example.org")


@pytest.fixture
def postfach(netzwerk_a: Netzwerk) -> str:
    Netzwerk.objects.filter(pk=netzwerk_a.pk).update(bestaetigt_am=OLD, kontakt_email="post@example.org")
    jahresfrage()
    return path_in_mail("post@example.org")


def confirmed_on(netzwerk: Netzwerk) -> date | None:
    return Netzwerk.objects.get(pk=netzwerk.pk).bestaetigt_am


def test_a_look_at_the_link_shows_the_facts_and_changes_nothing(
    link: str, client: Client, netzwerk_a: Netzwerk
) -> None:
    response = client.get(link)
    assert response.status_code == 200
    assert "Gewerbegebiet Beispielstraße" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert confirmed_on(netzwerk_a) == OLD


def test_one_post_confirms_without_login_and_a_second_changes_nothing(
    link: str, client: Client, netzwerk_a: Netzwerk, ada: User
) -> None:
    assert client.post(link)["Location"] == link
    assert client.post(link)["Location"] == link
    assert confirmed_on(netzwerk_a) == timezone.localdate()
    rows = Protokolleintrag.objects.filter(aktion="netzwerk.bestaetigen")
    assert list(rows.values_list("person", "angaben")) == [(ada.pk, {"als": "leitung"})]
    assert "Mehr ist nicht zu tun" in client.get(link).content.decode()
    assert Bestaetigungsrunde.objects.offen().count() == 0


def test_a_link_that_was_used_does_not_confirm_the_next_year(
    link: str, client: Client, netzwerk_a: Netzwerk
) -> None:
    client.post(link)
    with time_machine.travel(timezone.now() + timedelta(days=200)):
        client.post(link)
    assert confirmed_on(netzwerk_a) == timezone.localdate()


def test_one_confirmation_wakes_a_network_that_rests(link: str, client: Client, netzwerk_a: Netzwerk) -> None:
    Netzwerk.objects.update(status=Netzwerkstatus.RUHT)
    assert "„ruht“" in client.get(link).content.decode()
    client.post(link)
    assert Netzwerk.objects.get(pk=netzwerk_a.pk).status == Netzwerkstatus.AKTIV
    assert Protokolleintrag.objects.filter(aktion="netzwerk.aufwachen").count() == 1


def test_the_profile_says_who_confirmed_by_role_and_not_by_name(
    link: str, client: Client, seitenbaum: Any
) -> None:
    client.post(link)
    page = Client().get("/netzwerke/netzwerk-a/").content.decode()
    assert "durch die Leitung" in page
    assert "Ada" not in page


def test_a_link_of_somebody_who_leads_no_more_is_void(
    link: str, client: Client, netzwerk_a: Netzwerk, ada: User, cem: User
) -> None:
    rolle_geben(netzwerk_a, an=cem, rolle=Rolle.LEITUNG)
    rolle_nehmen(Mitgliedschaft.objects.get(person=ada, rolle=Rolle.LEITUNG))
    response = client.post(link)
    assert (response.status_code, confirmed_on(netzwerk_a)) == (410, OLD)
    assert "Sie leiten dieses Netzwerk nicht mehr" in response.content.decode()


def test_a_link_to_a_mailbox_that_changed_is_void(
    postfach: str, client: Client, netzwerk_a: Netzwerk
) -> None:
    Netzwerk.objects.update(kontakt_email="anders@example.org")
    assert client.post(postfach).status_code == 410
    assert confirmed_on(netzwerk_a) == OLD


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("tail", ["", "aendern/"])
def test_forged_and_foreign_links_are_answered_with_a_sentence(
    tail: str, method: str, link: str, client: Client
) -> None:
    foreign = make_token("patenschaft", runde=1, person=1, postfach="")
    for path in (f"{link[:-4]}xx/", f"/bestaetigen/{foreign}/", "/bestaetigen/x/"):
        assert getattr(client, method)(path + tail).status_code == 410


def test_an_expired_link_says_so(link: str, client: Client) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=301)):
        response = client.get(link)
    assert (response.status_code, "Dieser Link ist abgelaufen." in response.content.decode()) == (410, True)


def test_a_link_whose_round_is_gone_is_answered(client: Client, ada: User) -> None:
    assert (
        client.get(f"/bestaetigen/{make_token(LINK, runde=99, person=ada.pk, postfach='')}/").status_code
        == 410
    )


# --- What has changed ----------------------------------------------------------------------------------


def test_wishes_from_the_mailbox_go_to_those_who_write(
    postfach: str, client: Client, netzwerk_a: Netzwerk, ada: User, rita: User, ben: User
) -> None:
    data = {"mitglieder": "57", "mitglieder_jahr": "2026", "kontakt": "→ Klick: https://boese.example/"}
    assert client.post(postfach + "aendern/", data)["Location"] == postfach
    rows = Aenderungswunsch.objects.order_by("teil").values_list("teil", "text", "wert", "jahr", "person")
    assert list(rows) == [("kontakt", data["kontakt"], None, None, None), ("mitglieder", "", 57, 2026, None)]
    assert Groessenangabe.objects.count() == 0
    told = Nachricht.objects.values_list("person__first_name", "titel")
    assert sorted(told) == [
        (name, "Änderungen am Eintrag von Netzwerk A gewünscht") for name in ("Ada", "Rita")
    ]
    mail = Ausgangsmail.objects.get(empfaenger="rita@example.org")
    assert "> → Klick: https://boese.example/" in mail.text
    assert 'href="https://boese.example/' not in mail.html
    assert Bestaetigungsrunde.objects.offen().count() == 0
    assert confirmed_on(netzwerk_a) == OLD


def test_where_nobody_writes_the_office_is_told_and_finds_the_wishes(
    postfach: str, client: Client, guel: User
) -> None:
    client.post(postfach + "aendern/", {"text": "Neues Bild"})
    assert [n.person for n in Nachricht.objects.all()] == [guel]
    assert "Änderungswünsche zu Netzwerk A: 1" in angemeldet(guel).get("/mein/").content.decode()
    assert "Neues Bild" in angemeldet(guel).get("/mein/netzwerke/netzwerk-a/wuensche/").content.decode()


def test_after_wishes_the_same_link_still_confirms(
    postfach: str, client: Client, netzwerk_a: Netzwerk
) -> None:
    assert "Alles stimmt</button>" in client.get(postfach).content.decode()
    client.post(postfach + "aendern/", {"text": "Neues Bild"})
    page = client.get(postfach).content.decode()
    assert ("Neues Bild" in page, "Sonst stimmt alles</button>" in page) == (True, True)
    client.post(postfach)
    assert confirmed_on(netzwerk_a) == timezone.localdate()


def test_the_form_shows_what_the_entry_says_and_leads_to_what_is_wrong(
    postfach: str, client: Client, netzwerk_a: Netzwerk
) -> None:
    GroessenangabeFactory(netzwerk=netzwerk_a, jahr=2020, wert=40)
    page = client.post(postfach + "aendern/", {"mitglieder": "57"}).content.decode()
    for words in ("Heute: 40 (2020)", "Heute: Netzwerk A e. V.", "Heute: post@example.org"):
        assert words in page
    assert '<a href="#id_mitglieder_jahr">Zahl der Mitglieder: Jahr</a>: Aus welchem Jahr' in page
    assert 'value="57"' in page


def test_a_leitung_who_is_signed_in_adds_figures_at_once(netzwerk_a: Netzwerk, ada: User) -> None:
    year = timezone.localdate().year
    angemeldet(ada).post("/mein/netzwerke/netzwerk-a/aendern/", {"mitglieder": "57", "mitglieder_jahr": year})
    rows = Groessenangabe.objects.values_list("art", "jahr", "wert", "quelle")
    assert list(rows) == [("mitglieder", year, 57, "Angabe des Netzwerks")]
    assert Aenderungswunsch.objects.count() == 0


def test_a_figure_of_a_year_that_has_one_is_refused_and_nothing_typed_is_lost(
    netzwerk_a: Netzwerk, ada: User
) -> None:
    GroessenangabeFactory(netzwerk=netzwerk_a, jahr=2025, wert=40)
    data = {"mitglieder": "57", "mitglieder_jahr": "2025", "text": "Ein neues Bild"}
    page = angemeldet(ada).post("/mein/netzwerke/netzwerk-a/aendern/", data).content.decode()
    assert "Für 2025 steht dort schon 40." in page
    assert ("Ein neues Bild" in page, Aenderungswunsch.objects.count()) == (True, 0)
    assert Groessenangabe.objects.get().wert == 40


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Schreiben Sie auf, was sich geändert hat"),
        ({"mitglieder": "57", "mitglieder_jahr": ""}, "Aus welchem Jahr ist diese Zahl?"),
        ({"mitglieder": "-1", "mitglieder_jahr": "2025"}, "größer oder gleich 0"),
        ({"mitglieder": "viele", "mitglieder_jahr": "2025"}, "ganze Zahl"),
        ({"mitglieder": "5", "mitglieder_jahr": "2999"}, "kleiner oder gleich"),
        ({"text": "x" * 1001}, "1000 Zeichen"),
    ],
)  # fmt: skip
def test_wrong_input_is_answered_with_a_sentence(
    data: dict[str, str], sentence: str, link: str, client: Client
) -> None:
    response = client.post(link + "aendern/", data)
    assert (response.status_code, sentence in response.content.decode()) == (200, True)
    assert Aenderungswunsch.objects.count() == 0


def test_too_many_open_wishes_are_refused(postfach: str, client: Client, netzwerk_a: Netzwerk) -> None:
    Aenderungswunsch.objects.bulk_create([Aenderungswunsch(netzwerk=netzwerk_a, teil="text", text="x")] * 60)
    response = client.post(postfach + "aendern/", {"text": "noch einer"})
    assert (response.status_code, Aenderungswunsch.objects.count()) == (200, 60)


# --- Wishes and history in the personal area -----------------------------------------------------------


def wish(netzwerk: Netzwerk, **fields: Any) -> Aenderungswunsch:
    return Aenderungswunsch.objects.create(
        netzwerk=netzwerk, **{"teil": "text", "text": "Neues Bild", **fields}
    )


def test_a_wish_is_ticked_off_once(netzwerk_a: Netzwerk, rita: User, ada: User) -> None:
    row = wish(netzwerk_a)
    path = f"/mein/netzwerke/netzwerk-a/wuensche/{row.pk}/erledigen/"
    angemeldet(rita).post(path)
    page = angemeldet(ada).post(path, follow=True).content.decode()
    assert "Das hatte schon jemand erledigt." in page
    row.refresh_from_db()
    assert row.erledigt_von == rita


def test_a_figure_is_taken_over_when_it_is_ticked_off(netzwerk_a: Netzwerk, rita: User) -> None:
    row = wish(netzwerk_a, teil="beschaeftigte", text="", wert=900, jahr=2025)
    angemeldet(rita).post(f"/mein/netzwerke/netzwerk-a/wuensche/{row.pk}/erledigen/", {"uebernehmen": ""})
    assert list(Groessenangabe.objects.values_list("art", "jahr", "wert")) == [("beschaeftigte", 2025, 900)]


def test_a_figure_that_cannot_be_taken_over_stays_open(netzwerk_a: Netzwerk, rita: User) -> None:
    GroessenangabeFactory(netzwerk=netzwerk_a, jahr=2025, wert=40)
    row = wish(netzwerk_a, teil="mitglieder", text="", wert=57, jahr=2025)
    path = f"/mein/netzwerke/netzwerk-a/wuensche/{row.pk}/erledigen/"
    page = angemeldet(rita).post(path, {"uebernehmen": ""}, follow=True).content.decode()
    assert "Für 2025 steht dort schon 40." in page
    assert Aenderungswunsch.objects.offen().count() == 1


def test_a_wish_of_another_network_is_missing(netzwerk_a: Netzwerk, ada: User) -> None:
    row = wish(NetzwerkFactory(slug="fremd"))
    client = angemeldet(ada)
    assert client.post(f"/mein/netzwerke/netzwerk-a/wuensche/{row.pk}/erledigen/").status_code == 404
    assert client.post(f"/mein/netzwerke/fremd/wuensche/{row.pk}/erledigen/").status_code == 404
    assert Aenderungswunsch.objects.offen().count() == 1


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("page", "queries"), [("wuensche", 10), ("verlauf", 11)])
def test_lists_cost_the_same_for_one_and_three(
    page: str, queries: int, number: int, netzwerk_a: Netzwerk, rita: User, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        wish(netzwerk_a, person=rita)
        bestaetigen(netzwerk_a, person=rita)
    client = angemeldet(rita)
    with django_assert_num_queries(queries):
        assert client.get(f"/mein/netzwerke/netzwerk-a/{page}/").status_code == 200


def test_the_history_names_people_for_the_networks_own(netzwerk_a: Netzwerk, ben: User, ada: User) -> None:
    bestaetigen(netzwerk_a, person=ada, als="leitung")
    bestaetigen(netzwerk_a, als="postfach")
    page = angemeldet(ben).get("/mein/netzwerke/netzwerk-a/verlauf/").content.decode()
    assert page.count("Eintrag bestätigt") == 2
    assert ("Ada" in page, "über das Funktionspostfach" in page) == (True, True)


def test_the_start_page_shows_what_waits(netzwerk_a: Netzwerk, ada: User) -> None:
    Netzwerk.objects.filter(pk=netzwerk_a.pk).update(bestaetigt_am=OLD)
    jahresfrage()
    wish(netzwerk_a)
    page = angemeldet(ada).get("/mein/").content.decode()
    assert "Stimmt der Eintrag von Netzwerk A noch?" in page
    assert "Änderungswünsche zu Netzwerk A: 1" in page
