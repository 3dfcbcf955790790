"""A network looks for a date: begun, sent once, changed, reminded of, closed; and what each of its pages refuses."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core.models import Protokolleintrag
from core.refusal import RefusedError
from netzwerke.actions import rolle_geben
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk
from notifications.models import Ausgangsmail, Nachricht
from tests.factories import NetzwerkFactory, UserFactory
from tests.veranstaltungen import umfragehilfen as h
from veranstaltungen.actions import befragung, terminumfrage
from veranstaltungen.models import Terminumfrage, Umfragestimme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]


def age(umfrage: Terminumfrage, **ago: int) -> None:
    """Make it look as if it had been sent and reminded of so long ago."""
    then = timezone.now() - timedelta(**ago)
    Terminumfrage.objects.filter(pk=umfrage.pk).update(gesendet=then)
    Terminumfrage.objects.filter(pk=umfrage.pk, erinnert__isnull=False).update(erinnert=then)


def test_from_the_first_page_to_the_letters(netzwerk_b: Netzwerk, ada: User, cem: User) -> None:
    client = h.als(ada)
    client.post(h.NEU, h.seite_eins())
    row = Terminumfrage.objects.get()
    assert [timezone.localtime(v.beginn).hour for v in row.vorschlaege.all()] == [19, 19]
    client.post(h.seite(row, "fragen/"), {"fragen": "1", "netzwerk": "netzwerk-b"})
    client.post(h.seite(row, "fragen/"), {"eintragen": "1", "adressen": "KIM@example.org, kim@example.org"})
    assert Ausgangsmail.objects.count() == 0, "nobody is asked before it is sent"
    for _ in range(2):
        client.post(h.seite(row, "schritt/"), {"senden": "1"})
    assert h.briefe("bitte") == ["ada@example.org", "cem@example.org", "kim@example.org"]
    assert Nachricht.objects.filter(person=cem).values_list("pfad", flat=True)[0] == h.eigene(row)
    letter = Ausgangsmail.objects.get(empfaenger="kim@example.org")
    assert letter.absender.startswith("Netzwerk A <")
    assert "/terminumfrage/" in letter.text
    assert letter.betreff == "Wann passt es Ihnen? Runde"
    page = client.get("/mein/netzwerke/netzwerk-a/veranstaltungen/").content.decode()
    assert h.seite(row) in page
    acts = Protokolleintrag.objects.filter(aktion__startswith="umfrage.").order_by("pk")
    assert list(acts.values_list("aktion", flat=True)) == [
        "umfrage.anlegen", "umfrage.netzwerk", "umfrage.adressen", "umfrage.senden",
    ]  # fmt: skip


def test_each_letter_speaks_the_language_of_its_reader(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User
) -> None:
    User.objects.filter(pk=cem.pk).update(sprache="en")
    row = h.entwurf(netzwerk_a, ada)
    befragung.netzwerk_fragen(row, netzwerk_b, person=ada)
    befragung.adressen_fragen(row, [h.GUEST], person=ada, sprache="de")
    befragung.senden(row, person=ada)
    assert "/en/terminumfrage/" in Ausgangsmail.objects.get(empfaenger=cem.email).text
    assert "/en/" not in Ausgangsmail.objects.get(empfaenger=h.GUEST).text


def test_whoever_is_in_twice_is_asked_once(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User
) -> None:
    rolle_geben(netzwerk_b, an=ada, rolle=Rolle.LEITUNG)
    row = h.entwurf(netzwerk_a, ada)
    befragung.adressen_fragen(row, ["Cem@example.org"], person=ada, sprache="de")
    befragung.netzwerk_fragen(row, netzwerk_b, person=ada)
    befragung.senden(row, person=ada)
    assert h.briefe("bitte") == ["ada@example.org", "cem@example.org"]
    assert h.gefragt(row, "cem@example.org").person == cem, "the board's row, no guest any more"
    assert h.gefragt(row, "ada@example.org").netzwerk == netzwerk_a


def test_whoever_begins_it_is_asked_as_well_but_not_the_office(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, rita: User, cem: User, guel: User
) -> None:
    for person in (rita, guel):
        h.gesendet(netzwerk_a, person, netzwerk_b)
    assert [len(row.teilnahmen.all()) for row in Terminumfrage.objects.order_by("pk")] == [4, 3]


def test_somebody_asked_later_gets_the_first_letter_and_nobody_else(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User
) -> None:
    row = h.gesendet(netzwerk_a, ada, netzwerk_b)
    third = NetzwerkFactory()
    rolle_geben(third, an=UserFactory(email="dora@example.org"), rolle=Rolle.LEITUNG)
    befragung.netzwerk_fragen(row, third, person=ada)
    befragung.adressen_fragen(row, ["robin@example.org", h.GUEST], person=ada, sprache="de")
    assert h.briefe("bitte") == sorted(
        ["ada@example.org", "cem@example.org", "dora@example.org", h.GUEST, "robin@example.org"]
    )


def test_who_cannot_be_asked(netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User) -> None:
    row = h.entwurf(netzwerk_a, ada)
    for other, words in (
        (NetzwerkFactory(), "noch niemanden"),
        (NetzwerkFactory(status="beendet", endejahr=2020), "gibt es nicht mehr"),
    ):
        with pytest.raises(RefusedError, match=words):
            befragung.netzwerk_fragen(row, other, person=ada)
    befragung.netzwerk_fragen(row, netzwerk_a, person=ada)
    assert not row.netzwerke.exists()
    with pytest.raises(RefusedError, match="Noch ist niemand gefragt"):
        befragung.senden(row, person=ada)
    many = [f"gast{number}@example.org" for number in range(51)]
    with pytest.raises(RefusedError, match="fünfzig"):
        befragung.adressen_fragen(row, many, person=ada, sprache="de")
    assert row.teilnahmen.count() == 0


def test_limits_hold_whatever_the_page_says(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User
) -> None:
    for _ in range(befragung.MOST_SENT):
        h.gesendet(netzwerk_a, ada, netzwerk_b)
    one_more = h.entwurf(netzwerk_a, ada)
    befragung.netzwerk_fragen(one_more, netzwerk_b, person=ada)
    with pytest.raises(RefusedError, match="schon fünf"):
        befragung.senden(one_more, person=ada)
    for _ in range(terminumfrage.MOST_RUNNING - befragung.MOST_SENT - 1):
        h.entwurf(netzwerk_a, ada)
    with pytest.raises(RefusedError, match="schon zwanzig"):
        h.entwurf(netzwerk_a, ada)
    with pytest.raises(RefusedError, match="zwei bis zwanzig"):
        h.entwurf(netzwerk_b, cem, tage=(8,))
    with pytest.raises(RefusedError, match="zwei bis zwanzig"):
        h.entwurf(netzwerk_b, cem, tage=range(8, 29))


def test_what_is_asked_can_be_changed_until_it_is_sent(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User
) -> None:
    row, client = h.entwurf(netzwerk_a, ada), h.als(ada)
    client.post(h.seite(row, "aendern/"), h.seite_eins(titel="Neu"))
    row.refresh_from_db()
    assert (row.titel, row.minuten) == ("Neu", 60)
    befragung.netzwerk_fragen(row, netzwerk_b, person=ada)
    befragung.senden(row, person=ada)
    client.post(h.seite(row, "aendern/"), h.seite_eins(titel="Noch neuer"))
    row.refresh_from_db()
    assert row.titel == "Neu"
    with pytest.raises(RefusedError, match="schon gesendet"):
        terminumfrage.aendern(row, person=ada, angaben={"titel": "X", "frist": h.moment(5)})
    with pytest.raises(RefusedError, match="ist schon gefragt"):
        befragung.netzwerk_weglassen(row, netzwerk_b, person=ada)


def test_a_suggestion_more_is_told_to_those_who_answered_and_can_be_taken_back(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User
) -> None:
    row, client = h.gesendet(netzwerk_a, ada, netzwerk_b), h.als(ada)
    h.sagt(row, cem.email, "passt", "nicht")
    data = {"hinzufuegen": "1", "datum": h.moment(11).date().isoformat(), "uhr": "20:00"}
    for _ in range(2):
        client.post(h.seite(row, "vorschlaege/"), data)
    assert row.vorschlaege.count() == 3
    assert h.briefe("vorschlag") == ["cem@example.org"]
    added = row.vorschlaege.last()
    assert added
    answered = h.erster(row)
    page = client.post(h.seite(row, "vorschlaege/"), {"wegnehmen": answered.pk}).content.decode()
    assert "Dazu hat schon jemand geantwortet" in page
    for _ in range(2):
        client.post(h.seite(row, "vorschlaege/"), {"wegnehmen": added.pk})
    assert row.vorschlaege.count() == 2


def test_two_suggestions_stay_and_one_lies_behind_the_time_for_answers(
    netzwerk_a: Netzwerk, ada: User
) -> None:
    row = h.entwurf(netzwerk_a, ada, tage=(3, 4, 8))
    with pytest.raises(RefusedError, match="Frist nach allen anderen"):
        terminumfrage.vorschlag_wegnehmen(row, row.vorschlaege.last().pk, person=ada)  # type: ignore[union-attr]  # there are three
    terminumfrage.vorschlag_wegnehmen(row, h.erster(row).pk, person=ada)
    with pytest.raises(RefusedError, match="Zwei Vorschläge braucht es"):
        terminumfrage.vorschlag_wegnehmen(row, h.erster(row).pk, person=ada)
    with pytest.raises(RefusedError, match="Vergangenheit"):
        terminumfrage.vorschlag_hinzufuegen(row, timezone.now(), person=ada)


def test_those_who_have_not_said_everything_are_reminded_once_a_day(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User
) -> None:
    row, client = h.gesendet(netzwerk_a, ada, netzwerk_b), h.als(ada)
    h.sagt(row, cem.email, "passt", "nicht")
    client.post(h.seite(row, "schritt/"), {"erinnern": "1"})
    assert h.briefe("erinnerung") == [], "the first letter went out today"
    age(row, hours=25)
    for _ in range(2):
        client.post(h.seite(row, "schritt/"), {"erinnern": "1"})
    assert h.briefe("erinnerung") == ["ada@example.org", h.GUEST]
    age(row, hours=25)
    terminumfrage.vorschlag_hinzufuegen(row, h.moment(12), person=ada)
    befragung.erinnern(row, person=ada)
    assert h.briefe("erinnerung").count("cem@example.org") == 1


def test_whoever_leads_a_network_since_is_asked_with_the_reminder_and_whoever_left_is_not(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User
) -> None:
    row = h.gesendet(netzwerk_a, ada, netzwerk_b)
    age(row, hours=25)
    rolle_geben(netzwerk_b, an=UserFactory(email="dora@example.org"), rolle=Rolle.LEITUNG)
    cem.mitgliedschaften.update(beendet=timezone.now())
    befragung.erinnern(row, person=ada)
    assert "dora@example.org" in h.briefe("bitte")
    assert h.briefe("erinnerung") == ["ada@example.org", h.GUEST]


def test_closed_it_takes_no_answers_and_a_new_end_opens_it_again(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User
) -> None:
    row, client = h.gesendet(netzwerk_a, ada, netzwerk_b), h.als(ada)
    for _ in range(2):
        client.post(h.seite(row, "schritt/"), {"schliessen": "1"})
    with pytest.raises(RefusedError, match="Zeit für Antworten"):
        h.sagt(row, cem.email, "passt", "nicht")
    with pytest.raises(RefusedError, match="Verlängern"):
        befragung.adressen_fragen(row, ["neu@example.org"], person=ada, sprache="de")
    assert "Frist" in client.post(h.seite(row, "aendern/"), {"frist": "2020-01-01T10:00"}).content.decode()
    client.post(h.seite(row, "aendern/"), {"frist": f"{timezone.localtime(h.moment(6)):%Y-%m-%dT%H:%M}"})
    h.sagt(row, cem.email, "passt", "nicht")
    assert Umfragestimme.objects.count() == 2


def test_a_draft_can_be_deleted_and_what_was_sent_cannot(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User
) -> None:
    row, client = h.gesendet(netzwerk_a, ada, netzwerk_b), h.als(ada)
    client.post(h.seite(row, "schritt/"), {"loeschen": "1"})
    draft = h.entwurf(netzwerk_a, ada)
    for _ in range(2):
        client.post(h.seite(draft, "schritt/"), {"loeschen": "1"})
    assert list(Terminumfrage.objects.all()) == [row]


def test_a_guest_who_is_taken_out_is_forgotten_and_hears_nothing_more(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User
) -> None:
    row, client = h.gesendet(netzwerk_a, ada, netzwerk_b), h.als(ada)
    h.sagt(row, h.GUEST, "passt", "nicht")
    address, key = h.link(row, h.GUEST), h.gefragt(row, h.GUEST).pk
    for _ in range(2):
        client.post(h.seite(row, "fragen/"), {"gast_weg": key})
    assert Client().get(address).status_code == 404
    assert Umfragestimme.objects.count() == 0
    assert Ausgangsmail.objects.get(empfaenger=h.GUEST).status == "zurueckgezogen"
    board = h.gefragt(row, cem.email).pk
    client.post(h.seite(row, "fragen/"), {"gast_weg": board})
    assert row.teilnahmen.filter(pk=board).exists(), "nobody takes a board out this way"


def test_when_the_time_is_over_the_network_is_told_in_the_personal_area(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, rita: User, ben: User, cem: User
) -> None:
    row = h.gesendet(netzwerk_a, ada, netzwerk_b)
    words = "Die Frist ist vorbei, wählen Sie einen Termin"
    assert words not in h.als(rita).get("/mein/").content.decode()
    Terminumfrage.objects.update(frist=timezone.now())
    found = [words in h.als(person).get("/mein/").content.decode() for person in (ada, rita, ben, cem)]
    assert found == [True, True, False, False]
    assert "Frist vorbei" in h.als(rita).get(h.seite(row)).content.decode()
    terminumfrage.schliessen(row, person=ada)
    assert words not in h.als(ada).get("/mein/").content.decode()
