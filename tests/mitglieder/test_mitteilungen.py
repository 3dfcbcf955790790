"""What happens in one's networks stands in the list of messages, once each, whatever comes by mail."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from mitglieder.actions import antraege, beitritt
from mitglieder.actions.amtszeit import amtszeiten_erinnern
from mitglieder.actions.aufnahme import einreichen, schritt_speichern
from mitglieder.actions.rollen import amtszeit_aendern, rolle_entziehen, rolle_vergeben
from mitglieder.actions.uebernahme import uebernahme_beantragen
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk
from notifications.models import Nachricht
from notifications.nachrichten import mailwuensche_setzen
from tests.factories import NetzwerkFactory, SchwerpunktFactory
from tests.mitglieder.helpers import ANGABEN, GRUENDUNG, angemeldet, briefe, eingereicht

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]
HIER = "/mein/netzwerke/netzwerk-a/"


def gesagt(person: User) -> list[tuple[str, str]]:
    """(title, where it leads), oldest first."""
    return list(Nachricht.objects.filter(person=person).order_by("pk").values_list("titel", "pfad"))


def test_roles_that_come_change_and_go(netzwerk_a: Netzwerk, ada: User, ben: User, eva: User) -> None:
    rolle_vergeben(netzwerk_a, an=ben, rolle=Rolle.LEITUNG, person=ada)
    rolle = rolle_vergeben(netzwerk_a, an=eva, rolle=Rolle.REDAKTION, person=ada)
    amtszeit_aendern(rolle, person=ada, bis=None, amt="Presse", stellvertretung=False)
    rolle_entziehen(rolle, person=ada)
    assert gesagt(eva) == [
        ("Neue Rolle: Redaktion in Netzwerk A", HIER),
        ("Amtszeit geändert: Redaktion in Netzwerk A", HIER),
        ("Rolle beendet in Netzwerk A", "/mein/"),
    ]
    assert [subject for to, subject in briefe() if to == eva.email] == [title for title, _path in gesagt(eva)]
    assert gesagt(ben) == [("Neue Rolle: Leitung in Netzwerk A", HIER)]
    assert gesagt(ada) == [("Neue Leitung in Netzwerk A", f"{HIER}personen/")]


def test_a_request_and_its_answer(netzwerk_a: Netzwerk, ada: User, eva: User) -> None:
    anfrage = beitritt.anfragen(netzwerk_a, person=eva, satz="Ich möchte dazu.")
    assert gesagt(ada) == [("Eine Person möchte zu Netzwerk A e. V.", f"{HIER}anfragen/{anfrage.pk}/")]
    beitritt.annehmen(anfrage, person=ada)
    assert gesagt(eva) == [("Willkommen bei Netzwerk A e. V.", HIER)]


def test_a_decision_about_one_s_own_application(eva: User, guel: User) -> None:
    antrag = eingereicht(eva, NetzwerkFactory())
    antraege.ablehnen(antrag, grund="Nein.", person=guel)
    assert gesagt(eva) == [("Ihr Antrag ist nicht angenommen", f"/mein/antraege/{antrag.pk}/")]


def test_a_vouch_that_is_asked_for(ada: User, eva: User) -> None:
    antrag = eingereicht(eva, NetzwerkFactory())
    antraege.nachbarn_bitten(antrag, person=eva)
    assert gesagt(ada) == [("Kennen Sie dieses Netzwerk?", f"/mein/buergen/{antrag.pk}/")]


def test_a_term_that_ends_is_told_once_a_step(netzwerk_a: Netzwerk, ada: User) -> None:
    end = timezone.localdate() + timedelta(days=10)
    ada.mitgliedschaften.update(bis=end)
    amtszeiten_erinnern()
    amtszeiten_erinnern()
    assert [path for _title, path in gesagt(ada)] == [HIER]


def test_the_office_hears_of_each_application_once_as_it_wishes(
    eva: User, ben: User, guel: User, netzwerk_b: Netzwerk
) -> None:
    first = uebernahme_beantragen(netzwerk_b, person=eva, angaben=ANGABEN)
    uebernahme_beantragen(netzwerk_b, person=eva, angaben=ANGABEN)
    mailwuensche_setzen(guel, {"geschaeftsstelle": "taeglich"})
    SchwerpunktFactory()
    second = einreichen(schritt_speichern(ben, GRUENDUNG), person=ben)
    assert gesagt(guel) == [
        (f"Neuer Antrag: {what}", f"/mein/geschaeftsstelle/antraege/{antrag.pk}/")
        for what, antrag in (("Übernahme eines Eintrags", first), ("Aufnahme eines neuen Netzwerks", second))
    ]
    assert [subject for to, subject in briefe() if to == guel.email] == [
        "Neuer Antrag: Übernahme eines Eintrags"
    ]
    client = angemeldet(eva)
    assert (
        "Sie hat eine Nachricht über Ihren Antrag"
        in client.get(f"/mein/antraege/{first.pk}/").content.decode()
    )


def test_what_always_comes_is_all_listed(ada: User) -> None:
    page = angemeldet(ada).get("/mein/mails/").content.decode()
    always = page[page.index("Das kommt immer") :]
    for name in ("Ihre Rollen und Ihre Aufnahme", "Beitrittsanfragen", "Bitten um eine Bürgschaft",
                 "Amtszeiten, die enden", "Anmeldung und Sicherheit Ihres Kontos"):  # fmt: skip
        assert name in always
    assert "Aufgaben der Geschäftsstelle" in page[: page.index("Das kommt immer")]


def test_the_history_says_whose_role_it_was(netzwerk_a: Netzwerk, ada: User, ben: User) -> None:
    rolle = rolle_vergeben(netzwerk_a, an=ben, rolle=Rolle.REDAKTION, person=ada)
    amtszeit_aendern(rolle, person=ada, bis=None, amt="Presse", stellvertretung=False)
    rolle_entziehen(rolle, person=ada)
    page = angemeldet(ada).get(f"{HIER}verlauf/").content.decode()
    name = ben.get_full_name()
    for words in (f"Rolle gegeben: Redaktion an {name}", f"Amtszeit geändert: Redaktion von {name}",
                  f"Rolle beendet: Redaktion von {name}", f"Rolle gegeben: Mitglied an {name}"):  # fmt: skip
        assert f"<b>{words}</b>" in page
