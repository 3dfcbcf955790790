"""The pages of a poll for its network: bad input, rights for every role, what they cost, how long polls stay."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from netzwerke.models import Netzwerk
from tests.veranstaltungen import umfragehilfen as h
from veranstaltungen.actions import befragung
from veranstaltungen.enums import Umfragestand
from veranstaltungen.models import Terminumfrage, Terminvorschlag

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"titel": ""}, "errorlist"),
        ({"titel": "x\x00"}, "Nullzeichen"),
        ({"anlass": "x" * 201}, "höchstens 200"),
        ({"frist": "gestern"}, "gültiges Datum und Uhrzeit"),
        ({"frist": "2020-01-01T10:00"}, "Diese Frist ist schon vorbei"),
        ({"frist": "0001-01-01T00:00"}, "vorbei"),
        ({"frist": "9999-12-31T23:59"}, "vor dem letzten Vorschlag"),
        ({"minuten": "7"}, "keine gültige Auswahl"),
        ({"vorschlag-1-datum": "", "vorschlag-1-uhr": ""}, "mindestens zwei Vorschläge"),
        ({"vorschlag-1-uhr": ""}, "errorlist"),
        ({"vorschlag-1-datum": "2020-01-01"}, "Dieser Tag ist vorbei"),
        ({"vorschlag-1-datum": "0001-01-01"}, "Dieser Tag ist vorbei"),
        ({"vorschlag-1-datum": "9999-12-31"}, "in den nächsten zwei Jahren"),
        ({"vorschlag-1-uhr": "25:00"}, "gültige Uhrzeit"),
        ({"vorschlag-TOTAL_FORMS": "99999999"}, "Runde"),
        ({"vorschlag-TOTAL_FORMS": "x"}, "Runde"),
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_is_kept(
    changes: dict[str, str], told: str, netzwerk_a: Netzwerk, ada: User
) -> None:
    answer = h.als(ada).post(h.NEU, h.seite_eins(**changes))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert told in page
    assert "Wir stimmen uns ab." in page or "anlass" in changes
    assert not Terminumfrage.objects.exists()


def test_a_suggestion_twice_is_told(netzwerk_a: Netzwerk, ada: User) -> None:
    day = h.moment(4).date().isoformat()
    page = h.als(ada).post(h.NEU, h.seite_eins(**{"vorschlag-1-datum": day})).content.decode()
    assert "steht zweimal da" in page
    assert "Bitte sehen Sie die Vorschläge noch einmal an" in page
    assert "noch einmal an" not in h.als(ada).post(h.NEU, h.seite_eins(titel="")).content.decode()


def test_a_form_without_any_field_is_refused_with_words(netzwerk_a: Netzwerk, ada: User) -> None:
    assert h.als(ada).post(h.NEU).status_code == 200


@pytest.mark.parametrize(
    "text", ["kim", "=?utf-8?q?k=69m?=@example.org", "a@b\x00.de", "x" * 9000, "", "<script>@x.de"]
)
def test_addresses_that_are_none_are_named_and_kept(text: str, netzwerk_a: Netzwerk, ada: User) -> None:
    row = h.entwurf(netzwerk_a, ada)
    answer = h.als(ada).post(h.seite(row, "fragen/"), {"eintragen": "1", "adressen": text})
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert "<script>@x" not in answer.content.decode()
    assert row.teilnahmen.count() == 0


def test_nonsense_keys_change_nothing(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User
) -> None:
    row, client = h.gesendet(netzwerk_a, ada, netzwerk_b), h.als(ada)
    for key in ("x", "9" * 30, "", "-1"):
        assert client.post(h.seite(row, "fragen/"), {"gast_weg": key}).status_code == 302
        assert client.post(h.seite(row, "vorschlaege/"), {"wegnehmen": key}).status_code == 302
    assert (
        client.post(h.seite(row, "fragen/"), {"fragen": "1", "netzwerk": "gibt-es-nicht"}).status_code == 404
    )
    assert client.post(h.seite(row, "fragen/"), {"netzwerk": "a\x00b"}).status_code == 404
    assert client.post(h.seite(row, "schritt/")).status_code == 302
    assert client.get("/mein/netzwerke/netzwerk-a/terminumfragen/" + "9" * 30 + "/").status_code == 404
    assert client.get(h.seite(row, "waehlen/" + "9" * 30 + "/")).status_code == 302
    assert (row.teilnahmen.count(), row.vorschlaege.count()) == (3, 2)


RIGHTS = [("ada", 200), ("rita", 200), ("ben", 403), ("cem", 404), ("guel", 200), ("dana", 403), ("eva", 403)]


@pytest.mark.parametrize(("name", "expected"), RIGHTS)
def test_only_who_writes_for_the_network_sees_and_changes_its_polls(
    name: str, expected: int, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User, request: Any
) -> None:
    row = h.gesendet(netzwerk_a, ada, netzwerk_b)
    client = h.als(request.getfixturevalue(name))
    for rest in ("", "aendern/", "fragen/", "vorschlaege/", f"waehlen/{h.erster(row).pk}/"):
        assert client.get(h.seite(row, rest)).status_code == expected
    answer = client.post(h.seite(row, "schritt/"), {"schliessen": "1"})
    assert answer.status_code == (302 if expected == 200 else expected)
    row.refresh_from_db()
    assert row.stand == (Umfragestand.GESCHLOSSEN if expected == 200 else Umfragestand.OFFEN)
    answer = client.post(h.seite(row, f"waehlen/{h.erster(row).pk}/"))
    assert answer.status_code == (302 if expected == 200 else expected)


def test_a_poll_of_another_network_is_missing_at_one_s_own_address(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User
) -> None:
    row = h.gesendet(netzwerk_a, ada, netzwerk_b)
    assert h.als(cem).get(h.seite(row).replace("netzwerk-a", "netzwerk-b")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_few_queries(
    count: int,
    netzwerk_a: Netzwerk,
    netzwerk_b: Netzwerk,
    ada: User,
    cem: User,
    django_assert_num_queries: Any,
) -> None:
    row = h.gesendet(netzwerk_a, ada, netzwerk_b, tage=range(8, 8 + count + 1))
    guests = [f"gast{number}@example.org" for number in range(count)]
    befragung.adressen_fragen(row, guests, person=ada, sprache="de")
    for email in guests:
        h.sagt(row, email, *["passt"] * (count + 1))
    client = h.als(ada)
    for rest, queries in (("", 11), ("fragen/", 9), ("vorschlaege/", 10)):
        client.get(h.seite(row, rest))
        with django_assert_num_queries(queries):
            client.get(h.seite(row, rest))


def test_polls_go_half_a_year_after_their_last_suggestion(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User
) -> None:
    from core.retention import datenarten

    rows = [h.gesendet(netzwerk_a, ada, netzwerk_b) for _ in range(2)]
    Terminumfrage.objects.update(angelegt=timezone.now() - timedelta(days=400))
    for row, days in zip(rows, (182, 184), strict=True):
        h.sagt(row, cem.email, "passt", "nicht")
        last = timezone.now() - timedelta(days=days)
        for number, one in enumerate(row.vorschlaege.order_by("-beginn")):
            Terminvorschlag.objects.filter(pk=one.pk).update(beginn=last - timedelta(days=number))
    assert datenarten["terminumfragen"].loeschen() == 1
    assert list(Terminumfrage.objects.all()) == rows[:1]
