"""Who comes to a date, for its hosts: the list, and why the waiting list is as it is."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from core.spreadsheets import cell
from core.text import bare, names, spellings
from veranstaltungen.actions.plaetze import lage
from veranstaltungen.enums import Anmeldestand, Nachruecken
from veranstaltungen.models import Anmeldung, Antwort, Frage, Platz, Termin

MOST_SHOWN = 2_000
PAGE_SIZE = 25


def anmeldungen(termin: Termin, suche: str = "") -> QuerySet[Anmeldung]:
    """Running registrations with their seats: a fixed number of queries."""
    rows = termin.anmeldungen.laufend().select_related("netzwerk")
    if suche:
        rows = rows.filter(pk__in=gefunden(termin, suche))
    return rows.prefetch_related("sitze").order_by("name", "pk")


def mit_antworten(rows: list[Anmeldung]) -> list[Anmeldung]:
    """The same with their answers: one query more."""
    answers = Antwort.objects.select_related("frage").order_by("frage__reihe", "pk")
    prefetch_related_objects(rows, Prefetch("antworten", answers))
    return rows


def nachname(name: str) -> str:
    """What a list is ordered by: "Anna Ärmel" -> "armel anna"; a name with a comma is in order already."""
    parts = bare(name).replace(",", " , ").split()
    return " ".join(parts if "," in parts else [*parts[-1:], *parts[:-1]])


def gefunden(termin: Termin, suche: str) -> list[int]:
    """Keys of the registrations that a question names: two queries, and a look at each name, because a
    database knows nothing of "Mueller" and "Müller"."""
    rows = termin.anmeldungen.laufend()
    told = {pk: parts for pk, *parts in rows.values_list("pk", "name", "firma", "email")}
    seats = Platz.objects.filter(anmeldung__in=rows).exclude(name="")
    for pk, name in seats.values_list("anmeldung", "name"):
        told[pk].append(name)
    return [pk for pk, parts in told.items() if names(suche, " ".join(parts))][:MOST_SHOWN]


def gemeint(row: Anmeldung) -> str:
    """What is searched in at the door, ready for a machine."""
    return spellings(" ".join([row.name, row.firma, row.email, *(seat.name for seat in row.sitze.all())]))


def teile(rows: list[Anmeldung]) -> list[tuple[str, list[Anmeldung]]]:
    """[(heading, registrations)]; those who wait in their order."""
    coming = [row for row in rows if row.stand == Anmeldestand.ANGEMELDET]
    coming.sort(key=lambda row: nachname(row.name))
    waiting = [row for row in rows if row.stand in Anmeldestand.wartend()]
    waiting.sort(key=lambda row: (row.stand == Anmeldestand.WARTET, row.wartet_seit, row.pk))
    open_ones = [row for row in rows if row.stand in (Anmeldestand.OFFEN, Anmeldestand.OFFEN_WARTEND)]
    return [
        (_("Angemeldet"), coming),
        (_("Warteliste, in dieser Reihenfolge"), waiting),
        (_("Noch nicht bestätigt"), open_ones),
    ]


class Teil(NamedTuple):
    titel: str
    anzahl: int  # on all pages
    zeilen: list[Anmeldung]  # on this one


def seite(rows: list[Anmeldung], nummer: int) -> tuple[list[Teil], Page]:
    """One page of the parts, and the page itself; beyond the last page stands the last."""
    parts = teile(rows)
    page = Paginator([(title, row) for title, found in parts for row in found], PAGE_SIZE).get_page(nummer)
    mit_antworten([row for _title, row in page])
    here = [Teil(title, len(found), [row for of, row in page if of == title]) for title, found in parts]
    return [part for part in here if part.zeilen], page


def warum(termin: Termin) -> str:
    """A sentence on why those who wait have no place."""
    first = termin.anmeldungen.wartend().first()
    if first is None or termin.hat_begonnen:
        return ""
    now = lage(termin)
    if now.ausgeschoepft(first):
        return _("Die erste Anmeldung wartet, weil ihr Netzwerk oder Unternehmen seine Plätze schon hat.")
    if now.voll:
        how = {
            Nachruecken.AUTOMATISCH: _("Wird einer frei, rückt die nächste Anmeldung von selbst nach."),
            Nachruecken.ANGEBOT: _("Wird einer frei, bekommt ihn die nächste Anmeldung angeboten."),
        }
        return f"{_('Alle Plätze sind vergeben.')} {how[Nachruecken(termin.veranstaltung.nachruecken)]}"
    return _(
        "Frei sind %(frei)s, die erste Anmeldung braucht %(plaetze)s; oder was frei ist, ist einem Netzwerk "
        "vorbehalten."
    ) % {"frei": now.frei, "plaetze": first.plaetze}


def eingetroffen(termin: Termin) -> int:
    return Platz.objects.filter(anmeldung__termin=termin, eingetroffen__isnull=False).count()


def tabelle(termin: Termin) -> Iterator[list[Any]]:
    """Rows for a spreadsheet, one per seat. Answers to sensitive questions stay on the page."""
    questions = list(Frage.objects.filter(veranstaltung=termin.veranstaltung_id, sensibel=False))
    yield [
        _("Name"), _("angemeldet von"), _("E-Mail-Adresse"), _("Unternehmen"), _("Netzwerk"), _("Stand"),
        _("eingetroffen"), *(cell(question.text) for question in questions),
    ]  # fmt: skip
    for row in mit_antworten(list(anmeldungen(termin)[:MOST_SHOWN])):
        answers = {answer.frage_id: answer.text for answer in row.antworten.all()}
        for seat in row.sitze.all():
            values = (
                str(seat), row.name, row.email, row.firma, row.netzwerk.kurzname if row.netzwerk else "",
                str(row.get_stand_display()), ankunft(seat),
                *(answers.get(question.pk, "") for question in questions),
            )  # fmt: skip
            yield [cell(value) for value in values]


def ankunft(seat: Platz) -> str:
    return f"{timezone.localtime(seat.eingetroffen):%H:%M}" if seat.eingetroffen else ""
