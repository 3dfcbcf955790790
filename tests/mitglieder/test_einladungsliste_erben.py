"""A list that was tried by a Leitung who then left: the next one sends it or drops it."""

import pytest

from accounts.models import User
from core.refusal import RefusedError
from mitglieder.actions import einladungsliste as actions
from mitglieder.einladungsliste import aus_text
from mitglieder.models import Einladung, Einladungsliste
from netzwerke.actions import rolle_geben, rolle_nehmen
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk
from tests.factories import UserFactory
from tests.mitglieder.helpers import angemeldet, text_von

PFAD = "/mein/netzwerke/netzwerk-a/einladen/"


@pytest.fixture
def erbe(netzwerk_a: Netzwerk, ada: User) -> tuple[Einladungsliste, User]:
    """Ada tried a list and left; somebody else leads now."""
    liste = actions.probieren(netzwerk_a, aus_text("kim@example.org"), rolle=Rolle.MITGLIED, person=ada)
    neu = UserFactory()
    rolle_geben(netzwerk_a, an=neu, rolle=Rolle.LEITUNG)
    rolle_nehmen(ada.mitgliedschaften.offen().get(rolle=Rolle.LEITUNG))
    return liste, User.objects.get(pk=neu.pk)


def test_the_next_leitung_finds_the_list_and_sends_it_in_their_name(
    erbe: tuple[Einladungsliste, User], seitenbaum: object
) -> None:
    liste, neu = erbe
    client = angemeldet(neu)
    page = text_von(client.get(PFAD))
    assert (f"liste/{liste.pk}/" in page, "noch nicht versandt" in page) == (True, True)
    client.post(f"{PFAD}liste/{liste.pk}/")
    actions.versenden(liste.pk)
    assert list(Einladung.objects.values_list("email", "von")) == [("kim@example.org", neu.pk)]


def test_a_list_that_was_only_tried_can_be_dropped(
    erbe: tuple[Einladungsliste, User], ada: User, seitenbaum: object
) -> None:
    liste, neu = erbe
    with pytest.raises(RefusedError, match="leiten dieses Netzwerk nicht mehr"):
        actions.verwerfen(liste, person=ada)
    response = angemeldet(neu).post(f"{PFAD}liste/{liste.pk}/", {"verwerfen": "1"})
    assert (response["Location"], Einladungsliste.objects.count()) == (PFAD, 0)
    actions.verwerfen(liste, person=neu)  # a second click
    assert Einladung.objects.count() == 0


def test_a_list_that_is_being_sent_cannot_be_dropped(erbe: tuple[Einladungsliste, User]) -> None:
    liste, neu = erbe
    actions.bestaetigen(liste, person=neu)
    with pytest.raises(RefusedError, match="wird schon versandt"):
        actions.verwerfen(liste, person=neu)


def test_an_address_that_is_wrong_is_not_called_missing(netzwerk_a: Netzwerk, ada: User) -> None:
    zeilen = aus_text("E-Mail;Name\nkim(at)example.org;Kim\n;Alex")
    liste = actions.probieren(netzwerk_a, zeilen, rolle=Rolle.MITGLIED, person=ada)
    assert [row["befund"] for row in liste.fehler] == ["ungueltig", "fehlt"]
