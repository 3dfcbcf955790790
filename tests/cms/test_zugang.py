"""Who may enter the page admin, and that there is one door only."""

import re

import pytest
from django.test import Client

from accounts.models import User
from tests.cms.conftest import Anmelden
from tests.factories import PASSWORT

OLD_DOORS = ["/cms/login/", "/_util/login/"]
RESET_DOORS = ["/cms/password_reset/", "/cms/password_reset/done/", "/cms/password_reset/confirm/a/b-c/"]


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("eva", 403),
        ("ben", 403),
        ("dana", 403),
        ("rita", 200),
        ("ada", 200),
        ("guel", 200),
        ("superuser", 200),
    ],
)
def test_only_those_who_edit_enter(
    name: str, status: int, request: pytest.FixtureRequest, angemeldet: Anmelden
) -> None:
    assert angemeldet(request.getfixturevalue(name)).get("/cms/").status_code == status


def test_a_visitor_is_led_to_the_one_door(client: Client) -> None:
    response = client.get("/cms/pages/")
    assert (response.status_code, response["Location"]) == (302, "/konto/login/?next=/cms/pages/")


@pytest.mark.parametrize("name", ["ada", "guel", "superuser"])
def test_whoever_decides_sets_up_a_second_factor_first(
    name: str, request: pytest.FixtureRequest, client: Client
) -> None:
    client.force_login(request.getfixturevalue(name))
    response = client.get("/cms/")
    assert (response.status_code, response["Location"]) == (302, "/konto/2fa/totp/activate/")


@pytest.mark.parametrize("door", OLD_DOORS)
def test_other_login_doors_lead_to_the_one_door(door: str, client: Client, eva: User) -> None:
    response = client.get(door, {"next": "/cms/"})
    assert (response.status_code, response["Location"]) == (302, "/konto/login/?next=%2Fcms%2F")


@pytest.mark.parametrize("door", [*OLD_DOORS, "/_util/authenticate_with_password/1/1/"])
def test_the_right_password_opens_no_other_door(door: str, client: Client, superuser: User) -> None:
    credentials = {"username": superuser.email, "login": superuser.email, "password": PASSWORT}
    response = client.post(door, credentials)
    assert response.status_code in {302, 404, 405}
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("door", OLD_DOORS)
def test_a_closed_door_sends_nobody_to_another_site(door: str, client: Client) -> None:
    assert client.get(door, {"next": "https://example.com/"})["Location"] == "/konto/login/"


@pytest.mark.parametrize("door", RESET_DOORS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_other_reset_doors_lead_to_the_one_reset(
    door: str, method: str, client: Client, eva: User, mailoutbox: list
) -> None:
    response = getattr(client, method)(door, {"email": eva.email})
    assert (response.status_code, response["Location"]) == (302, "/konto/password/reset/")
    assert mailoutbox == []


@pytest.mark.parametrize("name", ["rita", "ada", "guel"])
@pytest.mark.parametrize(
    "path",
    [
        "/cms/users/",
        "/cms/groups/",
        "/cms/sites/",
        "/cms/settings/home/betreiberangaben/",
        "/cms/workflows/list/",
        "/cms/locales/",
        "/cms/redirects/",
    ],
)
def test_people_and_site_settings_are_for_superusers(
    name: str, path: str, request: pytest.FixtureRequest, angemeldet: Anmelden, superuser: User
) -> None:
    assert angemeldet(request.getfixturevalue(name)).get(path, follow=True).status_code == 403
    assert angemeldet(superuser).get(path, follow=True).status_code == 200


@pytest.mark.parametrize(("name", "status"), [("rita", 403), ("ada", 403), ("guel", 200), ("superuser", 200)])
@pytest.mark.parametrize(
    "path",
    [
        "/cms/snippets/netzwerke/netzwerk/",
        "/cms/snippets/netzwerke/region/",
        "/cms/snippets/netzwerke/schwerpunkt/",
        "/cms/berichte/protokoll/",
        "/cms/berichte/protokoll/ergebnis/",
    ],
)
def test_networks_and_the_log_are_for_the_office(
    name: str,
    path: str,
    status: int,
    request: pytest.FixtureRequest,
    angemeldet: Anmelden,
    netzwerk_a: object,
) -> None:
    assert angemeldet(request.getfixturevalue(name)).get(path).status_code == status


def test_the_log_cannot_be_changed(angemeldet: Anmelden, superuser: User) -> None:
    client = angemeldet(superuser)
    assert client.post("/cms/berichte/protokoll/").status_code == 405
    assert client.get("/cms/snippets/core/protokolleintrag/").status_code == 404


def test_the_admin_is_german_and_carries_our_name(angemeldet: Anmelden, guel: User) -> None:
    html = angemeldet(guel).get("/cms/").content.decode()
    assert '<html lang="de"' in html
    assert "<title>Dashboard - Netzwerk der Netzwerke</title>" in html
    assert "Womit möchten Sie anfangen?" in html
    assert "img/zeichen.svg" in html
    assert "css/cms.css" in html


@pytest.mark.parametrize(
    "path", ["/cms/", "/cms/account/", "/cms/snippets/netzwerke/netzwerk/", "/cms/users/"]
)
def test_the_admin_loads_nothing_from_elsewhere(path: str, angemeldet: Anmelden, superuser: User) -> None:
    html = angemeldet(superuser).get(path).content.decode()
    assert re.findall(r'(?:src|srcset|<link[^>]*href)="(?:https?:)?//[^"]*"', html) == []
    assert "gravatar" not in html
    assert "releases.wagtail" not in html


def test_the_page_editor_may_run_its_inline_scripts(
    angemeldet: Anmelden, superuser: User, seitenbaum: object
) -> None:
    policy = angemeldet(superuser).get("/cms/")["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "frame-ancestors 'self'" in policy


def test_a_person_made_in_the_admin_cannot_sign_in_before_choosing_a_password(
    angemeldet: Anmelden, superuser: User
) -> None:
    client = angemeldet(superuser)
    new = {"email": "neu@example.org", "first_name": "Neu", "last_name": "Hier"}
    assert client.post("/cms/users/new/", new).status_code == 302
    assert User.objects.get(email="neu@example.org").check_password("") is False


def test_an_address_is_used_once_whatever_its_case(angemeldet: Anmelden, superuser: User, eva: User) -> None:
    new = {"email": "EVA@example.org", "first_name": "Neu", "last_name": "Hier"}
    response = angemeldet(superuser).post("/cms/users/new/", new)
    assert response.status_code == 200
    assert "gibt es schon ein Konto" in response.content.decode()


@pytest.mark.parametrize(("name", "sums"), [("rita", 0), ("ada", 0), ("guel", 3), ("superuser", 3)])
def test_the_dashboard_counts_nothing_of_others_for_editors(
    name: str, sums: int, angemeldet: Anmelden, request: pytest.FixtureRequest
) -> None:
    page = angemeldet(request.getfixturevalue(name)).get("/cms/").content.decode()
    counted = re.findall(r'<a href="[^"]*">\s*\d+ (?:Seite|Bild|Dokument)', page)
    assert len(counted) == sums, counted


@pytest.mark.parametrize("name", ["ben", "eva", "dana"])
def test_who_has_no_business_in_the_admin_is_told_so_once(
    name: str, request: pytest.FixtureRequest, angemeldet: Anmelden
) -> None:
    """The door would send them back to an address that leads to the door."""
    answer = angemeldet(request.getfixturevalue(name)).get("/cms/users/1/", follow=True)
    assert answer.status_code == 403
    assert len(answer.redirect_chain) <= 1
