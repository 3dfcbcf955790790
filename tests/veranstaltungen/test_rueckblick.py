"""After the evening: a look back on the page, and the way to the thanks."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from core.models import Protokolleintrag
from netzwerke.models import Netzwerk
from tests.factories.konten import mit_zweitem_faktor
from tests.factories.veranstaltungen import termin
from veranstaltungen.models import Anmeldung, Platz, Rueckblick, Termin

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]
WORDS = {"text": "Wir treffen uns im Mai wieder.", "unterlagen": "https://example.org/folien.pdf"}
LINK = 'href="https://example.org/folien.pdf"'


@pytest.fixture
def abend(netzwerk_a: Netzwerk) -> Termin:
    return termin(20, netzwerk=netzwerk_a, slug="abend", in_tagen=-1)


@pytest.fixture
def adas(ada: User) -> Client:
    client = Client()
    client.force_login(mit_zweitem_faktor(ada))
    return client


def page(hier: Termin) -> str:
    return f"/mein{hier.get_absolute_url()}rueckblick/"


def test_what_is_written_stands_on_the_page_for_everybody(
    abend: Termin, adas: Client, client: Client
) -> None:
    assert "Rückblick" not in client.get(abend.get_absolute_url()).content.decode()
    adas.post(page(abend), WORDS)
    found = client.get(abend.get_absolute_url()).content.decode()
    assert WORDS["text"] in found
    assert LINK in found
    assert WORDS["text"] in adas.get(page(abend)).content.decode()
    assert Protokolleintrag.objects.filter(aktion="termin.rueckblick").exists()


def test_without_words_it_is_taken_away(abend: Termin, adas: Client, client: Client) -> None:
    adas.post(page(abend), WORDS)
    adas.post(page(abend), {"text": "", "unterlagen": ""})
    assert not Rueckblick.objects.exists()
    assert WORDS["text"] not in client.get(abend.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"text": "", "unterlagen": WORDS["unterlagen"]}, "einen Satz zu den Unterlagen"),
        ({"text": "Gut", "unterlagen": "javascript:alert(1)"}, "errorlist"),
        ({"text": "x" * 10_001, "unterlagen": ""}, "errorlist"),
    ],
)
def test_what_cannot_be_is_told_and_kept(
    data: dict[str, str], told: str, abend: Termin, adas: Client
) -> None:
    answer = adas.post(page(abend), data).content.decode()
    assert told in answer
    assert data["text"] in answer
    assert not Rueckblick.objects.exists()


def test_what_is_to_come_has_no_look_back(netzwerk_a: Netzwerk, adas: Client, client: Client) -> None:
    hier = termin(20, netzwerk=netzwerk_a, slug="morgen", in_tagen=1)
    assert "sobald der Termin begonnen hat" in adas.post(page(hier), WORDS).content.decode()
    Rueckblick.objects.create(termin=hier, text=WORDS["text"])  # moved after it was written
    assert WORDS["text"] not in client.get(hier.get_absolute_url()).content.decode()


def test_markup_stays_words(abend: Termin, adas: Client, client: Client) -> None:
    adas.post(page(abend), {"text": "<script>alert(1)</script>"})
    assert "<script>alert(1)" not in client.get(abend.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("name", "expected"), [("cem", 404), ("ben", 403), ("rita", 200), ("guel", 200)])
def test_hosts_write_it(name: str, expected: int, abend: Termin, request: Any) -> None:
    client = Client()
    client.force_login(mit_zweitem_faktor(request.getfixturevalue(name)))
    assert client.get(page(abend)).status_code == expected
    assert client.post(page(abend), WORDS).status_code == (302 if expected == 200 else expected)
    assert Rueckblick.objects.exists() is (expected == 200)


def test_the_thanks_are_prepared_for_those_who_came(abend: Termin, adas: Client, rita: User) -> None:
    assert "?vorlage=danke" in adas.get(page(abend)).content.decode()
    editor = Client()
    editor.force_login(mit_zweitem_faktor(rita))
    assert (
        "?vorlage=danke" not in editor.get(page(abend)).content.decode()
    )  # who may not send is not led there
    seat = Anmeldung.objects.create(termin=abend, name="Noa", email="noa@example.org", stand="angemeldet")
    Platz.objects.create(anmeldung=seat, nummer=1, eingetroffen=abend.beginn)
    letter = adas.get(f"/mein{abend.get_absolute_url()}nachricht/?vorlage=danke").context["form"]
    assert letter["an"].value() == "gekommen"
    assert f"http://localhost:8000{abend.get_absolute_url()}" in letter["text"].value()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_few_queries(
    count: int, abend: Termin, client: Client, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        hier = termin(20, veranstaltung=abend.veranstaltung, in_tagen=-2 - number)
        Rueckblick.objects.create(termin=hier, text="Gut")
    client.get(hier.get_absolute_url())
    with django_assert_num_queries(3):
        client.get(hier.get_absolute_url(), {"frisch": "1"})
