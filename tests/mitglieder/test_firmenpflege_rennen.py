"""Two people act on firms in the same moment: one is asked again, nobody waits for ever, nothing is doubled."""

import threading
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from mitglieder.actions import einladung as einladungen
from mitglieder.actions import firmenpflege
from mitglieder.actions.dubletten import zusammenfuehren
from mitglieder.actions.firmen import aufnehmen, eintragen
from mitglieder.actions.firmenpflege import ansprechperson_einladen, erfassen, herausnehmen
from mitglieder.enums import Branche
from mitglieder.models import Firmenmitgliedschaft, Sitz, Unternehmen
from netzwerke.actions import rolle_geben
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk
from tests.mitglieder.helpers import fresh
from tests.mitglieder.test_rollen_rennen import race

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="a race needs a database with rows locked"),
]
ASKED = "Ein Unternehmen mit diesem Namen ist schon eingetragen."


def beide_erfassen(netzwerk: Netzwerk, ada: User, ben: User) -> list[str]:
    def record(person: User) -> None:
        erfassen(netzwerk, person=person, name="Werkstatt", branche=Branche.BAU)

    return race(lambda: record(ada), lambda: record(ben))


def test_of_two_who_record_the_same_firm_one_is_asked_again(
    netzwerk_a: Netzwerk, ada: User, ben: User
) -> None:
    rolle_geben(netzwerk_a, an=ben, rolle=Rolle.LEITUNG)
    assert beide_erfassen(netzwerk_a, ada, ben) == [ASKED, "ok"]
    assert Unternehmen.objects.count() == 1


def test_without_the_lock_both_would_record_it(
    netzwerk_a: Netzwerk, ada: User, ben: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the same two, where nobody waits for the other."""
    rolle_geben(netzwerk_a, an=ben, rolle=Rolle.LEITUNG)
    both_looked = threading.Barrier(2)
    look = firmenpflege.gleichnamige

    def look_together(*args: Any) -> list[Unternehmen]:
        found = look(*args)
        both_looked.wait(timeout=10)
        return found

    monkeypatch.setattr(firmenpflege, "gesperrt", lambda netzwerk: Netzwerk.objects.get(pk=netzwerk.pk))
    monkeypatch.setattr(firmenpflege, "gleichnamige", look_together)
    monkeypatch.setattr(firmenpflege.firmen, "freie_adresse", lambda name: f"w-{threading.get_ident()}")
    assert beide_erfassen(netzwerk_a, ada, ben) == ["ok", "ok"]
    assert Unternehmen.objects.count() == 2


def test_two_merges_the_other_way_round_leave_one_entry(guel: User, eva: User, dana: User) -> None:
    one, two = (eintragen(person=person, name="Werkstatt", branche=Branche.BAU) for person in (eva, dana))
    results = race(
        lambda: zusammenfuehren(one, two, person=guel), lambda: zusammenfuehren(two, one, person=guel)
    )
    assert results == ["Werkstatt ist hier nicht mehr eingetragen.", "ok"]
    assert Unternehmen.objects.bestehend().count() == 1
    assert Sitz.objects.besetzt().count() == 2


def test_accepting_while_the_firm_is_taken_out_ends_without_access_or_with_a_refusal(
    netzwerk_a: Netzwerk, ada: User, eva: User
) -> None:
    row = erfassen(netzwerk_a, person=ada, name="Werkstatt", branche=Branche.BAU)
    einladung = ansprechperson_einladen(row, person=ada, email=eva.email)
    results = race(
        lambda: einladungen.annehmen(einladung, person=eva, losung=einladung.losung),
        lambda: herausnehmen(row, person=ada),
    )
    assert "ok" in results
    assert fresh(eva).netzwerk_ids == set()
    assert Firmenmitgliedschaft.objects.laufend().count() == 0


def test_merging_and_taking_in_at_once_lose_nothing(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, guel: User, eva: User, dana: User
) -> None:
    bleibt, doppelt = (
        eintragen(person=person, name="Werkstatt", branche=Branche.BAU) for person in (eva, dana)
    )
    aufnehmen(doppelt, netzwerk_b)
    race(lambda: zusammenfuehren(doppelt, bleibt, person=guel), lambda: aufnehmen(bleibt, netzwerk_a))
    both = {netzwerk_a.pk, netzwerk_b.pk}
    assert fresh(eva).netzwerk_ids == fresh(dana).netzwerk_ids == both
