from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Startseite und Inhalte")

    def ready(self) -> None:
        from core import rounds
        from home import checks, dateien, geplant, protokoll, rahmen, suche  # noqa: F401 — some register themselves

        dateien.anmelden()
        rounds.register(geplant.ausfuehren)
