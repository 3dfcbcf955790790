"""A suggestion becomes the date of an event, once, and everybody who was asked has it in the calendar."""

import base64
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from icalendar import Calendar

from accounts.models import User
from core.refusal import RefusedError
from core.visibility import Sichtbarkeit
from netzwerke.models import Netzwerk
from notifications.models import Ausgangsmail
from tests.factories.veranstaltungen import VeranstaltungFactory, termin
from tests.veranstaltungen import umfragehilfen as h
from veranstaltungen import ics
from veranstaltungen.actions import befragung, terminumfrage, terminwahl
from veranstaltungen.actions.veranstaltung import loeschen
from veranstaltungen.enums import Umfragestand, Veranstaltungsstand
from veranstaltungen.models import Termin, Terminumfrage, Terminvorschlag, Veranstaltung

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]


@pytest.fixture
def runde(netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User) -> Terminumfrage:
    return h.gesendet(netzwerk_a, ada, netzwerk_b)


def waehlen(runde: Terminumfrage) -> str:
    return h.seite(runde, f"waehlen/{h.erster(runde).pk}/")


def test_a_draft_with_time_title_and_place_and_one_letter_each(runde: Terminumfrage, ada: User) -> None:
    client = h.als(ada)
    assert "Alle 3 Gefragten bekommen eine Mail" in client.get(waehlen(runde)).content.decode()
    assert Veranstaltung.objects.count() == 0, "looking chooses nothing"
    for _ in range(2):
        answer = client.post(waehlen(runde))
    made = Termin.objects.get()
    event = made.veranstaltung
    assert answer["Location"] == f"/mein/veranstaltungen/{event.slug}/"
    assert (made.beginn, made.ende - made.beginn) == (h.moment(8), timedelta(minutes=90))
    assert (event.titel, event.kurztext, event.ort) == ("Vorstandsrunde", "Wir stimmen uns ab.", "Rathaus")
    assert (event.stand, event.form) == ("entwurf", "vor-ort")
    assert event.sichtbarkeit == Sichtbarkeit.MITGLIEDER
    assert h.briefe("gewaehlt") == ["ada@example.org", "cem@example.org", h.GUEST]
    runde.refresh_from_db()
    assert (runde.stand, runde.veranstaltung) == (Umfragestand.ENTSCHIEDEN, event)


def test_the_calendar_file_has_the_date_and_no_link_to_a_page_that_is_not_there_yet(
    runde: Terminumfrage, ada: User
) -> None:
    terminwahl.waehlen(runde, h.erster(runde).pk, person=ada)
    for letter in Ausgangsmail.objects.filter(schluessel__startswith="umfrage.gewaehlt:"):
        [attached] = letter.anhaenge
        [event] = Calendar.from_ical(base64.b64decode(attached["inhalt"])).events
        assert (attached["name"], event["summary"]) == ("termin.ics", "Vorstandsrunde")
        assert event["dtstart"].dt == h.moment(8)
        assert "url" not in event
    published = termin(slug="gala")
    assert b"/veranstaltungen/gala/" in ics.kalender([published], name="x")


def test_online_is_no_place(netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User) -> None:
    runde = h.gesendet(netzwerk_a, ada, netzwerk_b, ort="Online, Link folgt")
    terminwahl.waehlen(runde, h.erster(runde).pk, person=ada)
    assert Veranstaltung.objects.get().form == "online"


def test_begun_from_a_draft_the_date_is_added_there(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User
) -> None:
    draft = VeranstaltungFactory(
        netzwerk=netzwerk_a, slug="gala", titel="Gala", stand=Veranstaltungsstand.ENTWURF
    )
    client = h.als(ada)
    start = "/mein/netzwerke/netzwerk-a/terminumfragen/neu/?veranstaltung=gala"
    assert start in client.get("/mein/veranstaltungen/gala/").content.decode()
    assert 'value="Gala"' in client.get(start).content.decode()
    runde = h.gesendet(netzwerk_a, ada, netzwerk_b, veranstaltung=draft)
    assert h.seite(runde) in client.get("/mein/veranstaltungen/gala/").content.decode()
    terminwahl.waehlen(runde, h.erster(runde).pk, person=ada)
    assert Veranstaltung.objects.count() == 1
    assert [row.beginn for row in draft.termine.all()] == [h.moment(8)]


def test_the_draft_was_deleted_meanwhile_and_a_new_one_is_made(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User
) -> None:
    draft = VeranstaltungFactory(netzwerk=netzwerk_a, stand=Veranstaltungsstand.ENTWURF)
    runde = h.gesendet(netzwerk_a, ada, netzwerk_b, veranstaltung=draft)
    loeschen(draft, person=ada)
    terminwahl.waehlen(runde, h.erster(runde).pk, person=ada)
    assert Veranstaltung.objects.get().titel == "Vorstandsrunde"
    loeschen(Veranstaltung.objects.get(), person=ada)
    assert h.als(ada).get(h.seite(runde)).status_code == 200
    assert h.als(ada).post(waehlen(runde)).status_code == 302
    assert Veranstaltung.objects.count() == 0, "chosen is chosen"


@pytest.mark.parametrize("slug", ["gibt-es-nicht", "fremd", "veroeffentlicht", "ü"])
def test_only_an_own_draft_takes_the_date(
    slug: str, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User
) -> None:
    VeranstaltungFactory(netzwerk=netzwerk_b, slug="fremd", titel="Fremd", stand=Veranstaltungsstand.ENTWURF)
    VeranstaltungFactory(netzwerk=netzwerk_a, slug="veroeffentlicht", titel="Fremd")
    answer = h.als(ada).get(f"/mein/netzwerke/netzwerk-a/terminumfragen/neu/?veranstaltung={slug}")
    assert answer.status_code == 200
    assert "Fremd" not in answer.content.decode()


# What can be chosen in which state, and what cannot.
@pytest.mark.parametrize(
    ("stand", "possible"),
    [("entwurf", False), ("offen", True), ("geschlossen", True), ("entschieden", False)],
)
def test_in_which_states_a_date_can_be_chosen(
    stand: str, possible: bool, runde: Terminumfrage, ada: User
) -> None:
    Terminumfrage.objects.update(stand=stand)
    if possible:
        terminwahl.waehlen(runde, h.erster(runde).pk, person=ada)
    else:
        with pytest.raises(RefusedError):
            terminwahl.waehlen(runde, h.erster(runde).pk, person=ada)
    assert Veranstaltung.objects.count() == int(possible)


def test_the_other_suggestion_is_refused_once_one_is_chosen(runde: Terminumfrage, ada: User) -> None:
    first, second = runde.vorschlaege.all()
    terminwahl.waehlen(runde, first.pk, person=ada)
    with pytest.raises(RefusedError, match="schon gefallen"):
        terminwahl.waehlen(runde, second.pk, person=ada)
    for action in (
        lambda: terminumfrage.vorschlag_hinzufuegen(runde, h.moment(15), person=ada),
        lambda: terminumfrage.frist_setzen(runde, h.moment(3), person=ada),
        lambda: h.sagt(runde, h.GUEST, "passt", "nicht"),
        lambda: befragung.erinnern(runde, person=ada),
    ):
        with pytest.raises(RefusedError):
            action()
    page = h.als(ada).get(h.eigene(runde)).content.decode()
    assert "Das ist der Termin." in page
    assert "Entschieden:" in page


def test_what_is_past_or_foreign_cannot_be_chosen(
    runde: Terminumfrage, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User
) -> None:
    other = h.gesendet(netzwerk_a, ada, netzwerk_b)
    with pytest.raises(RefusedError, match="gibt es nicht mehr"):
        terminwahl.waehlen(runde, h.erster(other).pk, person=ada)
    past = h.erster(runde)
    Terminvorschlag.objects.filter(pk=past.pk).update(beginn=timezone.now() - timedelta(hours=1))
    with pytest.raises(RefusedError, match="Vergangenheit"):
        terminwahl.waehlen(runde, past.pk, person=ada)
    assert "liegt in der Vergangenheit" in h.als(ada).get(h.seite(runde)).content.decode()


def test_rolled_back_there_is_neither_event_nor_letter(runde: Terminumfrage, ada: User) -> None:
    with transaction.atomic():
        terminwahl.waehlen(runde, h.erster(runde).pk, person=ada)
        transaction.set_rollback(True)
    assert (Veranstaltung.objects.count(), h.briefe("gewaehlt")) == (0, [])
