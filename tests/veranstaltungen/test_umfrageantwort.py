"""Answering a poll: with and without login, who reads which names, and links that belong to one person."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from netzwerke.actions import rolle_geben
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk
from tests.factories import NetzwerkFactory
from tests.veranstaltungen import umfragehilfen as h
from veranstaltungen.actions import befragung, terminumfrage
from veranstaltungen.models import Terminumfrage, Umfragestimme, Umfrageteilnahme
from veranstaltungen.umfragen import auswerten

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]


@pytest.fixture
def runde(netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User) -> Terminumfrage:
    return h.gesendet(netzwerk_a, ada, netzwerk_b)


def sent(runde: Terminumfrage, *werte: str, **more: str) -> dict[str, str]:
    keys = runde.vorschlaege.values_list("pk", flat=True)
    return {f"vorschlag_{pk}": wert for pk, wert in zip(keys, werte, strict=True)} | more


def said(runde: Terminumfrage, email: str) -> list[str]:
    return list(h.gefragt(runde, email).stimmen.order_by("vorschlag__beginn").values_list("wert", flat=True))


def test_a_guest_answers_by_the_link_and_changes_the_answer(runde: Terminumfrage, client: Client) -> None:
    address = h.link(runde, h.GUEST)
    for _ in range(2):
        assert client.get(address).status_code == 200
    assert client.head(address).status_code == 200
    assert Umfragestimme.objects.count() == 0, "looking answers nothing"
    for _ in range(2):
        client.post(address, sent(runde, "passt", "zur-not", name="Kim Gast", kommentar="Gern."))
    row = h.gefragt(runde, h.GUEST)
    assert (said(runde, h.GUEST), row.name, row.kommentar) == (["passt", "zur-not"], "Kim Gast", "Gern.")
    assert 'value="passt" id="id_vorschlag' in client.get(address).content.decode()
    client.post(address, sent(runde, "nicht", "nicht", name="Kim Gast"))
    assert said(runde, h.GUEST) == ["nicht", "nicht"]
    assert h.gefragt(runde, h.GUEST).kommentar == ""


def test_a_board_answers_signed_in_and_is_led_there_by_its_own_link(
    runde: Terminumfrage, cem: User, ada: User
) -> None:
    client = h.als(cem)
    assert "fragt, wann es Ihnen passt: Vorstandsrunde" in client.get("/mein/").content.decode()
    assert client.get(h.link(runde, cem.email))["Location"] == h.eigene(runde)
    assert h.als(ada).get(h.link(runde, cem.email)).status_code == 200, "somebody else is not led on"
    client.post(h.eigene(runde), sent(runde, "passt", "nicht"))
    assert said(runde, cem.email) == ["passt", "nicht"]
    assert "fragt, wann es Ihnen passt" not in client.get("/mein/").content.decode()
    assert "Sie haben geantwortet" in client.get("/mein/terminumfragen/").content.decode()


def test_without_login_the_link_of_a_board_counts_for_its_person(
    runde: Terminumfrage, cem: User, client: Client
) -> None:
    client.post(h.link(runde, cem.email), sent(runde, "passt", "nicht", name="Frech"))
    assert said(runde, cem.email) == ["passt", "nicht"]
    assert h.gefragt(runde, cem.email).name == ""


def test_boards_read_names_and_guests_and_links_read_numbers(
    runde: Terminumfrage, ada: User, cem: User, client: Client
) -> None:
    User.objects.filter(pk=cem.pk).update(first_name="Cem", last_name="Yılmaz")
    h.sagt(runde, cem.email, "passt", "nicht")
    h.sagt(runde, h.GUEST, "passt", "zur-not", name="Kim Gast")
    befragung.antworten(
        h.gefragt(runde, h.GUEST),
        werte={h.erster(runde).pk: "passt"},
        kommentar="Etwas später",
        name="Kim Gast",
    )
    for page in (client.get(h.link(runde, h.GUEST)), client.get(h.link(runde, ada.email))):
        text = page.content.decode()
        assert "Netzwerk A, Netzwerk B" in text
        assert "2 passt, 0 zur Not, 0 passt nicht" in text
        assert "Yılmaz" not in text
        assert cem.email not in text
    assert "Kim Gast" not in client.get(h.link(runde, ada.email)).content.decode()
    board = h.als(ada).get(h.eigene(runde)).content.decode()
    for word in ("Cem Yılmaz", "Netzwerk B", "Kim Gast", "Etwas später"):
        assert word in board
    assert h.GUEST not in board, "the address of a guest is for the network that asks"
    assert "Leitungen aller Netzwerke" in board


def test_the_network_that_asks_sees_who_is_missing_and_the_best_in_words(
    runde: Terminumfrage, ada: User, cem: User
) -> None:
    page = h.als(ada).get(h.seite(runde)).content.decode()
    assert h.GUEST in page
    assert "passt den meisten" not in page
    h.sagt(runde, cem.email, "zur-not", "passt")
    page = h.als(ada).get(h.seite(runde)).content.decode()
    assert page.count("passt den meisten:") == 1
    assert "1 passt, 0 zur Not, 0 passt nicht" in page
    h.sagt(runde, h.GUEST, "passt", "zur-not")
    stand = auswerten(runde)
    assert [row.rang for row in stand.zeilen] == [(1, 1), (1, 1)]
    assert [row.gleichauf for row in stand.zeilen] == [True, True]
    assert [row.person for row in stand.saeumige] == [ada]


def test_where_nobody_can_nothing_is_best(runde: Terminumfrage, cem: User) -> None:
    h.sagt(runde, cem.email, "nicht", "nicht")
    assert [row.beste for row in auswerten(runde).zeilen] == [False, False]


@pytest.mark.parametrize(
    "changes",
    [
        {"vorschlag": "vielleicht"}, {"vorschlag": ""}, {"vorschlag": "\x00"}, {"name": ""}, {"name": "x" * 161},
        {"name": "a\nb"}, {"name": "\u202e"}, {"kommentar": "x" * 301}, {"kommentar": "a\x00b"},
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_and_what_was_chosen_is_kept(
    changes: dict[str, str], runde: Terminumfrage, client: Client
) -> None:
    data = sent(runde, "passt", "zur-not", name="Kim", kommentar="Ja") | changes
    if "vorschlag" in changes:
        data[f"vorschlag_{h.erster(runde).pk}"] = data.pop("vorschlag")
    answer = client.post(h.link(runde, h.GUEST), data)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "errorlist" in page
    assert page.count('value="zur-not" id=') == 2
    assert page.count(" checked") == (1 if "vorschlag" in changes else 2)
    assert Umfragestimme.objects.count() == 0


def test_markup_stays_words(runde: Terminumfrage, ada: User, client: Client) -> None:
    evil = "<script>alert(1)</script>"
    client.post(h.link(runde, h.GUEST), sent(runde, "passt", "nicht", name=evil, kommentar=evil))
    Terminumfrage.objects.update(titel=evil, anlass=evil, ort=evil)
    for client_, path in (
        (h.als(ada), h.seite(runde)), (h.als(ada), h.eigene(runde)), (client, h.link(runde, h.GUEST)),
    ):  # fmt: skip
        page = client_.get(path).content.decode()
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;" in page


def test_a_suggestion_that_came_or_went_meanwhile_is_no_trap(
    runde: Terminumfrage, ada: User, client: Client
) -> None:
    data = sent(runde, "passt", "zur-not", name="Kim")
    terminumfrage.vorschlag_hinzufuegen(runde, h.moment(12), person=ada)
    page = client.post(h.link(runde, h.GUEST), data).content.decode()
    assert "Passt Ihnen dieser Termin?" in page
    assert Umfragestimme.objects.count() == 0
    gone = h.erster(runde).pk
    terminumfrage.vorschlag_wegnehmen(runde, gone, person=ada)
    befragung.antworten(h.gefragt(runde, h.GUEST), werte={gone: "passt", 10**17: "passt"}, name="Kim")
    assert Umfragestimme.objects.count() == 0


@pytest.mark.parametrize("how", ["closed", "over"])
def test_after_the_end_the_page_shows_how_it_stands_and_takes_nothing(
    how: str, runde: Terminumfrage, ada: User, client: Client
) -> None:
    address, data = h.link(runde, h.GUEST), sent(runde, "passt", "nicht", name="Kim")
    h.sagt(runde, h.GUEST, "nicht", "passt")
    if how == "closed":
        terminumfrage.schliessen(runde, person=ada)
    else:
        Terminumfrage.objects.update(frist=timezone.now())
    assert "es bleibt bei dem" in client.post(address, data, follow=True).content.decode()
    assert said(runde, h.GUEST) == ["nicht", "passt"]
    page = client.get(address).content.decode()
    assert "Die Zeit für Antworten ist vorbei" in page
    assert "Antwort senden" not in page
    assert "1 passt, 0 zur Not, 0 passt nicht" in page


def test_a_guest_takes_the_own_address_out_and_a_board_cannot(
    runde: Terminumfrage, cem: User, client: Client
) -> None:
    for email, told, left in ((cem.email, False, 3), (h.GUEST, True, 2)):
        page = client.post(h.link(runde, email), {"herausnehmen": "1"}).content.decode()
        assert ("Ihre Adresse ist gelöscht" in page, runde.teilnahmen.count()) == (told, left)


def test_links_that_are_none(
    runde: Terminumfrage, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, client: Client
) -> None:
    address = h.link(runde, h.GUEST)
    for path in ("/terminumfrage/x/", address[:-3] + "/", f"/terminumfrage/{'9' * 300}/"):
        assert client.get(path).status_code == 404
        assert client.post(path, {"herausnehmen": "1"}).status_code == 404
    Umfrageteilnahme.objects.filter(email=h.GUEST).update(nonce="anders")
    assert client.get(address).status_code == 404
    draft = h.entwurf(netzwerk_a, ada)
    befragung.adressen_fragen(draft, [h.GUEST], person=ada, sprache="de")
    assert client.get(h.link(draft, h.GUEST)).status_code == 404, "a draft asks nobody"


def test_whoever_left_the_network_answers_no_more_and_what_was_said_stays(
    runde: Terminumfrage, ada: User, cem: User, client: Client
) -> None:
    h.sagt(runde, cem.email, "passt", "nicht")
    address = h.link(runde, cem.email)
    cem.mitgliedschaften.update(beendet=timezone.now())
    assert client.get(address).status_code == 404
    assert client.post(address, sent(runde, "nicht", "nicht")).status_code == 404
    assert h.als(User.objects.get(pk=cem.pk)).get(h.eigene(runde)).status_code == 404
    assert "1 passt" in h.als(ada).get(h.seite(runde)).content.decode()


@pytest.mark.parametrize(
    ("name", "expected"),
    [("ada", 200), ("rita", 404), ("ben", 404), ("cem", 200), ("guel", 404), ("dana", 404), ("eva", 404)],
)
def test_signed_in_only_who_is_asked_finds_the_poll(
    name: str, expected: int, runde: Terminumfrage, request: Any
) -> None:
    client = h.als(request.getfixturevalue(name))
    assert client.get(h.eigene(runde)).status_code == expected
    answer = client.post(h.eigene(runde), sent(runde, "passt", "nicht"))
    assert answer.status_code == (302 if expected == 200 else expected)
    assert ("Vorstandsrunde" in client.get("/mein/terminumfragen/").content.decode()) is (expected == 200)


def test_a_visitor_is_led_to_the_login_and_writes_nothing(runde: Terminumfrage, client: Client) -> None:
    for path in (h.eigene(runde), "/mein/terminumfragen/", h.seite(runde)):
        assert client.get(path)["Location"].startswith("/konto/login/")
    assert client.post(h.eigene(runde), sent(runde, "passt", "nicht")).status_code == 403


def test_a_guest_with_an_account_finds_it_there_and_reads_no_names(
    runde: Terminumfrage, ada: User, cem: User, eva: User
) -> None:
    befragung.adressen_fragen(runde, ["Eva@example.org"], person=ada, sprache="de")
    h.sagt(runde, cem.email, "passt", "nicht")
    page = h.als(eva).get(h.eigene(runde)).content.decode()
    assert "Ihr Name" in page
    assert "Cem" not in page
    assert "fragt, wann es Ihnen passt" in h.als(eva).get("/mein/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_few_queries(
    count: int, runde: Terminumfrage, ada: User, cem: User, client: Client, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        other = NetzwerkFactory()
        rolle_geben(other, an=User.objects.create_user(f"leitung{number}@example.org"), rolle=Rolle.LEITUNG)
        befragung.netzwerk_fragen(runde, other, person=ada)
        h.sagt(runde, f"leitung{number}@example.org", "passt", "nicht")
    cems = h.als(cem)
    for who, path, queries in (
        (client, h.link(runde, h.GUEST), 5), (cems, h.eigene(runde), 10), (cems, "/mein/terminumfragen/", 6),
    ):  # fmt: skip
        who.get(path)
        with django_assert_num_queries(queries):
            who.get(path)
