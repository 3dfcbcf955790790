"""States of this room, each with the one table of what may follow."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class Anfragezustand(models.TextChoices):
    """Where a request to join stands."""

    OFFEN = "offen", _("wartet auf Antwort")
    ANGENOMMEN = "angenommen", _("angenommen")
    ABGELEHNT = "abgelehnt", _("abgelehnt")
    ZURUECKGEZOGEN = "zurueckgezogen", _("zurückgezogen")


class Patenschaftszustand(models.TextChoices):
    """Where help between two networks stands; an agreement lasts until one of them ends it."""

    OFFEN = "offen", _("wartet auf Antwort")
    ANGENOMMEN = "angenommen", _("angenommen")
    ABGELEHNT = "abgelehnt", _("abgelehnt")
    ZURUECKGEZOGEN = "zurueckgezogen", _("zurückgezogen")
    BEENDET = "beendet", _("beendet")


class Einladungszustand(models.TextChoices):
    """Where an invitation stands. That it has run out follows from its date and is not stored."""

    OFFEN = "offen", _("versandt")
    ANGENOMMEN = "angenommen", _("angenommen")
    ABGELEHNT = "abgelehnt", _("abgelehnt")
    WIDERRUFEN = "widerrufen", _("zurückgezogen")


class Antragsart(models.TextChoices):
    UEBERNAHME = "uebernahme", _("Übernahme eines Eintrags")
    AUFNAHME = "aufnahme", _("Aufnahme eines neuen Netzwerks")


class Antragszustand(models.TextChoices):
    """Where an application stands: to take over an entry, or to found a network here."""

    ENTWURF = "entwurf", _("Entwurf")
    EINGEREICHT = "eingereicht", _("eingereicht")
    ANGENOMMEN = "angenommen", _("angenommen")
    ABGELEHNT = "abgelehnt", _("abgelehnt")
    ZURUECKGEZOGEN = "zurueckgezogen", _("zurückgezogen")


class Uebergabepunkt(models.TextChoices):
    """What an outgoing board hands over outside of this site."""

    POSTFACH = "postfach", _("Funktionspostfach: Wer liest es, wer hat Zugang?")
    BANK = "bank", _("Bank: Zeichnungsberechtigung ändern")
    REGISTER = "register", _("Register: neuen Vorstand anmelden (Vereins- oder Transparenzregister)")
    WEBSITE = "website", _("Website und Domain: Vertrag, Ansprechperson, Zugang")
    SCHLUESSEL = "schluessel", _("Schlüssel und Räume")
    VERTRAEGE = "vertraege", _("Verträge, Versicherungen und Beitragsliste")
    UNTERLAGEN = "unterlagen", _("Unterlagen: Satzung, Protokolle, Kassenbuch")
    TERMINE = "termine", _("Zusagen und Termine, die schon feststehen")


class Branche(models.TextChoices):
    """Sections of the classification of economic activities, WZ 2008 (Statistisches Bundesamt, 2008)."""

    LANDWIRTSCHAFT = "A", _("Land- und Forstwirtschaft, Fischerei")
    BERGBAU = "B", _("Bergbau und Gewinnung von Steinen und Erden")
    VERARBEITUNG = "C", _("Verarbeitendes Gewerbe")
    ENERGIE = "D", _("Energieversorgung")
    WASSER = (
        "E",
        _("Wasserversorgung; Abwasser- und Abfallentsorgung und Beseitigung von Umweltverschmutzungen"),
    )
    BAU = "F", _("Baugewerbe")
    HANDEL = "G", _("Handel; Instandhaltung und Reparatur von Kraftfahrzeugen")
    VERKEHR = "H", _("Verkehr und Lagerei")
    GASTGEWERBE = "I", _("Gastgewerbe")
    INFORMATION = "J", _("Information und Kommunikation")
    FINANZEN = "K", _("Erbringung von Finanz- und Versicherungsdienstleistungen")
    IMMOBILIEN = "L", _("Grundstücks- und Wohnungswesen")
    WISSENSCHAFT = (
        "M",
        _("Erbringung von freiberuflichen, wissenschaftlichen und technischen Dienstleistungen"),
    )
    DIENSTLEISTUNG = "N", _("Erbringung von sonstigen wirtschaftlichen Dienstleistungen")
    VERWALTUNG = "O", _("Öffentliche Verwaltung, Verteidigung; Sozialversicherung")
    BILDUNG = "P", _("Erziehung und Unterricht")
    GESUNDHEIT = "Q", _("Gesundheits- und Sozialwesen")
    KULTUR = "R", _("Kunst, Unterhaltung und Erholung")
    SONSTIGES = "S", _("Erbringung von sonstigen Dienstleistungen")
    HAUSHALTE = "T", _("Private Haushalte mit Hauspersonal")
    EXTERRITORIAL = "U", _("Exterritoriale Organisationen und Körperschaften")


class Groessenklasse(models.TextChoices):
    """Employees of a firm, in the classes of the European definition of small and medium enterprises."""

    KLEINST = "kleinst", _("bis 9 Beschäftigte")
    KLEIN = "klein", _("10 bis 49 Beschäftigte")
    MITTEL = "mittel", _("50 bis 249 Beschäftigte")
    GROSS = "gross", _("ab 250 Beschäftigten")


class Ebene(models.TextChoices):
    """Where in the administration an office stands."""

    BEZIRK = "bezirk", _("Bezirk")
    SENAT = "senat", _("Senat von Berlin")
    LANDKREIS = "landkreis", _("Landkreis oder kreisfreie Stadt")
    GEMEINDE = "gemeinde", _("Gemeinde")
    LAND = "land", _("Land Brandenburg")
    BUND = "bund", _("Bund")


UEBERGAENGE: Mapping[type[models.TextChoices], Mapping[str, frozenset[str]]] = {
    Anfragezustand: {
        Anfragezustand.OFFEN: frozenset(
            {Anfragezustand.ANGENOMMEN, Anfragezustand.ABGELEHNT, Anfragezustand.ZURUECKGEZOGEN}
        ),
    },
    Patenschaftszustand: {
        Patenschaftszustand.OFFEN: frozenset(
            {
                Patenschaftszustand.ANGENOMMEN,
                Patenschaftszustand.ABGELEHNT,
                Patenschaftszustand.ZURUECKGEZOGEN,
            }
        ),
        Patenschaftszustand.ANGENOMMEN: frozenset({Patenschaftszustand.BEENDET}),
    },
    Einladungszustand: {
        Einladungszustand.OFFEN: frozenset(
            {Einladungszustand.ANGENOMMEN, Einladungszustand.ABGELEHNT, Einladungszustand.WIDERRUFEN}
        ),
    },
    Antragszustand: {
        Antragszustand.ENTWURF: frozenset({Antragszustand.EINGEREICHT, Antragszustand.ZURUECKGEZOGEN}),
        Antragszustand.EINGEREICHT: frozenset(
            {Antragszustand.ANGENOMMEN, Antragszustand.ABGELEHNT, Antragszustand.ZURUECKGEZOGEN}
        ),
    },
}


def darf_folgen(von: models.TextChoices, nach: models.TextChoices) -> bool:
    """Whether the state `nach` may follow `von`; ended states are followed by nothing."""
    return nach in UEBERGAENGE[type(von)].get(von, frozenset())
