"""Messages of hosts, reminders, questions, one's own registrations."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core.refusal import RefusedError
from netzwerke.models import Netzwerk
from notifications.models import Ausgangsmail
from tests.factories import UserFactory
from tests.factories.konten import mit_zweitem_faktor
from tests.factories.veranstaltungen import termin
from veranstaltungen.actions import anmeldung, rundschreiben, veranstaltung
from veranstaltungen.models import Frage, Platz, Rundschreiben, Termin
from veranstaltungen.tasks import an_alle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]


@pytest.fixture
def gastgeber(client: Client, ada: User) -> Client:
    client.force_login(mit_zweitem_faktor(ada))
    return client


@pytest.fixture
def abend(netzwerk_a: Netzwerk) -> Termin:
    """Two come (one has arrived), one waits, one has cancelled."""
    hier = termin(2, netzwerk=netzwerk_a, slug="abend")
    rows = [anmeldung.anmelden(hier, person=UserFactory(email=f"{n}@example.org")) for n in "abcd"]
    anmeldung.abmelden(rows[3])
    Platz.objects.filter(anmeldung=rows[0]).update(eingetroffen=timezone.now())
    Ausgangsmail.objects.all().delete()
    return hier


def told() -> list[str]:
    return sorted(mail.empfaenger[0] for mail in Ausgangsmail.objects.all())


@pytest.mark.parametrize(
    ("kreis", "expected"),
    [
        ("alle", ["a", "b", "c"]),
        ("angemeldet", ["a", "b"]),
        ("wartend", ["c"]),
        ("gekommen", ["a"]),
        ("gefehlt", ["b"]),
    ],
)
def test_a_message_is_seen_before_it_goes_to_whom_it_names(
    kreis: str, expected: list[str], gastgeber: Client, abend: Termin
) -> None:
    if kreis == "gefehlt":
        Termin.objects.update(beginn=timezone.now() - timedelta(hours=1))
    url = f"/mein{abend.get_absolute_url()}nachricht/"
    data = {"an": kreis, "betreff": "Bitte früher kommen", "text": "Einlass ist um 18 Uhr.\nBis dann"}
    preview = gastgeber.post(url, data).content.decode()
    assert "So kommt es an" in preview
    assert told() == []
    gastgeber.post(url, {**data, "senden": "1"})
    assert told() == expected
    assert "Einlass ist um 18 Uhr." in Ausgangsmail.objects.all()[0].text
    assert Rundschreiben.objects.get().anzahl == len(expected)


def test_a_message_that_is_written_twice_arrives_once(gastgeber: Client, abend: Termin) -> None:
    rundschreiben.senden(abend, person=None, an="alle", betreff="B", text="T")
    row = Rundschreiben.objects.get()
    an_alle.call(abend.pk, "rundschreiben", "alle", f"r{row.pk}", kalender=False, rundschreiben=row.pk)
    assert told() == ["a", "b", "c"]


def test_nobody_and_too_much_are_refused_with_what_was_typed(gastgeber: Client, abend: Termin) -> None:
    url = f"/mein{abend.get_absolute_url()}nachricht/"
    Platz.objects.update(eingetroffen=None)
    data = {"an": "gekommen", "betreff": "Danke", "text": "Schön war es", "senden": "1"}
    page = gastgeber.post(url, data).content.decode()
    assert "In dieser Gruppe ist zurzeit niemand." in page
    assert "Schön war es" in page
    for _n in range(6):
        page = gastgeber.post(url, {**data, "an": "alle"}, follow=True).content.decode()
    assert "schon fünf Nachrichten" in page
    assert Rundschreiben.objects.count() == 5


def subjects(email: str) -> list[str]:
    return [mail.betreff for mail in Ausgangsmail.objects.filter(empfaenger=email).order_by("pk")]


def test_reminders_come_two_days_and_two_hours_before_once_and_again_after_a_move(
    abend: Termin, ada: User
) -> None:
    abend.veranstaltung.erinnern_stunden = True
    abend.veranstaltung.save()
    with time_machine.travel(abend.beginn - timedelta(days=2, seconds=1), tick=False) as clock:
        assert rundschreiben.erinnern() == 0
        clock.shift(timedelta(seconds=2))
        assert rundschreiben.erinnern() == 1
        assert rundschreiben.erinnern() == 0
        assert told() == ["a", "b"]
        clock.move_to(abend.beginn - timedelta(hours=1))
        assert rundschreiben.erinnern() == 1
        assert subjects("a@example.org") == ["Erinnerung: Unternehmerfrühstück"] * 2
        later = abend.beginn + timedelta(days=1)
        veranstaltung.termin_verlegen(abend, person=ada, beginn=later, ende=later + timedelta(hours=2))
        assert rundschreiben.erinnern() == 1
        assert subjects("a@example.org")[-2:] == [
            "Neue Zeit: Unternehmerfrühstück",
            "Erinnerung: Unternehmerfrühstück",
        ]


@pytest.mark.parametrize(
    "change", [{"stand": "abgesagt"}, {"beginn": -1}, {"veranstaltung__stand": "entwurf"}]
)
def test_nobody_is_reminded_of_what_does_not_happen(change: dict[str, Any], abend: Termin) -> None:
    if change.get("beginn"):
        Termin.objects.update(beginn=timezone.now() - timedelta(hours=1))
    elif "stand" in change:
        Termin.objects.update(stand="abgesagt", beginn=timezone.now() + timedelta(hours=1))
    else:
        Termin.objects.update(beginn=timezone.now() + timedelta(hours=1))
        type(abend.veranstaltung).objects.update(stand="entwurf")
    assert rundschreiben.erinnern() == 0


def cards(*rows: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    data: dict[str, Any] = {"fragen-TOTAL_FORMS": len(rows), "fragen-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        data.update({f"fragen-{number}-{name}": value for name, value in row.items()})
    return data


def test_questions_are_made_changed_and_taken_away(gastgeber: Client, abend: Termin) -> None:
    url = "/mein/veranstaltungen/abend/fragen/"
    choice = {"text": "Essen?", "art": "auswahl", "worte": "Fleisch\nGemüse\nGemüse"}
    assert "zwei bis zwanzig" in gastgeber.post(url, cards({**choice, "worte": "Eins"})).content.decode()
    gastgeber.post(url, cards(choice, {"text": "", "art": "text"}))
    question = Frage.objects.get()
    assert question.auswahl == ["Fleisch", "Gemüse"]
    gastgeber.post(url, cards({**choice, "id": question.pk, "DELETE": "on"}, initial=1))
    assert not Frage.objects.exists()


def test_ones_own_registrations_stand_in_the_personal_area(client: Client, eva: User, abend: Termin) -> None:
    client.force_login(eva)
    assert "nirgends angemeldet" in client.get("/mein/anmeldungen/").content.decode()
    row = anmeldung.anmelden(abend, person=eva)
    page = client.get("/mein/anmeldungen/").content.decode()
    assert "auf der Warteliste" in page
    link = page.partition('event-title"><a href="')[2].partition('"')[0]
    client.post(link, {"absagen": "1"})
    row.refresh_from_db()
    assert row.stand == "abgemeldet"


def test_the_personal_list_asks_the_same_for_one_and_three(
    client: Client, eva: User, django_assert_num_queries: Any
) -> None:
    client.force_login(eva)
    for number in (1, 2, 3):
        anmeldung.anmelden(termin(in_tagen=number), person=eva)
        if number != 2:
            client.get("/mein/anmeldungen/")
            with django_assert_num_queries(9):
                client.get("/mein/anmeldungen/")


def test_nobody_is_missing_before_it_begins(gastgeber: Client, abend: Termin, ada: User) -> None:
    url = f"/mein{abend.get_absolute_url()}nachricht/"
    assert "alle, die gefehlt haben" not in gastgeber.get(url).content.decode()
    with pytest.raises(RefusedError, match="erst fest, wenn der Termin begonnen hat"):
        rundschreiben.senden(abend, person=ada, an="gefehlt", betreff="Schade", text="Wo waren Sie?")
    Termin.objects.update(beginn=timezone.now())
    assert "alle, die gefehlt haben" in gastgeber.get(url).content.decode()


def test_only_those_who_may_write_are_offered_it(abend: Termin, ada: User, rita: User) -> None:
    offered = []
    for user in (ada, rita):
        client = Client()
        client.force_login(mit_zweitem_faktor(user))
        page = client.get(f"/mein{abend.get_absolute_url()}").content.decode()
        offered.append("Nachricht schreiben" in page)
    assert offered == [True, False]
