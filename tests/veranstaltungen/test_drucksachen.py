"""Paper for the evening: who is on the list, and that whatever people are called can be printed."""

import pytest
from django.test import Client

from accounts.models import User
from core.models import Protokolleintrag
from netzwerke.models import Netzwerk
from tests.factories.konten import mit_zweitem_faktor
from tests.factories.veranstaltungen import termin
from veranstaltungen import drucksachen
from veranstaltungen.actions import anmeldung
from veranstaltungen.models import Anmeldung, Termin

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]
ODD = ["=1+1", '#import "x"', "$ x $", "*fett*", "名前", "a" * 160, "]]>", "\\", "O’Brien – Söhne & Töchter"]


@pytest.fixture
def hier(netzwerk_a: Netzwerk) -> Termin:
    row = termin(2, netzwerk=netzwerk_a)
    coming = anmeldung.als_gast_anmelden(
        row, name="Kim", email="kim@example.org", angaben=anmeldung.Angaben(2)
    )
    assert coming is not None
    Anmeldung.objects.filter(pk=coming.pk).update(stand="angemeldet", firma="Tischlerei")
    waiting = anmeldung.als_gast_anmelden(row, name="Robin", email="robin@example.org")
    assert waiting is not None
    Anmeldung.objects.filter(pk=waiting.pk).update(stand="wartet")
    return row


def test_everybody_with_a_place_is_on_paper_and_nobody_else(hier: Termin) -> None:
    rows = drucksachen.zeilen(hier, "Gast von %(name)s")
    assert [row["name"] for row in rows] == ["Kim", "Gast von Kim"]
    assert {row["firma"] for row in rows} == {"Tischlerei"}
    assert [row["name"] for row in drucksachen.zeilen(hier, "")] == ["Kim", ""]


@pytest.mark.parametrize("art", ["liste.pdf", "schilder.pdf"])
def test_a_host_gets_a_tagged_pdf_and_it_is_noted(art: str, hier: Termin, ada: User, client: Client) -> None:
    client.force_login(mit_zweitem_faktor(ada))
    answer = client.post(f"/mein{hier.get_absolute_url()}ausgabe/", {"zweck": "Abend", "art": art})
    assert (answer["Content-Type"], answer.content[:7]) == ("application/pdf", b"%PDF-1.")
    assert b"pdfuaid:part" in answer.content
    assert art in answer["Content-Disposition"]
    assert Protokolleintrag.objects.get(aktion="teilnehmende.ausgeben").angaben == {"zweck": "Abend"}


@pytest.mark.parametrize("name", ODD)
def test_whatever_somebody_is_called_can_be_printed(name: str, netzwerk_a: Netzwerk) -> None:
    row = termin(netzwerk=netzwerk_a, titel=name[:120])
    made = anmeldung.als_gast_anmelden(row, name=name, email="kim@example.org")
    assert made is not None
    Anmeldung.objects.filter(pk=made.pk).update(stand="angemeldet", firma=name)
    for setzen in (drucksachen.liste, drucksachen.namensschilder):
        assert setzen(row).startswith(b"%PDF-1.")


def test_an_evening_without_guests_prints_a_sentence(netzwerk_a: Netzwerk) -> None:
    assert drucksachen.liste(termin(netzwerk=netzwerk_a)).startswith(b"%PDF-1.")


def test_the_list_is_in_the_order_of_last_names_and_guests_follow_their_host(
    netzwerk_a: Netzwerk,
) -> None:
    hier = termin(None, netzwerk=netzwerk_a, plaetze_je_anmeldung=3)
    for number, (name, *others) in enumerate(
        [("Zoë Arnold",), ("Anna Ärmel", ""), ("Bo Azur",), ("Ødegaard", "Kim von Berg"), ("Müller, Ute",)]
    ):
        angaben = anmeldung.Angaben(1 + len(others), namen=others)
        anmeldung.als_gast_anmelden(hier, name=name, email=f"g{number}@example.org", angaben=angaben)
    Anmeldung.objects.update(stand="angemeldet")
    assert [row["name"] for row in drucksachen.nach_nachnamen(hier)] == [
        "Ärmel, Anna", "Gast von Anna Ärmel", "Arnold, Zoë", "Azur, Bo", "Berg, Kim von", "Müller, Ute", "Ødegaard",
    ]  # fmt: skip
