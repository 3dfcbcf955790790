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
        "teilnehmende.ausgeben": _("Liste der Teilnehmenden ausgegeben"),
        "termin.absagen": _("Termin abgesagt"),
        "termin.anlegen": _("Termin angelegt"),
        "termin.einlass": _("Einlass vermerkt"),
        "termin.einlass_zurueck": _("Einlass zurückgenommen"),
        "termin.rueckblick": _("Rückblick auf einen Termin geschrieben"),
        "termin.rundschreiben": _("Nachricht an Teilnehmende gesendet"),
        "termin.verlegen": _("Termin verlegt"),
        "umfrage.adressen": _("Gäste nach einem Termin gefragt"),
        "umfrage.aendern": _("Terminumfrage geändert"),
        "umfrage.anlegen": _("Terminumfrage angelegt"),
        "umfrage.erinnern": _("An Terminumfrage erinnert"),
        "umfrage.frist": _("Frist einer Terminumfrage geändert"),
        "umfrage.gast_weg": _("Gast aus Terminumfrage herausgenommen"),
        "umfrage.loeschen": _("Terminumfrage gelöscht"),
        "umfrage.netzwerk": _("Netzwerk zu Terminumfrage hinzugenommen"),
        "umfrage.netzwerk_weg": _("Netzwerk aus Terminumfrage herausgenommen"),
        "umfrage.schliessen": _("Terminumfrage geschlossen"),
        "umfrage.senden": _("Terminumfrage gesendet"),
        "umfrage.vorschlag": _("Terminvorschlag hinzugefügt"),
        "umfrage.vorschlag_weg": _("Terminvorschlag weggenommen"),
        "umfrage.waehlen": _("Termin aus Umfrage gewählt"),
        "veranstaltung.aendern": _("Veranstaltung geändert"),
        "veranstaltung.anlegen": _("Veranstaltung angelegt"),
        "veranstaltung.fragen": _("Fragen der Anmeldung geändert"),
        "veranstaltung.planen": _("Veröffentlichung geplant"),
        "veranstaltung.loeschen": _("Veranstaltung gelöscht"),
        "veranstaltung.veroeffentlichen": _("Veranstaltung veröffentlicht"),
        "veranstaltung.zurueckziehen": _("Veranstaltung zurückgezogen"),
    }
)
