"""One invitation: who may send it, to whom, what its link does, and how often."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core.models import Protokolleintrag
from core.refusal import RefusedError
from mitglieder.actions.einladung import annehmen, einladen, erneut_senden, widerrufen
from mitglieder.models import Einladung
from netzwerke.actions import rolle_geben, rolle_nehmen
from netzwerke.enums import Netzwerkstatus, Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from notifications.models import Ausgangsmail, Status
from tests.factories import UserFactory
from tests.mitglieder.einladungshilfen import NEU, PFAD, lade_ein, pfad, rollen_von, vor
from tests.mitglieder.helpers import angemeldet, ausgewiesen, text_von

pytestmark = pytest.mark.usefixtures("seitenbaum")
ROLLEN = {"rolle": "mitglied", "sprache": "de"}


# --- Sending ---------------------------------------------------------------------------------------------


def test_a_leitung_invites_by_a_form(netzwerk_a: Netzwerk, ada: User) -> None:
    data = {**ROLLEN, "email": "Kim@Example.org", "vorname": "Kim", "nachname": "Neu", "firma": "Neu GmbH"}
    client = angemeldet(ada)
    assert client.post(PFAD, data)["Location"] == PFAD
    einladung = Einladung.objects.get()
    assert (einladung.email, einladung.name, einladung.firma) == (NEU, "Kim Neu", "Neu GmbH")
    mail = Ausgangsmail.objects.get(empfaenger=NEU)
    assert mail.betreff == "Netzwerk A e. V. lädt Sie ein"
    assert "> Ada Muster" in mail.text
    assert NEU in text_von(client.get(PFAD))
    assert Protokolleintrag.objects.get(aktion="einladung.senden").person == ada


def test_a_mail_in_english_is_written_in_english(netzwerk_a: Netzwerk, ada: User) -> None:
    einladen(netzwerk_a, person=ada, email=NEU, rolle=Rolle.MITGLIED, sprache="en")
    assert Ausgangsmail.objects.get(empfaenger=NEU).betreff == "Netzwerk A e. V. invites you"


@pytest.mark.parametrize("email", ["unsinn", "a@b", "kim@example.org\nbcc: x@example.org", ""])
def test_a_wrong_address_is_refused_and_the_rest_stays(email: str, netzwerk_a: Netzwerk, ada: User) -> None:
    response = angemeldet(ada).post(PFAD, {**ROLLEN, "email": email, "firma": "Neu GmbH"})
    assert (response.status_code, Einladung.objects.count()) == (200, 0)
    assert 'value="Neu GmbH"' in text_von(response)
    assert "Das hat noch nicht geklappt" in text_von(response)


def test_a_member_is_not_invited_again_but_may_rise(netzwerk_a: Netzwerk, ada: User, ben: User) -> None:
    with pytest.raises(RefusedError, match="gehört schon dazu"):
        lade_ein(netzwerk_a, ada, ben.email.upper())
    einladung = lade_ein(netzwerk_a, ada, ben.email, Rolle.REDAKTION)
    annehmen(einladung, person=ben, losung=einladung.losung)
    assert rollen_von(ben, netzwerk_a) == {"mitglied", "redaktion"}


def test_one_address_has_one_open_invitation_of_a_network(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User
) -> None:
    first = lade_ein(netzwerk_a, ada)
    assert lade_ein(netzwerk_a, ada, "KIM@example.org") == first, "a second click"
    vor(first, versandt=timezone.now() - timedelta(minutes=1))
    with pytest.raises(RefusedError, match="ist schon eingeladen"):
        lade_ein(netzwerk_a, ada, "KIM@example.org")
    lade_ein(netzwerk_b, cem)  # another network may
    assert Einladung.objects.count() == 2


def test_one_that_ran_out_makes_room(netzwerk_a: Netzwerk, ada: User) -> None:
    old = lade_ein(netzwerk_a, ada)
    vor(old, gueltig_bis=timezone.now() - timedelta(minutes=1), versandt=timezone.now() - timedelta(days=15))
    lade_ein(netzwerk_a, ada)
    assert [e.zustand for e in Einladung.objects.order_by("pk")] == ["widerrufen", "offen"]


def test_who_does_not_lead_invites_nobody(netzwerk_a: Netzwerk, ben: User, rita: User, cem: User) -> None:
    for person in (ben, rita, cem):
        with pytest.raises(RefusedError, match="nicht mehr"):
            lade_ein(netzwerk_a, person)
    assert Ausgangsmail.objects.count() == 0


def test_nobody_is_invited_to_an_ended_network(netzwerk_a: Netzwerk, ada: User) -> None:
    Netzwerk.objects.update(status=Netzwerkstatus.BEENDET)
    with pytest.raises(RefusedError, match="beendet"):
        lade_ein(netzwerk_a, ada)


def test_sending_again_voids_the_older_link(netzwerk_a: Netzwerk, ada: User) -> None:
    einladung = lade_ein(netzwerk_a, ada)
    alt = pfad(einladung)
    with pytest.raises(RefusedError, match="gerade erst"):
        erneut_senden(einladung, person=ada)
    vor(einladung, versandt=timezone.now() - timedelta(hours=2))
    neu = pfad(erneut_senden(einladung, person=ada))
    assert Ausgangsmail.objects.filter(empfaenger=NEU).count() == 2
    response = Client().get(alt)
    assert (response.status_code, "Es gibt eine neuere Mail" in text_von(response)) == (410, True)
    assert Client().get(neu).status_code == 200


def test_who_sends_again_stands_for_the_invitation(netzwerk_a: Netzwerk, ada: User, dana: User) -> None:
    """Whoever invited first leads no longer: what they offered could not be accepted any more."""
    einladung = lade_ein(netzwerk_a, ada, rolle=Rolle.REDAKTION)
    rolle_geben(netzwerk_a, an=dana, rolle=Rolle.LEITUNG)
    rolle_nehmen(Mitgliedschaft.objects.get(person=ada))
    vor(einladung, versandt=timezone.now() - timedelta(hours=2))
    erneut_senden(einladung, person=dana)
    einladung.refresh_from_db()
    annehmen(einladung, person=UserFactory(email=NEU), losung=einladung.losung)
    assert Mitgliedschaft.objects.get(person__email=NEU).rolle == Rolle.REDAKTION


def test_an_invitation_is_sent_four_times_at_most(netzwerk_a: Netzwerk, ada: User) -> None:
    einladung = lade_ein(netzwerk_a, ada)
    for _ in range(3):
        vor(einladung, versandt=timezone.now() - timedelta(days=2))
        erneut_senden(einladung, person=ada)
        Ausgangsmail.objects.update(angelegt=timezone.now() - timedelta(days=2))
    vor(einladung, versandt=timezone.now() - timedelta(days=2))
    with pytest.raises(RefusedError, match="viermal"):
        erneut_senden(einladung, person=ada)


def test_one_address_gets_three_invitations_a_day(netzwerk_a: Netzwerk, ada: User) -> None:
    for _ in range(3):
        einladung = lade_ein(netzwerk_a, ada)
        Ausgangsmail.objects.update(status=Status.GESENDET)
        widerrufen(einladung, person=ada)
    with pytest.raises(RefusedError, match="morgen wieder"):
        lade_ein(netzwerk_a, ada)


def test_repetitions_count_among_the_mails_of_a_day(netzwerk_a: Netzwerk, ada: User) -> None:
    einladung = lade_ein(netzwerk_a, ada)
    for _ in range(2):
        vor(einladung, versandt=timezone.now() - timedelta(hours=2))
        erneut_senden(einladung, person=ada)
    vor(einladung, versandt=timezone.now() - timedelta(hours=2))
    with pytest.raises(RefusedError, match="morgen wieder"):
        erneut_senden(einladung, person=ada)


@pytest.mark.parametrize("rolle", [Rolle.LEITUNG, Rolle.REDAKTION])
def test_an_invitation_with_rights_ends_with_the_right_of_who_sent_it(
    rolle: Rolle, netzwerk_a: Netzwerk, ada: User, ben: User
) -> None:
    rolle_geben(netzwerk_a, an=ben, rolle=Rolle.LEITUNG)
    einladung = lade_ein(netzwerk_a, ada, rolle=rolle)
    rolle_nehmen(Mitgliedschaft.objects.get(person=ada))
    neu = UserFactory(email=NEU)
    with pytest.raises(RefusedError, match="leitet dieses Netzwerk nicht mehr"):
        annehmen(einladung, person=neu, losung=einladung.losung)
    assert rollen_von(neu, netzwerk_a) == set()


def test_an_invitation_as_a_member_stays_good(netzwerk_a: Netzwerk, ada: User, ben: User) -> None:
    rolle_geben(netzwerk_a, an=ben, rolle=Rolle.LEITUNG)
    einladung = lade_ein(netzwerk_a, ada)
    rolle_nehmen(Mitgliedschaft.objects.get(person=ada))
    neu = UserFactory(email=NEU)
    annehmen(einladung, person=neu, losung=einladung.losung)
    assert rollen_von(neu, netzwerk_a) == {"mitglied"}


def test_the_other_leitungen_hear_before_somebody_new_leads(
    netzwerk_a: Netzwerk, ada: User, ben: User
) -> None:
    rolle_geben(netzwerk_a, an=ben, rolle=Rolle.LEITUNG)
    lade_ein(netzwerk_a, ada, rolle=Rolle.LEITUNG)
    told = Ausgangsmail.objects.exclude(empfaenger=NEU).values_list("empfaenger", "betreff")
    assert list(told) == [("ben@example.org", "Netzwerk A: Einladung in die Leitung")]


@pytest.mark.parametrize(("rolle", "count"), [("mitglied", 1), ("redaktion", 0), ("leitung", 0)])
def test_inviting_with_rights_asks_who_one_is(
    rolle: str, count: int, netzwerk_a: Netzwerk, ada: User
) -> None:
    data = {"email": NEU, "rolle": rolle, "sprache": "de"}
    response = angemeldet(ada).post(PFAD, data)
    assert ("/konto/reauthenticate/" in response["Location"]) is (count == 0)
    assert Einladung.objects.count() == count
    ausgewiesen(ada).post(PFAD, data)
    assert Einladung.objects.count() == 1


def test_one_leitung_has_a_limit_a_day(
    netzwerk_a: Netzwerk, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mitglieder.actions.einladung.MOST_A_DAY", 1)
    lade_ein(netzwerk_a, ada)
    with pytest.raises(RefusedError, match="Heute können Sie noch 0 Einladungen verschicken"):
        lade_ein(netzwerk_a, ada, "zweite@example.org")


def test_taking_back_holds_the_mail_and_voids_the_link(netzwerk_a: Netzwerk, ada: User) -> None:
    einladung = lade_ein(netzwerk_a, ada)
    angemeldet(ada).post(f"{PFAD}{einladung.pk}/", {"widerrufen": "1"})
    assert Ausgangsmail.objects.get(empfaenger=NEU).status == Status.ZURUECKGEZOGEN
    response = Client().get(pfad(einladung))
    assert (response.status_code, "zurückgezogen" in text_von(response)) == (410, True)
    with pytest.raises(RefusedError, match="ist schon zurückgezogen"):
        erneut_senden(einladung, person=ada)


def test_a_foreign_invitation_is_missing(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User
) -> None:
    fremd = lade_ein(netzwerk_b, cem)
    assert angemeldet(ada).post(f"{PFAD}{fremd.pk}/", {"widerrufen": "1"}).status_code == 404
    assert Einladung.objects.get().zustand == "offen"


def test_invitations_are_sought_by_address_and_name(netzwerk_a: Netzwerk, ada: User) -> None:
    lade_ein(netzwerk_a, ada)
    einladen(netzwerk_a, person=ada, email="robin@example.org", rolle=Rolle.MITGLIED, vorname="Robin")
    client = angemeldet(ada)
    url = f"/mein/netzwerke/{netzwerk_a.slug}/einladen/"

    def shown(frage: str) -> list[str]:
        return [row.email for row in client.get(url, {"q": frage}).context["einladungen"]]

    assert (shown("ROBIN"), shown("kim@"), shown("niemand")) == (
        ["robin@example.org"],
        ["kim@example.org"],
        [],
    )
    assert "Zu „niemand“ ist keine Einladung da." in client.get(url, {"q": "niemand"}).content.decode()
