from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MitgliederConfig(AppConfig):
    name = "mitglieder"
    verbose_name = _("Mitglieder")

    def ready(self) -> None:
        from core import nightly, slots
        from mitglieder import aufgaben
        from mitglieder.actions.jahresfrage import jahresfrage
        from notifications import arten

        arten.anmelden(*aufgaben.MAILARTEN)
        nightly.anmelden(nightly.Aufgabe("jahresfrage", _("Netzwerke um Bestätigung bitten"), jahresfrage))
        slots.fill("netzwerke.profil.seite", "mitglieder/bestaetigung/_profil.html")
