"""Mails to a person: told with the date and the subject, and forgotten with the account."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.personaldata import Datenklasse, Zeilen
from notifications.models import Ausgangsmail


def auskunft(person: Any) -> Zeilen:
    rows = Ausgangsmail.objects.filter(empfaenger__iexact=person.email).order_by("angelegt")
    return list(rows.values("angelegt", "betreff", "status", "gesendet"))


def vergessen(person: Any) -> None:
    Ausgangsmail.objects.filter(empfaenger__iexact=person.email).delete()


MAILS = Datenklasse("mails", _("Mails an Sie"), auskunft, vergessen)
