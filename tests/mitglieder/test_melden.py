"""A member sees that something is wrong in the entry, and says so."""

import pytest
from django.test import Client

from accounts.models import User
from mitglieder.models import Aenderungswunsch, Bestaetigungsrunde
from netzwerke.models import Netzwerk
from tests.mitglieder.helpers import angemeldet, briefe

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]
MELDEN = "/mein/netzwerke/netzwerk-a/aendern/"
BESTAETIGEN = "/mein/netzwerke/netzwerk-a/bestaetigen/"


def test_a_member_tells_what_is_wrong_and_the_question_of_the_year_stays(
    netzwerk_a: Netzwerk, ada: User, ben: User
) -> None:
    runde = Bestaetigungsrunde.objects.create(netzwerk=netzwerk_a)
    assert angemeldet(ben).post(MELDEN, {"kontakt": "Die Website ist neu."})["Location"] == (
        "/mein/netzwerke/netzwerk-a/"
    )
    wunsch = Aenderungswunsch.objects.get()
    assert (wunsch.person, wunsch.text) == (ben, "Die Website ist neu.")
    assert briefe() == [("ada@example.org", "Änderungen am Eintrag von Netzwerk A gewünscht")]
    runde.refresh_from_db()
    assert runde.beendet is None


def test_a_figure_of_a_member_waits_like_every_wish(netzwerk_a: Netzwerk, ada: User, ben: User) -> None:
    angemeldet(ben).post(MELDEN, {"mitglieder": "12", "mitglieder_jahr": "2024"})
    assert (netzwerk_a.groessenangaben.count(), Aenderungswunsch.objects.get().wert) == (0, 12)


def test_one_member_does_not_take_the_room_of_all(netzwerk_a: Netzwerk, ben: User) -> None:
    full = [Aenderungswunsch(netzwerk=netzwerk_a, teil="text", text="x", person=ben) for _ in range(20)]
    Aenderungswunsch.objects.bulk_create(full)
    page = angemeldet(ben).post(MELDEN, {"text": "noch etwas"}).content.decode()
    assert ("Ihre letzten Meldungen warten noch." in page, "noch etwas" in page) == (True, True)
    assert Aenderungswunsch.objects.count() == 20


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("ada", BESTAETIGEN),
        ("guel", BESTAETIGEN),
        ("ben", MELDEN),
        ("rita", MELDEN),
        ("cem", ""),
        ("eva", ""),
    ],
)
def test_the_profile_shows_each_what_they_may_do(
    name: str, shown: str, netzwerk_a: Netzwerk, request: pytest.FixtureRequest
) -> None:
    client = angemeldet(request.getfixturevalue(name))
    page = client.get("/netzwerke/netzwerk-a/").content.decode()
    assert [path for path in (BESTAETIGEN, MELDEN) if f'href="{path}"' in page] == ([shown] if shown else [])
    anonymous = Client().get("/netzwerke/netzwerk-a/").content.decode()
    assert [path for path in (BESTAETIGEN, MELDEN) if path in anonymous] == []


def test_a_refusal_leads_people_who_are_signed_in_to_their_area(netzwerk_a: Netzwerk, ben: User) -> None:
    refused = angemeldet(ben).get(BESTAETIGEN)
    assert (refused.status_code, 'href="/mein/">Zu meinem Bereich' in refused.content.decode()) == (403, True)


@pytest.mark.parametrize(("name", "led"), [("ada", True), ("guel", True), ("rita", False), ("ben", False)])
def test_who_may_not_confirm_is_not_led_there(
    name: str, led: bool, netzwerk_a: Netzwerk, request: pytest.FixtureRequest
) -> None:
    client = angemeldet(request.getfixturevalue(name))
    page = client.get("/mein/netzwerke/netzwerk-a/aendern/").content.decode()
    assert ("/mein/netzwerke/netzwerk-a/pruefen/" in page) is led
