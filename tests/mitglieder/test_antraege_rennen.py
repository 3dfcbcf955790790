"""Two people at once: vouches, releases and the proof link, on PostgreSQL with real threads."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from accounts.models import User
from core.models import Protokolleintrag
from core.refusal import RefusedError
from core.signedlinks import make_token
from mitglieder.actions.antraege import buergen, freigeben
from mitglieder.actions.uebernahme import NACHWEIS, nachweis_bestaetigen, uebernahme_beantragen
from mitglieder.antraege import regeln
from mitglieder.models import Antrag, Buergschaft
from netzwerke.models import Mitgliedschaft, Netzwerk
from tests.factories import NetzwerkFactory
from tests.mitglieder.helpers import ANGABEN, eingereicht, leitung_von, zwecke

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="a race needs a database with rows locked"),
    pytest.mark.usefixtures("seitenbaum", "wurzelsammlung"),
]


def race(*acts: Callable[[], Any]) -> list[str]:
    """Run them at once; the names of what they raised."""
    gate, raised = threading.Barrier(len(acts)), []

    def run(act: Callable[[], Any]) -> None:
        gate.wait()
        try:
            act()
        except RefusedError as error:
            raised.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def accepted() -> int:
    return Protokolleintrag.objects.filter(aktion="antrag.annehmen").count()


@pytest.fixture
def antrag(eva: User) -> Antrag:
    return eingereicht(eva, NetzwerkFactory(slug="alpha", kontakt_email="post@alpha.example"))


def test_two_vouches_at_once_are_one_acceptance(antrag: Antrag, eva: User) -> None:
    voters = [leitung_von(name) for name in ("Eins", "Zwei")]
    acts = [lambda p=p, n=n: buergen(antrag, person=p, netzwerk=n) for p, n in voters]
    assert race(*acts) == []
    assert (accepted(), Buergschaft.objects.count()) == (1, 2)
    assert Mitgliedschaft.objects.filter(person=eva).count() == 1
    assert zwecke().count(("antrag_angenommen", "eva@example.org")) == 1


def test_without_the_lock_neither_of_two_vouches_would_accept(antrag: Antrag) -> None:
    """Each counts before the other has committed."""
    gate, counted = threading.Barrier(2), []

    def unguarded(person: User, netzwerk: Netzwerk) -> None:
        with transaction.atomic():
            Buergschaft.objects.create(antrag=antrag, person=person, netzwerk=netzwerk)
            counted.append(antrag.buergschaften.count() >= regeln().buergschaften)
            gate.wait()

    voters = [leitung_von(name) for name in ("Eins", "Zwei")]
    race(*[lambda p=p, n=n: unguarded(p, n) for p, n in voters])
    assert (counted, Buergschaft.objects.count()) == ([False, False], 2)


def test_the_office_releases_a_foundation_twice_and_one_network_is_made(eva: User, guel: User) -> None:
    NetzwerkFactory()  # its region exists
    founding = eingereicht(eva)
    assert race(*[lambda: freigeben(founding, person=guel)] * 2) == ["RefusedError"]
    assert (accepted(), Netzwerk.objects.filter(slug__startswith="hafenverein").count()) == (1, 1)


def test_two_foundations_of_one_name_take_two_addresses(eva: User, ben: User, guel: User) -> None:
    rows = [eingereicht(person) for person in (eva, ben)]
    assert race(*[lambda row=row: freigeben(row, person=guel) for row in rows]) == []
    slugs = Netzwerk.objects.filter(slug__startswith="hafenverein").values_list("slug", flat=True)
    assert sorted(slugs) == ["hafenverein", "hafenverein-2"]


def test_the_proof_link_used_twice_at_once_gives_one_role(antrag: Antrag, eva: User) -> None:
    token = make_token(NACHWEIS, antrag=antrag.pk, email="post@alpha.example")
    assert race(*[lambda: nachweis_bestaetigen(token)] * 2) == ["RefusedError"]
    assert (accepted(), Mitgliedschaft.objects.filter(person=eva).count()) == (1, 1)


def test_two_claims_to_one_entry_are_decided_at_once_and_one_gets_it(
    antrag: Antrag, ben: User, guel: User
) -> None:
    other = eingereicht(ben, antrag.netzwerk)
    assert race(*[lambda row=row: freigeben(row, person=guel) for row in (antrag, other)]) == ["RefusedError"]
    assert Mitgliedschaft.objects.leitung().filter(netzwerk=antrag.netzwerk).count() == 1
    assert sorted(Antrag.objects.values_list("zustand", flat=True)) == ["abgelehnt", "angenommen"]


def test_applying_twice_at_once_is_one_application(eva: User) -> None:
    netzwerk = NetzwerkFactory(kontakt_email="post@alpha.example")
    race(*[lambda: uebernahme_beantragen(netzwerk, person=eva, angaben=dict(ANGABEN))] * 2)
    assert (Antrag.objects.count(), len(zwecke())) == (1, 1)
