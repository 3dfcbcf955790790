"""The words of this room that code knows by name."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Netzwerktyp(models.TextChoices):
    STANDORTNETZWERK = "standortnetzwerk", _("Standortnetzwerk")
    BEZIRKSWIRTSCHAFTSKREIS = "bezirkswirtschaftskreis", _("Bezirkswirtschaftskreis")
    GESCHAEFTSSTRASSE = "geschaeftsstrasse", _("Geschäftsstraße")
    ORTSTEILNETZWERK = "ortsteilnetzwerk", _("Ortsteilnetzwerk")
    ORTSNETZWERK = "ortsnetzwerk", _("Ortsnetzwerk")
    BRANCHENNETZWERK = "branchennetzwerk", _("Branchennetzwerk")
    THEMENBUENDNIS = "themenbuendnis", _("Themenbündnis")
    TECHNOLOGIESTANDORT = "technologiestandort", _("Technologiestandort")
    STANDORTGEMEINSCHAFT = "standortgemeinschaft", _("Immobilien- und Standortgemeinschaft")
    REGIONALMANAGEMENT = "regionalmanagement", _("Regionalmanagement")
    STANDORTMANAGEMENT = "standortmanagement", _("Standortmanagement")
    FLUGHAFENREGION = "flughafenregion", _("Flughafenregion")
    KOMMUNALE_KOOPERATION = "kommunale-kooperation", _("Kommunale Kooperation")


class Netzwerkstatus(models.TextChoices):
    AKTIV = "aktiv", _("aktiv")
    UNKLAR = "unklar", _("unklar, keine neuere Spur")
    RUHT = "ruht", _("ruht")
    BEENDET = "beendet", _("beendet")

    @classmethod
    def lebendig(cls) -> tuple[str, ...]:
        """Not known to have ended."""
        return (cls.AKTIV, cls.UNKLAR, cls.RUHT)


class Groessenklasse(models.TextChoices):
    """Size by the latest known number of members."""

    KLEIN = "bis-30", _("bis 30 Mitglieder")
    MITTEL = "31-100", _("31 bis 100 Mitglieder")
    GROSS = "ueber-100", _("über 100 Mitglieder")
    UNBEKANNT = "unbekannt", _("Mitgliederzahl nicht bekannt")

    @classmethod
    def von(cls, mitglieder: int | None) -> "Groessenklasse":
        if mitglieder is None:
            return cls.UNBEKANNT
        if mitglieder <= 30:
            return cls.KLEIN
        return cls.MITTEL if mitglieder <= 100 else cls.GROSS


class Groessenart(models.TextChoices):
    """What a figure counts. Staff of members and staff in the area are different things."""

    MITGLIEDER = "mitglieder", _("Mitglieder")
    BESCHAEFTIGTE = "beschaeftigte", _("Beschäftigte der Mitglieder")
    GEBIET_BETRIEBE = "gebiet_betriebe", _("Betriebe im ganzen Gebiet")
    GEBIET_BESCHAEFTIGTE = "gebiet_beschaeftigte", _("Beschäftigte im ganzen Gebiet")


class Regionsart(models.TextChoices):
    BEZIRK = "bezirk", _("Bezirk")
    LANDKREIS = "landkreis", _("Landkreis")
    KREISFREIE_STADT = "kreisfreie_stadt", _("kreisfreie Stadt")
    ORTSTEIL = "ortsteil", _("Ortsteil")
    GEMEINDE = "gemeinde", _("Gemeinde")

    @classmethod
    def obere(cls) -> tuple[str, ...]:
        """The regions that the directory can be filtered by."""
        return (cls.BEZIRK, cls.LANDKREIS, cls.KREISFREIE_STADT)


class Rolle(models.TextChoices):
    """A person's role in one network."""

    MITGLIED = "mitglied", _("Mitglied")
    REDAKTION = "redaktion", _("Redaktion")
    LEITUNG = "leitung", _("Leitung")


class Genauigkeit(models.TextChoices):
    UNGEFAEHR = "ungefähr", _("ungefähr")
    GENAU = "genau", _("genau")


class Frische(models.TextChoices):
    """How far a profile can be trusted today."""

    UNBESTAETIGT = "unbestaetigt", _("öffentlich recherchiert, noch nicht bestätigt")
    BESTAETIGT = "bestaetigt", _("vom Netzwerk bestätigt")
    VERALTET = "veraltet", _("Bestätigung älter als ein Jahr")


class Bestaetigtdurch(models.TextChoices):
    """Who said that an entry is right, or what should change: the role, because names are nobody's business
    in public."""

    LEITUNG = "leitung", _("durch die Leitung")
    POSTFACH = "postfach", _("über das Funktionspostfach")
    GESCHAEFTSSTELLE = "geschaeftsstelle", _("durch die Geschäftsstelle")
    MITGLIED = "mitglied", _("durch ein Mitglied")
