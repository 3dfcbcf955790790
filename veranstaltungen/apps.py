from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VeranstaltungenConfig(AppConfig):
    name = "veranstaltungen"
    verbose_name = _("Veranstaltungen")

    def ready(self) -> None:
        from core import nightly, personaldata, rounds, slots
        from mitglieder.bereiche import BEREICHE, Bereich
        from mitglieder.kurzwege import KURZWEGE, Kurzweg, innen
        from notifications import arten
        from veranstaltungen import (  # noqa: F401 — some register themselves
            aufgaben,
            personal,
            protokoll,
            retention,
            suche,
        )
        from veranstaltungen.actions import (
            aussenkalender,
            gastgeberbriefe,
            gastgeberfrage,
            loeschen,
            plaetze,
            rundschreiben,
            veranstaltung,
        )

        arten.anmelden(*aufgaben.MAILARTEN)
        rounds.register(plaetze.ablauf)
        rounds.register(rundschreiben.erinnern)
        rounds.register(aussenkalender.faellige_abgleichen)
        rounds.register(veranstaltung.geplante_veroeffentlichen)
        nightly.anmelden(
            nightly.Aufgabe(
                "teilnehmende", _("Namen von Teilnehmenden löschen"), loeschen.teilnehmende_loeschen
            )
        )
        nightly.anmelden(
            nightly.Aufgabe(
                "gastgeberreihen", _("An Fragen der Gastgeber-Reihen erinnern"), gastgeberfrage.in_der_nacht
            )
        )
        gastgeberbriefe.anmelden()
        personaldata.register(personal.HILFSANGEBOTE)  # before the registrations that they hang on
        personaldata.register(personal.ANMELDUNGEN)
        personaldata.register(personal.UNTERLAGEN)
        personaldata.register(personal.ABO)
        personaldata.register(personal.REIHENFRAGEN)
        personaldata.register(personal.UMFRAGEN)
        slots.fill("netzwerke.profil.inhalt", "veranstaltungen/_im_profil.html")
        slots.fill("mitglieder.firma.karten", "veranstaltungen/reihen/_in_firma.html")
        BEREICHE.insert(2, Bereich(_("Meine Anmeldungen"), "veranstaltungen:meine"))
        BEREICHE.insert(
            3,
            Bereich(
                _("Terminumfragen"),
                "veranstaltungen:umfragen",
                fuer=lambda person: bool(person.geschriebene_ids),
            ),
        )
        KURZWEGE.insert(
            2,
            Kurzweg(
                _("Veranstaltungen"),
                "calendar",
                innen("veranstaltungen:gastgeben"),
                "netzwerke.netzwerk_aendern",
            ),
        )
