"""The last Leitung goes: to a successor, or, where nobody can follow, back to the office."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.actions import konto_loeschen
from accounts.models import User
from core import fragments
from core.models import Protokolleintrag
from core.refusal import RefusedError
from mitglieder.actions.amtszeit import verwaiste_melden
from mitglieder.actions.rueckgabe import leitung_zurueckgeben
from netzwerke.actions import rolle_geben
from netzwerke.enums import Netzwerkstatus, Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from notifications.models import Ausgangsmail, Nachricht
from tests.factories import UserFactory
from tests.mitglieder.helpers import angemeldet, ausgewiesen, briefe

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]
HIER = "/mein/netzwerke/netzwerk-a/"
ZURUECK = f"{HIER}zurueckgeben/"


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def leitet_jemand(netzwerk: Netzwerk) -> bool:
    return Mitgliedschaft.objects.aktuell().leitung().filter(netzwerk=netzwerk).exists()


@pytest.mark.parametrize("path", [f"{HIER}verlassen/", "/mein/daten/loeschen/"])
def test_whoever_is_the_last_one_is_told_where_and_what_to_do(
    path: str, netzwerk_a: Netzwerk, ada: User
) -> None:
    alone = text(angemeldet(ada), path)
    for shown in ("Sie sind die letzte Leitung von <b>Netzwerk A e. V.</b>", f"{HIER}einladen/", ZURUECK):
        assert shown in alone
    rolle_geben(netzwerk_a, an=UserFactory(), rolle=Rolle.MITGLIED)
    among_others = text(angemeldet(ada), path)
    assert (f'href="{HIER}personen/"' in among_others, ZURUECK in among_others) == (True, False)
    rolle_geben(netzwerk_a, an=UserFactory(), rolle=Rolle.LEITUNG)
    assert "Sie sind die letzte Leitung" not in text(angemeldet(ada), path)


def test_a_last_leitung_without_successor_gives_it_back_to_the_office(
    netzwerk_a: Netzwerk, ada: User, guel: User
) -> None:
    Netzwerk.objects.update(bestaetigt_am=timezone.localdate())
    assert "Das ist unser Netzwerk" not in text(Client(), "/netzwerke/netzwerk-a/")
    assert "Leitung von Netzwerk A zurückgeben?" in text(angemeldet(ada), ZURUECK)
    assert leitet_jemand(netzwerk_a)
    ausgewiesen(ada).post(ZURUECK)
    assert not leitet_jemand(netzwerk_a)
    assert Protokolleintrag.objects.get(aktion="netzwerk.leitung_zurueckgeben").person == ada
    assert ("guel@example.org", "Netzwerk A hat keine Leitung mehr") in briefe()
    assert Nachricht.objects.get(person=guel).pfad == "/mein/geschaeftsstelle/netzwerke/?liste=ohne-leitung"
    assert "Netzwerk A e. V." in text(
        angemeldet(guel), "/mein/geschaeftsstelle/netzwerke/?liste=ohne-leitung"
    )
    cache.clear()  # what the commit would do
    fragments._kept.clear()
    assert "Zurzeit leitet niemand diesen Eintrag" in text(Client(), "/netzwerke/netzwerk-a/")
    konto_loeschen(User.objects.get(pk=ada.pk))
    assert User.objects.get(pk=ada.pk).is_active is False


def test_giving_back_needs_a_fresh_proof(netzwerk_a: Netzwerk, ada: User) -> None:
    assert angemeldet(ada).post(ZURUECK)["Location"].startswith("/konto/reauthenticate/")
    assert leitet_jemand(netzwerk_a)


def test_who_could_hand_over_does_not_give_back(netzwerk_a: Netzwerk, ada: User, ben: User) -> None:
    page = ausgewiesen(ada).post(ZURUECK).content.decode()
    assert ("hat noch andere Mitglieder mit Konto" in page, f'href="{HIER}personen/"' in page) == (True, True)
    assert leitet_jemand(netzwerk_a)


def test_only_the_last_leitung_gives_back(netzwerk_a: Netzwerk, ada: User, ben: User) -> None:
    rolle_geben(netzwerk_a, an=ben, rolle=Rolle.LEITUNG)
    for person in (ada, UserFactory()):
        with pytest.raises(RefusedError, match="nicht die letzte Leitung"):
            leitung_zurueckgeben(netzwerk_a, person=person)


def test_other_roles_stay(netzwerk_a: Netzwerk, ada: User) -> None:
    rolle_geben(netzwerk_a, an=ada, rolle=Rolle.MITGLIED)
    leitung_zurueckgeben(netzwerk_a, person=ada)
    assert [row.rolle for row in Mitgliedschaft.objects.aktuell().filter(person=ada)] == [Rolle.MITGLIED]


# --- The term of the last Leitung is over: nobody gave it back ---------------------------------------------


def abgelaufen(person: User, days: int = 1) -> None:
    rows = Mitgliedschaft.objects.leitung().filter(person=person)
    rows.update(
        bis=timezone.localdate() - timedelta(days=days), von=timezone.localdate() - timedelta(days=900)
    )


def test_the_office_hears_once_when_the_term_of_the_last_leitung_is_over(
    netzwerk_a: Netzwerk, ada: User, cem: User, guel: User
) -> None:
    abgelaufen(ada)
    assert [verwaiste_melden(), verwaiste_melden()] == [1, 0]
    assert briefe() == [("guel@example.org", "Netzwerk A hat keine Leitung mehr")]
    assert "Die Amtszeit der letzten Leitung von Netzwerk A e. V. ist am" in Ausgangsmail.objects.get().text
    assert Protokolleintrag.objects.get(aktion="netzwerk.ohne_leitung").objekt_id == str(netzwerk_a.pk)
    Nachricht.objects.all().delete()  # what is cleared away is not told again
    Ausgangsmail.objects.all().delete()
    assert (verwaiste_melden(), briefe()) == (0, [])


def test_the_next_last_leitung_is_told_of_anew(netzwerk_a: Netzwerk, ada: User, guel: User) -> None:
    abgelaufen(ada, days=40)
    with time_machine.travel(timezone.now() - timedelta(days=20)):
        verwaiste_melden()
    nachfolge = UserFactory(first_name="Nora", last_name="Neu")
    rolle_geben(netzwerk_a, an=nachfolge, rolle=Rolle.LEITUNG)
    assert verwaiste_melden() == 0
    abgelaufen(nachfolge)
    assert [verwaiste_melden(), verwaiste_melden()] == [1, 0]
    assert "> Nora Neu" in Ausgangsmail.objects.order_by("pk").last().text


def test_who_gave_it_back_after_an_older_term_is_not_told_of_twice(
    netzwerk_a: Netzwerk, ada: User, ben: User, guel: User
) -> None:
    abgelaufen_vorher = UserFactory()
    rolle_geben(netzwerk_a, an=abgelaufen_vorher, rolle=Rolle.LEITUNG)
    abgelaufen(abgelaufen_vorher, days=5)
    Mitgliedschaft.objects.filter(netzwerk=netzwerk_a, rolle=Rolle.MITGLIED).delete()
    leitung_zurueckgeben(netzwerk_a, person=ada)
    assert verwaiste_melden() == 0


def test_an_ended_network_needs_no_leitung(netzwerk_a: Netzwerk, ada: User, guel: User) -> None:
    abgelaufen(ada)
    Netzwerk.objects.filter(pk=netzwerk_a.pk).update(status=Netzwerkstatus.BEENDET)
    assert (verwaiste_melden(), briefe()) == (0, [])
