"""What the handover book contains: the same tables for the page and for the PDF."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Case, QuerySet, When
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext
from wagtail.documents import get_document_model
from wagtail.models import Collection

from core.pdf import gesetzt
from mitglieder.enums import Anfragezustand, Uebergabepunkt
from mitglieder.personen import rollen_in
from mitglieder.protokoll import HANDBUCH, eintraege, in_zeilen, name_von
from netzwerke.enums import Groessenart, Rolle
from netzwerke.models import Netzwerk
from netzwerke.models.netzwerk import CONFIRMED_FOR
from netzwerke.redaktion import sammlungsname

EINLADUNGEN = 20  # the last ones; after a list of hundreds nothing else would be found in the book
MEISTE = 500  # rows of one table: a book that nobody can print helps nobody
EINTRAEGE = 30
Zeile = list[str]


@dataclass(frozen=True)
class Tafel:
    """A table; `leer` stands in its place when there are no rows, `mehr` counts what is left out."""

    titel: str
    kopf: list[str]
    zeilen: list[Zeile]
    leer: str
    mehr: int = 0

    @property
    def beschriftet(self) -> list[list[tuple[str, str]]]:
        """Each cell with the word of its column: on a phone the head of the table is gone."""
        return [list(zip(self.kopf, zeile, strict=True)) for zeile in self.zeilen]


def handbuch(netzwerk: Netzwerk) -> dict[str, Any]:
    """{"tafeln", "punkte"}: everything as text in the active language."""
    tafeln = (rollen, offenes, termine, unterlagen, angaben, entscheidungen)
    return {"tafeln": [tafel(netzwerk) for tafel in tafeln], "punkte": punkte(netzwerk)}


def tag(value: date | datetime | None) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localdate(value)
    return date_format(value, "SHORT_DATE_FORMAT")


def erste(rows: QuerySet[Any], hoechstens: int = 0) -> tuple[list[Any], int]:
    """As many rows as a table takes, and how many more there are; counted only where there are more."""
    most = hoechstens or MEISTE
    found = list(rows[: most + 1])
    return found[:most], rows.count() - most if len(found) > most else 0


def rollen(netzwerk: Netzwerk) -> Tafel:
    rang = Case(When(rolle=Rolle.LEITUNG, then=0), When(rolle=Rolle.REDAKTION, then=1), default=2)
    namen = ("person__last_name", "person__first_name", "pk")
    rows = rollen_in(netzwerk, alle=True).select_related("person").order_by(rang, "stellvertretung", *namen)
    gezeigt, mehr = erste(rows)
    return Tafel(
        gettext("Personen und Rollen"),
        [gettext("Name"), gettext("Rolle und Amt"), gettext("Amtszeit"), gettext("E-Mail")],
        [[name_von(row.person), amt(row), amtszeit(row), row.person.email] for row in gezeigt],
        gettext("Niemand hat eine Rolle."),
        mehr,
    )


def amt(row: Any) -> str:
    parts = [row.get_rolle_display(), row.amt, gettext("Stellvertretung") if row.stellvertretung else ""]
    return ", ".join(part for part in parts if part)


def amtszeit(row: Any) -> str:
    if row.bis:
        return gettext("%(von)s bis %(bis)s") % {"von": tag(row.von), "bis": tag(row.bis)}
    return gettext("seit %s") % tag(row.von) if row.laeuft else gettext("ab %s") % tag(row.von)


def offenes(netzwerk: Netzwerk) -> Tafel:
    anfragen, mehr_anfragen = erste(netzwerk.beitrittsanfragen.offen().select_related("person"))
    latest = netzwerk.einladungen.offen().order_by("-versandt", "-pk")
    einladungen, mehr_einladungen = erste(latest, EINLADUNGEN)
    zeilen = [[gettext("Beitrittsanfrage"), name_von(row.person), tag(row.angelegt)] for row in anfragen]
    zeilen += [[gettext("Einladung"), row.email, tag(row.versandt)] for row in einladungen]
    return Tafel(
        gettext("Offene Anfragen und Einladungen"),
        [gettext("Art"), gettext("Wer"), gettext("Seit")],
        zeilen,
        gettext("Nichts ist offen."),
        mehr_anfragen + mehr_einladungen,
    )


def termine(netzwerk: Netzwerk) -> Tafel:
    rows = rollen_in(netzwerk, alle=True).filter(bis__gte=timezone.localdate()).select_related("person")
    ends, mehr = erste(rows.order_by("bis", "pk"))
    days = [(row.bis, gettext("Amtszeit endet: %s") % name_von(row.person)) for row in ends]
    if netzwerk.bestaetigt_am:
        days.append((netzwerk.bestaetigt_am + CONFIRMED_FOR, gettext("Angaben im Profil neu bestätigen")))
    else:
        days.append((timezone.localdate(), gettext("Angaben im Profil zum ersten Mal bestätigen")))
    return Tafel(
        gettext("Termine"),
        [gettext("Datum"), gettext("Was")],
        [[tag(day), what] for day, what in sorted(days)],
        gettext("Kein Termin steht fest."),
        mehr,
    )


def unterlagen(netzwerk: Netzwerk) -> Tafel:
    """Pages of the network, and the documents of its collection, by name."""
    zeilen = [
        [
            f"{seite.title} ({seite.locale.get_display_name()})",
            gettext("Seite"),
            tag(seite.latest_revision_created_at or seite.last_published_at),
        ]
        for seite in netzwerk.seiten.select_related("locale").order_by("title", "pk")
    ]
    sammlungen = Collection.objects.filter(name=sammlungsname(netzwerk))
    dokumente, mehr = erste(
        get_document_model().objects.filter(collection__in=sammlungen).order_by("title", "pk")
    )
    zeilen += [[row.title, gettext("Dokument"), tag(row.created_at)] for row in dokumente]
    return Tafel(
        gettext("Seiten und Dokumente"),
        [gettext("Name"), gettext("Art"), gettext("Stand")],
        zeilen,
        gettext("Hier liegt noch nichts."),
        mehr,
    )


def kurz(adresse: str) -> str:
    """An address as people say it: the book is printed, and nobody types a path with codes in it."""
    return urlsplit(adresse).netloc.removeprefix("www.") or adresse


def quellen_kurz(quellen: list[str]) -> str:
    """Each source once, by the name of its site."""
    return "; ".join(dict.fromkeys(kurz(quelle) for quelle in quellen))


def angaben(netzwerk: Netzwerk) -> Tafel:
    """Facts of the profile, each with its year and source."""
    quelle, stand = quellen_kurz(netzwerk.quellen), str(netzwerk.stand or "")
    feste = [
        (gettext("Gebiet"), netzwerk.gebiet),
        (gettext("Rechtsform"), netzwerk.rechtsform),
        (gettext("Gründungsjahr"), str(netzwerk.gruendungsjahr or "")),
        (gettext("Website"), kurz(netzwerk.webseite)),
        (gettext("Funktionspostfach"), netzwerk.kontakt_email),
    ]
    zeilen = [[name, wert, stand, quelle] for name, wert in feste if wert]
    for art in Groessenart:
        if neu := netzwerk.neueste(art):
            wert = f"{neu.zusatz} {number_format(neu.wert, force_grouping=True)}".strip()
            zeilen.append([str(art.label), wert, str(neu.jahr), quellen_kurz(neu.quellen)])
    return Tafel(
        gettext("Angaben im Profil"),
        [gettext("Angabe"), gettext("Wert"), gettext("Stand"), gettext("Quelle")],
        zeilen,
        gettext("Das Profil ist noch leer."),
    )


def entscheidungen(netzwerk: Netzwerk) -> Tafel:
    """The last entries of the log, and requests to join that were decided."""
    found = [
        (row["zeitpunkt"], row["was"], row["wer"])
        for row in in_zeilen(eintraege(netzwerk, HANDBUCH)[:EINTRAEGE])
    ]
    zustaende = (Anfragezustand.ANGENOMMEN, Anfragezustand.ABGELEHNT)
    anfragen = netzwerk.beitrittsanfragen.filter(zustand__in=zustaende, entschieden__isnull=False)
    for row in anfragen.select_related("person", "entschieden_von").order_by("-entschieden")[:EINTRAEGE]:
        was = gettext("Beitrittsanfrage %(stand)s: %(person)s") % {
            "stand": row.get_zustand_display(), "person": name_von(row.person),
        }  # fmt: skip
        found.append((row.entschieden, was, name_von(row.entschieden_von)))
    found.sort(key=lambda row: row[0], reverse=True)
    return Tafel(
        gettext("Letzte Entscheidungen"),
        [gettext("Datum"), gettext("Was"), gettext("Wer")],
        [[tag(when), what, who] for when, what, who in found[:EINTRAEGE]],
        gettext("Noch ist nichts festgehalten."),
    )


def punkte(netzwerk: Netzwerk) -> list[dict[str, Any]]:
    """The checklist: [{punkt, titel, erledigt}], where `erledigt` says when and by whom, or nothing."""
    rows = netzwerk.uebergabehaken.select_related("person")
    ticks = {row.punkt: row for row in rows}
    return [
        {"punkt": punkt.value, "titel": str(punkt.label), "erledigt": erledigt(ticks.get(punkt.value))}
        for punkt in Uebergabepunkt
    ]


def erledigt(row: Any) -> str:
    if row is None:
        return ""
    return gettext("erledigt am %(tag)s, %(person)s") % {"tag": tag(row.am), "person": name_von(row.person)}


def als_pdf(netzwerk: Netzwerk) -> bytes:
    """The book as a tagged PDF (PDF/UA-1)."""
    buch = handbuch(netzwerk)
    daten = {
        "titel": gettext("Handbuch der Übergabe"),
        "netzwerk": netzwerk.name,
        "stand": gettext("Stand: %s") % tag(timezone.localdate()),
        "vertraulich": gettext("Enthält Adressen von Personen. Bitte nur an Nachfolger:innen geben."),
        "passwoerter": gettext("Nicht enthalten: Passwörter. Geben Sie sie persönlich weiter."),
        "liste": gettext("Was übergeben wird"),
        "seite": gettext("Seite"),
        "weitere": gettext("weitere Zeilen stehen nur auf der Website"),
        "sprache": get_language(),
        "punkte": buch["punkte"],
        "tafeln": [
            {**asdict(tafel), "rest": number_format(tafel.mehr, force_grouping=True)}
            for tafel in buch["tafeln"]
        ],
    }
    return gesetzt("staffelstab", daten)
