"""States and kinds of events, dates and registrations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Form(models.TextChoices):
    VOR_ORT = "vor-ort", _("vor Ort")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("vor Ort und online")

    @classmethod
    def mit_ort(cls) -> "tuple[Form, ...]":
        return (cls.VOR_ORT, cls.HYBRID)

    @classmethod
    def mit_zugang(cls) -> "tuple[Form, ...]":
        return (cls.ONLINE, cls.HYBRID)


class Veranstaltungsstand(models.TextChoices):
    ENTWURF = "entwurf", _("Entwurf")
    VEROEFFENTLICHT = "veroeffentlicht", _("veröffentlicht")


class Terminstand(models.TextChoices):
    GEPLANT = "geplant", _("findet statt")
    ABGESAGT = "abgesagt", _("abgesagt")


class Belegungslage(models.TextChoices):
    FREI = "frei", _("Plätze frei")
    KNAPP = "knapp", _("nur noch wenige Plätze")
    VOLL = "voll", _("ausgebucht")


class Anmeldeweg(models.TextChoices):
    """How one gets in."""

    OHNE = "ohne", _("ohne Anmeldung")
    HIER = "hier", _("Anmeldung hier")
    EXTERN = "extern", _("Anmeldung auf einer anderen Website")


class Zugang(models.TextChoices):
    """Who may register, among those who see the event."""

    ALLE = "alle", _("alle, auch Gäste ohne Konto")
    MITGLIEDER = "mitglieder", _("Mitglieder aller Netzwerke")
    NETZWERK = "netzwerk", _("nur Mitglieder der gastgebenden Netzwerke")


class Nachruecken(models.TextChoices):
    """What happens with a place that becomes free."""

    AUTOMATISCH = "automatisch", _("Die nächste Person rückt sofort nach")
    ANGEBOT = "angebot", _("Die nächste Person bekommt den Platz angeboten")


class Anmeldestand(models.TextChoices):
    """`OFFEN`: a guest has still to confirm, and a place is held meanwhile."""

    OFFEN = "offen", _("noch nicht bestätigt")
    OFFEN_WARTEND = "offen-wartend", _("noch nicht bestätigt, ohne Platz")
    ANGEMELDET = "angemeldet", _("angemeldet")
    WARTET = "wartet", _("auf der Warteliste")
    ANGEBOTEN = "angeboten", _("Platz angeboten")
    ABGEMELDET = "abgemeldet", _("abgemeldet")
    VERFALLEN = "verfallen", _("verfallen")

    @classmethod
    def mit_platz(cls) -> "tuple[Anmeldestand, ...]":
        """Those that count as taken."""
        return (cls.OFFEN, cls.ANGEMELDET, cls.ANGEBOTEN)

    @classmethod
    def unbestaetigt(cls) -> "tuple[Anmeldestand, ...]":
        """Those that anybody could have written in the name of an address."""
        return (cls.OFFEN, cls.OFFEN_WARTEND)

    @classmethod
    def befristet(cls) -> "tuple[Anmeldestand, ...]":
        """Those that end by themselves when their time is over."""
        return (cls.OFFEN, cls.OFFEN_WARTEND, cls.ANGEBOTEN)

    @classmethod
    def schwebend(cls) -> "tuple[Anmeldestand, ...]":
        """Those that may change without anybody doing anything about them."""
        return (*cls.befristet(), cls.WARTET)

    @classmethod
    def wartend(cls) -> "tuple[Anmeldestand, ...]":
        """Those who have no place yet, and may get one."""
        return (cls.WARTET, cls.ANGEBOTEN)

    @classmethod
    def laufend(cls) -> "tuple[Anmeldestand, ...]":
        """One of these per person and date, never two."""
        return (cls.OFFEN, cls.OFFEN_WARTEND, cls.ANGEMELDET, cls.WARTET, cls.ANGEBOTEN)


class Empfaengerkreis(models.TextChoices):
    ALLE = "alle", _("alle Angemeldeten und Wartenden")
    ANGEMELDET = "angemeldet", _("alle Angemeldeten")
    WARTEND = "wartend", _("alle auf der Warteliste")
    GEKOMMEN = "gekommen", _("alle, die gekommen sind")
    GEFEHLT = "gefehlt", _("alle, die gefehlt haben")


class Fragart(models.TextChoices):
    TEXT = "text", _("Text")
    AUSWAHL = "auswahl", _("Auswahl")
    JA_NEIN = "ja-nein", _("Ja oder Nein")
    ZAHL = "zahl", _("Zahl")
    EINWILLIGUNG = "einwilligung", _("Einwilligung")


class Unterlagenart(models.TextChoices):
    EINLADUNG = "einladung", _("Einladung")
    LAGEPLAN = "lageplan", _("Lageplan")
    FOLIEN = "folien", _("Folien")
    PROTOKOLL = "protokoll", _("Protokoll")
    FOTOS = "fotos", _("Hinweis zu Fotos")
    SONSTIGES = "sonstiges", _("Sonstiges")


class Unterlagenkreis(models.TextChoices):
    """Who sees a file, among those who see the event."""

    ALLE = "alle", _("alle, die die Veranstaltung sehen")
    ANGEMELDETE = "angemeldete", _("nur Angemeldete")
    GASTGEBENDE = "gastgebende", _("nur die gastgebenden Netzwerke")


class Nutzen(models.IntegerChoices):
    """How useful an event was, in words."""

    SEHR = 5, _("sehr nützlich")
    GUT = 4, _("nützlich")
    TEILS = 3, _("teils, teils")
    WENIG = 2, _("wenig nützlich")
    NICHT = 1, _("nicht nützlich")


class Fragestand(models.TextChoices):
    """How a question to a possible host stands."""

    OFFEN = "offen", _("gefragt")
    ZUGESAGT = "zugesagt", _("zugesagt")
    ABGESAGT = "abgesagt", _("abgesagt")
    VERFALLEN = "verfallen", _("ohne Antwort")
    ZURUECK = "zurueck", _("zurückgenommen")

    @classmethod
    def ohne_zusage(cls) -> "tuple[Fragestand, ...]":
        """Passed over until the round is over."""
        return (cls.ABGESAGT, cls.VERFALLEN)


class Gastgeberlage(models.TextChoices):
    """Where a possible host stands today; derived, and never stored."""

    FREI = "frei", _("kann gefragt werden")
    GEFRAGT = "gefragt", _("ist gefragt")
    ZUGESAGT = "zugesagt", _("hat zugesagt")
    PAUSIERT = "pausiert", _("pausiert")
    UNERREICHBAR = "unerreichbar", _("niemand kann antworten")
    ABGESAGT = "abgesagt", _("diesmal abgesagt")
    VERFALLEN = "verfallen", _("diesmal ohne Antwort")


class Umfragestand(models.TextChoices):
    """Where a date poll stands. That its time is over follows from its date and is not stored."""

    ENTWURF = "entwurf", _("noch nicht gesendet")
    OFFEN = "offen", _("läuft")
    GESCHLOSSEN = "geschlossen", _("geschlossen")
    ENTSCHIEDEN = "entschieden", _("entschieden")

    @classmethod
    def gefragt(cls) -> "tuple[Umfragestand, ...]":
        """Those whose people were written to."""
        return (cls.OFFEN, cls.GESCHLOSSEN, cls.ENTSCHIEDEN)

    @classmethod
    def waehlbar(cls) -> "tuple[Umfragestand, ...]":
        """Those in which a suggestion can be chosen."""
        return (cls.OFFEN, cls.GESCHLOSSEN)

    @classmethod
    def laufend(cls) -> "tuple[Umfragestand, ...]":
        """Those that still become something; a network has only so many of them."""
        return (cls.ENTWURF, cls.OFFEN)


class Verfuegbarkeit(models.TextChoices):
    """What somebody says to one suggestion."""

    PASST = "passt", _("passt")
    ZUR_NOT = "zur-not", _("zur Not")
    NICHT = "nicht", _("passt nicht")
