from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MitgliederConfig(AppConfig):
    name = "mitglieder"
    verbose_name = _("Mitglieder")

    def ready(self) -> None:
        from core import files, nightly, personaldata, slots
        from mitglieder import (  # noqa: F401 — they register what waits on /mein/, purposes of consents, words of the log
            amtszeiten,
            an_mich,
            aufgaben,
            aufnahme_offen,
            beitritt,
            dateien,
            personal,
            protokoll,
            retention,
            suche,
            zwecke,
        )
        from mitglieder.actions.amtszeit import amtszeiten_erinnern, verwaiste_melden
        from mitglieder.actions.jahresfrage import jahresfrage
        from mitglieder.models import Unternehmen
        from notifications import arten

        arten.anmelden(*aufgaben.MAILARTEN)
        nightly.anmelden(nightly.Aufgabe("jahresfrage", _("Netzwerke um Bestätigung bitten"), jahresfrage))
        nightly.anmelden(nightly.Aufgabe("amtszeiten", _("An Amtszeiten erinnern"), amtszeiten_erinnern))
        nightly.anmelden(
            nightly.Aufgabe("ohne_leitung", _("Netzwerke ohne Leitung melden"), verwaiste_melden)
        )
        slots.fill("netzwerke.profil.seite", "mitglieder/bestaetigung/_profil.html")
        slots.fill("netzwerke.profil.kopf", "mitglieder/beitritt/_knopf.html")
        slots.fill("netzwerke.verzeichnis.kopf", "mitglieder/unternehmen/_weg.html")
        slots.fill("netzwerke.profil.inhalt", "mitglieder/unternehmen/_im_profil.html")
        slots.fill("netzwerke.profil.uebernehmen", "mitglieder/antrag/_profil.html")
        slots.fill("netzwerke.verzeichnis.anmelden", "mitglieder/aufnahme/_hinweis.html")
        files.register(Unternehmen, dateien.unternehmen_sichtbar)
        for klasse in personal.KLASSEN:
            personaldata.register(klasse)
