"""What this room tells and forgets about a person: for which events he or she registered."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions import FORGOTTEN
from core.personaldata import Datenklasse, Zeilen
from veranstaltungen.actions.anmeldung import abmelden
from veranstaltungen.models import Anmeldung, Antwort, Kalenderabo, Platz, Umfrageteilnahme


def anmeldungen(person: Any) -> Zeilen:
    rows = Anmeldung.objects.filter(person=person).select_related("termin__veranstaltung")
    return [
        {
            "veranstaltung": row.termin.veranstaltung.titel,
            "beginn": row.termin.beginn,
            "name": row.name,
            "email": row.email,
            "firma": row.firma,
            "plaetze": row.plaetze,
            "stand": row.stand,
            "angelegt": row.angelegt,
            "namen": ", ".join(str(seat) for seat in row.sitze.all()),
            "antworten": "; ".join(f"{a.frage.text}: {a.text}" for a in row.antworten.all()),
        }
        for row in rows.prefetch_related("sitze", "antworten__frage")
    ]


def kalenderabos(person: Any) -> Zeilen:
    return list(Kalenderabo.objects.filter(person=person).values("angelegt"))


def abo_vergessen(person: Any) -> None:
    Kalenderabo.objects.filter(person=person).delete()


def teilnahmen(person: Any) -> QuerySet[Umfrageteilnahme]:
    """For a network, whether it is still the person's or not, and as a guest at the same address."""
    return Umfrageteilnahme.objects.filter(Q(person=person) | Q(person=None, email=person.email.lower()))


def umfragen(person: Any) -> Zeilen:
    rows = teilnahmen(person).select_related("umfrage").prefetch_related("stimmen__vorschlag")
    return [
        {
            "umfrage": row.umfrage.titel,
            "name": row.name,
            "email": row.email,
            "gefragt": row.gefragt,
            "geantwortet": row.geantwortet,
            "kommentar": row.kommentar,
            "antworten": "; ".join(f"{one.vorschlag}: {one}" for one in row.stimmen.all()),
        }
        for row in rows
    ]


def umfragen_vergessen(person: Any) -> None:
    teilnahmen(person).delete()


def vergessen(person: Any) -> None:
    """Places of what is still to come are given back; what was keeps its numbers without the name."""
    rows = Anmeldung.objects.filter(person=person)
    for row in rows.laufend().filter(termin__beginn__gt=timezone.now()).select_related("termin"):
        abmelden(row, still=True)
    Platz.objects.filter(anmeldung__in=rows).update(name="")
    Antwort.objects.filter(anmeldung__in=rows).delete()
    for row in rows:
        row.person, row.name, row.firma = None, "–", ""
        row.email = f"anmeldung-{row.pk}@{FORGOTTEN}"
        row.save(update_fields=["person", "name", "firma", "email"])


ANMELDUNGEN = Datenklasse(
    "veranstaltungen",
    _("Anmeldungen zu Veranstaltungen"),
    anmeldungen,
    vergessen,
    bleibt=_("Bei vergangenen Terminen bleibt, dass jemand angemeldet war, ohne Namen und Adresse."),
    modell="veranstaltungen.Anmeldung",
    worte={
        "veranstaltung": _("Veranstaltung"),
        "beginn": _("Beginn"),
        "namen": _("Namen auf den Plätzen"),
        "antworten": _("Antworten"),
    },
)
ABO = Datenklasse(
    "kalenderabo",
    _("Kalender der eigenen Termine"),
    kalenderabos,
    abo_vergessen,
    modell="veranstaltungen.Kalenderabo",
)
UMFRAGEN = Datenklasse(
    "terminumfragen",
    _("Antworten auf Terminumfragen"),
    umfragen,
    umfragen_vergessen,
    modell="veranstaltungen.Umfrageteilnahme",
    worte={"umfrage": _("Terminumfrage"), "antworten": _("Antworten")},
)
