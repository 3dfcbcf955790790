"""The handover book: what stands in it, who gets it, and that typed words stay words."""

from datetime import date, timedelta
from typing import Any

import pytest
import typst
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Collection

from accounts.models import User
from core.models import Protokolleintrag
from core.pdf import LAYOUTS, gesetzt
from mitglieder.handbuch import als_pdf, handbuch
from mitglieder.models import Beitrittsanfrage, Einladung, Uebergabehaken
from netzwerke.actions import rolle_geben
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk
from tests.factories import GroessenangabeFactory, UserFactory
from tests.mitglieder.helpers import angemeldet, ausgewiesen, rolle_von

pytestmark = pytest.mark.django_db
SEITE = "/mein/netzwerke/netzwerk-a/staffelstab/"
HAKEN, PDF = f"{SEITE}haken/", f"{SEITE}buch.pdf"


@pytest.fixture(autouse=True)
def rahmen(seitenbaum: object) -> None:
    """Pages have their frame."""


def tafeln(netzwerk: Netzwerk) -> dict[str, list[list[str]]]:
    return {tafel.titel: tafel.zeilen for tafel in handbuch(netzwerk)["tafeln"]}


def test_it_holds_people_open_things_dates_documents_facts_and_decisions(
    netzwerk_a: Netzwerk, ada: User, rita: User, eva: User
) -> None:
    row = rolle_von(ada, Rolle.LEITUNG)
    row.amt, row.von, row.bis = "Vorsitz", date(2026, 1, 1), date(2090, 12, 31)
    row.save()
    Netzwerk.objects.filter(pk=netzwerk_a.pk).update(bestaetigt_am=date(2026, 3, 1))
    Beitrittsanfrage.objects.create(person=eva, netzwerk=netzwerk_a, satz="Bitte")
    Einladung.objects.create(netzwerk=netzwerk_a, email="neu@example.org")
    GroessenangabeFactory(netzwerk=netzwerk_a, jahr=2024, wert=41, quelle="https://example.org/q")
    sammlung = Collection.get_first_root_node().add_child(name="Netzwerk netzwerk-a")
    get_document_model().objects.create(title="Satzung", collection=sammlung, file=ContentFile(b"x", "s.pdf"))
    netzwerk_a.refresh_from_db()
    buch, today = tafeln(netzwerk_a), timezone.localdate().strftime("%d.%m.%Y")
    name = ada.get_full_name()
    assert buch["Personen und Rollen"][0] == [
        name, "Leitung, Vorsitz", "01.01.2026 bis 31.12.2090", "ada@example.org",
    ]  # fmt: skip
    assert buch["Personen und Rollen"][1][1:] == ["Redaktion", f"seit {today}", "rita@example.org"]
    assert buch["Offene Anfragen und Einladungen"] == [
        ["Beitrittsanfrage", eva.get_full_name(), today], ["Einladung", "neu@example.org", today],
    ]  # fmt: skip
    assert buch["Termine"] == [
        ["02.03.2027", "Angaben im Profil neu bestätigen"], ["31.12.2090", f"Amtszeit endet: {name}"],
    ]  # fmt: skip
    assert buch["Seiten und Dokumente"] == [["Satzung", "Dokument", today]]
    assert ["Mitglieder", "41", "2024", "example.org"] in buch["Angaben im Profil"]
    assert ["Gebiet", "Gewerbegebiet Beispielstraße", "2024", "example.org"] in buch["Angaben im Profil"]
    assert [today, f"Rolle gegeben: Leitung an {name}", "automatisch"] in buch["Letzte Entscheidungen"]


def test_nothing_of_another_network_stands_in_it(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, cem: User
) -> None:
    Einladung.objects.create(netzwerk=netzwerk_b, email="fremd@example.org")
    assert "cem@example.org" not in str(tafeln(netzwerk_a)) + str(tafeln(netzwerk_b)["Angaben im Profil"])
    assert "fremd@example.org" not in str(tafeln(netzwerk_a))


@pytest.mark.parametrize("more", [0, 2])
def test_the_page_costs_the_same_for_one_and_for_three(
    more: int, netzwerk_a: Netzwerk, ada: User, eva: User, django_assert_num_queries: Any
) -> None:
    for number in range(1 + more):
        rolle_geben(netzwerk_a, an=UserFactory(), rolle=Rolle.MITGLIED, person=ada)
        Beitrittsanfrage.objects.create(person=UserFactory(), netzwerk=netzwerk_a, satz="x")
        Einladung.objects.create(netzwerk=netzwerk_a, email=f"x{number}@example.org")
    client = angemeldet(ada)
    client.get(SEITE)
    with django_assert_num_queries(17):
        client.get(SEITE)


# --- The PDF ---


def test_the_pdf_is_tagged_names_its_standard_and_is_noted(netzwerk_a: Netzwerk, ada: User) -> None:
    response = ausgewiesen(ada).post(PDF)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="staffelstab-netzwerk-a.pdf"'
    for part in (b"%PDF-1.", b"/StructTreeRoot", b"pdfuaid:part", b"/Lang"):
        assert part in response.content
    noted = Protokolleintrag.objects.get(aktion="uebergabe.handbuch")
    assert (noted.person, noted.objekt_id) == (ada, str(netzwerk_a.pk))


def test_the_pdf_is_given_out_by_post_and_after_a_proof_only(ada: User) -> None:
    client = angemeldet(ada)
    assert client.get(PDF).status_code == 405
    location = client.post(PDF)["Location"]
    assert (location.startswith("/konto/reauthenticate/"), Protokolleintrag.objects.filter(aktion="uebergabe.handbuch").count()) == (True, 0)  # fmt: skip
    proved = client.post(location, {"password": "ein-gutes-Passwort-42"})
    assert proved["Location"] == "/mein/netzwerke/netzwerk-a/staffelstab/?herunterladen=1"
    assert client.post(PDF).content.startswith(b"%PDF-1.")


MARKUP = ['#panic("x")', '"] #panic(1)', "*fett* _x_ $a$ `r` = h", "<label> @ref", "\\#x", "// weg", "/* weg"]


def text_in(daten: dict[str, Any]) -> str:
    """All headings as the layout gets them, asked of typst itself."""
    import json

    return typst.query(
        LAYOUTS / "staffelstab.typ", "heading", field="body", root=LAYOUTS,
        sys_inputs={"daten": json.dumps(daten)},
    )  # fmt: skip


def angaben(word: str) -> dict[str, Any]:
    keys = ("titel", "netzwerk", "stand", "vertraulich", "passwoerter", "liste", "seite", "weitere")
    tafel = {
        "titel": word,
        "kopf": [word, "B"],
        "zeilen": [[word, word]],
        "leer": word,
        "mehr": 1,
        "rest": "1",
    }
    punkt = {"punkt": "bank", "titel": word, "erledigt": word}
    return {**dict.fromkeys(keys, word), "sprache": "de", "punkte": [punkt], "tafeln": [tafel]}


@pytest.mark.parametrize("word", MARKUP)
def test_what_somebody_typed_is_never_read_as_markup(word: str) -> None:
    import json

    texts = [body["text"] for body in json.loads(text_in(angaben(word)))]
    assert texts == [word] * 3
    assert b"pdfuaid:part" in gesetzt("staffelstab", angaben(word))


@pytest.mark.parametrize("word", ["李 雷", "😀", "\x00\x07", "a" * 500, "", "Łódź Şahin محمد"])
def test_any_name_can_be_printed(word: str) -> None:
    assert gesetzt("staffelstab", angaben(word)).startswith(b"%PDF-1.")


def test_the_book_speaks_the_language_of_the_page(netzwerk_a: Netzwerk, ada: User) -> None:
    assert b"/Lang(de)" in als_pdf(netzwerk_a)
    assert ausgewiesen(ada).post(f"/en{PDF}").content.count(b"/Lang(en)") == 1


# --- The checklist ---


def stand(netzwerk: Netzwerk) -> list[str]:
    return [punkt["punkt"] for punkt in handbuch(netzwerk)["punkte"] if punkt["erledigt"]]


def test_ticks_are_kept_per_network_and_can_be_taken(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User
) -> None:
    client = angemeldet(ada)
    for _twice in range(2):
        response = client.post(HAKEN, {"punkt": "bank", "gesetzt": "1"})
    assert response["Location"] == f"{SEITE}#uebergabe"
    assert (stand(netzwerk_a), stand(netzwerk_b)) == (["bank"], [])
    assert Protokolleintrag.objects.filter(aktion="uebergabe.haken").count() == 1
    client.post(HAKEN, {"punkt": "bank", "gesetzt": "0"})
    assert stand(netzwerk_a) == []


def test_all_ticks_can_be_taken_for_the_next_handover(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User
) -> None:
    client = angemeldet(ada)
    Uebergabehaken.objects.create(netzwerk=netzwerk_b, punkt="bank")
    client.post(HAKEN, {"punkt": "bank", "gesetzt": "1"})
    client.post(HAKEN, {"von_vorn": "1"})
    assert (stand(netzwerk_a), stand(netzwerk_b)) == ([], ["bank"])


@pytest.mark.parametrize("data", [{}, {"punkt": "gold"}, {"punkt": ""}, {"gesetzt": "1"}])
def test_an_unknown_tick_changes_nothing(data: dict[str, str], netzwerk_a: Netzwerk, ada: User) -> None:
    assert angemeldet(ada).post(HAKEN, data).status_code == 302
    assert Uebergabehaken.objects.count() == 0


def test_the_list_says_when_and_by_whom_and_that_passwords_are_missing(
    netzwerk_a: Netzwerk, ada: User
) -> None:
    Uebergabehaken.objects.create(netzwerk=netzwerk_a, punkt="bank", person=ada)
    html = angemeldet(ada).get(SEITE).content.decode()
    today = (timezone.localdate() + timedelta(0)).strftime("%d.%m.%Y")
    assert f"erledigt am {today}, {ada.get_full_name()}" in html
    assert "Nicht enthalten: Passwörter" in html


def test_a_table_has_an_end_and_says_how_much_is_left_out(
    netzwerk_a: Netzwerk, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mitglieder.handbuch.MEISTE", 2)
    for _ in range(4):
        rolle_geben(netzwerk_a, an=UserFactory(), rolle=Rolle.MITGLIED)
    personen = handbuch(netzwerk_a)["tafeln"][0]
    assert (len(personen.zeilen), personen.mehr, personen.zeilen[0][1]) == (2, 3, "Leitung")
    assert "und 3 weitere Zeilen" in angemeldet(ada).get(SEITE).content.decode()
