"""What this room tells and forgets about a person: for which events he or she registered."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.personaldata import Datenklasse, Zeilen
from veranstaltungen.actions.anmeldung import abmelden
from veranstaltungen.actions.loeschen import namen_nehmen
from veranstaltungen.models import (
    Anmeldung,
    Hilfsangebot,
    Kalenderabo,
    Reihenfrage,
    Umfrageteilnahme,
    Unterlage,
)


def anmeldungen(person: Any) -> Zeilen:
    rows = Anmeldung.objects.von(person).select_related("termin__veranstaltung")
    return [
        {
            "veranstaltung": row.termin.veranstaltung.titel,
            "beginn": row.termin.beginn,
            "name": row.name,
            "email": row.email,
            "firma": row.firma,
            "plaetze": row.plaetze,
            "stand": row.stand,
            "rueckgemeldet": row.rueckgemeldet,
            "angelegt": row.angelegt,
            "namen": ", ".join(str(seat) for seat in row.sitze.all()),
            "antworten": "; ".join(f"{a.frage.text}: {a.text}" for a in row.antworten.all()),
        }
        for row in rows.prefetch_related("sitze", "antworten__frage")
    ]


def hilfsangebote(person: Any) -> Zeilen:
    rows = Hilfsangebot.objects.filter(anmeldung__in=Anmeldung.objects.von(person))
    return [
        {"veranstaltung": row.anmeldung.termin.veranstaltung.titel, "name": row.name, "kontakt": row.kontakt}
        for row in rows.select_related("anmeldung__termin__veranstaltung")
    ]


def hilfsangebote_vergessen(person: Any) -> None:
    Hilfsangebot.objects.filter(anmeldung__in=Anmeldung.objects.von(person)).delete()


def unterlagen(person: Any) -> Zeilen:
    rows = Unterlage.objects.filter(von=person).select_related("veranstaltung")
    return [
        {
            "veranstaltung": row.veranstaltung.titel,
            "titel": row.titel,
            "endung": row.endung,
            "groesse": row.groesse,
            "geaendert": row.geaendert,
        }
        for row in rows
    ]


def unterlagen_vergessen(person: Any) -> None:
    Unterlage.objects.filter(von=person).update(von=None)


def kalenderabos(person: Any) -> Zeilen:
    return list(Kalenderabo.objects.filter(person=person).values("angelegt"))


def abo_vergessen(person: Any) -> None:
    Kalenderabo.objects.filter(person=person).delete()


def reihenfragen_mit(person: Any) -> Any:
    """Questions that the person got, answered or asked."""
    mine = Q(gefragt=person) | Q(beantwortet_von=person) | Q(von=person)
    rows = Reihenfrage.objects.filter(mine).distinct()
    return rows.select_related("reihe__netzwerk", "gastgeber__unternehmen", "gastgeber__netzwerk")


def reihenfragen(person: Any) -> Zeilen:
    return [
        {
            "reihe": row.reihe.titel,
            "netzwerk": row.reihe.netzwerk.name,
            "gastgeber": row.gastgeber.name,
            "stand": row.stand,
            "gestellt": row.gestellt,
            "erledigt": row.erledigt,
            "selbst_gefragt": row.von_id == person.pk,
            "selbst_beantwortet": row.beantwortet_von_id == person.pk,
            "grund": row.grund if row.beantwortet_von_id == person.pk else "",
        }
        for row in reihenfragen_mit(person).order_by("pk")
    ]


def reihenfragen_vergessen(person: Any) -> None:
    """That a firm was asked and how it answered stays, without who did it and why."""
    for row in reihenfragen_mit(person):
        row.gefragt.remove(person)
    Reihenfrage.objects.filter(von=person).update(von=None)
    Reihenfrage.objects.filter(beantwortet_von=person).update(beantwortet_von=None, grund="")


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
    rows = Anmeldung.objects.von(person)
    for row in rows.laufend().filter(termin__beginn__gt=timezone.now()).select_related("termin"):
        abmelden(row, still=True)
    namen_nehmen(rows)


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
HILFSANGEBOTE = Datenklasse(
    "hilfsangebote",
    _("Angebote, bei Veranstaltungen zu helfen"),
    hilfsangebote,
    hilfsangebote_vergessen,
    modell="veranstaltungen.Hilfsangebot",
    worte={"veranstaltung": _("Veranstaltung")},
)
UNTERLAGEN = Datenklasse(
    "unterlagen",
    _("Hochgeladene Unterlagen von Veranstaltungen"),
    unterlagen,
    unterlagen_vergessen,
    bleibt=_("Die Unterlagen bleiben bei der Veranstaltung, ohne Ihren Namen."),
    modell="veranstaltungen.Unterlage",
    worte={"veranstaltung": _("Veranstaltung"), "groesse": _("Größe in Byte")},
)
REIHENFRAGEN = Datenklasse(
    "gastgeberfragen",
    _("Fragen der Gastgeber-Reihen"),
    reihenfragen,
    reihenfragen_vergessen,
    bleibt=_("Dass ein Unternehmen oder Netzwerk gefragt war und wie es antwortete, ohne Namen und Grund."),
    modell="veranstaltungen.Reihenfrage",
    worte={
        "reihe": _("Reihe"),
        "netzwerk": _("Netzwerk"),
        "gastgeber": _("Wer gefragt war"),
        "selbst_gefragt": _("Von Ihnen gefragt"),
        "selbst_beantwortet": _("Von Ihnen beantwortet"),
    },
)
UMFRAGEN = Datenklasse(
    "terminumfragen",
    _("Antworten auf Terminumfragen"),
    umfragen,
    umfragen_vergessen,
    modell="veranstaltungen.Umfrageteilnahme",
    worte={"umfrage": _("Terminumfrage"), "antworten": _("Antworten")},
)
