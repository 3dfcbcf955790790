"""Paper for the evening: the list for the door, and name badges. Set by typst, see `core.pdf`."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.i18n import active
from core.pdf import gesetzt
from veranstaltungen import teilnehmende, zeit
from veranstaltungen.enums import Anmeldestand
from veranstaltungen.models import Anmeldung, Platz, Termin


def liste(termin: Termin) -> bytes:
    """The bytes of a PDF: everybody with a place, by last name, with a box to tick."""
    rows = nach_nachnamen(termin)
    daten = kopf(termin, _("Liste der Teilnehmenden"), rows) | {
        "anzahl": ngettext("%(n)s Platz", "%(n)s Plätze", len(rows)) % {"n": len(rows)},
        "vertraulich": _("Vertraulich. Bitte nach der Veranstaltung vernichten."),
        "seite": _("Seite"),
    }
    return gesetzt("teilnehmende", daten)


def nach_nachnamen(termin: Termin) -> list[dict[str, Any]]:
    rows = sorted(zeilen(termin, _("Gast von %(name)s")), key=lambda row: row["reihe"])
    return [row | {"name": nachname_zuerst(row["name"])} if row["eigener"] else row for row in rows]


def namensschilder(termin: Termin) -> bytes:
    """The bytes of a PDF: ten badges on a sheet. Seats without a name get a line to write on."""
    rows = zeilen(termin, "")
    return gesetzt("namensschilder", kopf(termin, _("Namensschilder"), rows))


def kopf(termin: Termin, titel: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "sprache": active(),
        "titel": titel,
        "veranstaltung": termin.veranstaltung.titel,
        "zeit": zeit.zeitraum(termin),
        "zeilen": rows,
        "leer": _("Noch ist niemand angemeldet."),
    }


def zeilen(termin: Termin, ohne_namen: str) -> list[dict[str, Any]]:
    """{name, firma, netzwerk, da, eigener, reihe} of each seat that is taken; `ohne_namen` is for those
    without a name of their own (`eigener`), and they follow whoever brought them (`reihe`)."""
    rows = teilnehmende.anmeldungen(termin).filter(stand=Anmeldestand.ANGEMELDET)
    return [
        {
            "name": seat.name or ohne_namen % {"name": row.name},
            "firma": row.firma,
            "netzwerk": row.netzwerk.kurzname if row.netzwerk else "",
            "da": seat.eingetroffen is not None,
            "eigener": bool(seat.name),
            "reihe": [teilnehmende.nachname(seat.name or row.name), row.pk, not seat.name, seat.nummer],
        }
        for row, seat in plaetze(list(rows[: teilnehmende.MOST_SHOWN]))
    ]


def nachname_zuerst(name: str) -> str:
    """ "Anna von Ärmel" -> "Ärmel, Anna von"; what has a comma, or is one word, stays."""
    first, _space, last = name.rpartition(" ")
    return name if "," in name or not first else f"{last}, {first}"


def plaetze(rows: list[Anmeldung]) -> Iterator[tuple[Anmeldung, Platz]]:
    for row in rows:
        yield from ((row, seat) for seat in row.sitze.all())
