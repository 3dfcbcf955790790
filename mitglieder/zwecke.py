"""What people agree to in this room, in the words they read."""

from django.utils.translation import gettext_lazy as _

from accounts.consent import Zweck, register

GELISTET = register(
    Zweck(
        "personenverzeichnis",
        _("Verzeichnis der Personen"),
        _("Mitglieder aller Netzwerke sehen meinen Namen, meine Netzwerke, meine Aufgabe und meine Themen."),
    )
)
EMAIL = register(
    Zweck("email_zeigen", _("E-Mail-Adresse zeigen"), _("Sie sehen dort auch meine E-Mail-Adresse."))
)
TELEFON = register(
    Zweck("telefon_zeigen", _("Telefon zeigen"), _("Sie sehen dort auch meine Telefonnummer."))
)
