"""What the audit log calls the acts of this room."""

from django.utils.translation import gettext_lazy as _

from core.audit import benennen

benennen(
    {
        "demo.entfernen": _("Beispieldaten entfernt"),
        "startdaten.seite": _("Seite aus den Startdaten angelegt"),
    }
)
