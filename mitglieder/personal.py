"""What this room tells and forgets about a person."""

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.personaldata import Datenklasse, Zeilen
from mitglieder.actions.sitze import sitze_aufgeben
from mitglieder.enums import Anfragezustand, Antragszustand
from mitglieder.models import (
    Aenderungswunsch,
    Antrag,
    Beitrittsanfrage,
    Einladung,
    Personenangaben,
    Sitz,
)

ANGABEN_FELDER = ("gelistet", "funktion", "themen", "telefon", "email_zeigen", "telefon_zeigen")


def angaben(person: Any) -> Zeilen:
    return list(Personenangaben.objects.filter(person=person).values(*ANGABEN_FELDER))


def angaben_vergessen(person: Any) -> None:
    Personenangaben.objects.filter(person=person).delete()


def anfragen(person: Any) -> Zeilen:
    rows = Beitrittsanfrage.objects.filter(person=person)
    return list(rows.values("netzwerk__name", "satz", "firma", "zustand", "grund", "angelegt"))


def anfragen_vergessen(person: Any) -> None:
    rows = Beitrittsanfrage.objects.filter(person=person)
    rows.offen().update(zustand=Anfragezustand.ZURUECKGEZOGEN, entschieden=timezone.now())
    rows.update(satz="", firma="", grund="")


def einladungen(person: Any) -> Zeilen:
    rows = Einladung.objects.filter(email__iexact=person.email)
    return list(rows.values("netzwerk__name", "rolle", "zustand", "angelegt"))


def einladungen_vergessen(person: Any) -> None:
    Einladung.objects.filter(email__iexact=person.email).delete()


def sitze(person: Any) -> Zeilen:
    """Seats that one has or had, and those that wait for one's address."""
    rows = Sitz.objects.filter(Q(person=person) | Q(email__iexact=person.email))
    return list(rows.values("unternehmen__name", "ansprechperson", "angeboten", "besetzt_seit", "beendet"))


def sitze_vergessen(person: Any) -> None:
    """Raises `RefusedError` where somebody must follow first."""
    sitze_aufgeben(person)
    Sitz.objects.filter(Q(person=person) | Q(email__iexact=person.email)).delete()


def antraege(person: Any) -> Zeilen:
    rows = Antrag.objects.filter(person=person)
    return list(rows.values("art", "netzwerk__name", "daten", "zustand", "grund", "eingereicht"))


def antraege_vergessen(person: Any) -> None:
    """Drafts go; what was handed in is withdrawn, and what was decided keeps the decision alone."""
    rows = Antrag.objects.filter(person=person)
    rows.filter(zustand=Antragszustand.ENTWURF).delete()
    rows.offen().update(zustand=Antragszustand.ZURUECKGEZOGEN, entschieden=timezone.now())
    rows.update(daten={}, grund="")


def wuensche(person: Any) -> Zeilen:
    rows = Aenderungswunsch.objects.filter(person=person)
    return list(rows.values("netzwerk__name", "text", "angelegt"))


def wuensche_vergessen(person: Any) -> None:
    """The wish itself is about the network; it stays without the name of who had it."""
    Aenderungswunsch.objects.filter(person=person).update(person=None)


KLASSEN = (
    Datenklasse(
        "sitze",
        _("Sitze in Unternehmen"),
        sitze,
        sitze_vergessen,
        _(
            "Das Unternehmen bleibt mit seinem Eintrag, auch wenn Sie als Letzte gehen. "
            "Soll es enden, lösen Sie es vorher auf."
        ),
    ),
    Datenklasse("angaben", _("Verzeichnis der Personen"), angaben, angaben_vergessen),
    Datenklasse(
        "anfragen",
        _("Anfragen an Netzwerke"),
        anfragen,
        anfragen_vergessen,
        _("Dass es eine Anfrage gab und wie sie ausging, bleibt ohne Ihren Namen und ohne Ihren Text."),
    ),
    Datenklasse(
        "wuensche",
        _("Änderungswünsche"),
        wuensche,
        wuensche_vergessen,
        _("Was sich an einem Netzwerk geändert hat, bleibt ohne Ihren Namen."),
    ),
    Datenklasse("einladungen", _("Einladungen an Ihre Adresse"), einladungen, einladungen_vergessen),
    Datenklasse(
        "antraege",
        _("Anträge"),
        antraege,
        antraege_vergessen,
        _("Entscheidungen über Anträge bleiben ohne Ihren Namen und ohne Ihre Angaben."),
    ),
)
