from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VeranstaltungenConfig(AppConfig):
    name = "veranstaltungen"
    verbose_name = _("Veranstaltungen")

    def ready(self) -> None:
        from core import rounds
        from veranstaltungen import suche  # noqa: F401 — it registers itself
        from veranstaltungen.actions import plaetze

        rounds.register(plaetze.ablauf)
