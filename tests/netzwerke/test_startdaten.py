"""The facts that the project carries: complete, checked before anything is written, written once."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import Protokolleintrag
from core.startdaten import StartdatenError
from netzwerke.actions import loeschen
from netzwerke.models import FruehererName, Groessenangabe, Netzwerk, Region, Schwerpunkt
from netzwerke.startdaten.laden import ORDNER, UEBERSETZT, laden
from netzwerke.startdaten.lesen import frueher
from search.models import Dokument

DATEIEN = ("schwerpunkte.csv", "regionen.csv", "netzwerke.csv", "groessen.csv", "profile.csv")
NICHTS = {
    "Schwerpunkte": 0, "Regionen": 0, "Bezirksgrenzen": 0, "Netzwerke": 0, "Größenangaben": 0, "Übersetzte Hinweise": 0,
}  # fmt: skip


@pytest.fixture
def ordner(tmp_path: Path) -> Path:
    for name in DATEIEN:
        shutil.copy(ORDNER / name, tmp_path / name)
    return tmp_path


def aendern(datei: Path, zeile: int, **werte: str) -> None:
    """Set cells of the n-th row (0 is the first below the head)."""
    with datei.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows, columns = list(reader), list(reader.fieldnames or [])
    rows[zeile].update(werte)
    with datei.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def fehler(ordner: Path) -> list[str]:
    """What `laden` complains about; it has written nothing."""
    with pytest.raises(StartdatenError) as caught:
        laden(ordner)
    assert [m.objects.count() for m in (Schwerpunkt, Region, Netzwerk, Groessenangabe)] == [0, 0, 0, 0]
    return caught.value.errors


@pytest.mark.django_db
def test_all_facts_are_loaded_and_can_be_found() -> None:
    assert laden() == {
        "Schwerpunkte": 24, "Regionen": 175, "Bezirksgrenzen": 12, "Netzwerke": 40, "Größenangaben": 44,
        "Übersetzte Hinweise": 0,
    }  # fmt: skip
    assert Groessenangabe.objects.filter(quelle="").count() == 0
    assert Netzwerk.objects.filter(quelle="").count() == 0
    assert Netzwerk.objects.filter(bestaetigt_am__isnull=False).count() == 0
    assert Dokument.objects.filter(art="netzwerk").count() == 80


@pytest.mark.django_db
def test_every_district_has_its_border_with_licence_and_source() -> None:
    laden()
    bezirke = Region.objects.filter(art="bezirk", geometrie__isnull=False)
    assert bezirke.count() == 12
    source = (
        "Bezirksgrenzen: Amt für Statistik Berlin-Brandenburg, CC BY 3.0 DE "
        "(https://creativecommons.org/licenses/by/3.0/de/), vereinfacht"
    )
    assert set(bezirke.values_list("grenze_quelle", flat=True)) == {source}


@pytest.mark.django_db
def test_a_border_that_a_person_imported_stays_and_the_missing_ones_are_added() -> None:
    laden()
    eigene = {"type": "Polygon", "coordinates": [[[13.3, 52.5], [13.4, 52.5], [13.4, 52.6], [13.3, 52.5]]]}
    Region.objects.filter(schluessel="mitte").update(geometrie=eigene, grenze_quelle="Amt X 2030")
    Region.objects.filter(schluessel="pankow").update(geometrie=None)
    assert laden()["Bezirksgrenzen"] == 1
    mitte = Region.objects.get(schluessel="mitte")
    assert (mitte.geometrie, mitte.grenze_quelle) == (eigene, "Amt X 2030")
    assert Region.objects.get(schluessel="pankow").geometrie["type"] == "Polygon"


@pytest.mark.django_db
def test_a_network_points_to_its_places_topics_and_former_names() -> None:
    laden()
    netzwerk = Netzwerk.objects.get(slug="motzener-strasse")
    assert netzwerk.hauptregion.schluessel == "tempelhof-schoeneberg"
    assert {r.schluessel for r in netzwerk.regionen.all()} == {"tempelhof-schoeneberg", "ot-marienfelde"}
    assert netzwerk.schwerpunkte.count() == 7
    assert netzwerk.mitglieder is not None
    assert (netzwerk.mitglieder.wert, netzwerk.mitglieder.jahr) == (60, 2025)
    assert FruehererName.objects.filter(netzwerk__slug="neukoelln").exists()
    assert Region.objects.get(schluessel="ot-moabit").uebergeordnet.schluessel == "mitte"


@pytest.mark.django_db
def test_a_second_run_writes_nothing() -> None:
    laden()
    with CaptureQueriesContext(connection) as queries:
        assert laden() == NICHTS
    written = [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert written == []


@pytest.mark.django_db
def test_what_a_person_changed_or_deleted_stays_so() -> None:
    laden()
    Netzwerk.objects.filter(slug="moabit").update(name="Anderer Name")
    Region.objects.filter(schluessel="mitte").update(name="Andere Mitte")
    gone = Netzwerk.objects.get(slug="fku")
    gone.groessenangaben.all().delete()
    loeschen(gone)
    assert laden() == NICHTS
    assert Netzwerk.objects.get(slug="moabit").name == "Anderer Name"
    assert Region.objects.get(schluessel="mitte").name == "Andere Mitte"
    assert not Netzwerk.objects.filter(slug="fku").exists()


@pytest.mark.django_db
def test_every_remark_on_the_facts_is_there_in_english_as_well() -> None:
    laden()
    rows = list(Netzwerk.objects.exclude(hinweis=""))
    assert len(rows) == 40
    assert [row.slug for row in rows if not row.hinweis_uebersetzungen.get("en")] == []


def vor_den_uebersetzungen() -> None:
    """As an installation stands that was set up before remarks were translated."""
    laden()
    Netzwerk.objects.update(hinweis_uebersetzungen={})
    Protokolleintrag.objects.filter(aktion=UEBERSETZT).delete()


@pytest.mark.django_db
def test_an_older_installation_gets_the_english_of_remarks_that_nobody_reworded() -> None:
    vor_den_uebersetzungen()
    Netzwerk.objects.filter(slug="moabit").update(hinweis="Von der Leitung geschrieben.")
    Netzwerk.objects.filter(slug="fku").update(hinweis="")
    Netzwerk.objects.filter(slug="unmf").update(hinweis_uebersetzungen={"en": "Our own words"})
    before = set(Netzwerk.objects.values_list("slug", "geaendert"))
    assert laden() == NICHTS | {"Übersetzte Hinweise": 37}
    texts = dict(Netzwerk.objects.values_list("slug", "hinweis_uebersetzungen"))
    assert texts["goerzallee"] == {"en": "A number of members was not found."}
    assert (texts["moabit"], texts["fku"], texts["unmf"]) == ({}, {}, {"en": "Our own words"})
    assert set(Netzwerk.objects.values_list("slug", "geaendert")) == before


@pytest.mark.django_db
@pytest.mark.parametrize("anfang", [laden, vor_den_uebersetzungen])
def test_a_translation_that_a_person_took_away_stays_away(anfang: Callable[[], object]) -> None:
    anfang()
    laden()
    Netzwerk.objects.filter(slug="moabit").update(hinweis_uebersetzungen={})
    assert laden() == NICHTS
    assert Netzwerk.objects.get(slug="moabit").hinweis_uebersetzungen == {}


FALSCHES = {
    "unknown type": ("netzwerke.csv", "typ", "Klub", "„Klub“ ist unbekannt"),
    "unknown region": ("netzwerke.csv", "regionen", "atlantis", "„atlantis“ ist unbekannt"),
    "no region": ("netzwerke.csv", "regionen", "", "darf nicht leer sein"),
    "unknown topic": ("netzwerke.csv", "schwerpunkte", "x", "„x“ ist unbekannt"),
    "year in words": ("netzwerke.csv", "gruendungsjahr", "früh", "„früh“ ist keine Zahl"),
    "wrong year": ("netzwerke.csv", "gruendungsjahr", "205", "205 liegt nicht zwischen 1800 und 2100"),
    "no latitude": ("netzwerke.csv", "lat", "", "darf nicht leer sein"),
    "latitude out of range": ("netzwerke.csv", "lat", "95", "95 liegt nicht zwischen 51.3 und 53.6"),
    "latitude not a number": ("netzwerke.csv", "lat", "nan", "nan liegt nicht zwischen 51.3 und 53.6"),
    "unknown status": ("netzwerke.csv", "status", "froh", "„froh“ ist unbekannt"),
    "ended before it began": ("netzwerke.csv", "endejahr", "1999", "liegt vor dem Gründungsjahr"),
    "no name": ("netzwerke.csv", "name", "", "darf nicht leer sein"),
    "name too long": ("netzwerke.csv", "name", "x" * 161, "ist länger als 160 Zeichen"),
    "address without scheme": (
        "netzwerke.csv",
        "website",
        "javascript:x",
        "„javascript:x“ ist keine Internetadresse",
    ),
    "unknown parent": ("regionen.csv", "uebergeordnet", "x", "„x“ ist unbekannt"),
    "unknown kind of region": ("regionen.csv", "art", "x", "„x“ ist unbekannt"),
    "topic without name": ("schwerpunkte.csv", "name", "", "darf nicht leer sein"),
    "figure without source": ("groessen.csv", "quelle", "", "darf nicht leer sein"),
    "figure without year": ("groessen.csv", "jahr", "", "darf nicht leer sein"),
    "figure that is negative": ("groessen.csv", "wert", "-1", "-1 liegt nicht zwischen 0 und 10000000"),
    "unknown language": ("profile.csv", "sprache", "fr", "„fr“ ist unbekannt"),
    "profile of nobody": ("profile.csv", "netzwerk", "x", "„x“ ist unbekannt"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("fall", FALSCHES)
def test_a_bad_cell_is_named_with_file_line_column_and_reason(ordner: Path, fall: str) -> None:
    name, spalte, wert, grund = FALSCHES[fall]
    aendern(ordner / name, 0, **{spalte: wert})
    assert f"{name}, Zeile 2, Spalte {spalte}: {grund}" in fehler(ordner)


@pytest.mark.django_db
def test_a_network_that_ended_needs_the_year(ordner: Path) -> None:
    aendern(ordner / "netzwerke.csv", 0, status="beendet")
    assert fehler(ordner) == ["netzwerke.csv, Zeile 2, Spalte endejahr: fehlt bei einem beendeten Netzwerk"]


@pytest.mark.django_db
def test_bad_rows_of_all_files_are_listed_at_once(ordner: Path) -> None:
    aendern(ordner / "schwerpunkte.csv", 2, sortierung="oben")
    aendern(ordner / "groessen.csv", 0, art="Gewicht", wert="")
    assert fehler(ordner) == [
        "schwerpunkte.csv, Zeile 4, Spalte sortierung: „oben“ ist keine Zahl",
        "groessen.csv, Zeile 2, Spalte art: „Gewicht“ ist unbekannt",
        "groessen.csv, Zeile 2, Spalte wert: darf nicht leer sein",
    ]


def doppelt(datei: Path) -> None:
    lines = datei.read_text(encoding="utf-8").splitlines(keepends=True)
    datei.write_text("".join([*lines, lines[1]]), encoding="utf-8")


def zelle_zu_viel(datei: Path) -> None:
    lines = datei.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[3] = lines[3].rstrip("\n") + ",noch eine\n"
    datei.write_text("".join(lines), encoding="utf-8")


def spalte_fehlt(datei: Path) -> None:
    text = datei.read_text(encoding="utf-8")
    datei.write_text(text.replace("definition_en", "definition_fr", 1), encoding="utf-8")


def kaputte_bytes(datei: Path) -> None:
    lines = datei.read_bytes().splitlines(keepends=True)
    datei.write_bytes(b"".join([lines[0], b"\xff", *lines[1:]]))


def offenes_zitat(datei: Path) -> None:
    datei.write_text(datei.read_text(encoding="utf-8") + '"offen', encoding="utf-8")


KAPUTTES: dict[str, tuple[Callable[[Path], None], str]] = {
    "twice": (doppelt, "schwerpunkte.csv, Zeile 26, Spalte schluessel: „fachkraefte“ steht schon in Zeile 2"),
    "cell": (zelle_zu_viel, "schwerpunkte.csv, Zeile 4: falsche Zahl von Spalten"),
    "column": (spalte_fehlt, "schwerpunkte.csv, Zeile 1: Spalte fehlt: definition_en"),
    "bytes": (kaputte_bytes, "schwerpunkte.csv, Zeile 2: der Text ist nicht UTF-8"),
    "missing": (Path.unlink, "schwerpunkte.csv: die Datei fehlt oder ist nicht lesbar"),
    "quote": (offenes_zitat, "schwerpunkte.csv: keine gültige CSV-Datei (unexpected end of data)"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("fall", KAPUTTES)
def test_a_broken_file_is_refused_as_a_whole(ordner: Path, fall: str) -> None:
    zerstoeren, grund = KAPUTTES[fall]
    zerstoeren(ordner / "schwerpunkte.csv")
    assert grund in fehler(ordner)


@pytest.mark.django_db
@pytest.mark.parametrize("fall", ["column", "bytes", "missing", "quote"])
def test_what_others_take_from_a_file_that_cannot_be_read_is_not_called_unknown(
    ordner: Path, fall: str
) -> None:
    zerstoeren, grund = KAPUTTES[fall]
    zerstoeren(ordner / "schwerpunkte.csv")
    assert fehler(ordner) == [grund]


@pytest.mark.django_db
def test_translations_must_have_the_paragraphs_of_the_german_text(ordner: Path) -> None:
    aendern(ordner / "profile.csv", 1, text="Only one paragraph.")
    assert fehler(ordner) == [
        "profile.csv, Zeile 9, Spalte text: hat nicht so viele Absätze wie der deutsche Text"
    ]


@pytest.mark.django_db
def test_a_byte_order_mark_of_excel_does_no_harm(ordner: Path) -> None:
    datei = ordner / "regionen.csv"
    datei.write_bytes(b"\xef\xbb\xbf" + datei.read_bytes())
    assert laden(ordner)["Regionen"] == 175


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Netzwerk Süd (bis 2016)", {"name": "Netzwerk Süd", "bis_jahr": 2016}),
        ("Netzwerk Süd", {"name": "Netzwerk Süd", "bis_jahr": None}),
        ("Netzwerk (Süd)", {"name": "Netzwerk (Süd)", "bis_jahr": None}),
    ],
)
def test_a_former_name_may_carry_its_last_year(text: str, expected: dict) -> None:
    assert frueher(text) == expected
