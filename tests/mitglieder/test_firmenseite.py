"""What the people of a firm see on its page, and how they write its web address."""

import pytest

from accounts.models import User
from mitglieder.actions.einladung import einladen
from mitglieder.actions.firmen import aufnehmen
from mitglieder.forms.aufnahme import KontaktForm
from mitglieder.forms.firmen import FirmaForm
from mitglieder.forms.pruefung import PruefungForm
from mitglieder.forms.unternehmen import UnternehmenForm
from mitglieder.models import Einladung
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk
from tests.mitglieder.firmenhilfen import SEITE, firma, mit_sitz, text
from tests.mitglieder.helpers import angemeldet

pytestmark = pytest.mark.usefixtures("seitenbaum")


@pytest.fixture
def eingeladen(netzwerk_a: Netzwerk, ada: User, eva: User) -> Einladung:
    """Ada leads a network and speaks for a firm; she invites somebody to speak for it as well."""
    unternehmen = firma(ada)
    mit_sitz(unternehmen, eva)
    aufnehmen(unternehmen, netzwerk_a)
    return einladen(
        netzwerk_a, person=ada, email="kim@example.org", rolle=Rolle.MITGLIED, unternehmen=unternehmen
    )


def test_invitations_of_networks_stand_on_the_page_for_who_speaks_for_the_firm(
    eingeladen: Einladung, ada: User, eva: User
) -> None:
    page = text(angemeldet(ada), SEITE)
    assert ("kim@example.org" in page, "gültig bis" in page) == (True, True)
    assert "kim@example.org" not in text(angemeldet(eva), SEITE)  # sits there, and speaks for nobody


def test_only_who_invited_takes_it_back_there(eingeladen: Einladung, ada: User, eva: User) -> None:
    eva.sitze.update(ansprechperson=True)
    path = f"/einladen/{eingeladen.pk}/"
    assert path in angemeldet(ada).get(SEITE).content.decode()
    page = angemeldet(eva).get(SEITE).content.decode()
    assert ("kim@example.org" in page, path in page) == (True, False)


@pytest.mark.parametrize("form", [UnternehmenForm, FirmaForm, KontaktForm, PruefungForm])
def test_a_web_address_is_written_the_same_way_everywhere(form: type, db: None) -> None:
    field = form.base_fields["webseite"]  # type: ignore[attr-defined]  # forms of Django have it
    assert (field.clean("www.example.org"), field.widget.input_type) == ("https://www.example.org", "text")
    assert str(field.label) == "Website"
