"""Reading a list of people to invite: pasted text, CSV as offices save it, or a spreadsheet.

Everything ends as rows of cells; what the cells mean is found by a header, or else by what they look
like. Nothing here knows the database.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.refusal import RefusedError
from mitglieder.tabellenblatt import unlesbar, zellen
from netzwerke.enums import Rolle

MOST_ROWS = 10_000
MOST_COLUMNS = 20
MOST_BYTES = 2_000_000
LONGEST_CELL = 400
LONGEST_LINE = 5_000
Cells = list[str]

KOEPFE = {
    "email": {"e-mail", "email", "mail", "e-mail-adresse", "emailadresse", "e-mail adresse", "mailadresse",
              "email address", "e-mail address"},
    "vorname": {"vorname", "first name", "firstname", "given name"},
    "nachname": {"nachname", "familienname", "last name", "lastname", "surname", "zuname"},
    "name": {"name", "person", "ansprechpartner", "ansprechpartner:in", "kontakt", "full name"},
    "firma": {"firma", "unternehmen", "betrieb", "organisation", "company", "organization"},
    "rolle": {"rolle", "role", "funktion"},
}  # fmt: skip
ROLLEN = {
    "mitglied": Rolle.MITGLIED, "member": Rolle.MITGLIED, "redaktion": Rolle.REDAKTION,
    "editor": Rolle.REDAKTION, "leitung": Rolle.LEITUNG, "network lead": Rolle.LEITUNG,
}  # fmt: skip
UNPRINTABLE = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")  # no text holds them in any encoding we read
IN_BRACKETS = re.compile(r"^\s*(?P<name>[^<>]*?)\s*<(?P<email>[^<>]+)>\s*$")


@dataclass
class Zeile:
    """One person of a list; `nr` is the row as the person sees it in the file. `rolle` as it was typed."""

    nr: int
    email: str = ""
    vorname: str = ""
    nachname: str = ""
    firma: str = ""
    rolle: str = ""


def aus_text(text: str) -> list[Zeile]:
    return gedeutet(enumerate(geteilt(text), 1))


def aus_datei(name: str, inhalt: bytes) -> list[Zeile]:
    """A file as it was uploaded. Raises `RefusedError` with what to do instead."""
    if len(inhalt) > MOST_BYTES:
        raise RefusedError(_("Die Datei ist größer als 2 MB. Bitte teilen Sie die Liste auf."))
    if inhalt.startswith(b"PK\x03\x04"):
        return gedeutet(enumerate(zellen(inhalt, rows=MOST_ROWS + 2, columns=MOST_COLUMNS), 1))
    if name.lower().endswith(".xlsx"):
        raise unlesbar()
    if name.lower().endswith(".xls") or inhalt.startswith(b"\xd0\xcf\x11\xe0"):
        raise RefusedError(
            _("Das alte Format .xls lesen wir nicht. Bitte speichern Sie als .xlsx oder .csv.")
        )
    return aus_text(entziffert(inhalt))


def entziffert(inhalt: bytes) -> str:
    """Text as Excel and its like write it: UTF-8 with or without a mark, UTF-16, or Windows."""
    if inhalt.startswith((b"\xff\xfe", b"\xfe\xff")):
        return inhalt.decode("utf-16", errors="replace").replace("\x00", "")
    if UNPRINTABLE.search(inhalt):
        raise RefusedError(_("Das ist keine Liste. Bitte laden Sie eine CSV- oder XLSX-Datei hoch."))
    try:
        return inhalt.decode("utf-8-sig")
    except UnicodeDecodeError:
        return inhalt.decode("cp1252", errors="replace")


def geteilt(text: str) -> Iterator[Cells]:
    """Rows of cells: by the one separator of a table, or line by line, as people paste it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [line[:LONGEST_LINE] for line in lines]
    first = next((line for line in lines if line.strip()), "")
    sign = trenner(first)
    if ist_kopf(next(csv.reader([first], delimiter=sign), [])):
        yield from tabelle(text, sign)
        return
    for line in lines:
        yield next(csv.reader([line], delimiter=trenner(line)), []) if line.strip() else []


def tabelle(text: str, sign: str) -> Iterator[Cells]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    except csv.Error as error:
        words = _("Die Liste lässt sich nicht lesen. Fehlt irgendwo ein schließendes Anführungszeichen?")
        raise RefusedError(words) from error


def trenner(line: str) -> str:
    """Semicolon before tab before comma: a comma also stands inside of names."""
    return next((sign for sign in ";\t" if sign in line), ",")


def ist_kopf(cells: Iterable[str]) -> bool:
    words = {cell.strip().lower() for cell in cells}
    return bool(words & KOEPFE["email"])


def gedeutet(rows: Iterable[tuple[int, Cells]]) -> list[Zeile]:
    """The people in the rows; refuses what is empty or too long."""
    found: list[Zeile] = []
    columns: list[str] | None = None
    for nr, raw in rows:
        cells = [" ".join(str(cell).split())[:LONGEST_CELL] for cell in raw[:MOST_COLUMNS]]
        if not any(cells):
            continue
        if columns is None and not found and ist_kopf(cells):
            columns = [feld(cell) for cell in cells]
            continue
        found += [aus_spalten(nr, columns, cells)] if columns else list(aus_zellen(nr, cells))
        if nr > MOST_ROWS + 1 or len(found) > MOST_ROWS:  # one more for the header
            raise RefusedError(_("Die Liste hat mehr als 10.000 Zeilen. Bitte teilen Sie sie auf."))
    if not found:
        raise RefusedError(_("In der Liste steht niemand. Bitte nennen Sie mindestens eine E-Mail-Adresse."))
    return found


def feld(cell: str) -> str:
    return next((name for name, words in KOEPFE.items() if cell.strip().lower() in words), "")


def aus_spalten(nr: int, columns: list[str], cells: Cells) -> Zeile:
    values: dict[str, str] = {}
    for name, cell in zip(columns, cells, strict=False):
        if name and cell:
            values.setdefault(name, cell)
    vorname, nachname = geteilter_name(values.pop("name", ""))
    email, anzeige = adresse(values.pop("email", ""))
    aus_anzeige = geteilter_name(anzeige)
    return Zeile(
        nr, email=email, vorname=values.get("vorname") or vorname or aus_anzeige[0],
        nachname=values.get("nachname") or nachname or aus_anzeige[1],
        firma=values.get("firma", ""), rolle=values.get("rolle", ""),
    )  # fmt: skip


def aus_zellen(nr: int, cells: Cells) -> Iterator[Zeile]:
    """A row without a header: several addresses, or one with what stands around it."""
    mails = [cell for cell in cells if "@" in cell]
    others = [cell for cell in cells if cell and "@" not in cell]
    if len(mails) != 1:
        yield from (ein_mensch(nr, cell, [], []) for cell in mails or others[:1])
        return
    position = cells.index(mails[0])
    before = [cell for cell in cells[:position] if cell]
    yield ein_mensch(nr, mails[0], before, [cell for cell in cells[position + 1 :] if cell])


def ein_mensch(nr: int, cell: str, before: Cells, after: Cells) -> Zeile:
    """Names stand before the address, the firm and the role after it."""
    email, anzeige = adresse(cell)
    others = [word for word in after if word.lower() not in ROLLEN]
    firma = next(iter(others), "")
    rolle = next((word for word in after if word.lower() in ROLLEN), "".join(others[1:2]))
    if anzeige and len(before) == 1:  # Muster, Alex <alex@example.org>
        vorname, nachname = anzeige, before[0]
    elif len(before) >= 2:
        vorname, nachname = before[0], before[1]
    else:
        vorname, nachname = geteilter_name(anzeige or next(iter(before), ""))
    return Zeile(nr, email=email, vorname=vorname, nachname=nachname, firma=firma, rolle=rolle)


def adresse(cell: str) -> tuple[str, str]:
    """(address, displayed name): "Alex Muster <alex@example.org>" or the address alone."""
    if found := IN_BRACKETS.match(cell):
        return found["email"].strip().removeprefix("mailto:"), found["name"].strip("\"' ")
    return cell.strip().removeprefix("mailto:"), ""


def geteilter_name(name: str) -> tuple[str, str]:
    """(first, last): "Alex Muster" and "Muster, Alex" are the same person."""
    if "," in name:
        last, _comma, first = name.partition(",")
        return first.strip(), last.strip()
    first, _space, last = name.rpartition(" ")
    return (first, last) if first else ("", last)


def als_rolle(word: str, sonst: Rolle) -> Rolle | None:
    """The role that is meant; None for a word that names none."""
    return ROLLEN.get(word.lower()) if word else sonst
