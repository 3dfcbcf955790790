"""Mails to a person: told with the date and the subject, and forgotten with the account."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.personaldata import Datenklasse, Zeilen
from notifications.arten import arten
from notifications.models import Ausgangsmail, Mailwunsch, Nachricht


def auskunft(person: Any) -> Zeilen:
    rows = Ausgangsmail.objects.filter(empfaenger__iexact=person.email).order_by("angelegt")
    return list(rows.values("angelegt", "betreff", "status", "gesendet"))


def vergessen(person: Any) -> None:
    Ausgangsmail.objects.filter(empfaenger__iexact=person.email).delete()


def nachrichten(person: Any) -> Zeilen:
    return list(Nachricht.objects.filter(person=person).values("angelegt", "titel", "gelesen"))


def nachrichten_vergessen(person: Any) -> None:
    Nachricht.objects.filter(person=person).delete()


def wuensche(person: Any) -> Zeilen:
    return list(Mailwunsch.objects.filter(person=person).values("art", "takt"))


def wuensche_vergessen(person: Any) -> None:
    Mailwunsch.objects.filter(person=person).delete()


def art_in_worten(schluessel: str) -> str:
    return str(arten[schluessel].name) if schluessel in arten else schluessel


KLASSEN = (
    Datenklasse("mails", _("Mails an Sie"), auskunft, vergessen, modell="notifications.Ausgangsmail"),
    Datenklasse(
        "nachrichten", _("Nachrichten"), nachrichten, nachrichten_vergessen,
        modell="notifications.Nachricht",
    ),
    Datenklasse(
        "mailwuensche", _("Mails einstellen"), wuensche, wuensche_vergessen,
        modell="notifications.Mailwunsch", werte={"art": art_in_worten},
    ),
)  # fmt: skip
