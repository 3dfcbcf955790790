"""The permission matrix, row by row and role by role, for the addresses that exist."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from django.test import Client

from mitglieder.enums import Patenschaftszustand
from mitglieder.models import Patenschaft
from netzwerke.models import Netzwerk, NetzwerkSeite, VerzeichnisSeite
from tests.berechtigungen.matrix import LATER, ROLES, VALUES, rows
from tests.berechtigungen.routen import EXACT, OPEN, PREFIX, patterns, row_of
from tests.factories import NetzwerkFactory

pytestmark = pytest.mark.django_db

ALLOWED = 200
LOGIN = "/konto/login/"


def page_of(netzwerk: Netzwerk) -> NetzwerkSeite:
    parent = VerzeichnisSeite.objects.get()
    page = NetzwerkSeite(
        title=netzwerk.kurzname, slug=netzwerk.slug, netzwerk=netzwerk, locale=parent.locale, live=False
    )
    parent.add_child(instance=page)
    page.save_revision()
    return page


class Fall(NamedTuple):
    """One address that a row decides about; it may be made from network A."""

    row: str
    path: Callable[[Netzwerk], str]


def fixed(path: str) -> Callable[[Netzwerk], str]:
    return lambda netzwerk: path


def mein(path: str) -> Callable[[Netzwerk], str]:
    """A page about network A in the personal area."""
    return lambda netzwerk: f"/mein/netzwerke/{netzwerk.slug}/{path}"


def agreement(netzwerk: Netzwerk) -> str:
    """Network A helps one that nobody leads, so that the office speaks for it."""
    facts = {"zustand": Patenschaftszustand.ANGENOMMEN, "satz": "Wir helfen."}
    row = Patenschaft.objects.create(netzwerk=NetzwerkFactory(), pate=netzwerk, **facts)
    return f"/mein/patenschaften/{row.pk}/beenden/"


def unled(netzwerk: Netzwerk) -> str:
    """A network that somebody leads already is taken over by nobody."""
    return f"/netzwerke/{NetzwerkFactory().slug}/uebernehmen/"


FAELLE = {
    "start page": Fall("network_public.view", fixed("/")),
    "directory": Fall("network_public.view", fixed("/netzwerke/")),
    "place": Fall("network_public.view", fixed("/netzwerke/finden/?ort=Lichtenberg")),
    "search": Fall("network_public.view", fixed("/suche/?q=Alpha")),
    "directory of firms": Fall("network_public.view", fixed("/unternehmen/")),
    "all firms": Fall("admission.release", fixed("/mein/geschaeftsstelle/unternehmen/")),
    "API of firms": Fall("api_public.read", fixed("/api/v1/unternehmen")),
    "map": Fall("network_public.view", fixed("/netzwerke/karte.json")),
    "export": Fall("network_public.view", fixed("/netzwerke/export.csv")),
    "feed": Fall("network_public.view", fixed("/netzwerke/feed.atom")),
    "sitemap": Fall("network_public.view", fixed("/sitemap.xml")),
    "API list": Fall("api_public.read", fixed("/api/v1/netzwerke")),
    "API description": Fall("api_public.read", fixed("/api/v1/openapi.json")),
    "account": Fall("account.view", fixed("/konto/")),
    "personal area": Fall("account.view", fixed("/mein/")),
    "one's firms": Fall("account.view", fixed("/mein/unternehmen/")),
    "entering a firm": Fall("account.view", fixed("/mein/unternehmen/neu/")),
    "messages": Fall("account.view", fixed("/mein/nachrichten/")),
    "mail wishes": Fall("account.view", fixed("/mein/mails/")),
    "sponsorships": Fall("account.view", fixed("/mein/patenschaften/")),
    "end of a sponsorship": Fall("sponsor.end", agreement),
    "quiet neighbours": Fall("sponsor.offer", fixed("/mein/nachbarn/")),
    "confirm": Fall("profile.publish", lambda n: f"/mein/netzwerke/{n.slug}/bestaetigen/"),
    "tell changes": Fall("network_internal.view", lambda n: f"/mein/netzwerke/{n.slug}/aendern/"),
    "wishes": Fall("network.edit", lambda n: f"/mein/netzwerke/{n.slug}/wuensche/"),
    "history": Fall("network_internal.view", lambda n: f"/mein/netzwerke/{n.slug}/verlauf/"),
    "joining": Fall("membership.request", lambda netzwerk: f"/netzwerke/{netzwerk.slug}/mitmachen/"),
    "requests to join": Fall("membership.approve", mein("anfragen/")),
    "inviting": Fall("membership.approve", mein("einladen/")),
    "claim": Fall("membership.request", unled),
    "foundation": Fall("account.view", fixed("/mein/aufnahme/")),
    "a step of a foundation": Fall("account.view", fixed("/mein/aufnahme/name/")),
    "vouching": Fall("admission.vouch", fixed("/mein/buergen/")),
    "guided check": Fall("profile.publish", lambda n: f"/mein/netzwerke/{n.slug}/pruefen/"),
    "queue of the office": Fall("admission.release", fixed("/mein/geschaeftsstelle/")),
    "networks that need care": Fall("admission.release", fixed("/mein/geschaeftsstelle/netzwerke/")),
    "offices": Fall("role_verwaltung.grant", fixed("/mein/geschaeftsstelle/stellen/")),
    "personal data": Fall("account.view", fixed("/mein/daten/")),
    "end of the account": Fall("account.view", fixed("/mein/daten/loeschen/")),
    "directory of people": Fall("directory.view", fixed("/mein/personen/")),
    "sessions": Fall("account.view", fixed("/konto/sessions/")),
    "page admin": Fall("admin_site.enter", fixed("/cms/")),
    "audit log": Fall("audit_log.view", fixed("/cms/berichte/protokoll/")),
    "settings of the site": Fall("site_settings.edit", fixed("/cms/sites/")),
    "people": Fall("site_settings.edit", fixed("/cms/users/")),
}


DOOR = "mitglieder/tuer/base.html"  # what awaits behind the login, and the way through


def status(client: Client, path: str) -> str:
    response = client.get(path)
    if DOOR in [template.name for template in response.templates]:
        assert f'href="{LOGIN}?next={path}"' in response.content.decode()
        assert 'method="post"' not in response.content.decode()
        return "L"
    if response.status_code == 302 and response["Location"].startswith(LOGIN):
        return "L"
    return {ALLOWED: "y", 403: "F", 404: "N"}.get(response.status_code, str(response.status_code))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", FAELLE)
def test_an_address_answers_as_its_row_says(name: str, role: str, als: Any, netzwerk_a: Netzwerk) -> None:
    fall = FAELLE[name]
    expected = rows()[fall.row][role].replace("o", "y")
    if expected != "-":
        assert status(als(role), fall.path(netzwerk_a)) == expected


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", ["anfragen/", "anfragen/7/", "einladen/", "einladen/liste/7/"])
def test_a_foreign_network_and_a_missing_one_look_alike_to_a_leitung(path: str, role: str, als: Any) -> None:
    """What the row allows ends at one's own network; whoever decides elsewhere learns nothing here."""
    NetzwerkFactory(slug="fremd")
    client, value = als(role), rows()["membership.approve"][role]
    expected = {"o": "N", "y": "N" if "7" in path else "y"}.get(value, value)
    assert status(client, f"/mein/netzwerke/fremd/{path}") == expected
    assert status(client, f"/mein/netzwerke/fehlt/{path}") == {"L": "L"}.get(value, "N")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", ["/netzwerke/netzwerk-a/", "/netzwerke/netzwerk-a/vorschaubild.png"])
def test_a_network_of_the_lowest_step_is_seen_by_its_own_and_the_office(
    path: str, role: str, als: Any, netzwerk_a: Netzwerk
) -> None:
    """There is no login page for it: an address that shows nothing must not tell that it exists."""
    Netzwerk.objects.filter(pk=netzwerk_a.pk).update(sichtbarkeit=10)
    value = rows()["network_internal.view"][role]
    assert status(als(role), path) == {"L": "N", "o": "y"}.get(value, value)


@pytest.mark.parametrize("role", ROLES)
def test_a_foreign_network_of_the_lowest_step_is_missing(role: str, als: Any) -> None:
    NetzwerkFactory(slug="fremd", unveroeffentlicht=True)
    expected = "y" if rows()["network_internal.view"][role] == "y" else "N"
    assert status(als(role), "/netzwerke/fremd/") == expected


FREMDES = {
    "profile.publish": ["bestaetigen"],
    "network.edit": ["wuensche"],
    "network_internal.view": ["verlauf", "aendern"],
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("row", "page"), [(row, page) for row, pages in FREMDES.items() for page in pages])
@pytest.mark.parametrize("slug", ["fremd", "gibt-es-nicht"])
def test_pages_of_a_foreign_or_missing_network_are_closed(
    slug: str, row: str, page: str, role: str, als: Any
) -> None:
    """Who has the right elsewhere, or must not know of the page, sees nothing; others are not entitled."""
    NetzwerkFactory(slug="fremd")
    value = rows()[row][role]
    missing = slug != "fremd"
    expected = {"o": "N", "F": "N" if missing else "F", "y": "N" if missing else "y"}.get(value, value)
    assert status(als(role), f"/mein/netzwerke/{slug}/{page}/") == expected


@pytest.mark.parametrize("view", ["edit/", "history/", "edit/preview/"])
@pytest.mark.parametrize("role", ROLES)
def test_a_draft_is_seen_by_those_who_write_it(view: str, role: str, als: Any, netzwerk_a: Netzwerk) -> None:
    """Whoever may not enter the page admin is refused at its door, whatever the address."""
    page = page_of(netzwerk_a)
    door, value = rows()["admin_site.enter"][role], rows()["page_draft.view"][role].replace("o", "y")
    path = f"/cms/pages/{page.pk}/{view}"
    assert status(als(role), path) == (value if door == "y" else door)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("row", "path"),
    [
        ("membership.request", "/netzwerke/netzwerk-a/mitmachen/"),
        ("membership.approve", "/mein/netzwerke/netzwerk-a/einladen/"),
        ("membership.approve", "/mein/netzwerke/netzwerk-a/einladen/liste/"),
    ],
)
def test_a_form_is_taken_from_those_who_may(
    row: str, path: str, role: str, als: Any, netzwerk_a: Netzwerk
) -> None:
    """An empty form: whoever may send it is asked to fill it in, the others are refused."""
    value = rows()[row][role]
    expected = {"L": 403, "F": 403, "N": 404}.get(value, 200)
    assert als(role).post(path).status_code == expected


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("role", ROLES)
def test_the_api_takes_nothing(role: str, method: str, als: Any, netzwerk_a: Netzwerk) -> None:
    assert rows()["api.write"][role] == "N"
    client = als(role)
    for path in ("/api/v1/netzwerke", "/api/v1/netzwerke/netzwerk-a"):
        assert getattr(client, method)(path).status_code == 405


# --- The table and the addresses ------------------------------------------------------------------------


def test_the_table_is_complete() -> None:
    for name, values in rows().items():
        assert set(values.values()) <= VALUES, name


@pytest.mark.parametrize("pattern", sorted(set(patterns())))
def test_every_address_has_a_row(pattern: str) -> None:
    row = row_of(pattern)
    assert row is not None, f"{pattern} needs a row of the matrix, or a reason why it is open to all"
    assert row == OPEN or row in rows()
    assert row.partition(".")[0] not in LATER


def test_no_row_is_kept_for_an_address_that_is_gone() -> None:
    known = set(patterns())
    unused = [p for p in PREFIX if not any(k.startswith(p) for k in known)]
    assert sorted(set(EXACT) - known - {""}) + [p for p in unused if not p.startswith("^")] == []
