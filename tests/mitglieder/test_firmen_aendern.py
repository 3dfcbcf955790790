"""The data of a firm: saved, logged and found anew; what is not data is refused."""

import pytest

from accounts.models import User
from core.models import Protokolleintrag
from core.refusal import RefusedError
from core.visibility import Sichtbarkeit
from mitglieder.actions.firmen import aendern, aufloesen, aufnehmen
from netzwerke.models import Netzwerk
from search.queries import suchen
from tests.mitglieder.test_firmen import firma

pytestmark = pytest.mark.django_db


def gefunden(frage: str, user: User) -> list[str]:
    return [treffer.titel for treffer in suchen(frage, user=user, sprache="de").treffer]


def test_what_differs_is_saved_and_named_in_the_log(eva: User) -> None:
    unternehmen = aendern(
        firma(eva), person=eva, name="Werkstatt Beispiel", sucht="Gesellin", bildet_aus=True
    )
    unternehmen.refresh_from_db()
    assert (unternehmen.sucht, unternehmen.bildet_aus) == ("Gesellin", True)
    row = Protokolleintrag.objects.get(aktion="unternehmen.aendern")
    assert (row.person, row.angaben) == (eva, {"felder": ["bildet_aus", "sucht"]})


def test_where_nothing_differs_nothing_is_written(eva: User) -> None:
    unternehmen = firma(eva)
    before = unternehmen.geaendert
    assert aendern(unternehmen, person=eva, name=unternehmen.name).geaendert == before
    assert not Protokolleintrag.objects.filter(aktion="unternehmen.aendern").exists()


def test_a_changed_firm_is_found_by_its_new_words_alone(eva: User, netzwerk_a: Netzwerk) -> None:
    unternehmen = firma(eva, "Altwort")
    aufnehmen(unternehmen, netzwerk_a)
    aendern(unternehmen, person=eva, name="Neuwort")
    assert (gefunden("Altwort", eva), gefunden("Neuwort", eva)) == ([], ["Neuwort"])


def test_how_far_a_firm_is_seen_is_no_data_of_it(eva: User) -> None:
    with pytest.raises(ValueError, match="sichtbarkeit"):
        aendern(firma(eva), person=eva, sichtbarkeit=Sichtbarkeit.OEFFENTLICH)


def test_a_dissolved_firm_is_neither_changed_nor_found(eva: User) -> None:
    unternehmen = firma(eva)
    aufloesen(unternehmen, person=eva)
    assert gefunden("Werkstatt", eva) == []
    with pytest.raises(RefusedError, match="nicht mehr eingetragen"):
        aendern(unternehmen, person=eva, name="Anders")
