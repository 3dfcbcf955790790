from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetzwerkeConfig(AppConfig):
    name = "netzwerke"
    verbose_name = _("Netzwerke")

    def ready(self) -> None:
        from netzwerke import suche  # noqa: F401 — declares what the search may find here
