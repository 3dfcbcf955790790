"""The end of a sponsorship: from either side, with a sentence, and the other side is told."""

from threading import Barrier, Thread
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core.models import Protokolleintrag
from core.refusal import RefusedError
from mitglieder.actions.patenschaft import anbieten, beenden
from mitglieder.enums import Patenschaftszustand
from mitglieder.models import Patenschaft
from netzwerke.actions import bestaetigen, rolle_geben
from netzwerke.enums import Netzwerkstatus, Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from notifications.models import Ausgangsmail, Nachricht
from tests.factories import NetzwerkFactory, UserFactory
from tests.mitglieder.helpers import angemeldet, briefe, fresh

pytestmark = pytest.mark.django_db
SATZ = "Danke, wir kommen wieder allein zurecht."


def agreed(netzwerk: Netzwerk, pate: Netzwerk) -> Patenschaft:
    return Patenschaft.objects.create(
        netzwerk=netzwerk, pate=pate, satz="Wir helfen.", zustand=Patenschaftszustand.ANGENOMMEN,
        entschieden=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def patenschaft(netzwerk_b: Netzwerk, netzwerk_a: Netzwerk, ada: User, cem: User) -> Patenschaft:
    """Ada's network A helps Cem's network B."""
    return agreed(netzwerk_b, netzwerk_a)


def path(patenschaft: Patenschaft) -> str:
    return f"/mein/patenschaften/{patenschaft.pk}/beenden/"


@pytest.mark.parametrize(
    ("name", "told", "von"),
    [("ada", "cem@example.org", "Netzwerk A e. V."), ("cem", "ada@example.org", "Netzwerk B e. V.")],
)
def test_either_side_ends_it_with_a_sentence_and_the_other_is_told(
    name: str, told: str, von: str, patenschaft: Patenschaft, request: pytest.FixtureRequest
) -> None:
    client = angemeldet(request.getfixturevalue(name))
    assert path(patenschaft) in client.get("/mein/patenschaften/").content.decode()
    assert client.get(path(patenschaft)).status_code == 200
    assert Patenschaft.objects.get().zustand == Patenschaftszustand.ANGENOMMEN
    for _ in range(2):
        assert client.post(path(patenschaft), {"abschied": SATZ})["Location"] == "/mein/patenschaften/"
    row = Patenschaft.objects.get()
    assert (row.zustand, row.abschied, row.beendet is not None) == (Patenschaftszustand.BEENDET, SATZ, True)
    assert briefe() == [(told, "Patenschaft beendet: Netzwerk A und Netzwerk B")]
    text = Ausgangsmail.objects.get().text
    assert f"{von} beendet die Patenschaft zwischen Netzwerk A und Netzwerk B und schreibt dazu:" in text
    assert f"> {SATZ}" in text
    [entry] = Protokolleintrag.objects.filter(aktion="patenschaft.beenden")
    assert (entry.person.email, entry.objekt_id) == (f"{name}@example.org", str(row.netzwerk_id))


def test_afterwards_both_read_the_sentence_and_see_it_no_more_on_the_start_page(
    patenschaft: Patenschaft, ada: User, cem: User
) -> None:
    beenden(patenschaft, person=fresh(cem), satz=SATZ)
    for person in (ada, cem):
        client = angemeldet(person)
        assert "Patennetzwerke" not in client.get("/mein/").content.decode()
        page = client.get("/mein/patenschaften/").content.decode()
        assert (SATZ in page, path(patenschaft) in page) == (True, False)


def test_the_letter_comes_in_the_language_of_who_reads_it(
    patenschaft: Patenschaft, ada: User, cem: User
) -> None:
    User.objects.filter(pk=cem.pk).update(sprache="en")
    beenden(patenschaft, person=fresh(ada), satz=SATZ)
    assert briefe() == [("cem@example.org", "Sponsorship ended: Netzwerk A and Netzwerk B")]
    assert "http://localhost:8000/en/mein/patenschaften/" in Ausgangsmail.objects.get().text
    assert Nachricht.objects.get().pfad == "/en/mein/patenschaften/"


def test_a_sentence_is_asked_for(patenschaft: Patenschaft, ada: User) -> None:
    response = angemeldet(ada).post(path(patenschaft), {"abschied": " "})
    assert (response.status_code, "errorlist" in response.content.decode()) == (200, True)
    assert Patenschaft.objects.get().zustand == Patenschaftszustand.ANGENOMMEN


def test_everybody_who_leads_the_other_network_is_told_and_nobody_of_ones_own(
    patenschaft: Patenschaft, ada: User, cem: User, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk
) -> None:
    for netzwerk in (netzwerk_a, netzwerk_b):
        rolle_geben(netzwerk, an=UserFactory(email=f"auch-{netzwerk.slug}@example.org"), rolle=Rolle.LEITUNG)
    beenden(patenschaft, person=fresh(ada), satz=SATZ)
    assert sorted(to for to, _ in briefe()) == ["auch-netzwerk-b@example.org", "cem@example.org"]


def test_who_leads_both_tells_the_others_and_not_oneself(
    patenschaft: Patenschaft, ada: User, cem: User, netzwerk_b: Netzwerk
) -> None:
    rolle_geben(netzwerk_b, an=ada, rolle=Rolle.LEITUNG)
    beenden(patenschaft, person=fresh(ada), satz=SATZ)
    assert [to for to, _ in briefe()] == ["cem@example.org"]


def test_where_nobody_leads_the_quiet_network_the_office_speaks_for_it(
    patenschaft: Patenschaft, ada: User, cem: User, guel: User
) -> None:
    assert angemeldet(guel).get(path(patenschaft)).status_code == 404
    Mitgliedschaft.objects.filter(person=cem).update(beendet=timezone.now())
    office = angemeldet(guel)
    assert path(patenschaft) in office.get("/mein/patenschaften/").content.decode()
    office.post(path(patenschaft), {"abschied": SATZ})
    assert briefe() == [("ada@example.org", "Patenschaft beendet: Netzwerk A und Netzwerk B")]


def test_the_office_is_told_for_a_network_that_nobody_leads(
    ada: User, guel: User, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk
) -> None:
    beenden(agreed(netzwerk_b, netzwerk_a), person=fresh(ada), satz=SATZ)
    assert [to for to, _ in briefe()] == ["guel@example.org"]


@pytest.mark.parametrize(
    ("name", "may"),
    [("eva", False), ("ben", False), ("rita", False), ("ada", True), ("cem", True), ("guel", False),
     ("dana", False), ("superuser", False)],
)  # fmt: skip
def test_only_those_who_lead_one_of_the_two_may_end_it(
    name: str, may: bool, patenschaft: Patenschaft, request: pytest.FixtureRequest
) -> None:
    person = fresh(request.getfixturevalue(name))
    row = Patenschaft.objects.mit_verwaist().get()
    assert person.has_perm("mitglieder.patenschaft_beenden", row) is (may or person.is_superuser)
    assert angemeldet(person).post(path(patenschaft), {"abschied": SATZ}).status_code == (302 if may else 404)
    assert (Patenschaft.objects.get().zustand == Patenschaftszustand.BEENDET) is may


def test_a_visitor_signs_in_first(patenschaft: Patenschaft, client: Client) -> None:
    assert client.get(path(patenschaft))["Location"].startswith("/konto/login/")
    assert client.post(path(patenschaft), {"abschied": SATZ}).status_code == 403
    assert not AnonymousUser().has_perm(
        "mitglieder.patenschaft_beenden", Patenschaft.objects.mit_verwaist().get()
    )


@pytest.mark.parametrize(
    "zustand", [Patenschaftszustand.OFFEN, Patenschaftszustand.ABGELEHNT, Patenschaftszustand.ZURUECKGEZOGEN]
)
def test_what_was_never_agreed_cannot_be_ended(
    zustand: Patenschaftszustand, patenschaft: Patenschaft, ada: User
) -> None:
    Patenschaft.objects.update(zustand=zustand)
    client = angemeldet(ada)
    assert path(patenschaft) not in client.get("/mein/patenschaften/").content.decode()
    page = client.post(path(patenschaft), {"abschied": SATZ}, follow=True).content.decode()
    assert f"Diese Patenschaft gilt zurzeit nicht: {zustand.label}." in page
    assert Patenschaft.objects.get().zustand == zustand


def test_a_right_that_went_meanwhile_is_refused_by_the_action(
    patenschaft: Patenschaft, ada: User, ben: User
) -> None:
    with pytest.raises(RefusedError, match="nur die Leitungen der beiden Netzwerke"):
        beenden(patenschaft, person=fresh(ben), satz=SATZ)


def test_it_goes_on_when_the_quiet_network_confirms_and_help_can_be_offered_again_after_its_end(
    patenschaft: Patenschaft, ada: User, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk
) -> None:
    bestaetigen(netzwerk_b)
    assert Patenschaft.objects.get().zustand == Patenschaftszustand.ANGENOMMEN
    beenden(patenschaft, person=fresh(ada), satz=SATZ)
    Netzwerk.objects.filter(pk=netzwerk_b.pk).update(status=Netzwerkstatus.RUHT)
    again = anbieten(netzwerk_b, pate=netzwerk_a, person=ada, satz="Noch einmal?")
    assert (again.pk != patenschaft.pk, Patenschaft.objects.laufend().get()) == (True, again)


@pytest.mark.parametrize(
    "facts",
    [
        {"zustand": Patenschaftszustand.BEENDET, "beendet": None},
        {"zustand": Patenschaftszustand.ANGENOMMEN, "beendet": timezone.now()},
    ],
)
def test_the_database_knows_since_when_it_is_over(facts: dict[str, Any], patenschaft: Patenschaft) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Patenschaft.objects.update(**facts)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(
    number: int, ada: User, netzwerk_a: Netzwerk, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        agreed(NetzwerkFactory(), netzwerk_a)
        beenden(agreed(NetzwerkFactory(), netzwerk_a), person=fresh(ada), satz=SATZ)
    client = angemeldet(ada)
    client.get("/mein/patenschaften/")
    with django_assert_num_queries(7):
        client.get("/mein/patenschaften/")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_both_sides_at_once_end_it_once(patenschaft: Patenschaft, ada: User, cem: User) -> None:
    """The control is `test_either_side…`: without the lock both would find it running and tell the other."""
    gate = Barrier(2)

    def end(person: User) -> None:
        gate.wait()
        beenden(patenschaft, person=fresh(person), satz=f"Ihr {person.first_name}")
        connection.close()

    threads = [Thread(target=end, args=(person,)) for person in (ada, cem)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Protokolleintrag.objects.filter(aktion="patenschaft.beenden").count() == 1
    assert Nachricht.objects.count() == 1
