"""The page behind the link of a registration, and one's own list: what is said and offered in each state."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime

from accounts.models import User
from notifications.models import Ausgangsmail
from tests.accounts.helpers import letzte_mail
from tests.factories import UserFactory
from tests.factories.veranstaltungen import termin
from veranstaltungen.actions import anmeldung, rueckmeldung, rundschreiben
from veranstaltungen.actions.briefe import losung
from veranstaltungen.actions.plaetze import ablauf
from veranstaltungen.enums import Nachruecken
from veranstaltungen.models import Anmeldung, Platz, Rueckblick, Termin, Veranstaltung

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]
KALENDER = "In den eigenen Kalender"
NOCHMAL = "Noch einmal versuchen"
MEINE = "/mein/anmeldungen/"
LESEN, GEBEN = "Rückblick lesen", "Rückmeldung geben"


def page(client: Client, row: Anmeldung) -> str:
    answer = client.get(f"/anmeldung/{losung(row)}/")
    assert answer.status_code == 200
    return answer.content.decode()


def mit_angebot() -> Anmeldung:
    """Somebody who is offered the only place for two hours."""
    hier = termin(1, nachruecken=Nachruecken.ANGEBOT, angebot_stunden=2)
    first, second = (anmeldung.anmelden(hier, person=UserFactory()) for _n in range(2))
    anmeldung.abmelden(first)
    return Anmeldung.objects.get(pk=second.pk)


def test_the_calendar_is_offered_as_long_as_one_comes(client: Client) -> None:
    row = anmeldung.anmelden(termin(), person=UserFactory())
    assert KALENDER in page(client, row)
    Termin.objects.update(stand="abgesagt")
    assert KALENDER not in page(client, row)
    Termin.objects.update(stand="geplant")
    anmeldung.abmelden(row)
    assert KALENDER not in page(client, row)


@pytest.mark.parametrize(
    ("offered", "words", "others"),
    [
        (False, "Die Zeit zum Bestätigen ist abgelaufen", "Das Angebot ist abgelaufen"),
        (True, "Das Angebot ist abgelaufen", "Die Zeit zum Bestätigen ist abgelaufen"),
    ],
)
def test_what_ran_out_is_called_what_it_was(offered: bool, words: str, others: str, client: Client) -> None:
    with time_machine.travel(timezone.now()) as clock:
        row = (
            mit_angebot()
            if offered
            else anmeldung.als_gast_anmelden(termin(), name="Kim", email="kim@example.org")
        )
        assert row is not None
        clock.shift(timedelta(hours=3))
        ablauf()
        text = page(client, row)
        assert (words in text, others in text, NOCHMAL in text) == (True, False, True)
        clock.shift(timedelta(days=7))
        text = page(client, row)
        assert (words in text, others in text, NOCHMAL in text) == (True, False, False)


@pytest.mark.parametrize(
    ("days", "words"), [(1, "Anmeldung ansehen oder absagen: "), (-1, "Anmeldung ansehen: ")]
)
def test_after_the_event_nobody_is_told_to_cancel(days: int, words: str, ada: User) -> None:
    hier = termin()
    anmeldung.anmelden(hier, person=UserFactory(email="kim@example.org"))
    begin = timezone.now() + timedelta(days=days)
    Termin.objects.update(beginn=begin, ende=begin + timedelta(hours=2))
    Ausgangsmail.objects.all().delete()
    hier = Termin.objects.get()
    rundschreiben.senden(hier, person=ada, an="angemeldet", betreff="Danke", text="Schön war es.")
    [line] = [
        line for line in letzte_mail("kim@example.org").text.splitlines() if "Anmeldung ansehen" in line
    ]
    assert line.startswith(f"→ {words}")


def test_an_offer_is_taken_where_ones_own_registrations_stand(client: Client) -> None:
    row = mit_angebot()
    client.force_login(row.person)  # type: ignore[arg-type]  # an account
    text = client.get(MEINE).content.decode()
    assert "Platz angeboten" in text
    assert f"bis {date_format(localtime(row.frist), 'SHORT_DATETIME_FORMAT')}" in text
    link = f"/anmeldung/{losung(row)}/"
    [form] = [form for form in text.split("<form")[1:] if 'name="annehmen"' in form]
    assert link.split(":")[0] in form
    client.post(link, {"annehmen": "1"})
    assert "Platz annehmen" not in client.get(MEINE).content.decode()
    row.refresh_from_db()
    assert row.stand == "angemeldet"


def vergangen(hier: Termin) -> None:
    begin = timezone.now() - timedelta(days=1)
    Termin.objects.filter(pk=hier.pk).update(beginn=begin, ende=begin + timedelta(hours=2))


def test_what_was_leads_to_its_look_back_and_its_questions(client: Client, eva: User, ada: User) -> None:
    client.force_login(eva)
    hier = termin()
    row = anmeldung.anmelden(hier, person=eva)
    vergangen(hier)
    hier.refresh_from_db()
    text = client.get(MEINE).content.decode()
    assert (hier.get_absolute_url() in text, LESEN in text, GEBEN in text) == (True, False, False)
    Rueckblick.objects.create(termin=hier, text="Es war gut.")
    rundschreiben.senden(hier, person=ada, an="angemeldet", betreff="Danke", text="x", rueckmeldung=True)
    answer = client.get(MEINE)
    text = answer.content.decode()
    assert (LESEN in text, GEBEN in text) == (True, True)
    link = text.partition('href="/rueckmeldung/')[2].partition('"')[0]
    assert client.get(f"/rueckmeldung/{link}").status_code == 200
    rueckmeldung.geben(Anmeldung.objects.get(pk=row.pk), antworten={"nutzen": 4})
    assert GEBEN not in client.get(MEINE).content.decode()


def test_who_was_not_there_is_not_asked_how_it_was(client: Client, eva: User, ben: User, ada: User) -> None:
    hier = termin()
    rows = {person: anmeldung.anmelden(hier, person=person) for person in (eva, ben)}
    Platz.objects.filter(anmeldung=rows[ben]).update(eingetroffen=timezone.now())
    vergangen(hier)
    hier.refresh_from_db()
    rundschreiben.senden(hier, person=ada, an="gekommen", betreff="Danke", text="x", rueckmeldung=True)
    for person, asked in ((eva, False), (ben, True)):
        client.force_login(person)
        assert (GEBEN in client.get(MEINE).content.decode()) == asked


def test_what_was_and_is_hidden_now_is_named_without_a_way_to_it(client: Client, eva: User) -> None:
    client.force_login(eva)
    hier = termin(titel="Abend")
    anmeldung.anmelden(hier, person=eva)
    vergangen(hier)
    Rueckblick.objects.create(termin=hier, text="Es war gut.")
    Veranstaltung.objects.update(stand="entwurf")
    text = client.get(MEINE).content.decode()
    assert ("Abend" in text, hier.get_absolute_url() in text, LESEN in text) == (
        True, False, False,
    )  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_what_was_costs_the_same_for_one_and_three(
    count: int, client: Client, eva: User, ada: User, django_assert_num_queries: Any
) -> None:
    client.force_login(eva)
    for _n in range(count):
        hier = termin()
        anmeldung.anmelden(hier, person=eva)
        vergangen(hier)
        hier.refresh_from_db()
        rundschreiben.senden(hier, person=ada, an="angemeldet", betreff="Danke", text="x", rueckmeldung=True)
    client.get(MEINE)
    with django_assert_num_queries(12):
        assert client.get(MEINE).content.decode().count(GEBEN) == count
