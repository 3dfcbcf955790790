"""What the audit log calls the acts of this room."""

from django.utils.translation import gettext_lazy as _

from core.audit import benennen

benennen(
    {
        "kalenderabo.anlegen": _("Eigene Termine als Kalender freigegeben"),
        "kalenderabo.beenden": _("Adresse der eigenen Termine beendet"),
        "anmeldung.herausnehmen": _("Anmeldung herausgenommen"),
        "aussenkalender.eintragen": _("Kalender von woanders eingetragen"),
        "aussenkalender.entfernen": _("Kalender von woanders entfernt"),
        "gastgeber.fragen": _("Netzwerk um gemeinsame Veranstaltung gebeten"),
        "gastgeber.zusagen": _("Gemeinsame Veranstaltung zugesagt"),
        "gastgeber.absagen": _("Gemeinsame Veranstaltung abgesagt"),
        "gastgeber.zuruecknehmen": _("Bitte um gemeinsame Veranstaltung zurückgenommen"),
        "gastgeber.beenden": _("Gemeinsame Veranstaltung beendet"),
        "gastgeber.kontingent": _("Plätze eines gastgebenden Netzwerks geändert"),
        "gastgeberfrage.stellen": _("Unternehmen oder Netzwerk gefragt, ob es einlädt"),
        "gastgeberfrage.zugesagt": _("Einladung in einer Gastgeber-Reihe zugesagt"),
        "gastgeberfrage.abgesagt": _("Einladung in einer Gastgeber-Reihe abgesagt"),
        "gastgeberfrage.verfallen": _("Frage an mögliche Gastgeber:innen ohne Antwort abgelaufen"),
        "gastgeberfrage.zurueck": _("Frage an mögliche Gastgeber:innen zurückgenommen"),
        "gastgeberreihe.anlegen": _("Gastgeber-Reihe angelegt"),
        "gastgeberreihe.aendern": _("Gastgeber-Reihe geändert"),
        "gastgeberreihe.loeschen": _("Gastgeber-Reihe gelöscht"),
        "gastgeberreihe.aufnehmen": _("Auf die Liste einer Gastgeber-Reihe gesetzt"),
        "gastgeberreihe.herausnehmen": _("Von der Liste einer Gastgeber-Reihe genommen"),
        "gastgeberreihe.pausieren": _("Pause in einer Gastgeber-Reihe geändert"),
        "teilnehmende.ausgeben": _("Liste der Teilnehmenden ausgegeben"),
        "termin.absagen": _("Termin abgesagt"),
        "termin.anlegen": _("Termin angelegt"),
        "termin.einlass": _("Einlass vermerkt"),
        "termin.einlass_zurueck": _("Einlass zurückgenommen"),
        "termin.rueckblick": _("Rückblick auf einen Termin geschrieben"),
        "termin.rundschreiben": _("Nachricht an Teilnehmende gesendet"),
        "termin.verlegen": _("Termin verlegt"),
        "rueckmeldungen.ausgeben": _("Rückmeldungen zu einem Termin ausgegeben"),
        "unterlage.aendern": _("Unterlage einer Veranstaltung beschrieben"),
        "unterlage.entfernen": _("Unterlage einer Veranstaltung entfernt"),
        "unterlage.ersetzen": _("Unterlage einer Veranstaltung ersetzt"),
        "unterlage.hochladen": _("Unterlage einer Veranstaltung hochgeladen"),
        "veranstaltung.aendern": _("Veranstaltung geändert"),
        "veranstaltung.anlegen": _("Veranstaltung angelegt"),
        "veranstaltung.fragen": _("Fragen der Anmeldung geändert"),
        "veranstaltung.planen": _("Veröffentlichung geplant"),
        "veranstaltung.loeschen": _("Veranstaltung gelöscht"),
        "veranstaltung.veroeffentlichen": _("Veranstaltung veröffentlicht"),
        "veranstaltung.zurueckziehen": _("Veranstaltung zurückgezogen"),
    }
)
