from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MitgliederConfig(AppConfig):
    name = "mitglieder"
    verbose_name = _("Mitglieder")

    def ready(self) -> None:
        from core.slots import fill
        from mitglieder import aufnahme_offen  # noqa: F401 — names what waits for a person

        fill("netzwerke.profil.uebernehmen", "mitglieder/antrag/_profil.html")
        fill("netzwerke.verzeichnis.anmelden", "mitglieder/aufnahme/_hinweis.html")
