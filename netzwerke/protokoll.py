"""What the audit log calls the acts of this room."""

from django.utils.translation import gettext_lazy as _

from core.audit import benennen

benennen(
    {
        "netzwerk.anlegen": _("Eintrag angelegt"),
        "netzwerk.aendern": _("Eintrag geändert"),
        "netzwerk.loeschen": _("Eintrag gelöscht"),
        "netzwerk.bestaetigen": _("Eintrag bestätigt"),
        "netzwerk.aufwachen": _("Das Netzwerk ist wieder aktiv"),
        "netzwerk.ruhen": _("Das Netzwerk ruht"),
        "netzwerk.groesse": _("Zahl ergänzt"),
        "redaktion.abgleichen": _("Rechte der Redaktion abgeglichen"),
        "region.anlegen": _("Region angelegt"),
        "region.aendern": _("Region geändert"),
        "region.loeschen": _("Region gelöscht"),
        "regionen.importieren": _("Grenzen übernommen"),
        "rolle.geben": _("Rolle gegeben"),
        "rolle.nehmen": _("Rolle beendet"),
        "rolle.amtszeit": _("Amtszeit geändert"),
        "rolle.eigen": _("Eigene Mitgliedschaft geändert"),
        "schwerpunkt.anlegen": _("Schwerpunkt angelegt"),
        "schwerpunkt.aendern": _("Schwerpunkt geändert"),
        "schwerpunkt.loeschen": _("Schwerpunkt gelöscht"),
        "startdaten.hinweise": _("Hinweise der Startdaten übersetzt"),
    }
)
