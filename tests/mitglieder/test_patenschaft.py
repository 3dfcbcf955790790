"""Quiet networks, and neighbours who help: offered, accepted, declined, taken back."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core.refusal import RefusedError
from core.signedlinks import make_token
from mitglieder.actions.patenschaft import anbieten, entscheiden
from mitglieder.blick import Blick
from mitglieder.enums import Patenschaftszustand
from mitglieder.models import Patenschaft
from mitglieder.ruhig import ist_ruhig, ruhige, stille_nachbarn
from netzwerke.actions import bestaetigen, rolle_geben, rolle_nehmen
from netzwerke.enums import Netzwerkstatus, Rolle
from netzwerke.models import Netzwerk
from notifications.models import Ausgangsmail, Nachricht
from tests.factories import NetzwerkFactory
from tests.mitglieder.helpers import angemeldet

pytestmark = pytest.mark.django_db
OFFER = {"satz": "Kommen Sie zu unserem Stammtisch!"}


@pytest.fixture
def still(netzwerk_b: Netzwerk) -> Netzwerk:
    """Network B rests; Ada of A is its neighbour."""
    Netzwerk.objects.filter(pk=netzwerk_b.pk).update(status=Netzwerkstatus.RUHT)
    netzwerk_b.refresh_from_db()
    return netzwerk_b


def offer(still: Netzwerk, netzwerk_a: Netzwerk, ada: User) -> Patenschaft:
    return anbieten(still, pate=netzwerk_a, person=ada, satz=OFFER["satz"])


@pytest.mark.parametrize(
    ("status", "days", "expected"),
    [
        ("aktiv", 366 + 91, False),
        ("aktiv", 366 + 92, True),
        ("aktiv", None, False),
        ("ruht", 10, True),
        ("ruht", None, True),
        ("unklar", 500, True),
        ("beendet", 900, False),
    ],
)
def test_quiet_is_who_rests_or_is_three_months_past_its_confirmation(
    status: str, days: int | None, expected: bool
) -> None:
    day = timezone.localdate() - timedelta(days=days) if days is not None else None
    netzwerk = NetzwerkFactory(status=status, bestaetigt_am=day, endejahr=2023)
    assert ist_ruhig(netzwerk) is expected
    assert list(ruhige()) == ([netzwerk] if expected else [])


def test_a_leitung_sees_quiet_neighbours_on_the_start_page_and_others_do_not(
    still: Netzwerk, ada: User, ben: User
) -> None:
    assert "Ruhige Nachbarn" in angemeldet(ada).get("/mein/").content.decode()
    assert "Ruhige Nachbarn" not in angemeldet(ben).get("/mein/").content.decode()


def test_help_is_offered_and_accepted_by_the_link_of_the_mail_without_login(
    still: Netzwerk, netzwerk_a: Netzwerk, ada: User, cem: User
) -> None:
    assert (
        angemeldet(ada).post("/mein/nachbarn/netzwerk-b/hilfe/", OFFER)["Location"] == "/mein/patenschaften/"
    )
    mail = Ausgangsmail.objects.get(empfaenger=cem.email)
    assert f"> {OFFER['satz']}" in mail.text
    path = "/patenschaft/" + mail.text.partition("/patenschaft/")[2].split()[0]
    client = Client()
    assert OFFER["satz"] in client.get(path).content.decode()
    assert Patenschaft.objects.get().zustand == Patenschaftszustand.OFFEN
    client.post(path, {"annehmen": ""})
    client.post(path, {"annehmen": ""})
    assert Patenschaft.objects.get().zustand == Patenschaftszustand.ANGENOMMEN
    assert "Darüber ist entschieden" in client.get(path).content.decode()
    assert [n.titel for n in Nachricht.objects.filter(person=ada)] == [
        "Ihr Angebot an Netzwerk B: angenommen"
    ]
    for person in (ada, cem):
        assert "Netzwerk A steht Netzwerk B bei" in angemeldet(person).get("/mein/").content.decode()


def test_without_a_leitung_the_office_decides(
    still: Netzwerk, netzwerk_a: Netzwerk, ada: User, guel: User
) -> None:
    row = offer(still, netzwerk_a, ada)
    assert Ausgangsmail.objects.get().empfaenger == guel.email
    angemeldet(guel).post(f"/mein/patenschaften/{row.pk}/antworten/", {"ablehnen": ""})
    row.refresh_from_db()
    assert row.zustand == Patenschaftszustand.ABGELEHNT


@pytest.mark.parametrize(
    ("name", "buttons"), [("ada", {"zurueckziehen"}), ("guel", {"annehmen", "ablehnen"})]
)
def test_the_list_shows_to_each_what_they_can_do(
    name: str, buttons: set[str], still: Netzwerk, netzwerk_a: Netzwerk, ada: User, request: Any
) -> None:
    """Nobody leads the quiet network, so that the office decides and the one who offered may not."""
    offer(still, netzwerk_a, ada)
    client = angemeldet(request.getfixturevalue(name))
    page = client.get("/mein/patenschaften/").content.decode()
    assert {word for word in ("zurueckziehen", "annehmen", "ablehnen") if f'name="{word}"' in page} == buttons


def test_a_second_offer_in_other_words_is_told_that_it_is_none(
    still: Netzwerk, netzwerk_a: Netzwerk, ada: User
) -> None:
    offer(still, netzwerk_a, ada)
    client = angemeldet(ada)
    for satz, told in ((OFFER["satz"], "ist unterwegs"), ("Ganz anders.", "Es gibt schon ein Angebot")):
        page = client.post("/mein/nachbarn/netzwerk-b/hilfe/", {"satz": satz}, follow=True)
        assert told in page.content.decode()
    assert Patenschaft.objects.get().satz == OFFER["satz"]


def test_an_offer_made_twice_is_one(still: Netzwerk, netzwerk_a: Netzwerk, ada: User, cem: User) -> None:
    assert offer(still, netzwerk_a, ada) == offer(still, netzwerk_a, ada)
    assert Ausgangsmail.objects.count() == 1


def test_who_answered_in_the_meantime_needs_no_help(still: Netzwerk, netzwerk_a: Netzwerk, ada: User) -> None:
    bestaetigen(still)
    with pytest.raises(RefusedError, match="hat sich gerade gemeldet"):
        offer(still, netzwerk_a, ada)
    assert angemeldet(ada).get("/mein/nachbarn/netzwerk-b/hilfe/").status_code == 404


def test_the_sentence_is_asked_for(still: Netzwerk, ada: User) -> None:
    response = angemeldet(ada).post("/mein/nachbarn/netzwerk-b/hilfe/", {"satz": ""})
    assert (response.status_code, Patenschaft.objects.count()) == (200, 0)
    assert "errorlist" in response.content.decode()


def test_one_cannot_offer_for_a_network_one_does_not_lead(
    still: Netzwerk, netzwerk_a: Netzwerk, ada: User
) -> None:
    fremd = NetzwerkFactory()
    angemeldet(ada).post("/mein/nachbarn/netzwerk-b/hilfe/", {**OFFER, "pate": fremd.pk})
    assert Patenschaft.objects.get().pate == netzwerk_a


def test_only_the_one_who_offered_takes_back_and_only_the_quiet_one_decides(
    still: Netzwerk, netzwerk_a: Netzwerk, ada: User, cem: User, ben: User
) -> None:
    row = offer(still, netzwerk_a, ada)
    path = f"/mein/patenschaften/{row.pk}/antworten/"
    angemeldet(ada).post(path, {"annehmen": ""})
    angemeldet(cem).post(path, {"zurueckziehen": ""})
    assert angemeldet(ben).post(path, {"annehmen": ""}).status_code == 404
    row.refresh_from_db()
    assert row.zustand == Patenschaftszustand.OFFEN
    angemeldet(ada).post(path, {"zurueckziehen": ""})
    page = angemeldet(cem).post(path, {"annehmen": ""}, follow=True).content.decode()
    assert "Über dieses Angebot ist schon entschieden: zurückgezogen." in page


def test_a_link_of_somebody_else_or_forged_is_void(
    still: Netzwerk, netzwerk_a: Netzwerk, ada: User, cem: User
) -> None:
    row = offer(still, netzwerk_a, ada)
    for token in (
        make_token("patenschaft", patenschaft=row.pk, person=ada.pk),
        make_token("bestaetigung", patenschaft=row.pk, person=cem.pk),
        "x",
    ):
        assert Client().post(f"/patenschaft/{token}/", {"annehmen": ""}).status_code == 410
    row.refresh_from_db()
    assert row.zustand == Patenschaftszustand.OFFEN


@pytest.mark.parametrize("number", [1, 3])
def test_the_neighbours_cost_the_same_for_one_and_three(
    number: int, netzwerk_a: Netzwerk, ada: User, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        NetzwerkFactory(status=Netzwerkstatus.RUHT)
    person = User.objects.get(pk=ada.pk)
    assert len(stille_nachbarn(Blick(person))) == number  # warms the index of networks
    with django_assert_num_queries(1):
        stille_nachbarn(Blick(person))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_people_who_decide_at_once_come_to_one_decision(
    still: Netzwerk, netzwerk_a: Netzwerk, ada: User, cem: User
) -> None:
    """The control is `test_only_the_one_who_offered…`: without the lock both would see an open offer."""
    row = offer(still, netzwerk_a, ada)
    gate, refused = Barrier(2), list[str]()

    def decide(zustand: Patenschaftszustand) -> None:
        gate.wait()
        try:
            entscheiden(row, zustand, person=cem)
        except RefusedError as error:
            refused.append(str(error))
        connection.close()

    threads = [
        Thread(target=decide, args=(z,))
        for z in (Patenschaftszustand.ANGENOMMEN, Patenschaftszustand.ABGELEHNT)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert Nachricht.objects.filter(person=ada).count() == 1


def test_whoever_lost_the_role_since_the_page_was_opened_decides_nothing(
    still: Netzwerk, netzwerk_a: Netzwerk, ada: User, cem: User, eva: User
) -> None:
    row = offer(still, netzwerk_a, ada)
    for netzwerk in (netzwerk_a, still):
        rolle_geben(netzwerk, an=eva, rolle=Rolle.LEITUNG)
    for person in (ada, cem):
        rolle_nehmen(person.mitgliedschaften.get())
    with pytest.raises(RefusedError, match="inzwischen jemand anderes"):
        entscheiden(row, Patenschaftszustand.ANGENOMMEN, person=cem)
    with pytest.raises(RefusedError, match="inzwischen jemand anderes"):
        entscheiden(row, Patenschaftszustand.ZURUECKGEZOGEN, person=ada)
    with pytest.raises(RefusedError, match="Sie leiten Netzwerk A nicht mehr"):
        offer(still, netzwerk_a, ada)
    assert Patenschaft.objects.get().zustand == Patenschaftszustand.OFFEN


def test_an_offer_that_was_taken_back_is_not_made_again_at_once(
    still: Netzwerk, netzwerk_a: Netzwerk, ada: User
) -> None:
    first = offer(still, netzwerk_a, ada)
    entscheiden(first, Patenschaftszustand.ZURUECKGEZOGEN, person=ada)
    with pytest.raises(RefusedError, match="in den letzten vier Wochen"):
        anbieten(still, pate=netzwerk_a, person=ada, satz="Noch einmal")
    Patenschaft.objects.update(angelegt=timezone.now() - timedelta(weeks=4, seconds=1))
    assert anbieten(still, pate=netzwerk_a, person=ada, satz="Noch einmal").pk != first.pk


@pytest.mark.parametrize(("page", "shown"), [("", 50), ("?seite=2", 1), ("?seite=99", 1), ("?seite=x", 50)])
def test_all_sponsorships_can_be_leafed_through(
    page: str, shown: int, netzwerk_a: Netzwerk, ada: User, still: Netzwerk
) -> None:
    rows = [
        Patenschaft(netzwerk=still, pate=netzwerk_a, person=ada, satz=str(n), zustand="abgelehnt")
        for n in range(51)
    ]
    Patenschaft.objects.bulk_create(rows)
    assert len(angemeldet(ada).get(f"/mein/patenschaften/{page}").context["rows"]) == shown
