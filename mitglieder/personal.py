"""What this room tells and forgets about a person."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast, Concat, Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.personaldata import Datenklasse, Zeilen
from mitglieder.actions.sitze import sitze_aufgeben
from mitglieder.enums import Anfragezustand, Antragszustand
from mitglieder.models import (
    Aenderungswunsch,
    Amtsrolle,
    Antrag,
    Beitrittsanfrage,
    Buergschaft,
    Einladung,
    Einladungsliste,
    Patenschaft,
    Personenangaben,
    Sitz,
    Uebergabehaken,
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


def adressen(person: Any) -> list[str]:
    """All the person's addresses in lower case, also those beside the one they sign in with."""
    more = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    return sorted({email.lower() for email in (person.email, *more)})


def an_eigene_adresse(person: Any) -> QuerySet[Einladung]:
    return Einladung.objects.alias(klein=Lower("email")).filter(klein__in=adressen(person))


def einladungen(person: Any) -> Zeilen:
    return list(an_eigene_adresse(person).values("netzwerk__name", "rolle", "zustand", "angelegt"))


def einladungen_vergessen(person: Any) -> None:
    """Invitations to the person, and the rows of lists that name them."""
    an_eigene_adresse(person).delete()
    for email in adressen(person):
        named = Einladungsliste.objects.alias(
            text=Concat(Cast("zeilen", TextField()), Cast("fehler", TextField()))
        )
        for liste in named.filter(text__icontains=email).exclude(begonnen__isnull=False, fertig__isnull=True):
            aus_liste_nehmen(liste, email)


def aus_liste_nehmen(liste: Einladungsliste, email: str) -> None:
    """A list on its way keeps its rows until the worker is done, a matter of minutes."""
    liste.zeilen = [row for row in liste.zeilen if row["email"].lower() != email]
    liste.fehler = [row for row in liste.fehler if row["email"].lower() != email]
    if liste.begonnen is None:
        liste.gesamt = len(liste.zeilen)
    liste.save(update_fields=["zeilen", "fehler", "gesamt"])


def versandt(person: Any) -> Zeilen:
    """What the person sent for a network; the addresses are those of others."""
    rows = Einladung.objects.filter(von=person)
    return list(rows.values("netzwerk__name", "rolle", "zustand", "angelegt", "versandt"))


def versandt_vergessen(person: Any) -> None:
    """The invitations stay with their network, without the person who sent them."""
    Einladung.objects.filter(von=person).update(von=None)
    Einladungsliste.objects.filter(person=person, begonnen__isnull=True).delete()


def patenschaften(person: Any) -> Zeilen:
    rows = Patenschaft.objects.filter(person=person)
    return list(rows.values("pate__name", "netzwerk__name", "satz", "zustand", "angelegt"))


def patenschaften_vergessen(person: Any) -> None:
    """The help is one between networks and goes on; the words were the person's."""
    Patenschaft.objects.filter(person=person).update(person=None, satz="")


def buergschaften(person: Any) -> Zeilen:
    rows = Buergschaft.objects.filter(person=person).select_related("antrag__netzwerk", "netzwerk")
    return [
        {"antrag": row.antrag.titel, "netzwerk": row.netzwerk.name, "angelegt": row.angelegt} for row in rows
    ]


def buergschaften_vergessen(person: Any) -> None:
    Buergschaft.objects.filter(person=person).update(person=None)


def amtsrollen(person: Any) -> Zeilen:
    rows = Amtsrolle.objects.filter(person=person)
    return list(rows.values("stelle__name", "von", "bis", "beendet"))


def amtsrollen_vergessen(person: Any) -> None:
    Amtsrolle.objects.offen().filter(person=person).update(beendet=timezone.now())


def haken(person: Any) -> Zeilen:
    return list(Uebergabehaken.objects.filter(person=person).values("netzwerk__name", "punkt", "am"))


def haken_vergessen(person: Any) -> None:
    Uebergabehaken.objects.filter(person=person).update(person=None)


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
        "versandte_einladungen",
        _("Einladungen, die Sie verschickt haben"),
        versandt,
        versandt_vergessen,
        _("Die Einladungen bleiben beim Netzwerk, ohne Ihren Namen."),
    ),
    Datenklasse(
        "patenschaften",
        _("Angebote von Hilfe"),
        patenschaften,
        patenschaften_vergessen,
        _("Dass zwei Netzwerke einander helfen, bleibt ohne Ihren Namen und ohne Ihren Text."),
    ),
    Datenklasse(
        "buergschaften",
        _("Bürgschaften"),
        buergschaften,
        buergschaften_vergessen,
        _("Dass Ihr Netzwerk gebürgt hat, bleibt ohne Ihren Namen."),
    ),
    Datenklasse(
        "amtsrollen",
        _("Rollen in der Verwaltung"),
        amtsrollen,
        amtsrollen_vergessen,
        _("Dass eine Stelle besetzt war, und von wann bis wann, bleibt ohne Ihren Namen."),
    ),
    Datenklasse(
        "uebergabehaken",
        _("Haken in Übergaben"),
        haken,
        haken_vergessen,
        _("Was übergeben ist, bleibt abgehakt, ohne Ihren Namen."),
    ),
    Datenklasse(
        "antraege",
        _("Anträge"),
        antraege,
        antraege_vergessen,
        _("Entscheidungen über Anträge bleiben ohne Ihren Namen und ohne Ihre Angaben."),
    ),
)
