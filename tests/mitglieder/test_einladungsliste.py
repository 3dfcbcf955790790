"""A list of people to invite: read as offices write it, tried without consequences, sent by the worker."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from core.refusal import RefusedError
from mitglieder.actions import einladungsliste as actions
from mitglieder.actions.einladung import einladen, widerrufen
from mitglieder.einladungsliste import MOST_ROWS, Zeile, aus_datei, aus_text
from mitglieder.models import Einladung, Einladungsliste
from netzwerke.actions import rolle_geben, rolle_nehmen
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from notifications.models import Ausgangsmail, Status
from tests.factories import UserFactory
from tests.mitglieder.helpers import angemeldet, ausgewiesen, in_der_frist, text_von

PFAD = "/mein/netzwerke/netzwerk-a/einladen/liste/"
KIM = Zeile(1, email="kim@example.org", vorname="Kim", nachname="Neu")
KOPF = "E-Mail;Vorname;Nachname;Firma;Rolle\r\n"


# --- Reading ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kim Neu <kim@example.org>", KIM),
        ('"Neu, Kim" <kim@example.org>', KIM),
        ("Neu, Kim <kim@example.org>", KIM),
        ("Kim;Neu;kim@example.org", KIM),
        ("Kim Neu\tkim@example.org", KIM),
        ("Kim Neu, kim@example.org", KIM),
        ("\n\nkim@example.org", Zeile(3, email="kim@example.org")),
        ("mailto:kim@example.org", Zeile(1, email="kim@example.org")),
        (
            "Kim;Neu;kim@example.org;Neu GmbH;Redaktion",
            Zeile(1, "kim@example.org", "Kim", "Neu", "Neu GmbH", "Redaktion"),
        ),
        ("kim(at)example.org", Zeile(1, email="kim(at)example.org")),
        ("Name;Mail\nKim Neu;kim@example.org", Zeile(2, "kim@example.org", "Kim", "Neu")),
        (
            "Email,First name,Company\nkim@example.org,Kim,Neu GmbH",
            Zeile(2, "kim@example.org", "Kim", "", "Neu GmbH"),
        ),
        (
            'E-Mail;Firma\nKim Neu <kim@example.org>;"Neu;\nGmbH"',
            Zeile(2, "kim@example.org", "Kim", "Neu", "Neu; GmbH"),
        ),
    ],
)
def test_a_line_is_read_as_it_is_meant(text: str, expected: Zeile) -> None:
    assert aus_text(text) == [expected]


def test_several_addresses_in_one_line_are_several_people() -> None:
    found = aus_text("a@example.org; B Zwei <b@example.org>\nc@example.org")
    assert [(z.nr, z.email, z.nachname) for z in found] == [
        (1, "a@example.org", ""),
        (1, "b@example.org", "Zwei"),
        (2, "c@example.org", ""),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_file_is_read_in_the_encodings_of_offices(encoding: str) -> None:
    inhalt = f"{KOPF}kim@example.org;Kim;Müßig;Größe & Söhne;Mitglied\r\n".encode(encoding)
    assert aus_datei("liste.csv", inhalt) == [
        Zeile(2, "kim@example.org", "Kim", "Müßig", "Größe & Söhne", "Mitglied")
    ]


def blatt(*rows: list[Any]) -> bytes:
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(buffer)
    return buffer.getvalue()


def test_a_spreadsheet_is_read() -> None:
    inhalt = blatt(["Firma", "E-Mail", "Nr."], ["Neu GmbH", "kim@example.org", 7], [None, None, None])
    assert aus_datei("liste.xlsx", inhalt) == [Zeile(2, email="kim@example.org", firma="Neu GmbH")]


def bombe() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "inhalt", "words"),
    [
        ("a.xlsx", bombe(), "ausgepackt zu groß"),
        ("a.xlsx", b"PK\x03\x04 und dann nichts", "lässt sich nicht lesen"),
        ("a.xlsx", blatt(["x"])[:-200], "lässt sich nicht lesen"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "alte Format"),
        ("a.csv", b"\x89PNG\x00\x00", "keine Liste"),
        ("a.csv", b"a" * 2_000_001, "größer als 2 MB"),
        ("a.csv", b"", "steht niemand"),
        ("a.csv", KOPF.encode(), "steht niemand"),
        ("a.csv", (KOPF + '"' + "x" * 200_000).encode(), "Anführungszeichen"),
        ("a.csv", b"a@example.org\n" * (MOST_ROWS + 1), "mehr als 10.000"),
        ("a.xlsx", blatt(*[[]] * MOST_ROWS, ["a@example.org"], ["b@example.org"]), "mehr als 10.000"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(name: str, inhalt: bytes, words: str) -> None:
    with pytest.raises(RefusedError, match=words):
        aus_datei(name, inhalt)


def test_the_longest_list_is_read_and_tried(netzwerk_a: Netzwerk, ada: User) -> None:
    inhalt = "".join(f"person{n}@example.org\n" for n in range(MOST_ROWS)).encode()
    zeilen = aus_datei("a.csv", inhalt)
    liste = actions.probieren(netzwerk_a, zeilen, rolle=Rolle.MITGLIED, person=ada)
    assert (liste.gesamt, liste.fehler) == (MOST_ROWS, [])


# --- Trying ----------------------------------------------------------------------------------------------


def probiert(netzwerk: Netzwerk, person: User, text: str) -> Einladungsliste:
    return actions.probieren(netzwerk, aus_text(text), rolle=Rolle.MITGLIED, person=person)


def test_a_try_tells_of_every_row_and_invites_nobody(netzwerk_a: Netzwerk, ada: User, ben: User) -> None:
    einladen(netzwerk_a, person=ada, email="schon@example.org", rolle=Rolle.MITGLIED)
    before = (Einladung.objects.count(), Ausgangsmail.objects.count())
    text = (
        "kim@example.org\nBEN@example.org\nschon@example.org\nKIM@example.org\nunsinn\nu@\n"
        "x@example.org;Firma;Chefin;\nE;F;l@example.org;G;Leitung"
    )
    liste = probiert(netzwerk_a, ada, text)
    assert [(row["nr"], row["email"], row["rolle"]) for row in liste.zeilen] == [
        (1, "kim@example.org", "mitglied"),
        (8, "l@example.org", "leitung"),
    ]
    assert [(row["nr"], row["befund"]) for row in liste.fehler] == [
        (2, "mitglied"),
        (3, "eingeladen"),
        (4, "doppelt"),
        (5, "ungueltig"),
        (6, "ungueltig"),
        (7, "rolle"),
    ]
    assert (Einladung.objects.count(), Ausgangsmail.objects.count()) == before


def test_an_unknown_role_is_told(netzwerk_a: Netzwerk, ada: User) -> None:
    liste = probiert(netzwerk_a, ada, "Mail;Rolle\nkim@example.org;Chefin")
    assert [(row["rolle"], row["befund"]) for row in liste.fehler] == [("Chefin", "rolle")]


@pytest.mark.usefixtures("seitenbaum")
def test_a_file_is_tried_shown_and_sent(netzwerk_a: Netzwerk, ada: User) -> None:
    client = ausgewiesen(ada)
    datei = SimpleUploadedFile(
        "liste.csv", f"{KOPF}kim@example.org;Kim;Neu;;\r\nunsinn;;;;\r\n".encode("utf-8-sig")
    )
    path = client.post(PFAD, {"liste-datei": datei, "liste-rolle": "redaktion", "liste-sprache": "en"})[
        "Location"
    ]
    page = text_von(client.get(path))
    assert "<b>1</b> Person würde eingeladen." in page
    assert "keine gültige E-Mail-Adresse" in page
    assert Einladung.objects.count() == 0
    assert client.post(path)["Location"] == path
    assert [(e.email, e.rolle, e.vorname, e.sprache) for e in Einladung.objects.all()] == [
        ("kim@example.org", "redaktion", "Kim", "en")
    ]
    assert "Fertig: 1 Einladung ist unterwegs." in text_von(client.get(path))
    client.post(path)  # a second click
    assert Ausgangsmail.objects.filter(empfaenger="kim@example.org").count() == 1
    liste = Einladungsliste.objects.get()
    assert (liste.zeilen, liste.erledigt) == ([], 1)


@pytest.mark.usefixtures("seitenbaum")
@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"liste-text": ""}, "Bitte fügen Sie Adressen ein"),
        ({"liste-text": ";;;"}, "steht niemand"),
        ({"liste-text": "kim@example.org", "liste-rolle": "chefin"}, "chefin"),
    ],
)
def test_a_wrong_list_is_answered_on_the_page(data: Any, words: str, netzwerk_a: Netzwerk, ada: User) -> None:
    response = angemeldet(ada).post(PFAD, {"liste-rolle": "mitglied", "liste-sprache": "de", **data})
    assert (response.status_code, words in text_von(response)) == (200, True)
    assert data["liste-text"] in text_von(response)


@pytest.mark.usefixtures("seitenbaum")
def test_a_list_of_another_network_is_missing(
    netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User
) -> None:
    fremd = probiert(netzwerk_b, cem, "kim@example.org")
    assert angemeldet(ada).post(f"{PFAD}{fremd.pk}/").status_code == 404
    assert Einladung.objects.count() == 0


# --- Sending ---------------------------------------------------------------------------------------------


def begonnen(liste: Einladungsliste) -> Einladungsliste:
    liste.begonnen = timezone.now()
    liste.save()
    return liste


def test_a_worker_that_stopped_goes_on_where_it_was(
    netzwerk_a: Netzwerk, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "PIECE", 2)
    liste = begonnen(probiert(netzwerk_a, ada, "\n".join(f"p{i}@example.org" for i in range(5))))
    assert actions.stueck_versenden(liste.pk) is True
    liste.refresh_from_db()
    assert (liste.erledigt, Einladung.objects.count()) == (2, 2)
    actions.versenden(liste.pk)
    assert actions.stueck_versenden(liste.pk) is False
    assert (Einladung.objects.count(), Ausgangsmail.objects.count()) == (5, 5)


def test_what_changed_since_the_try_is_left_out(netzwerk_a: Netzwerk, ada: User) -> None:
    liste = begonnen(probiert(netzwerk_a, ada, "kim@example.org\nalex@example.org"))
    einladen(netzwerk_a, person=ada, email="kim@example.org", rolle=Rolle.MITGLIED)
    actions.versenden(liste.pk)
    liste.refresh_from_db()
    assert [(row["email"], row["befund"]) for row in liste.fehler] == [("kim@example.org", "eingeladen")]
    assert Ausgangsmail.objects.filter(empfaenger="kim@example.org").count() == 1


def test_who_lost_the_right_sends_no_more(netzwerk_a: Netzwerk, ada: User) -> None:
    liste = begonnen(probiert(netzwerk_a, ada, "kim@example.org"))
    rolle_geben(netzwerk_a, an=UserFactory(), rolle=Rolle.LEITUNG)
    rolle_nehmen(Mitgliedschaft.objects.get(person=ada))
    actions.versenden(liste.pk)
    liste.refresh_from_db()
    assert ("nicht mehr" in liste.fehler[0]["grund"], liste.fertig is not None) == (True, True)
    assert Einladung.objects.count() == 0


def test_the_limit_of_a_day_counts_lists(
    netzwerk_a: Netzwerk, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mitglieder.actions.einladung.MOST_A_DAY", 1)
    liste = probiert(netzwerk_a, ada, "kim@example.org\nalex@example.org")
    with pytest.raises(RefusedError, match="Heute können Sie noch 1 Einladung verschicken"):
        actions.bestaetigen(liste, person=ada)
    assert Einladung.objects.count() == 0


def test_an_address_that_got_three_today_is_left_out(netzwerk_a: Netzwerk, ada: User) -> None:
    for _ in range(3):
        einladung = einladen(netzwerk_a, person=ada, email="kim@example.org", rolle=Rolle.MITGLIED)
        Ausgangsmail.objects.update(status=Status.GESENDET)
        widerrufen(einladung, person=ada)
    assert [row["befund"] for row in probiert(netzwerk_a, ada, "kim@example.org").fehler] == ["zu_oft"]


def test_addresses_of_lists_are_forgotten(netzwerk_a: Netzwerk, ada: User) -> None:
    """Never sent: after a day. Sent: after thirty, in which people look who was left out."""
    tried, sent = (probiert(netzwerk_a, ada, f"{name}@example.org") for name in ("kim", "alex"))
    young = probiert(netzwerk_a, ada, "noa@example.org")
    day = timezone.now() - timedelta(days=1, minutes=1)
    Einladungsliste.objects.filter(pk=tried.pk).update(angelegt=day)
    Einladungsliste.objects.filter(pk=sent.pk).update(angelegt=day, begonnen=day, fertig=day)
    call_command("aufraeumen")
    assert set(Einladungsliste.objects.all()) == {sent, young}
    Einladungsliste.objects.filter(pk=sent.pk).update(fertig=timezone.now() - timedelta(days=31))
    call_command("aufraeumen")
    assert set(Einladungsliste.objects.all()) == {young}


def test_a_sheet_of_millions_of_empty_cells_is_refused_at_once() -> None:
    """It packs to a few kilobytes; read, it would keep a process busy for a minute."""
    book = io.BytesIO()
    openpyxl.Workbook().save(book)
    bomb = io.BytesIO()
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                cells = b"<row>" + b"<c/>" * 500_000 + b"</row></sheetData>"
                content = content.replace(b"<sheetData/>", b"<sheetData>" + cells)
                content = content.replace(b"<sheetData></sheetData>", b"<sheetData>" + cells)
                assert content.count(b"<c/>") == 500_000
            new.writestr(part.filename, content)
    assert len(bomb.getvalue()) < 20_000
    with pytest.raises(RefusedError, match="ausgepackt zu groß"):
        aus_datei("liste.xlsx", bomb.getvalue())


def test_a_list_that_stands_still_can_be_pushed(netzwerk_a: Netzwerk, ada: User) -> None:
    liste = begonnen(probiert(netzwerk_a, ada, "kim@example.org"))
    actions.bestaetigen(liste, person=ada)
    assert Einladung.objects.count() == 0  # it is being sent; a second click changes nothing
    Einladungsliste.objects.update(begonnen=timezone.now() - timedelta(minutes=6))
    actions.bestaetigen(liste, person=ada)
    assert Einladung.objects.count() == 1


def test_a_piece_costs_a_bounded_number_of_queries(
    netzwerk_a: Netzwerk, ada: User, django_assert_max_num_queries: Any
) -> None:
    liste = begonnen(probiert(netzwerk_a, ada, "\n".join(f"p{i}@example.org" for i in range(20))))
    with django_assert_max_num_queries(20 * 7 + 20):
        actions.versenden(liste.pk)


@pytest.mark.usefixtures("seitenbaum")
def test_the_address_of_a_refused_list_leads_back_to_the_form(netzwerk_a: Netzwerk, ada: User) -> None:
    """Somebody reloads the page with the error, or changes its language."""
    assert angemeldet(ada).get(PFAD)["Location"] == "/mein/netzwerke/netzwerk-a/einladen/"
    assert angemeldet(ada).get(f"/en{PFAD}")["Location"] == "/en/mein/netzwerke/netzwerk-a/einladen/"


@pytest.mark.usefixtures("seitenbaum")
def test_when_all_are_sent_no_row_says_that_it_will_be(netzwerk_a: Netzwerk, ada: User) -> None:
    """What htmx swaps holds the rows as well as the progress."""
    client, liste = ausgewiesen(ada), probiert(netzwerk_a, ada, "kim@example.org\nunsinn")
    path = f"/mein/netzwerke/netzwerk-a/einladen/liste/{liste.pk}/"
    Einladungsliste.objects.filter(pk=liste.pk).update(begonnen=timezone.now())
    running = text_von(client.get(path))
    assert 'hx-select="#liste"' in running
    assert running.index('id="liste"') < running.index("wird eingeladen") < running.rindex("</table>")
    actions.versenden(liste.pk)
    done = text_von(client.get(path))
    assert ("wird eingeladen" in done, "keine gültige E-Mail-Adresse" in done, "hx-get" in done) == (
        False,
        True,
        False,
    )


@pytest.mark.usefixtures("seitenbaum")
@pytest.mark.parametrize(("rolle", "sent"), [("leitung", 0), ("mitglied", 1)])
def test_the_grace_of_a_new_leitung_is_not_handed_on_by_a_list(
    rolle: str, sent: int, netzwerk_a: Netzwerk, ada: User
) -> None:
    client = in_der_frist(ada)
    data = {"liste-text": "kim@example.org", "liste-rolle": rolle, "liste-sprache": "de"}
    client.post(client.post(PFAD, data)["Location"])
    assert Einladung.objects.count() == sent


def test_whoever_leads_too_hears_of_a_leitung_invited_by_a_list(
    netzwerk_a: Netzwerk, ada: User, dana: User
) -> None:
    rolle_geben(netzwerk_a, an=dana, rolle=Rolle.LEITUNG)
    liste = begonnen(
        probiert(netzwerk_a, ada, "Mail;Rolle\nkim@example.org;Leitung\nalex@example.org;Mitglied")
    )
    actions.versenden(liste.pk)
    about = Ausgangsmail.objects.filter(schluessel__contains="leitung_angeboten")
    assert [mail.empfaenger for mail in about] == ["dana@example.org"]


def test_another_spelling_of_a_mailbox_is_no_address(netzwerk_a: Netzwerk, ada: User) -> None:
    liste = probiert(netzwerk_a, ada, "=?utf-8?q?o=70fer?=@example.org")
    assert [row["befund"] for row in liste.fehler] == ["ungueltig"]


def test_a_list_with_several_is_told_in_one_letter(netzwerk_a: Netzwerk, ada: User, ben: User) -> None:
    rolle_geben(netzwerk_a, an=ben, rolle=Rolle.LEITUNG)
    rows = [
        {"nr": number, "email": f"neu{number}@example.org", "rolle": "leitung", "vorname": "", "nachname": "", "firma": "",
         "sprache": "de"}
        for number in (1, 2, 3)
    ]  # fmt: skip
    liste = Einladungsliste.objects.create(netzwerk=netzwerk_a, person=ada, zeilen=rows, gesamt=3)
    actions.bestaetigen(liste, person=ada)
    [told] = Ausgangsmail.objects.filter(empfaenger="ben@example.org")
    assert [n for n in (1, 2, 3) if f"neu{n}@example.org" not in told.text] == []
