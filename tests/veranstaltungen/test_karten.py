"""The code on the page of a registration: it leads a host to the seats, and nobody else anywhere."""

import pytest
from django.test import Client

from accounts.models import User
from netzwerke.models import Netzwerk
from tests.factories.konten import mit_zweitem_faktor
from tests.factories.veranstaltungen import termin
from veranstaltungen import karten
from veranstaltungen.actions import anmeldung
from veranstaltungen.actions.briefe import losung
from veranstaltungen.models import Anmeldung, Termin

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]
LOCAL = "http://localhost:8000"


@pytest.fixture
def hier(netzwerk_a: Netzwerk) -> Termin:
    return termin(netzwerk=netzwerk_a, in_tagen=0.1)


@pytest.fixture
def tuer(ada: User) -> Client:
    client = Client()
    client.force_login(mit_zweitem_faktor(ada))
    return client


def names(client: Client, path: str) -> list[str]:
    return [str(seat) for seat in client.get(path.removeprefix(LOCAL)).context["tuer"].sitze]


def guest(hier: Termin, name: str) -> Anmeldung:
    row = anmeldung.als_gast_anmelden(hier, name=name, email=f"{name.lower()}@example.org")
    assert row is not None
    anmeldung.bestaetigen(row)
    row.refresh_from_db()
    return row


def test_the_code_stands_on_the_page_and_leads_to_these_seats_only(hier: Termin, tuer: Client) -> None:
    kim, _robin = guest(hier, "Kim"), guest(hier, "Robin")
    page = Client().get(f"/anmeldung/{losung(kim)}/").content.decode()
    assert '<svg class="ticket" role="img" aria-label="QR-Code für den Einlass"' in page
    assert "style=" not in page[page.index('<svg class="ticket"') :].split("</svg>")[0]
    assert names(tuer, karten.adresse(kim)) == ["Kim"]


def test_a_code_of_another_date_or_of_somebody_who_left_is_told(
    hier: Termin, tuer: Client, netzwerk_a: Netzwerk
) -> None:
    other = guest(termin(netzwerk=netzwerk_a, in_tagen=9), "Kim")
    door = karten.adresse(guest(hier, "Robin")).partition("?")[0]
    signed = karten.adresse(other).partition("?")[2]
    gone = guest(hier, "Alex")
    anmeldung.abmelden(gone)
    for query in (signed, karten.adresse(gone).partition("?")[2], "karte=1:x", "karte=x", "karte=%27"):
        page = tuer.get(f"{door}?{query}".removeprefix(LOCAL)).content.decode()
        assert "Diese Karte gehört nicht zu diesem Termin" in page


def test_it_opens_nothing_to_its_bearer(hier: Termin, eva: User) -> None:
    address = karten.adresse(guest(hier, "Kim")).removeprefix(LOCAL)
    assert Client().get(address).status_code == 302
    client = Client()
    client.force_login(eva)
    assert client.get(address).status_code == 404


def test_it_does_not_carry_the_link_of_the_letter(hier: Termin) -> None:
    kim = guest(hier, "Kim")
    assert kim.nonce not in karten.adresse(kim)
