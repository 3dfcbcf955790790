from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Startseite und Inhalte")

    def ready(self) -> None:
        from home import checks, dateien, rahmen, suche  # noqa: F401 — they register themselves

        dateien.anmelden()
