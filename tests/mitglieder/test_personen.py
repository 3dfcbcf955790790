"""The people of a network: what members see, what the Leitung sees, and what it does."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from mitglieder.models import Personenangaben
from netzwerke.actions import rolle_geben
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from tests.factories import MitgliedschaftFactory, UserFactory
from tests.mitglieder.helpers import angemeldet, ausgewiesen, briefe, fresh, rolle_von

pytestmark = pytest.mark.django_db
INNEN = "/mein/netzwerke/netzwerk-a/"
PERSONEN = f"{INNEN}personen/"


@pytest.fixture(autouse=True)
def rahmen(seitenbaum: object) -> None:
    """Pages have their frame."""


def text(client: Client, path: str, **query: str) -> str:
    response = client.get(path, query)
    assert response.status_code == 200
    words = re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2])
    return " ".join(words.split())


def namen(client: Client, **query: str) -> list[str]:
    return [person.first_name for person in client.get(PERSONEN, query).context["seite"].object_list]


# --- Seeing ---


def test_a_member_sees_names_and_offices_and_what_was_released(
    netzwerk_a: Netzwerk, ada: User, ben: User, rita: User
) -> None:
    Personenangaben.objects.create(
        person=rita, gelistet=True, email_zeigen=True, funktion="Texte", telefon="030 1"
    )
    Personenangaben.objects.create(person=ada, gelistet=False, email_zeigen=True, telefon_zeigen=True)
    page = text(angemeldet(ben), PERSONEN)
    assert ("Ada" in page, "Leitung" in page, "ada@example.org" in page) == (True, True, False)
    assert ("rita@example.org" in page, "Texte" in page, "030 1" in page) == (True, True, False)
    assert "Verwalten" not in page


def test_the_leitung_sees_addresses_and_manages(netzwerk_a: Netzwerk, ada: User, ben: User) -> None:
    page = text(angemeldet(ada), PERSONEN)
    assert ("ben@example.org" in page, "Verwalten" in page) == (True, True)


def test_a_person_without_a_name_does_not_show_the_address_to_members(
    netzwerk_a: Netzwerk, ben: User
) -> None:
    nameless = UserFactory(first_name="", last_name="", email="geheim@example.org")
    rolle_geben(netzwerk_a, an=nameless, rolle=Rolle.LEITUNG)
    client = angemeldet(ben)
    assert "geheim@" not in text(client, PERSONEN) + text(client, INNEN)


def test_future_and_ended_terms_are_seen_by_the_leitung_alone(
    netzwerk_a: Netzwerk, ada: User, ben: User
) -> None:
    today = timezone.localdate()
    for name, von, bis in (("Bald", 1, None), ("Vorbei", -9, -1)):
        ende = today + timedelta(days=bis) if bis else None
        MitgliedschaftFactory(
            netzwerk=netzwerk_a,
            person=UserFactory(first_name=name),
            von=today + timedelta(days=von),
            bis=ende,
        )
    assert sorted(namen(angemeldet(ben))) == ["Ada", "Ben"]
    assert sorted(namen(angemeldet(ada))) == ["Ada", "Bald", "Ben", "Vorbei"]


def test_each_person_stands_once_with_all_roles(netzwerk_a: Netzwerk, ada: User, ben: User) -> None:
    rolle_geben(netzwerk_a, an=ben, rolle=Rolle.REDAKTION)
    people = angemeldet(ada).get(PERSONEN).context["seite"].object_list
    assert [(p.first_name, [r.rolle for r in p.rollen_hier]) for p in people] == [
        ("Ada", ["leitung"]),
        ("Ben", ["mitglied", "redaktion"]),
    ]


@pytest.mark.parametrize("frage", ["öz", "Öz", "ÖZ", "özlem yıl", "YIL", "lem"])
def test_people_are_found_by_a_part_of_their_name(frage: str, netzwerk_a: Netzwerk, ada: User) -> None:
    MitgliedschaftFactory(netzwerk=netzwerk_a, person=UserFactory(first_name="Özlem", last_name="Yılmaz"))
    found = namen(angemeldet(ada), q=frage)
    assert found == (["Özlem"] if frage != "YIL" else found)
    assert namen(angemeldet(ada), q="%") == []


@pytest.mark.parametrize("seite", ["0", "-1", "x", "99999999999999", "2"])
def test_an_odd_page_number_shows_a_page(seite: str, ada: User) -> None:
    assert angemeldet(ada).get(PERSONEN, {"seite": seite}).status_code == 200


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_costs_the_same_for_one_and_for_three(
    more: int, netzwerk_a: Netzwerk, ada: User, django_assert_num_queries: Any
) -> None:
    for _ in range(more):
        MitgliedschaftFactory(netzwerk=netzwerk_a)
    client = angemeldet(ada)
    client.get(PERSONEN)
    with django_assert_num_queries(9):
        client.get(PERSONEN)


@pytest.mark.parametrize("more", [0, 2])
def test_the_inner_page_costs_the_same_for_one_and_for_three(
    more: int, netzwerk_a: Netzwerk, ada: User, django_assert_num_queries: Any
) -> None:
    for _ in range(more):
        MitgliedschaftFactory(netzwerk=netzwerk_a, rolle=Rolle.LEITUNG)
    client = angemeldet(ada)
    client.get(INNEN)
    with django_assert_num_queries(9):
        client.get(INNEN)


def test_the_inner_page_says_who_leads_until_when_and_where_to_go(netzwerk_a: Netzwerk, ada: User) -> None:
    Mitgliedschaft.objects.filter(person=ada).update(amt="Vorsitz", bis="2099-12-31")
    html = angemeldet(ada).get(INNEN).content.decode()
    assert re.search(r"<b>Vorsitz</b> \(Leitung\).*?bis 31\.12\.2099", html, re.DOTALL)
    wege = re.findall(r'<a href="([^"]*)"', html.partition('id="wege"')[2].partition("</section>")[0])
    ways = (
        "unternehmen/", "veranstaltungen/", "anfragen/", "einladen/", "bestaetigen/", "aendern/", "wuensche/",
        "verlauf/",
    )  # fmt: skip
    assert wege == [PERSONEN, *(INNEN + way for way in ways), "/netzwerke/netzwerk-a/", "/cms/",
                    f"{INNEN}staffelstab/", f"{INNEN}verlassen/"]  # fmt: skip


def test_a_member_is_shown_the_ways_of_a_member(netzwerk_a: Netzwerk, ben: User) -> None:
    html = angemeldet(ben).get(INNEN).content.decode()
    wege = re.findall(r'<a href="([^"]*)"', html.partition('id="wege"')[2].partition("</section>")[0])
    assert wege == [PERSONEN, f"{INNEN}unternehmen/", f"{INNEN}aendern/", f"{INNEN}verlauf/", "/netzwerke/netzwerk-a/",
                    f"{INNEN}verlassen/"]  # fmt: skip


def test_the_personal_area_leads_to_the_network_once(netzwerk_a: Netzwerk, ben: User) -> None:
    rolle_geben(netzwerk_a, an=ben, rolle=Rolle.REDAKTION)
    html = angemeldet(ben).get("/mein/").content.decode()
    assert (html.count(f'href="{INNEN}"'), html.count(f'href="{INNEN}verlassen/"')) == (1, 1)


# --- Doing ---


def geben(client: Client, person: User, **data: Any) -> Any:
    today = timezone.localdate().isoformat()
    return client.post(
        f"{PERSONEN}{person.pk}/", {"rolle": "leitung", "von": today, "bis": "", "amt": "", **data}
    )


def test_the_leitung_gives_the_leitung(netzwerk_a: Netzwerk, ada: User, ben: User) -> None:
    response = geben(ausgewiesen(ada), ben, amt="Vorsitz", stellvertretung="on")
    assert response["Location"] == f"{PERSONEN}{ben.pk}/"
    row = rolle_von(ben, Rolle.LEITUNG)
    assert (row.amt, row.stellvertretung, row.bis) == ("Vorsitz", True, None)
    assert len(briefe()) == 2


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"rolle": "kaiser"}, "rolle"),
        ({"rolle": ""}, "rolle"),
        ({"von": ""}, "von"),
        ({"von": "gestern"}, "von"),
        ({"von": "0001-01-01"}, "von"),
        ({"bis": "9999-12-31"}, "bis"),
        ({"bis": "2020-01-01"}, "bis"),
        ({"von": "2090-01-02", "bis": "2090-01-01"}, "bis"),
        ({"amt": "x" * 81}, "amt"),
        ({"amt": "a\x00b"}, "amt"),
    ],
)
def test_wrong_input_is_answered_and_nothing_typed_is_lost(
    data: dict[str, str], field: str, ada: User, ben: User
) -> None:
    response = geben(ausgewiesen(ada), ben, **{"amt": "Vorsitz", **data})
    assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
    assert 'role="alert"' in response.content.decode()
    assert "amt" in data or 'value="Vorsitz"' in response.content.decode()
    assert list(fresh(ben).rollen.values()) == [{"mitglied"}]


def test_what_was_typed_is_kept_while_the_identity_is_proved(ada: User, ben: User) -> None:
    client = angemeldet(ada)
    location = geben(client, ben, amt="Kasse")["Location"]
    assert location.startswith("/konto/reauthenticate/")
    done = client.post(location, {"password": "ein-gutes-Passwort-42"})
    assert done["Location"] == f"{PERSONEN}{ben.pk}/"
    assert rolle_von(ben, Rolle.LEITUNG).amt == "Kasse"


def test_a_term_is_changed_and_a_role_ended(netzwerk_a: Netzwerk, ada: User, rita: User) -> None:
    client, row = ausgewiesen(ada), rolle_von(rita, Rolle.REDAKTION)
    client.post(f"{INNEN}rollen/{row.pk}/", {"bis": "2099-01-31", "amt": "Presse"})
    row.refresh_from_db()
    assert (row.bis.isoformat(), row.amt) == ("2099-01-31", "Presse")
    assert client.post(f"{INNEN}rollen/{row.pk}/beenden/", {"grund": "Umzug"})["Location"] == PERSONEN
    assert fresh(rita).rollen == {}
    assert client.get(f"{INNEN}rollen/{row.pk}/").status_code == 404


def test_the_last_leitung_stays_on_the_page_with_a_sentence(ada: User) -> None:
    client, row = ausgewiesen(ada), rolle_von(ada, Rolle.LEITUNG)
    for path in (f"rollen/{row.pk}/beenden/", f"personen/{ada.pk}/entfernen/", "verlassen/"):
        response = client.post(INNEN + path)
        assert (response.status_code, "Das ist die letzte Leitung" in response.content.decode()) == (
            200,
            True,
        )
    assert rolle_von(ada, Rolle.LEITUNG).laeuft


def test_whoever_ends_the_own_leitung_is_led_to_the_personal_area(
    netzwerk_a: Netzwerk, ada: User, ben: User
) -> None:
    rolle_geben(netzwerk_a, an=ben, rolle=Rolle.LEITUNG)
    response = ausgewiesen(ada).post(f"{PERSONEN}{ada.pk}/entfernen/")
    assert response["Location"] == "/mein/"


def test_leaving_asks_once_and_a_second_click_says_the_same(netzwerk_a: Netzwerk, ben: User) -> None:
    client = angemeldet(ben)
    assert "Netzwerk verlassen" in text(client, f"{INNEN}verlassen/")
    assert fresh(ben).rollen == {netzwerk_a.pk: {"mitglied"}}
    for _ in range(2):
        assert client.post(f"{INNEN}verlassen/")["Location"] == "/mein/"
    assert [client.get(path).status_code for path in (f"{INNEN}verlassen/", INNEN)] == [404, 404]


def test_who_never_belonged_here_has_nothing_to_leave_and_nobody_to_take_out(
    netzwerk_a: Netzwerk, ada: User, eva: User, cem: User
) -> None:
    assert angemeldet(eva).post(f"{INNEN}verlassen/").status_code == 404
    foreign = rolle_von(cem, Rolle.LEITUNG)
    for path in (f"rollen/{foreign.pk}/beenden/", f"personen/{cem.pk}/entfernen/"):
        assert ausgewiesen(ada).post(INNEN + path).status_code == 404


def test_the_session_lives_on_but_the_rights_are_gone(netzwerk_a: Netzwerk, ada: User, rita: User) -> None:
    session = angemeldet(rita)
    assert (session.get(INNEN).status_code, session.get("/cms/").status_code) == (200, 200)
    ausgewiesen(ada).post(f"{PERSONEN}{rita.pk}/entfernen/")
    paths = (INNEN, PERSONEN, "/cms/", "/mein/")
    assert [session.get(path).status_code for path in paths] == [404, 404, 403, 200]


def test_names_that_are_markup_stay_text(netzwerk_a: Netzwerk, ada: User) -> None:
    MitgliedschaftFactory(netzwerk=netzwerk_a, person=UserFactory(first_name="<b>x</b>"), amt="<i>y</i>")
    html = angemeldet(ada).get(PERSONEN).content.decode()
    assert ("<b>x</b>" in html, "<i>y</i>" in html, "&lt;i&gt;y&lt;/i&gt;" in html) == (False, False, True)
