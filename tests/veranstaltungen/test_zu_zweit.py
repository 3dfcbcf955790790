"""Two hosts with the same form: nobody undoes unseen what the other has written."""

import html
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from netzwerke.models import Netzwerk
from notifications.models import Ausgangsmail
from tests.factories import SchwerpunktFactory, UserFactory
from tests.factories.konten import mit_zweitem_faktor
from tests.factories.veranstaltungen import termin
from veranstaltungen.actions import anmeldung
from veranstaltungen.models import Veranstaltung

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]
PATH = "/mein/veranstaltungen/abend/aendern/"


@pytest.fixture
def abend(netzwerk_a: Netzwerk) -> Veranstaltung:
    row = termin(netzwerk=netzwerk_a, titel="Abend", slug="abend", ort="Saal", programm="18 Uhr\r\n19 Uhr")
    return row.veranstaltung


@pytest.fixture
def adas(ada: User) -> Client:
    client = Client()
    client.force_login(mit_zweitem_faktor(ada))
    return client


@pytest.fixture
def ritas(rita: User) -> Client:
    client = Client()
    client.force_login(mit_zweitem_faktor(rita))
    return client


def opened(client: Client) -> dict[str, Any]:
    """What the browser would send back unchanged."""
    form = client.get(PATH).context["form"]
    data = {name: form[name].value() for name in form.fields}
    data["schwerpunkte"] = [row.pk for row in data["schwerpunkte"]]
    return {name: value for name, value in data.items() if value not in (None, False)}


def saved(client: Client, data: dict[str, Any]) -> str:
    answer = client.post(PATH, data, follow=True)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def test_only_what_was_changed_is_written(abend: Veranstaltung, adas: Client, ritas: Client) -> None:
    topic = SchwerpunktFactory()
    hers, mine = opened(ritas), opened(adas)
    anmeldung.anmelden(abend.termine.get(), person=UserFactory())
    saved(
        ritas,
        {
            **hers,
            "ort": "Kantine",
            "schwerpunkte": [topic.pk],
            "programm": "20 Uhr",
            "plaetze_je_netzwerk": 5,
        },
    )
    Ausgangsmail.objects.all().delete()
    assert "Gespeichert." in saved(adas, {**mine, "kurztext": "Ein Satz."})
    abend.refresh_from_db()
    assert (abend.ort, abend.kurztext, abend.programm) == ("Kantine", "Ein Satz.", "20 Uhr")
    assert (abend.plaetze_je_netzwerk, list(abend.schwerpunkte.all())) == (5, [topic])
    assert not Ausgangsmail.objects.exists(), "the place was not moved back"


def test_the_same_field_is_told_and_saving_again_decides(
    abend: Veranstaltung, adas: Client, ritas: Client
) -> None:
    hers, mine = opened(ritas), opened(adas)
    saved(ritas, {**hers, "ort": "Kantine", "zielgruppe": "Alle", "form": "hybrid"})
    page = saved(adas, {**mine, "ort": "Halle", "form": "online"})
    assert "Inzwischen hat jemand anderes hier gespeichert: „Kantine“." in page
    assert "Inzwischen hat jemand anderes hier gespeichert: „vor Ort und online“." in page
    assert 'value="Halle"' in page
    abend.refresh_from_db()
    assert (abend.ort, abend.form) == ("Kantine", "hybrid")
    again = adas.post(PATH, {**mine, "ort": "Halle", "form": "online"}).context["form"].data["gelesen"]
    saved(adas, {**mine, "ort": "Halle", "form": "online", "gelesen": again})
    abend.refresh_from_db()
    assert (abend.ort, abend.form, abend.zielgruppe) == ("Halle", "online", "Alle")


def test_the_same_words_are_no_conflict(abend: Veranstaltung, adas: Client, ritas: Client) -> None:
    hers, mine = opened(ritas), opened(adas)
    saved(ritas, {**hers, "ort": "Kantine"})
    assert "Gespeichert." in saved(adas, {**mine, "ort": "Kantine"})


@pytest.mark.parametrize("read", ["", "x", "[]", "[" * 9000, '{"ort": 1}', '{"ort": ["a"]}', "null"])
def test_nonsense_in_the_hidden_field_is_no_error(read: str, abend: Veranstaltung, adas: Client) -> None:
    saved(adas, {**opened(adas), "ort": "Kantine", "gelesen": read})


def test_a_form_that_does_not_say_what_it_read_writes_everything(abend: Veranstaltung, adas: Client) -> None:
    data = opened(adas)
    del data["gelesen"]
    saved(adas, {**data, "ort": "Kantine"})
    abend.refresh_from_db()
    assert abend.ort == "Kantine"
